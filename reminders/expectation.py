"""What should be in the ledger for some subjects, read afresh from where deadlines live."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import InterfaceError, OperationalError, ProgrammingError
from django.db.models import Count, F, OuterRef, Subquery

from council.calendar_in_force import calendar_in_force
from scrutiny.lib.working_days import Calendar

from .models import Attempt, Reminder
from .promises import MOVED, Deadline, People, Promise, Recipient, Told, audiences_of, promises, wanted
from .rules import RuleInForce, Rules
from .sources import sources

# Not the fault of any one subject: the database is away, or the code is ahead of it.
DATABASE_TROUBLE = (OperationalError, InterfaceError, ProgrammingError)
TAKEN = (Attempt.Outcome.SENT, Attempt.Outcome.FOUND)
Ledger = Mapping[tuple[str, str, int, str], Mapping[str, Told]]


class Situation:
    """Deadlines, people and rules of some subjects of one type, at one moment."""

    def __init__(self, subject_type: str, ids: Collection[int]) -> None:
        self.subject_type, self.ids = subject_type, ids
        source = sources().get(subject_type)
        self.deadlines: Mapping[int, list[Deadline]] = source.deadlines(ids) if source else {}
        self._people: Mapping[int, People] = source.people(ids) if source else {}
        self._rules = Rules()
        self._files: dict[int, bytes | None] = {}

    def calendar_file(self, subject_id: int) -> bytes | None:
        if subject_id not in self._files:
            self._files[subject_id] = sources()[self.subject_type].calendar_file(subject_id)
        return self._files[subject_id]

    def people(self, subject_id: int) -> People:
        return self._people.get(subject_id, {})

    def rule(self, deadline: Deadline) -> RuleInForce:
        return self._rules.of(deadline.kind, deadline.committee_id)

    def promises(self, *, now: datetime, since: datetime, calendar: Calendar | None = None) -> list[Promise]:
        calendar = calendar or calendar_in_force()
        told = told_already(self.subject_type, self.ids)
        return [
            promise
            for pk in sorted(self.deadlines)
            for deadline in self.deadlines[pk]
            for promise in promises(
                deadline,
                self.rule(deadline).rule,
                self.people(pk),
                told.get((deadline.kind, deadline.subject_type, pk, deadline.part), {}),
                calendar,
                now=now,
                since=since,
            )
        ]

    def deadline_of(self, row: Reminder) -> Deadline | None:
        """The deadline as it is now, whatever day the row was promised for."""
        named = (each for each in self.deadlines.get(row.subject_id, ()))
        return next((each for each in named if (each.kind, each.part) == (row.kind, row.part)), None)

    def recipient_of(self, row: Reminder) -> Recipient | None:
        """The recipient as they are now, if they still are what they get it as."""
        deadline = self.deadline_of(row)
        if deadline is None:
            return None
        people = self.people(row.subject_id)
        for audience in audiences_of(self.rule(deadline).rule, row.offset):
            for recipient in people.get(audience, ()):
                if recipient.key == row.recipient and wanted(recipient, deadline):
                    return recipient
        return None

    def why_not(self, row: Reminder) -> str:
        """Why a promise does not hold any more; nothing while it does."""
        deadline = self.deadline_of(row)
        if deadline is None:
            return "The deadline is gone, or what it belongs to is cancelled or settled."
        if deadline.due_on != row.due_on:
            return f"The deadline moved to {deadline.due_on:%-d %B %Y}."
        if deadline.done:
            return "It was done before."
        rule = self.rule(deadline).rule
        if not rule.switched_on or not audiences_of(rule, row.offset):
            return "The rule for these reminders was changed."
        if self.recipient_of(row) is None:
            return "They no longer have to do with it, or do not want these reminders."
        return ""


def told_already(subject_type: str, ids: Collection[int]) -> Ledger:
    """What each person was last told of each deadline, by what was really sent.

    Tries are numbered in the order in which they were made; the clock may have been put back between them.
    """
    tries = Attempt.objects.filter(reminder=OuterRef("pk"), outcome__in=TAKEN).order_by("-pk")
    sent = Reminder.objects.filter(
        subject_type=subject_type, subject_id__in=ids, state=Reminder.State.SENT
    ).order_by()
    names = ("kind", "subject_type", "subject_id", "part", "recipient")
    moved = sent.filter(offset__startswith=MOVED).values(*names).annotate(moves=Count("pk"))
    moves = {tuple(row[name] for name in names): row["moves"] for row in moved}
    latest = sent.annotate(settled=Subquery(tries.values("pk")[:1])).order_by(
        *names, F("settled").desc(nulls_last=True), "-pk"
    )
    found: dict[tuple[str, str, int, str], dict[str, Told]] = {}
    for row in latest.distinct(*names).values(*names, "due_on"):
        key = tuple(row[name] for name in names)
        found.setdefault(key[:4], {})[row["recipient"]] = Told(row["due_on"], moves.get(key, 0))
    return found
