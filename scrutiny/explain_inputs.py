"""Reading the inputs of a deadline from JSON: strictly, and naming the field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from scrutiny.lib.explained import DateProblem, long_date
from scrutiny.lib.working_days import EVERY_DEADLINE, WEEKDAYS, Calendar, Closure

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TIME = re.compile(r"\d{2}:\d{2}", re.ASCII)
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Reader = Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `choices` are listed for those who draw a form from it."""

    name: str
    read: Reader
    required: bool = True
    choices: tuple[str, ...] = ()


def read_date(value: Any, name: str) -> date:
    if isinstance(value, str) and DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise DateProblem(name, f"{_shown(value)} is not a date; write it as 2026-05-31")


def read_time(value: Any, name: str) -> time:
    if isinstance(value, str) and TIME.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise DateProblem(name, f"{_shown(value)} is not a time of day; write it as 17:00")


def read_number(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise DateProblem(name, f"{_shown(value)} is not a whole number, 1 or more")
    return value


def read_yes_no(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise DateProblem(name, f"{_shown(value)} is neither true nor false")
    return value


def read_weekday(value: Any, name: str) -> int:
    """Monday is 0. Takes the short name or the whole one, in capitals or not."""
    if isinstance(value, str):
        if value.upper() in WEEKDAYS:
            return WEEKDAYS.index(value.upper())
        if value.lower() in WEEKDAY_NAMES:
            return WEEKDAY_NAMES.index(value.lower())
    raise DateProblem(name, f"{_shown(value)} is not a day of the week; write it as TUE")


def read_list(each: Reader) -> Reader:
    def read(value: Any, name: str) -> list[Any]:
        if not isinstance(value, list):
            raise DateProblem(name, f"{_shown(value)} is not a list")
        return [each(item, name) for item in value]

    return read


def read_named_days(value: Any, name: str) -> dict[date, str]:
    """Holidays as a list of dates, or as an object from date to name."""
    if isinstance(value, dict):
        if not all(isinstance(title, str) and title.strip() for title in value.values()):
            raise DateProblem(name, "give each day a name")
        return {read_date(day, name): title for day, title in value.items()}
    return dict.fromkeys(read_list(read_date)(value, name), "bank holiday added by the council")


def one_of(name: str, choices: Sequence[str], *, required: bool = True) -> Field:
    def read(value: Any, field: str) -> str:
        if value not in choices:
            raise DateProblem(field, f"{_shown(value)} is not one of {', '.join(choices)}")
        return str(value)

    return Field(name, read, required, tuple(choices))


# Every kind takes these: what this calculation knows of the calendar beyond England's bank holidays.
CALENDAR_FIELDS = (
    Field("closure_days", read_list(read_date), required=False),
    Field("extra_holidays", read_named_days, required=False),
    Field("removed_holidays", read_list(read_date), required=False),
    Field("weekend_days", read_list(read_weekday), required=False),
)


def read_fields(inputs: Any, fields: Sequence[Field]) -> dict[str, Any]:
    """The values by name, those left out left out. Refuses a field that is missing, unknown or malformed."""
    if not isinstance(inputs, Mapping):
        raise DateProblem("inputs", "give a JSON object of field names and values")
    known = {field.name: field for field in fields}
    for name in inputs:
        if name not in known:
            raise DateProblem(
                name or "inputs", f"this kind of deadline has no such field; it has {', '.join(known)}"
            )
    for field in fields:
        if field.required and inputs.get(field.name) is None:
            raise DateProblem(field.name, "this field is required")
    return {name: known[name].read(value, name) for name, value in inputs.items() if value is not None}


def amended(calendar: Calendar, values: dict[str, Any]) -> Calendar:
    """The calendar with the days that came with the inputs, which are taken out of `values`."""
    added = values.pop("extra_holidays", {})
    gone = values.pop("removed_holidays", [])
    closed = values.pop("closure_days", [])
    weekend = values.pop("weekend_days", None)
    for day in gone:
        if day in added:
            raise DateProblem("removed_holidays", f"{long_date(day)} is also in extra_holidays")
    for name, days in (("extra_holidays", added), ("closure_days", closed)):
        for day in days:
            calendar.require(day, name)
    closures = tuple(Closure(day, counts_for=EVERY_DEADLINE) for day in closed)
    if gone:
        calendar = calendar.removing(*gone)
    if added or closures:
        calendar = calendar.adding(holidays=added, closures=closures)
    return calendar if weekend is None else calendar.with_weekend(frozenset(weekend))


def _shown(value: Any) -> str:
    text = repr(value) if not isinstance(value, str) else f"“{value}”"
    return text if len(text) <= 60 else text[:57] + "..."
