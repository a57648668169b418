"""Rules in TOML files: the presets that come with the product, and a council's own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from callins.rule_reading import BadRules, Problem, read_rules
from callins.rules import Rules

PRESETS = Path(__file__).parent / "presets"


class Preset(NamedTuple):
    name: str
    rules: Rules


def read_file(path: Path) -> Rules:
    """The rules in a file, or BadRules with everything that is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRules([Problem(path.name, f"cannot be read ({error})")]) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRules([Problem(path.name, f"is not TOML: {error}")]) from error
    return read_rules(data)


def presets() -> list[Preset]:
    """Every preset, by its name."""
    return [Preset(path.stem, read_file(path)) for path in sorted(PRESETS.glob("*.toml"))]


def preset_path(name: str) -> Path | None:
    """The file of a preset; only a name that is one leads to a file."""
    return next((path for path in PRESETS.glob("*.toml") if path.stem == name), None)
