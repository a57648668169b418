"""Planning a municipal year: proposals from each committee's pattern, what stands in their way, all made at once."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from council.models import ElectionPeriod
from scrutiny.lib.working_days import Calendar

from .meeting_dates import explain, in_words, steps_for
from .meetings import create_meeting
from .models import Committee, CyclePattern, CyclePlan, Meeting, Membership, ProposedMeeting, TimetableStep

LONDON = ZoneInfo("Europe/London")
# Nobody can be in two meetings that start less than this apart.
USUAL_LENGTH = timedelta(hours=2, minutes=30)


class CannotPlan(ValidationError):
    """The plan cannot be changed like that; nothing has changed."""


@dataclass(frozen=True)
class Warning:
    """One thing to look at before a proposed meeting is made. `kind` names it for lists and tests."""

    kind: str
    message: str


def nth_weekday(year: int, month: int, week: int, weekday: int) -> date:
    """The first, second ... or last (-1) Monday, Tuesday ... of a month."""
    first, days = monthrange(year, month)
    days_of_it = range(1 + (weekday - first) % 7, days + 1, 7)
    return date(year, month, days_of_it[week if week < 0 else week - 1])


def dates_of(pattern: CyclePattern) -> list[date]:
    """Every day the pattern gives within its plan's year."""
    plan, found = pattern.plan, []
    month = date(plan.start.year, plan.start.month, 1)
    while month <= plan.end:
        if month.month in pattern.months:
            found.append(nth_weekday(month.year, month.month, pattern.week, pattern.weekday))
        month = (month + timedelta(days=32)).replace(day=1)
    return [day for day in found if plan.start <= day <= plan.end]


@transaction.atomic
def save_pattern(pattern: CyclePattern, *, by: User) -> None:
    """Keep a committee's pattern and propose its days afresh."""
    plan = _open(pattern.plan)
    pattern.full_clean()
    pattern.save()
    plan.proposals.filter(committee=pattern.committee).delete()
    ProposedMeeting.objects.bulk_create(
        ProposedMeeting(
            plan=plan,
            committee=pattern.committee,
            date=day,
            start_time=pattern.start_time,
            venue=pattern.venue,
        )
        for day in dates_of(pattern)
    )
    record("plan committee's year", plan, by=by, committee=pattern.committee.code, pattern=str(pattern))


@transaction.atomic
def change_proposal(proposal: ProposedMeeting, *, day: date, start_time: time, venue: str, by: User) -> None:
    plan = _open(proposal.plan)
    if not plan.start <= day <= plan.end:
        raise CannotPlan({"date": f"The date must be from {in_words(plan.start)} to {in_words(plan.end)}."})
    before = proposal.date
    proposal.date, proposal.start_time, proposal.venue = day, start_time, venue
    proposal.full_clean()
    proposal.save(update_fields=["date", "start_time", "venue"])
    record(
        "move proposed meeting",
        plan,
        by=by,
        committee=proposal.committee.code,
        before=before.isoformat(),
        after=day.isoformat(),
    )


@transaction.atomic
def drop_proposal(proposal: ProposedMeeting, *, by: User) -> None:
    plan = _open(proposal.plan)
    record(
        "drop proposed meeting",
        plan,
        by=by,
        committee=proposal.committee.code,
        date=proposal.date.isoformat(),
    )
    proposal.delete()


@transaction.atomic
def create_meetings(plan: CyclePlan, *, by: User) -> list[Meeting]:
    """Make every proposed meeting, all or none."""
    plan = _open(plan)
    proposals = list(plan.proposals.select_related("committee__contact"))
    if not proposals:
        raise CannotPlan("The plan holds no meetings yet.")
    if any(starts_at(proposal) < timezone.now() for proposal in proposals):
        raise CannotPlan("Some of the proposed meetings are in the past. Move or drop them first.")
    made = []
    for proposal in proposals:
        meeting = create_meeting(proposal.committee, start=starts_at(proposal), by=by, venue=proposal.venue)
        proposal.meeting = meeting
        proposal.save(update_fields=["meeting"])
        made.append(meeting)
    plan.meetings_created_at = timezone.now()
    plan.save(update_fields=["meetings_created_at"])
    record("create meetings of the year", plan, by=by, meetings=[meeting.reference for meeting in made])
    return made


def starts_at(proposal: ProposedMeeting) -> datetime:
    return datetime.combine(proposal.date, proposal.start_time, tzinfo=LONDON)


