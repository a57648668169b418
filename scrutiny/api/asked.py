"""What was asked for in the address: checked against the same schemas that the description shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from .resource import Filter
from .shapes import Schema

MOST, USUAL = 100, 25
FARTHEST = 100_000
PAGING: dict[str, tuple[str, Schema]] = {
    "page": ("Which page, from 1", {"type": "integer", "minimum": 1, "maximum": FARTHEST, "default": 1}),
    "per_page": (
        "How many on a page",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    ),
}


class Wrong(Exception):
    """Something in the address is not what the description says."""


def read_all(given: QueryDict, known: dict[str, Schema]) -> dict[str, Any]:
    """By name; what was left out is not there. Nobody is misled by a filter that is not known or given twice."""
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Wrong(f"There is no parameter “{unknown[0][:40]}”. There are: {', '.join(sorted(known))}.")
    for name in given:
        if len(given.getlist(name)) > 1:
            raise Wrong(f"“{name}” is given more than once.")
    return {name: read(name, str(given[name]), known[name]) for name in given}


def read(name: str, value: str, schema: Schema) -> Any:
    if "\0" in value:
        raise Wrong(f"“{name}” holds a character that is no text.")
    match schema["type"]:
        case "integer":
            return _number(name, value, schema)
        case "boolean":
            return _flag(name, value)
    if schema.get("format") == "date":
        return _day(name, value)
    if "enum" in schema and value not in schema["enum"]:
        raise Wrong(f"“{name}” has to be one of: {', '.join(schema['enum'])}.")
    if len(value) > schema.get("maxLength", 1_000):
        raise Wrong(f"“{name}” is too long.")
    return value


def _number(name: str, value: str, schema: Schema) -> int:
    low, high = schema.get("minimum", 0), schema.get("maximum", 10**15)
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16 and low <= int(value) <= high):
        raise Wrong(f"“{name}” has to be a number from {low} to {high}.")
    return int(value)


def _flag(name: str, value: str) -> bool:
    if value not in ("true", "false"):
        raise Wrong(f"“{name}” has to be true or false.")
    return value == "true"


def _day(name: str, value: str) -> date:
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Wrong(f"“{name}” has to be a day like 2026-12-01.")


def schemas(filters: tuple[Filter, ...]) -> dict[str, Schema]:
    return {each.name: each.schema for each in filters} | {
        name: schema for name, (_, schema) in PAGING.items()
    }
