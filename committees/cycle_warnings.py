"""What stands in the way of a proposed meeting: the day itself, its timetable, and other meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from council.models import ElectionPeriod
from scrutiny.lib.clock import time_words
from scrutiny.lib.working_days import Calendar

from .meeting_dates import explain, in_words
from .models import Committee, CyclePlan, Meeting, Membership, ProposedMeeting, TimetableStep

LONDON = ZoneInfo("Europe/London")
# Nobody can be in two meetings that start less than this apart.
USUAL_LENGTH = timedelta(hours=2, minutes=30)
# How far from the proposed day another one is looked for.
NEARBY = 21


@dataclass(frozen=True)
class Warning:
    """One thing to look at before a proposed meeting is made. `kind` names it for lists and tests."""

    kind: str
    message: str


@dataclass(frozen=True)
class Slot:
    """A committee in a room at a time, proposed or already made."""

    committee: Committee
    start: datetime
    venue: str
    proposal: int | None = None

    @property
    def day(self) -> date:
        return timezone.localtime(self.start, LONDON).date()


def starts_at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=LONDON)


def slot_of(proposal: ProposedMeeting) -> Slot:
    start = starts_at(proposal.date, proposal.start_time)
    return Slot(proposal.committee, start, proposal.venue, proposal.pk)


class Obstacles:
    """Everything a year's proposals are held against, read once: a fixed number of queries a plan."""

    def __init__(self, plan: CyclePlan, calendar: Calendar, *, today: date) -> None:
        self.calendar = calendar
        self.offices = calendar.with_every_closure()
        self.today = today
        self.plan = plan
        self.proposals = list(plan.proposals.select_related("committee"))
        self.elections = list(ElectionPeriod.objects.filter(start__lte=plan.end, polling_day__gte=plan.start))
        self.steps = _steps()
        self.seats = _seats(plan)
        self.taken: dict[date, list[Slot]] = defaultdict(list)
        for slot in [*map(slot_of, self.proposals), *self._meetings_made()]:
            self.taken[slot.day].append(slot)

    def _meetings_made(self) -> Iterator[Slot]:
        own = [proposal.meeting_id for proposal in self.proposals if proposal.meeting_id]
        made = Meeting.objects.filter(
            state=Meeting.State.PLANNED,
            start__gte=starts_at(self.plan.start, time.min),
            start__lte=starts_at(self.plan.end, time.max),
        )
        for meeting in made.exclude(pk__in=own).select_related("committee"):
            yield Slot(meeting.committee, meeting.start, meeting.venue)

    def all(self) -> dict[int, list[Warning]]:
        """The warnings of every proposal, by its primary key."""
        return {proposal.pk: self.about(slot_of(proposal)) for proposal in self.proposals}

    def about(self, slot: Slot) -> list[Warning]:
        return [*self._day(slot.day), *self._timetable(slot), *self._others(slot)]

    def days_without(self, slot: Slot, *, most: int = 3) -> list[date]:
        """The nearest days on which nothing stands in the way, for the same committee, time and room."""
        found = []
        for away in sorted(range(-NEARBY, NEARBY + 1), key=abs):
            moved = Slot(slot.committee, slot.start + timedelta(days=away), slot.venue, slot.proposal)
            # The same time of day in London, also over the change of the clocks.
            moved = Slot(slot.committee, starts_at(moved.day, slot.start.time()), slot.venue, slot.proposal)
            if away and self.plan.start <= moved.day <= self.plan.end and not self.about(moved):
                found.append(moved.day)
            if len(found) == most:
                break
        return sorted(found)

    def _day(self, day: date) -> Iterator[Warning]:
        if reason := self.offices.why_not_working(day):
            yield Warning("not_a_working_day", f"{in_words(day)} is not a working day: {reason}.")
        for election in self.elections:
            if election.start <= day <= election.polling_day:
                yield Warning("election", f"{in_words(day)} falls in the pre-election period of {election}.")

    def _timetable(self, slot: Slot) -> Iterator[Warning]:
        """A milestone on a day when nobody works (only calendar days can land there), or already past."""
        own = self.steps.get(slot.committee.pk)
        late = []
        for step in own or self.steps.get(None, []):
            due = explain(step, slot.day, self.calendar).date
            if reason := self.offices.why_not_working(due):
                yield Warning("milestone", f"{step.name} is due on {in_words(due)}: {reason}.")
            if due < self.today and step.direction == TimetableStep.Direction.BEFORE:
                late.append(step.name)
        if slot.day < self.today:
            yield Warning("past", f"{in_words(slot.day)} has already passed.")
        elif late:
            yield Warning("late", f"Already past for this day: {', '.join(late)}.")

    def _others(self, slot: Slot) -> Iterator[Warning]:
        for other in self.taken.get(slot.day, ()):
            if slot.proposal is None or other.proposal != slot.proposal:
                yield from self._clash(slot, other)

    def _clash(self, slot: Slot, other: Slot) -> Iterator[Warning]:
        at = time_words(timezone.localtime(other.start, LONDON).time())
        same_committee = other.committee.pk == slot.committee.pk
        if same_committee:
            yield Warning("same_committee", f"{slot.committee} already meets that day, at {at}.")
        if abs(slot.start - other.start) >= USUAL_LENGTH:
            return
        if _same_room(slot, other) and not same_committee:
            yield Warning("room", f"{other.committee} meets in the same room at {at}.")
        mine, theirs = (self._members(each) for each in (slot, other))
        shared = sorted(theirs[person] for person in mine.keys() & theirs.keys())
        if shared and not same_committee:
            yield Warning("members", f"{other.committee} meets at {at} and shares {', '.join(shared)}.")

    def _members(self, slot: Slot) -> dict[int, str]:
        """Who sits on the committee on the day, as printed."""
        return {
            seat.person_id: seat.person.printed_name
            for seat in self.seats.get(slot.committee.pk, ())
            if seat.start <= slot.day and (seat.end is None or slot.day <= seat.end)
        }


def _same_room(slot: Slot, other: Slot) -> bool:
    """Rooms are typed by hand: capitals and spaces make no difference."""
    mine, theirs = (" ".join(each.venue.split()).casefold() for each in (slot, other))
    return mine == theirs


def _steps() -> dict[int | None, list[TimetableStep]]:
    found: dict[int | None, list[TimetableStep]] = defaultdict(list)
    for step in TimetableStep.objects.all():
        found[step.committee_id].append(step)
    return found


def _seats(plan: CyclePlan) -> dict[int, list[Membership]]:
    """The seats of each committee on any day of the year, co-opted members' as well."""
    found: dict[int, list[Membership]] = defaultdict(list)
    in_the_year = Membership.objects.filter(Q(end=None) | Q(end__gte=plan.start), start__lte=plan.end)
    for seat in in_the_year.select_related("person"):
        found[seat.committee_id].append(seat)
    return found


def kinds_of(warnings: Iterable[list[Warning]]) -> dict[str, int]:
    """How many proposals have each kind of warning."""
    counts: dict[str, int] = defaultdict(int)
    for found in warnings:
        for kind in {warning.kind for warning in found}:
            counts[kind] += 1
    return dict(counts)
