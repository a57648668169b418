"""Asks the JSON API everything that its description allows, and what it does not, with schemathesis.

    python -m benchmarks.api_questions --examples 200

Needs DATABASE_URL of a database with something published in it, like that of the demo. Ends with 1 when an answer was
a server error or not what the description says.
"""

from __future__ import annotations

import argparse
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny.settings_test")
django.setup()

from scrutiny.api.tests.questions import ask_everything  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=100, help="questions of each kind for each address")
    asked, problems = ask_everything(parser.parse_args().examples)
    print(f"{asked} questions, {len(problems)} answers that break the description")
    for words in problems[:20]:
        print(words)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
