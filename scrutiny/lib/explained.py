"""A date that can say why it is what it is: the rule, its authority, and every day counted or skipped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from scrutiny.lib.clock import time_words

# A working week and both its weekends are worth a line each; the 59 middle days of two months are not.
LONGEST_RUN_TOLD = 7


class DateProblem(ValueError):
    """A date that cannot be given. Names the field at fault, so that a form or a command can point at it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def long_date(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a count. `number` is its place in the count, from 1 at the day that starts it."""

    date: dt.date
    counted: bool
    number: int | None
    reason: str

    def as_text(self) -> str:
        if self.counted:
            return f"{long_date(self.date)}: day {self.number}, {self.reason}"
        return f"{long_date(self.date)}: not counted, {self.reason}"

    def as_json(self) -> dict[str, Any]:
        return {
            "date": self.date.isoformat(),
            "counted": self.counted,
            "number": self.number,
            "reason": self.reason,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Day:
        return cls(dt.date.fromisoformat(told["date"]), told["counted"], told["number"], told["reason"])


@dataclass(frozen=True, slots=True)
class ExplainedDate:
    """A deadline and its reasons. `days` run from earliest to latest, whichever way they were counted."""

    date: dt.date
    rule: str
    citation: str
    days: tuple[Day, ...]
    anchor: dt.date
    moment: dt.datetime | None = None
    provisional: bool = False
    assumption: str = ""
    # When the law's own date is not a working day: the working day before, which is the one to work to.
    target: dt.date | None = None
    statutory: bool = False

    def as_lines(self) -> list[str]:
        lines = [self.answer(), self.rule, f"Authority: {self.citation}."]
        if self.provisional:
            lines.append(
                "This date is provisional: it lies beyond the last year for which bank holidays are known."
            )
        if self.target:
            lines.append(
                f"That is not a working day. Work to {long_date(self.target)}, the working day before."
            )
        if self.assumption:
            lines.append(f"Assumption: {self.assumption}")
        return lines + self.day_lines()

    def day_lines(self) -> list[str]:
        """Each day in words. A long run of days that differ in nothing but their number is one line."""
        lines: list[str] = []
        for _, group in groupby(self.days, key=lambda day: (day.counted, day.reason)):
            run = list(group)
            lines += [day.as_text() for day in run] if len(run) <= LONGEST_RUN_TOLD else [_run_as_text(run)]
        return lines

    def answer(self) -> str:
        if self.moment:
            return f"{long_date(self.date)} at {time_words(self.moment.time())}"
        return long_date(self.date)

    def as_text(self) -> str:
        return "\n".join(self.as_lines())

    def as_json(self) -> dict[str, Any]:
        return {
            "date": self.date.isoformat(),
            "moment": self.moment.isoformat() if self.moment else None,
            "rule": self.rule,
            "citation": self.citation,
            "statutory": self.statutory,
            "provisional": self.provisional,
            "assumption": self.assumption,
            "target": self.target.isoformat() if self.target else None,
            "anchor": self.anchor.isoformat(),
            "days": [day.as_json() for day in self.days],
            "explanation": self.as_text(),
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> ExplainedDate:
        """What `as_json` wrote: an answer kept as it was given, whatever the calendar says now."""
        return cls(
            date=dt.date.fromisoformat(told["date"]),
            rule=told["rule"],
            citation=told["citation"],
            days=tuple(Day.from_json(day) for day in told["days"]),
            anchor=dt.date.fromisoformat(told["anchor"]),
            moment=dt.datetime.fromisoformat(told["moment"]) if told["moment"] else None,
            provisional=told["provisional"],
            assumption=told["assumption"],
            target=dt.date.fromisoformat(told["target"]) if told["target"] else None,
            statutory=told["statutory"],
        )


def _run_as_text(run: list[Day]) -> str:
    first, last = run[0], run[-1]
    told = f"days {first.number} to {last.number}" if first.counted else "not counted"
    return f"{long_date(first.date)} to {long_date(last.date)}: {told}, {first.reason}"
