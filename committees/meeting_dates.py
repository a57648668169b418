"""The dates of a meeting: worked out from its committee's timetable, and worked out again when it moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.log import record
from scrutiny.lib.explained import ExplainedDate
from scrutiny.lib.working_days import Authority, Calendar, Unit

from .models import CalendarEffect, Committee, Meeting, MeetingDate, TimetableStep
from .timetable import REQUIRED_CLEAR_DAYS, Milestone, agenda_publication_deadline, milestone_date

Direction = Literal["before", "after"]


def steps_for(committee: Committee) -> list[TimetableStep]:
    """The committee's own timetable, or the council's where it has none."""
    own = list(committee.timetable_steps.all())
    return own or list(TimetableStep.objects.filter(committee=None))


def explain(step: TimetableStep, meeting_date: date, calendar: Calendar) -> ExplainedDate:
    """When a step is due for a meeting on a day, and why."""
    if step.kind == TimetableStep.Kind.AGENDA_PUBLICATION:
        return agenda_publication_deadline(meeting_date, calendar, clear_days=step.offset)
    return milestone_date(
        Milestone(
            name=step.name,
            offset=step.offset,
            direction=cast("Direction", step.direction),
            unit=cast("Unit", step.unit),
            at=step.at,
            authority=cast("Authority", step.authority),
            citation=step.citation or "the council's own timetable for meetings",
        ),
        meeting_date,
        calendar,
    )


def agenda_deadline(meeting: Meeting, calendar: Calendar) -> ExplainedDate:
    """The last day to publish the agenda: five clear days before, or earlier where the committee says so."""
    return agenda_publication_deadline(
        meeting.date, calendar, clear_days=clear_days_of(steps_for(meeting.committee))
    )


def clear_days_of(steps: Iterable[TimetableStep]) -> int:
    own = (step.offset for step in steps if step.kind == TimetableStep.Kind.AGENDA_PUBLICATION)
    return next(own, REQUIRED_CLEAR_DAYS)


def set_dates(meeting: Meeting, calendar: Calendar) -> None:
    """Give a meeting the dates of its timetable. A date that has been met stays as it was met."""
    meeting.dates.filter(met_at=None).delete()
    _add_missing(meeting, steps_for(meeting.committee), calendar)


def follow_timetable(
    meeting: Meeting, steps: Iterable[TimetableStep], calendar: Calendar, now: datetime
) -> None:
    """After the timetable changed: what is neither met nor past is worked out afresh from it."""
    still_due = Q(due_at__gte=now) | Q(due_at=None, due_on__gte=timezone.localdate(now))
    meeting.dates.filter(still_due, met_at=None).delete()
    _add_missing(meeting, steps, calendar)


def _add_missing(meeting: Meeting, steps: Iterable[TimetableStep], calendar: Calendar) -> None:
    if meeting.kind != Meeting.Kind.PUBLIC or meeting.is_cancelled:
        return
    kept = {_identity(row) for row in meeting.dates.all()}
    MeetingDate.objects.bulk_create(
        _row(meeting, step, explain(step, meeting.date, calendar))
        for step in steps
        if _identity(step) not in kept
    )


def _identity(line: TimetableStep | MeetingDate) -> str:
    """A step keeps its identity when it is renamed, unless its name is all that tells it apart."""
    return line.name if line.kind == TimetableStep.Kind.OTHER else line.kind


def recompute_open_dates(
    meeting: Meeting, calendar: Calendar, now: datetime
) -> list[tuple[MeetingDate, str, str]]:
    """Work out again what is neither met nor past. Gives each date that moved with its old and its new words."""
    steps = {_identity(step): step for step in steps_for(meeting.committee)}
    moved = []
    for row in _open_rows(meeting, now):
        step = steps.get(_identity(row))
        if step is None:
            continue
        explained = explain(step, meeting.date, calendar)
        if explained.date != row.due_on:
            moved.append((row, in_words(row.due_on), in_words(explained.date)))
        fresh = _row(meeting, step, explained)
        row.due_on, row.due_at, row.provisional = fresh.due_on, fresh.due_at, fresh.provisional
        row.explanation = fresh.explanation
        row.save(update_fields=["due_on", "due_at", "provisional", "explanation"])
    return moved


def _open_rows(meeting: Meeting, now: datetime) -> list[MeetingDate]:
    """What is neither met nor past, held so that nobody meets it meanwhile.

    A date that an earlier change of the calendar moved straight into the past never ran out: it is still open.
    """
    moved_at = {
        (effect.name, effect.after): effect.recorded_at
        for effect in meeting.calendar_effects.order_by("pk")
        if effect.subject == CalendarEffect.Subject.DATE
    }

    def is_open(row: MeetingDate) -> bool:
        moved = moved_at.get((row.name, in_words(row.due_on)))
        return not _ran_out(row, now) or (moved is not None and _ran_out(row, moved))

    unmet = meeting.dates.select_for_update(of=("self",)).filter(met_at=None).order_by("pk")
    return [row for row in unmet if is_open(row)]


def _ran_out(row: MeetingDate, at: datetime) -> bool:
    return row.due_at < at if row.due_at else row.due_on < timezone.localdate(at)


def past_already(committee: Committee, meeting_date: date, calendar: Calendar, now: datetime) -> list[str]:
    """Which steps of the timetable would already be past for a meeting on a day, in words."""
    today = timezone.localdate(now)
    late = [(step, explain(step, meeting_date, calendar)) for step in steps_for(committee)]
    return [
        f"{step.name} would have been due on {in_words(explained.date)}."
        for step, explained in late
        if step.direction == TimetableStep.Direction.BEFORE
        and (explained.moment < now if explained.moment else explained.date < today)
    ]


def mark_met(meeting: Meeting, kind: TimetableStep.Kind, at: datetime) -> None:
    meeting.dates.filter(kind=kind, met_at=None).update(met_at=at)


@transaction.atomic
def say_done(row: MeetingDate, *, by: User) -> None:
    """An officer says that a date was met. The agenda's own is met by publishing, never by saying so."""
    row = MeetingDate.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=row.pk)
    if row.kind == TimetableStep.Kind.AGENDA_PUBLICATION:
        raise ValidationError("Publishing the agenda marks this date as met.")
    if row.met_at is None:
        row.met_at = timezone.now()
        row.save(update_fields=["met_at"])
        record("meet date", row.meeting, by=by, date=row.name, due_on=row.due_on.isoformat())


@transaction.atomic
def take_back_done(row: MeetingDate, *, by: User) -> None:
    row = MeetingDate.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=row.pk)
    if row.kind == TimetableStep.Kind.AGENDA_PUBLICATION:
        raise ValidationError("The agenda was published. That cannot be taken back.")
    if row.met_at is not None:
        row.met_at = None
        row.save(update_fields=["met_at"])
        record("take back met date", row.meeting, by=by, date=row.name)


def in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _row(meeting: Meeting, step: TimetableStep, explained: ExplainedDate) -> MeetingDate:
    return MeetingDate(
        meeting=meeting,
        kind=step.kind,
        name=step.name,
        authority=step.authority,
        due_on=explained.date,
        due_at=explained.moment,
        provisional=explained.provisional,
        explanation=explained.as_json(),
    )
