"""Changing a timetable, the council's or a committee's own. The meetings it is for follow at once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from council.calendar_in_force import calendar_held_still, calendar_in_force
from council.models import Council

from .meeting_dates import follow_timetable, steps_for
from .models import Committee, Meeting, TimetableStep

FIVE_CLEAR_DAYS = "Local Government Act 1972, sections 100A(6) and 100B(3)"


class CannotChangeTimetable(ValidationError):
    """The timetable cannot be changed like that; nothing has changed."""


@transaction.atomic
def save_step(step: TimetableStep, *, by: User) -> int:
    """Add or change a line. Gives how many meetings to come follow it."""
    subject = _lock(step.committee)
    added = step.pk is None
    if step.kind == TimetableStep.Kind.AGENDA_PUBLICATION:
        step.unit, step.direction = TimetableStep.Unit.CLEAR_WORKING, TimetableStep.Direction.BEFORE
        step.authority, step.at = TimetableStep.Authority.STATUTORY, None
        step.citation = step.citation or FIVE_CLEAR_DAYS
    if added and step.committee and not step.committee.timetable_steps.exists():
        raise CannotChangeTimetable("The committee follows the council's timetable. Give it its own first.")
    step.full_clean()
    _refuse_a_name_twice(step)
    step.save()
    verb = "add timetable step" if added else "change timetable step"
    record(verb, subject, by=by, step=step.name, offset=step.offset, direction=step.direction, unit=step.unit)
    return _follow(step.committee)


@transaction.atomic
def delete_step(step: TimetableStep, *, by: User) -> int:
    subject = _lock(step.committee)
    if step.kind == TimetableStep.Kind.AGENDA_PUBLICATION:
        raise CannotChangeTimetable("Every timetable says when the agenda is published: the law asks for it.")
    record("delete timetable step", subject, by=by, step=step.name, offset=step.offset)
    step.delete()
    return _follow(step.committee)


@transaction.atomic
def start_own_timetable(committee: Committee, *, by: User) -> None:
    """Give a committee a timetable of its own, which begins as a copy of the council's."""
    subject = _lock(committee)
    if committee.timetable_steps.exists():
        return
    steps = steps_for(committee)
    for step in steps:
        step.pk, step._state.adding, step.committee = None, True, committee
    TimetableStep.objects.bulk_create(steps)
    record("start own timetable", subject, by=by, steps=len(steps))


@transaction.atomic
def use_the_councils_timetable(committee: Committee, *, by: User) -> int:
    subject = _lock(committee)
    dropped, _ = committee.timetable_steps.all().delete()
    if not dropped:
        return 0
    record("use council's timetable", subject, by=by, dropped=dropped)
    return _follow(committee)


def _lock(committee: Committee | None) -> models.Model:
    """Whose timetable it is. Two officers changing the same one wait for each other, and for the calendar."""
    calendar_held_still()
    if committee is None:
        council = Council.objects.first()
        if council is None:
            raise CannotChangeTimetable("An administrator must set the council up first.")
        return council
    return Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)


def _refuse_a_name_twice(step: TimetableStep) -> None:
    """A meeting's dates are told apart by their names where they are of no special kind."""
    same = TimetableStep.objects.filter(committee=step.committee, name__iexact=step.name).exclude(pk=step.pk)
    if same.exists():
        raise CannotChangeTimetable({"name": f"The timetable already has a line called {step.name}."})


def _follow(committee: Committee | None) -> int:
    """Work out the open dates of meetings to come again; those met or past stay as they were."""
    calendar, now = calendar_in_force(), timezone.now()
    meetings = Meeting.objects.select_for_update(of=("self",)).select_related("committee").order_by("pk")
    meetings = meetings.filter(kind=Meeting.Kind.PUBLIC, state=Meeting.State.PLANNED, start__gte=now)
    if committee is None:
        meetings = meetings.filter(committee__timetable_steps=None)
    else:
        meetings = meetings.filter(committee=committee)
    steps = TimetableStep.objects.filter(committee=None) if committee is None else steps_for(committee)
    steps, count = list(steps), 0
    for meeting in meetings:
        follow_timetable(meeting, steps, calendar, now)
        count += 1
    return count
