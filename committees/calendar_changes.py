"""Changing the calendar. Open deadlines are worked out again; what was published or has passed stays as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from audit.log import record
from council.calendar import bank_holidays_of_england
from council.calendar_in_force import calendar_held_still, calendar_in_force
from council.models import CalendarDay
from scrutiny.lib.explained import DateProblem
from scrutiny.lib.followers import Followers
from scrutiny.lib.working_days import Calendar

from .meeting_dates import recompute_open_dates
from .models import CalendarEffect, Meeting, MeetingDate, Publication
from .timetable import Notice, notice_given

Kind = CalendarDay.Kind
# Apps above have clocks of their own. They are told in the same transaction: the change, the calendar before and
# after, and whether it is being taken back; and they add to what the page of a change shows.
calendar_changed: Followers[[CalendarDay, Calendar, Calendar, bool]] = Followers()


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What a change did to something that is no meeting. `stays`: given already, so it stands as it was given."""

    subject: str
    url: str
    name: str
    before: str
    after: str
    withdrawal: bool = False
    stays: bool = False


effects_shown: Followers[[CalendarDay, list[EffectRow]]] = Followers()


@transaction.atomic
def change_calendar(
    kind: CalendarDay.Kind,
    day: date,
    name: str,
    *,
    by: User,
    reason: str,
    counts_for: Iterable[str] = (),
) -> CalendarDay:
    """Add a bank holiday or a closure, or take a bank holiday away, and record what that does."""
    before = calendar_held_still()
    _refuse_what_changes_nothing(kind, day, before)
    change = CalendarDay(
        kind=kind,
        date=day,
        name=name,
        counts_for=list(counts_for),
        reason=reason,
        added_by_name=by.name,
    )
    change.full_clean()
    change.save()
    effects = _apply(change, before, withdrawal=False)
    record("change calendar", change, by=by, kind=kind, date=day.isoformat(), effects=effects)
    return change


@transaction.atomic
def withdraw_change(change: CalendarDay, *, by: User) -> None:
    """Take a change back. The change itself and what it did stay on record."""
    before = calendar_held_still()
    change = CalendarDay.objects.select_for_update().get(pk=change.pk)
    if change.withdrawn_at:
        raise ValidationError("This change has already been withdrawn.")
    change.withdrawn_at, change.withdrawn_by_name = timezone.now(), by.name
    change.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
    effects = _apply(change, before, withdrawal=True)
    record("withdraw calendar change", change, by=by, effects=effects)


def _refuse_what_changes_nothing(kind: CalendarDay.Kind, day: date, calendar: Calendar) -> None:
    try:
        calendar.require(day, "date")
    except DateProblem as problem:
        raise ValidationError({"date": f"{problem.message[:1].upper()}{problem.message[1:]}."}) from problem
    known = dict(calendar.holidays)
    if kind == Kind.HOLIDAY and day in known:
        raise ValidationError({"date": f"{known[day]} is already a bank holiday on that day."})
    if kind == Kind.NOT_A_HOLIDAY and day not in bank_holidays_of_england():
        raise ValidationError({"date": "That day is not a bank holiday in England."})


def _apply(change: CalendarDay, before: Calendar, *, withdrawal: bool) -> int:
    """Work out open dates again and write down every effect; gives how many there were."""
    after, now = calendar_in_force(), timezone.now()
    effects = []
    for meeting in _meetings_concerned(now):
        effects += [
            CalendarEffect(
                subject=CalendarEffect.Subject.DATE, name=row.name, before=old, after=new, meeting=meeting
            )
            for row, old, new in recompute_open_dates(meeting, after, now)
        ]
        if meeting.start >= now:
            effects += _effect_on_the_day(meeting, before, after)
            effects += _effect_on_notice(meeting, before, after)
    for effect in effects:
        effect.change, effect.withdrawal = change, withdrawal
    CalendarEffect.objects.bulk_create(effects)
    calendar_changed.tell(change, before, after, withdrawal)
    return len(effects)


def effects_elsewhere(change: CalendarDay) -> list[EffectRow]:
    """What the change did that the apps above know of."""
    rows: list[EffectRow] = []
    effects_shown.tell(change, rows)
    return rows


def _meetings_concerned(now: datetime) -> QuerySet[Meeting]:
    """Meetings to come, and those held that still owe minutes or actions. Locked before any of their dates."""
    owing = MeetingDate.objects.filter(met_at=None, due_on__gte=timezone.localdate(now)).values("meeting")
    moved = CalendarEffect.objects.filter(subject=CalendarEffect.Subject.DATE).values("meeting")
    concerned = Q(start__gte=now) | Q(pk__in=owing) | Q(pk__in=moved)
    planned = Meeting.objects.filter(concerned, kind=Meeting.Kind.PUBLIC, state=Meeting.State.PLANNED)
    return planned.select_for_update(of=("self",)).select_related("committee").order_by("pk")


def _effect_on_the_day(meeting: Meeting, before: Calendar, after: Calendar) -> list[CalendarEffect]:
    """A meeting on a day when the offices have become closed, or open. Nobody moves it but its officer."""
    was, now = (
        f"not a working day: {reason}" if reason else "a working day"
        for reason in (
            calendar.with_every_closure().why_not_working(meeting.date) for calendar in (before, after)
        )
    )
    if was == now:
        return []
    return [
        CalendarEffect(
            subject=CalendarEffect.Subject.DATE,
            name="Day of the meeting",
            before=was,
            after=now,
            meeting=meeting,
        )
    ]


def _effect_on_notice(meeting: Meeting, before: Calendar, after: Calendar) -> list[CalendarEffect]:
    """An agenda already out keeps its day of publication; only how much notice that gave may change."""
    first = Publication.objects.filter(meeting=meeting, number=1).first()
    if first is None:
        return []
    published = timezone.localdate(first.published_at)
    was, now = (notice_given(published, meeting.date, calendar) for calendar in (before, after))
    if was.clear_days == now.clear_days:
        return []
    return [
        CalendarEffect(
            subject=CalendarEffect.Subject.PUBLICATION,
            name="Notice of the agenda",
            before=was.in_words(),
            after=now.in_words(),
            now_in_breach=was.enough and not now.enough,
            meeting=meeting,
        )
    ]


def notice_in_breach(meeting: Meeting) -> CalendarEffect | None:
    """The change of calendar that left a published agenda with too little notice.

    Nothing when a later change healed it, or when the meeting has since been moved to a day that gives enough.
    """
    last = (
        meeting.calendar_effects.filter(subject=CalendarEffect.Subject.PUBLICATION)
        .select_related("change")
        .order_by("-pk")
        .first()
    )
    if last is None or not last.now_in_breach:
        return None
    notice = notice_of(meeting, calendar_in_force())
    return last if notice and not notice.enough else None


def notice_of(meeting: Meeting, calendar: Calendar) -> Notice | None:
    """How much notice the agenda as first published gives of the meeting as it stands now."""
    first = meeting.publications.order_by("number").first()
    if first is None:
        return None
    return notice_given(timezone.localdate(first.published_at), meeting.date, calendar)
