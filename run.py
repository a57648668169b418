#!/usr/bin/env python3
"""Scrutiny's entry point: `python3 run.py demo`, `python3 run.py test`, `python3 run.py --help`."""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 12):
    sys.exit(
        "Scrutiny needs Python 3.11 or 3.12, and this is Python {}.{}. "
        "Start it with one of those, for example: python3.12 run.py demo".format(*sys.version_info[:2])
    )

from launcher.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
