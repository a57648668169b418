"""For the operator who restores a backup: hold before the site starts, release when all is looked through."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reminders.sending import hold, release


class Command(BaseCommand):
    help = "Holds all reminders back, or lets them go out again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--because", default="Held by whoever runs the server.")
        parser.add_argument("--release", action="store_true")
        parser.add_argument(
            "--restored", action="store_true", help="The ledger came from a backup: look up before sending"
        )

    def handle(self, *args: Any, because: str, restored: bool, **options: Any) -> None:
        if options["release"]:
            release(by=None, restored=restored or None)
            self.stdout.write("Reminders go out again.")
        else:
            hold(because=because, by=None)
            self.stdout.write("Reminders are held.")
