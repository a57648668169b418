from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from callins.rule_files import preset_path, read_file
from callins.rule_reading import BadRules
from callins.rule_sets import add_rule_set

from .check_rule_set import rule_file


class Command(BaseCommand):
    help = "Put call-in rules in force from a day: from a file, or a preset by its name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rules", help="a .toml file, or the name of a preset")
        parser.add_argument(
            "--from", dest="valid_from", metavar="YYYY-MM-DD", help="the day; otherwise today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, given = rule_file(options["rules"]), options["valid_from"]
        try:
            day = date.fromisoformat(given) if given else timezone.localdate()
        except ValueError as error:
            raise CommandError(f"{given} is not a date. Write it like 2027-04-01.") from error
        try:
            rules = read_file(path)
        except BadRules as error:
            raise CommandError(f"{path.name} cannot be used:\n{error}") from error
        try:
            preset = path.stem if preset_path(path.stem) == path else ""
            rule_set = add_rule_set(rules, valid_from=day, preset=preset, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"In force: {rule_set}.")
