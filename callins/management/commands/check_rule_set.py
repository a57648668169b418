from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from callins.rule_files import preset_path, presets, read_file
from callins.rule_reading import BadRules


def rule_file(name: str) -> Path:
    """A file, or a preset by its name."""
    path = Path(name) if name.endswith(".toml") else preset_path(name)
    if path is None:
        known = ", ".join(preset.name for preset in presets())
        raise CommandError(f"There is no preset called {name}. Give a .toml file, or one of: {known}.")
    return path


class Command(BaseCommand):
    help = "Check a file of call-in rules, or a preset by its name, and say everything that is wrong with it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rules", help="a .toml file, or the name of a preset")

    def handle(self, *args: Any, **options: Any) -> None:
        path = rule_file(options["rules"])
        try:
            rules = read_file(path)
        except BadRules as error:
            raise CommandError(f"{path.name} cannot be used:\n{error}") from error
        self.stdout.write(f"{path.name} is good: {rules.council} ({rules.vintage}).")
        for assumed in rules.assumed:
            self.stdout.write(f"Assumed: {assumed}")
