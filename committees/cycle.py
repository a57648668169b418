"""Planning a municipal year: proposals from each committee's pattern, adjusted by hand, all made at once."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from council.models import Council, ElectionPeriod

from .cycle_warnings import starts_at
from .meeting_dates import in_words
from .meetings import create_meeting
from .models import Committee, CyclePattern, CyclePlan, Meeting, ProposedMeeting

LONGEST_PLAN = timedelta(days=400)


class CannotPlan(ValidationError):
    """The plan cannot be changed like that; nothing has changed."""


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
def make_plan(*, name: str, start: date, end: date, by: User) -> CyclePlan:
    """A year to plan. One plan holds a day at most, so that no year is planned twice by mistake."""
    list(Council.objects.select_for_update())  # one planner at a time
    if end <= start:
        raise CannotPlan({"end": "The last day must be after the first."})
    if end - start > LONGEST_PLAN:
        raise CannotPlan({"end": "A plan is for one municipal year: the last day is too far from the first."})
    other = CyclePlan.objects.filter(start__lte=end, end__gte=start).first()
    if other:
        raise CannotPlan({"start": f"Some of these days are already in the plan {other}."})
    plan = CyclePlan(name=name, start=start, end=end)
    plan.full_clean()
    plan.save()
    record("make year plan", plan, by=by, start=start.isoformat(), end=end.isoformat())
    return plan


@transaction.atomic
def delete_plan(plan: CyclePlan, *, by: User) -> None:
    plan = _open(plan)
    record("delete year plan", plan, by=by, proposals=plan.proposals.count())
    plan.delete()


@transaction.atomic
def save_pattern(pattern: CyclePattern, *, by: User) -> int:
    """Keep a committee's pattern and propose its days afresh. Gives how many there are."""
    plan = _open(pattern.plan)
    pattern.full_clean()
    pattern.save()
    plan.proposals.filter(committee=pattern.committee).delete()
    made = ProposedMeeting.objects.bulk_create(
        ProposedMeeting(
            plan=plan,
            committee=pattern.committee,
            date=day,
            start_time=pattern.start_time,
            venue=pattern.venue,
        )
        for day in dates_of(pattern)
    )
    _changed(plan)
    record("plan committee's year", plan, by=by, committee=pattern.committee.code, pattern=str(pattern))
    return len(made)


@transaction.atomic
def drop_pattern(pattern: CyclePattern, *, by: User) -> None:
    """Take a committee out of the plan with all its proposed meetings."""
    plan = _open(pattern.plan)
    plan.proposals.filter(committee=pattern.committee).delete()
    pattern.delete()
    _changed(plan)
    record("take committee out of year", plan, by=by, committee=pattern.committee.code)


@transaction.atomic
def add_proposal(
    plan: CyclePlan, committee: Committee, *, day: date, start_time: time, venue: str, by: User
) -> ProposedMeeting:
    """One more meeting, outside the pattern."""
    plan = _open(plan)
    proposal = ProposedMeeting(
        plan=plan, committee=committee, date=day, start_time=start_time, venue=venue.strip()
    )
    _require_free_day(proposal)
    proposal.full_clean()
    proposal.save()
    _changed(plan)
    record("add proposed meeting", plan, by=by, committee=committee.code, date=day.isoformat())
    return proposal


@transaction.atomic
def change_proposal(
    proposal: ProposedMeeting, *, day: date, start_time: time, venue: str, by: User, seen: str | None = None
) -> None:
    """Move it, or change its time or room. `seen` is what the officer saw when opening it."""
    plan = _open(proposal.plan)
    _still_proposed(proposal)
    if seen is not None and seen != proposal.as_seen:
        raise CannotPlan(
            f"Somebody else has changed this meeting to {in_words(proposal.date)}, {proposal.start_time:%H:%M},"
            f" {proposal.venue}. Save again if you want yours instead."
        )
    before = proposal.date
    proposal.date, proposal.start_time, proposal.venue = day, start_time, venue.strip()
    proposal.plan = plan
    _require_free_day(proposal)
    proposal.full_clean()
    proposal.save(update_fields=["date", "start_time", "venue"])
    _changed(plan)
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
    _still_proposed(proposal)
    record(
        "drop proposed meeting",
        plan,
        by=by,
        committee=proposal.committee.code,
        date=proposal.date.isoformat(),
    )
    proposal.delete()
    _changed(plan)


