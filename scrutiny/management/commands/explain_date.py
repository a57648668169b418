"""`manage.py explain_date KIND 'JSON'`: one deadline, and why, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from council.calendar import england
from scrutiny.explain import KINDS, explain_date
from scrutiny.lib.explained import DateProblem

LONGEST_NUMBER = 100


class Command(BaseCommand):
    help = "Explain a deadline by England's bank holidays and the days given with it. Kinds: " + ", ".join(
        KINDS
    )
    # A calculation: it needs no database and no settings to be right.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", help="the kind of deadline")
        parser.add_argument("inputs", help='its inputs, such as \'{"meeting_date": "2026-05-14", ...}\'')

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            explained = explain_date(options["kind"], read_json(options["inputs"]), england())
        except DateProblem as problem:
            raise CommandError(str(problem)) from problem
        # Plain ASCII: a terminal or pipe of any encoding can carry it, whatever a holiday is called.
        self.stdout.write(json.dumps(explained.as_json(), indent=2))


def read_json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_no_field_twice, parse_int=_whole_number)
    except ValueError as problem:
        if isinstance(problem, DateProblem):
            raise
        raise DateProblem("inputs", f"this is not JSON: {problem}") from problem
    except RecursionError as problem:
        raise DateProblem("inputs", "this JSON is nested too deeply") from problem


def _whole_number(digits: str) -> int | float:
    """A number too long for any field is read as infinite, so that the field refuses it by name."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)


def _no_field_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise DateProblem(name, "this field is given twice")
        fields[name] = value
    return fields
