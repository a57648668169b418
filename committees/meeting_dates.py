"""The dates of a meeting: worked out from its committee's timetable, and worked out again when it moves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, cast

from django.utils import timezone

from scrutiny.lib.explained import ExplainedDate
from scrutiny.lib.working_days import Authority, Calendar, Unit

from .models import Committee, Meeting, MeetingDate, TimetableStep
from .timetable import Milestone, agenda_publication_deadline, milestone_date

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


def set_dates(meeting: Meeting, calendar: Calendar) -> None:
    """Give a meeting the dates of its timetable. A date that has been met stays as it was met."""
    met = set(meeting.dates.exclude(met_at=None).values_list("kind", "name"))
    meeting.dates.filter(met_at=None).delete()
    if meeting.kind != Meeting.Kind.PUBLIC or meeting.is_cancelled:
        return
    MeetingDate.objects.bulk_create(
        _row(meeting, step, explain(step, meeting.date, calendar))
        for step in steps_for(meeting.committee)
        if (step.kind, step.name) not in met
    )


def recompute_open_dates(
    meeting: Meeting, calendar: Calendar, today: date
) -> list[tuple[MeetingDate, str, str]]:
    """Work out again what is neither met nor past. Gives each date that moved with its old and its new words."""
    steps = {(step.kind, step.name): step for step in steps_for(meeting.committee)}
    moved = []
    for row in meeting.dates.filter(met_at=None, due_on__gte=today):
        step = steps.get((row.kind, row.name))
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
