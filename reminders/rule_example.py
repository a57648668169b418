"""What a rule comes to: its days for one deadline, and its two mails with example words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils import timezone

from committees.models import Committee
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.explained import long_date

from .kinds import Kind
from .models import Reminder
from .promises import Line, day_of
from .rule_words import audience_words, days_words
from .wording import SAMPLE, Texts, fill

FAR_ENOUGH = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class ExampleDay:
    day: date
    at: time
    words: str
    to: str


@dataclass(frozen=True, slots=True)
class ExampleMail:
    heading: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    deadline: date
    days: list[ExampleDay]
    mails: list[ExampleMail]


def example(kind: Kind, committee: Committee | None, lines: Iterable[Line], texts: Texts) -> Example:
    deadline, calendar = _next_deadline(kind, committee), calendar_in_force()
    days = [
        ExampleDay(
            day_of(line, deadline, calendar),
            line.at,
            days_words(line.number, line.unit, line.direction == "after"),
            ", ".join(map(audience_words, line.to)),
        )
        for line in lines
    ]
    words = SAMPLE | {
        "deadline": kind.named or kind.label,
        "about": kind.sample,
        "due": f"on {long_date(deadline)}",
    }
    mails = [
        ExampleMail("While it is to come", fill(texts.subject, words), fill(texts.text, words)),
        ExampleMail(
            "Once it is overdue", fill(texts.overdue_subject, words), fill(texts.overdue_text, words)
        ),
    ]
    return Example(deadline, sorted(days, key=lambda each: (each.day, each.at)), mails)


def _next_deadline(kind: Kind, committee: Committee | None) -> date:
    """The next real one, otherwise a day four weeks from now."""
    rows = Reminder.objects.filter(kind=kind.code, due_on__gte=timezone.localdate())
    rows = rows.filter(committee=committee) if committee else rows
    found = rows.order_by("due_on").values_list("due_on", flat=True).first()
    return found or timezone.localdate() + FAR_ENOUGH