@transaction.atomic
def create_meetings(plan: CyclePlan, *, by: User, version: int | None = None) -> list[Meeting]:
    """Make every proposed meeting, all or none. `version` is the plan the officer saw."""
    plan = _open(plan)
    if version is not None and version != plan.version:
        raise CannotPlan("Somebody changed the plan since you opened it. Look at it again first.")
    # By committee, as everything that makes meetings locks committees one after another.
    proposals = list(plan.proposals.select_related("committee__contact").order_by("committee_id", "date"))
    _require_creatable(proposals)
    made = []
    for proposal in proposals:
        start = starts_at(proposal.date, proposal.start_time)
        meeting = create_meeting(proposal.committee, start=start, by=by, venue=proposal.venue)
        proposal.meeting = meeting
        proposal.save(update_fields=["meeting"])
        made.append(meeting)
    plan.meetings_created_at = timezone.now()
    plan.save(update_fields=["meetings_created_at"])
    record("create meetings of the year", plan, by=by, meetings=[meeting.reference for meeting in made])
    return made


def _require_creatable(proposals: list[ProposedMeeting]) -> None:
    if not proposals:
        raise CannotPlan("The plan holds no meetings yet.")
    starts = {(each.committee_id, starts_at(each.date, each.start_time)): each for each in proposals}
    past = [each for (_, start), each in starts.items() if start < timezone.now()]
    if past:
        raise CannotPlan(f"{past[0]} is in the past. Move or drop it first.")
    same = Meeting.objects.filter(
        state=Meeting.State.PLANNED,
        kind=Meeting.Kind.PUBLIC,
        committee__in=[each.committee_id for each in proposals],
        start__in=[start for _, start in starts],
    )
    for committee, start in same.values_list("committee_id", "start"):
        if twice := starts.get((committee, start)):
            raise CannotPlan(f"{twice}: this meeting has been made already. Drop it from the plan.")


@transaction.atomic
def add_election_period(*, name: str, start: date, polling_day: date, by: User) -> ElectionPeriod:
    list(Council.objects.select_for_update())  # one planner at a time
    if polling_day < start:
        raise CannotPlan({"polling_day": "Polling day must be after the period begins."})
    other = ElectionPeriod.objects.filter(start__lte=polling_day, polling_day__gte=start).first()
    if other:
        raise CannotPlan({"start": f"Some of these days are already in the period of {other}."})
    period = ElectionPeriod(name=name, start=start, polling_day=polling_day)
    period.full_clean()
    period.save()
    record("add election period", period, by=by, start=start.isoformat(), polling_day=polling_day.isoformat())
    return period


@transaction.atomic
def delete_election_period(period: ElectionPeriod, *, by: User) -> None:
    record("delete election period", period, by=by, start=period.start.isoformat())
    period.delete()


def _open(plan: CyclePlan) -> CyclePlan:
    """The plan locked, unless it is done or gone."""
    found = CyclePlan.objects.select_for_update().filter(pk=plan.pk).first()
    if found is None:
        raise CannotPlan("Somebody deleted this plan.")
    if found.meetings_created_at:
        raise CannotPlan("The meetings of this year have been created. Move each of them on its own page.")
    return found


def _still_proposed(proposal: ProposedMeeting) -> None:
    """The proposal as it is now that its plan is locked."""
    try:
        proposal.refresh_from_db(fields=["date", "start_time", "venue"])
    except ProposedMeeting.DoesNotExist:
        raise CannotPlan("Somebody else has dropped this meeting from the plan.") from None


def _changed(plan: CyclePlan) -> None:
    plan.version += 1
    plan.save(update_fields=["version"])


def _require_free_day(proposal: ProposedMeeting) -> None:
    plan, day = proposal.plan, proposal.date
    if not plan.start <= day <= plan.end:
        raise CannotPlan({"date": f"The date must be from {in_words(plan.start)} to {in_words(plan.end)}."})
    others = plan.proposals.filter(committee=proposal.committee, date=day).exclude(pk=proposal.pk)
    if others.exists():
        raise CannotPlan({"date": f"{proposal.committee} already meets on {in_words(day)}."})
