"""Clear away old drafts of packs by hand. The same runs by itself once a day."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committees.tidying import DAYS, tidy


class Command(BaseCommand):
    help = "Remove draft packs and drawn pages that nothing refers to any more. Nothing published is touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=DAYS, help=f"older than so many days (default: {DAYS})"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = tidy(days=options["days"], only_look=options["dry_run"])
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{'Would remove' if options['dry_run'] else 'Removed'} {done}.")
