"""What has to be promised: a pure reckoning from deadlines, rules and people. It never asks what time it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from scrutiny.lib.working_days import Calendar, count_days

# Kind, type and number of the subject, part, day, offset, recipient, channel.
Key = tuple[str, str, int, str, date, str, str, str]
LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
MAIL = "mail"
MOVED = "moved/"
AGAIN = "again/"
# What no law asks for is of no use to anybody a fortnight after the event.
TOO_LATE = timedelta(days=14)
QUIET_FROM, QUIET_UNTIL = time(19), time(7)
PRESSING = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that somebody has to meet, as a source tells it. Its words are public: no exempt title is in them."""

    kind: str
    subject_type: str
    subject_id: int
    part: str
    name: str
    about: str
    path: str
    committee_id: int | None
    due_on: date
    due_at: datetime | None
    statutory: bool
    done: bool
    begins: datetime | None = None  # nothing is due before that: it was not there yet

    @property
    def moment(self) -> datetime:
        """When it is missed: its time, or the end of its day in London."""
        return self.due_at or instant(self.due_on + DAY, time(0))


@dataclass(frozen=True, slots=True)
class Recipient:
    """`key` is what a promise is made to; addresses and wishes may change under it.

    `without_account` is the key of the same person while they had no account.
    """

    key: str
    name: str
    address: str
    without_account: str = ""
    digest_at: time | None = None
    switched_off: frozenset[str] = frozenset()


People = Mapping[str, Sequence[Recipient]]


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    unit: Literal["working", "calendar"]
    direction: Literal["before", "after"]
    at: time
    to: tuple[str, ...]

    @property
    def code(self) -> str:
        """Part of the promise. The time of day is not in it: a reminder that is moved by an hour stays the same."""
        sign = "" if self.number == 0 else "-" if self.direction == "before" else "+"
        return f"{sign}{self.number}{self.unit[0]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of deadline as it is reminded of in one committee."""

    kind: str
    switched_on: bool
    lines: tuple[Line, ...]
    resend_when_unsure: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was last told of a deadline, and how many notices of a move they have had."""

    due_on: date
    moves: int = 0


@dataclass(frozen=True, slots=True)
class Promise:
    deadline: Deadline
    offset: str
    audience: str
    recipient: Recipient
    due_at: datetime
    due_local: str
    not_before: datetime
    digest: bool = field(default=False)

    @property
    def key(self) -> Key:
        return self._key(self.recipient.key)

    @property
    def key_without_account(self) -> Key:
        return self._key(self.recipient.without_account or self.recipient.key)

    def _key(self, recipient: str) -> Key:
        of = self.deadline
        return (of.kind, of.subject_type, of.subject_id, of.part, of.due_on, self.offset, recipient, MAIL)


def reference(key: tuple[object, ...]) -> str:
    """The same promise has the same reference for ever, also in a database that was restored and planned anew."""
    return hashlib.sha256("\x1f".join(str(part) for part in key).encode()).hexdigest()[:40]


def instant(day: date, at: time) -> datetime:
    """A time on the wall clock of a day. One that the clocks skip is an hour later; of two, the first."""
    return datetime.combine(day, at, LONDON).replace(fold=0).astimezone(UTC)


def on_the_wall(day: date, at: time) -> str:
    return f"{day.isoformat()} {at:%H:%M} Europe/London"


def day_of(line: Line, due_on: date, calendar: Calendar) -> date:
    if line.number == 0:
        return due_on
    backwards = line.direction == "before"
    return count_days(due_on, line.number, line.unit, calendar, backwards=backwards).last


def promises(
    deadline: Deadline,
    rule: Rule,
    people: People,
    told: Mapping[str, Told],
    calendar: Calendar,
    *,
    now: datetime,
    since: datetime,
) -> list[Promise]:
    """Every promise that a deadline makes. Of what had passed before anybody began to count, none."""
    if deadline.done or not rule.switched_on or deadline.moment < since:
        return []
    made: dict[tuple[str, str], Promise] = {}
    for line in rule.lines:
        day = day_of(line, deadline.due_on, calendar)
        due_at = instant(day, line.at)
        if deadline.begins is not None:
            due_at = max(due_at, deadline.begins)
        if is_too_late(deadline, due_at, now):
            continue
        for audience, recipient in _listeners(line.to, people, deadline):
            promise = _promise(deadline, line.code, audience, recipient, due_at, on_the_wall(day, line.at))
            made.setdefault((line.code, recipient.key), promise)
    for promise in _notices_of_a_move(deadline, rule, people, told, now):
        made.setdefault((promise.offset, promise.recipient.key), promise)
    return sorted(made.values(), key=lambda promise: promise.key)


def is_too_late(deadline: Deadline, due_at: datetime, now: datetime) -> bool:
    """What the law asks for is never too late to be said."""
    return not deadline.statutory and now > max(deadline.moment, due_at) + TOO_LATE


def wanted(recipient: Recipient, deadline: Deadline) -> bool:
    return deadline.statutory or deadline.kind not in recipient.switched_off


def audiences_of(rule: Rule, offset: str) -> tuple[str, ...]:
    """Whom a line is for. A notice of a move, and what an officer sends again, may go to anybody the rule names."""
    if offset.startswith((MOVED, AGAIN)):
        return tuple(dict.fromkeys(audience for line in rule.lines for audience in line.to))
    return next((line.to for line in rule.lines if line.code == offset), ())


def not_before(
    due_at: datetime, deadline: Deadline, recipient: Recipient, *, quiet: bool = True
) -> tuple[datetime, bool]:
    """When it may go, and whether with the daily list. What the law asks for never waits for a list."""
    if recipient.digest_at is not None and not deadline.statutory:
        listed = next_at(due_at, recipient.digest_at)
        if listed < deadline.moment or due_at >= deadline.moment:
            return listed, True
    return (after_quiet_hours(due_at, deadline.moment) if quiet else due_at), False


def next_at(moment: datetime, at: time) -> datetime:
    """The first time the wall clock shows `at`, then or later."""
    day = moment.astimezone(LONDON).date()
    first = instant(day, at)
    return first if first >= moment else instant(day + DAY, at)


def after_quiet_hours(moment: datetime, deadline: datetime) -> datetime:
    """Nobody is written to at night, unless the deadline is that near."""
    clock = moment.astimezone(LONDON).time()
    if QUIET_UNTIL <= clock < QUIET_FROM or moment <= deadline <= moment + PRESSING:
        return moment
    return next_at(moment, QUIET_UNTIL)


def _listeners(
    audiences: Iterable[str], people: People, deadline: Deadline
) -> Iterable[tuple[str, Recipient]]:
    for audience in audiences:
        for recipient in people.get(audience, ()):
            if wanted(recipient, deadline):
                yield audience, recipient


def _notices_of_a_move(
    deadline: Deadline, rule: Rule, people: People, told: Mapping[str, Told], now: datetime
) -> Iterable[Promise]:
    """Whoever was told another day hears of the new one at once."""
    for audience, recipient in _listeners(audiences_of(rule, MOVED), people, deadline):
        before = told.get(recipient.key) or told.get(recipient.without_account)
        if before and before.due_on != deadline.due_on:
            local = now.astimezone(LONDON)
            wall = on_the_wall(local.date(), local.time())
            yield _promise(deadline, f"{MOVED}{before.moves + 1}", audience, recipient, now, wall)


def _promise(
    deadline: Deadline, offset: str, audience: str, recipient: Recipient, due_at: datetime, wall: str
) -> Promise:
    start, digest = not_before(due_at, deadline, recipient)
    return Promise(deadline, offset, audience, recipient, due_at, wall, start, digest)