def warnings_for(plan: CyclePlan, calendar: Calendar) -> dict[int, list[Warning]]:
    """What stands in the way of each proposal, by its primary key."""
    proposals = list(plan.proposals.select_related("committee"))
    found: dict[int, list[Warning]] = defaultdict(list)
    elections = list(ElectionPeriod.objects.filter(start__lte=plan.end, polling_day__gte=plan.start))
    steps = {committee: steps_for(committee) for committee in {each.committee for each in proposals}}
    for proposal in proposals:
        found[proposal.pk] += _about_the_day(proposal.date, calendar, elections)
        found[proposal.pk] += _about_the_timetable(proposal.date, steps[proposal.committee], calendar)
    for pk, warning in _clashes(plan, proposals):
        found[pk].append(warning)
    return dict(found)


def _about_the_day(day: date, calendar: Calendar, elections: Iterable[ElectionPeriod]) -> list[Warning]:
    found = []
    for_offices = calendar.with_every_closure()
    if reason := for_offices.why_not_working(day):
        found.append(Warning("not_a_working_day", f"{in_words(day)} is not a working day: {reason}."))
    found += [
        Warning("election", f"{in_words(day)} falls in the pre-election period of {election}.")
        for election in elections
        if election.start <= day <= election.polling_day
    ]
    return found


def _about_the_timetable(day: date, steps: Iterable[TimetableStep], calendar: Calendar) -> list[Warning]:
    """A milestone on a day when nobody works; only those counted in calendar days can land there."""
    found = []
    offices = calendar.with_every_closure()
    for step in steps:
        due = explain(step, day, calendar).date
        if reason := offices.why_not_working(due):
            found.append(Warning("milestone", f"{step.name} is due on {in_words(due)}: {reason}."))
    return found


def _clashes(plan: CyclePlan, proposals: list[ProposedMeeting]) -> list[tuple[int, Warning]]:
    """Meetings at one time that share members or a room, among the proposals and with meetings already made."""
    members = _members(plan)
    by_day: dict[date, list[ProposedMeeting]] = defaultdict(list)
    for proposal in proposals:
        by_day[proposal.date].append(proposal)
    own = [proposal.meeting_id for proposal in proposals if proposal.meeting_id]
    made = Meeting.objects.select_related("committee").filter(
        state=Meeting.State.PLANNED,
        start__gte=datetime.combine(plan.start, time.min, tzinfo=LONDON),
        start__lte=datetime.combine(plan.end, time.max, tzinfo=LONDON),
    )
    found = []
    for proposal in proposals:
        for other in by_day[proposal.date]:
            if other != proposal:
                found += _clash(proposal, other.committee, starts_at(other), other.venue, members)
    for meeting in made.exclude(pk__in=own):
        for proposal in by_day[meeting.date]:
            found += _clash(proposal, meeting.committee, meeting.start, meeting.venue, members)
    return found


def _clash(
    proposal: ProposedMeeting,
    committee: Committee,
    start: datetime,
    venue: str,
    members: dict[int, dict[int, str]],
) -> list[tuple[int, Warning]]:
    if abs(starts_at(proposal) - start) >= USUAL_LENGTH:
        return []
    at = f"{timezone.localtime(start):%-I:%M%p}".lower()
    found = []
    if proposal.venue.strip().lower() == venue.strip().lower():
        found.append(Warning("room", f"{committee} meets in the same room at {at}."))
    shared = members[proposal.committee_id].keys() & members[committee.pk].keys()
    if shared and proposal.committee_id != committee.pk:
        names = sorted(members[committee.pk][person] for person in shared)
        found.append(Warning("members", f"{committee} meets at {at} and shares {', '.join(names)}."))
    return [(proposal.pk, warning) for warning in found]


def _members(plan: CyclePlan) -> dict[int, dict[int, str]]:
    """Who sits on each committee at the start of the year, or today if that is later."""
    day = max(plan.start, timezone.localdate())
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for seat in Membership.objects.on(day).select_related("person"):
        found[seat.committee_id][seat.person_id] = seat.person.printed_name
    return found


def _open(plan: CyclePlan) -> CyclePlan:
    plan = CyclePlan.objects.select_for_update().get(pk=plan.pk)
    if plan.meetings_created_at:
        raise CannotPlan("The meetings of this year have been created. Move each of them on its own page.")
    return plan
