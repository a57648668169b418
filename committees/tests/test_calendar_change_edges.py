"""A change of the calendar at awkward moments: taken back, on the day itself, after the meeting, two at once."""

from datetime import date, datetime
from threading import Event, Thread

import pytest
import time_machine
from django.db import connection, transaction

from committees.calendar_changes import Kind, change_calendar, withdraw_change
from committees.meeting_dates import mark_met, recompute_open_dates, set_dates
from committees.meetings import create_meeting
from committees.models import CalendarEffect, Meeting, MeetingDate, TimetableStep
from committees.timetable_steps import save_step
from council.calendar_in_force import calendar_in_force
from council.models import CalendarDay
from scrutiny.tests.cast import LONDON, Cast, meeting

JUBILEE = date(2027, 6, 21)
THURSDAY = datetime(2027, 6, 24, 10, 15, tzinfo=LONDON)


def at(day: int, hour: int = 9) -> time_machine.travel:
    return time_machine.travel(datetime(2027, 6, day, hour, 0, tzinfo=LONDON), tick=False)


def jubilee(cast: Cast) -> CalendarDay:
    return change_calendar(Kind.HOLIDAY, JUBILEE, "Jubilee", by=cast.officer, reason="Proclaimed")


@pytest.fixture
def held(cast: Cast) -> Meeting:
    """A meeting on Thursday 24 June 2027: agenda due on 16 June, final reports at 10:00 on 15 June."""
    with at(1):
        made = meeting(cast.committee, THURSDAY)
        set_dates(made, calendar_in_force())
    return made


def due(held: Meeting, kind: TimetableStep.Kind) -> date:
    return held.dates.get(kind=kind).due_on


def test_what_is_still_owed_after_a_meeting_moves_too(cast: Cast) -> None:
    with at(1):
        past = meeting(cast.committee, datetime(2027, 6, 17, 10, 15, tzinfo=LONDON))
        set_dates(past, calendar_in_force())
    before = due(past, TimetableStep.Kind.DRAFT_MINUTES)
    with at(18):
        change = jubilee(cast)

    assert due(past, TimetableStep.Kind.DRAFT_MINUTES) > before
    assert change.effects.filter(meeting=past, name="Draft minutes").exists()


def test_a_time_that_has_passed_this_morning_stays(cast: Cast, held: Meeting) -> None:
    row = held.dates.get(kind=TimetableStep.Kind.FINAL_REPORT)
    with at(15, hour=15):
        jubilee(cast)
        step = TimetableStep.objects.get(committee=None, kind=TimetableStep.Kind.FINAL_REPORT)
        step.offset = 5
        save_step(step, by=cast.officer)

    assert due(held, TimetableStep.Kind.FINAL_REPORT) == row.due_on == date(2027, 6, 15)


def test_a_date_that_a_change_put_into_the_past_comes_back_when_it_is_withdrawn(
    cast: Cast, held: Meeting
) -> None:
    with at(16):
        change = jubilee(cast)
        moved = due(held, TimetableStep.Kind.AGENDA_PUBLICATION)
        withdraw_change(change, by=cast.officer)

    assert moved == date(2027, 6, 15)
    assert due(held, TimetableStep.Kind.AGENDA_PUBLICATION) == date(2027, 6, 16)
    back = change.effects.get(withdrawal=True, name="Publish the agenda")
    assert (back.before, back.after) == ("Tuesday 15 June 2027", "Wednesday 16 June 2027")


def test_a_date_that_ran_out_after_it_moved_stays_when_the_change_is_withdrawn(
    cast: Cast, held: Meeting
) -> None:
    with at(10):
        change = jubilee(cast)
    with at(16):
        withdraw_change(change, by=cast.officer)

    assert due(held, TimetableStep.Kind.AGENDA_PUBLICATION) == date(2027, 6, 15)


def test_a_meeting_on_the_changed_day_is_listed_both_ways(cast: Cast) -> None:
    with at(1):
        on_the_day = meeting(cast.committee, datetime(2027, 6, 21, 10, 15, tzinfo=LONDON))
        meeting(
            cast.other_committee,
            datetime(2027, 6, 21, 14, 0, tzinfo=LONDON),
            state=Meeting.State.CANCELLED,
            cancelled_at=datetime(2027, 6, 1, tzinfo=LONDON),
        )
        change = jubilee(cast)
        withdraw_change(change, by=cast.officer)

    told = list(change.effects.filter(name="Day of the meeting").order_by("pk"))
    assert [effect.meeting for effect in told] == [on_the_day, on_the_day]
    assert [(effect.before, effect.after) for effect in told] == [
        ("a working day", "not a working day: Jubilee"),
        ("not a working day: Jubilee", "a working day"),
    ]


def test_a_closure_on_the_day_of_a_meeting_is_said_even_when_it_stops_no_deadline(cast: Cast) -> None:
    with at(1):
        meeting(cast.committee, datetime(2027, 6, 21, 10, 15, tzinfo=LONDON))
        change = change_calendar(
            Kind.CLOSURE, JUBILEE, "Boiler", by=cast.officer, reason="Works", counts_for=[]
        )

    assert change.effects.get().after == "not a working day: council closed (Boiler)"


@pytest.mark.django_db(transaction=True)
def test_a_meeting_made_while_the_calendar_changes_waits_for_it(cast: Cast) -> None:
    changed, done = Event(), Event()

    def make() -> None:
        try:
            changed.wait(10)
            create_meeting(cast.committee, start=THURSDAY, by=cast.officer)
        finally:
            done.set()
            connection.close()

    with at(1):
        maker = Thread(target=make)
        maker.start()
        with transaction.atomic():
            jubilee(cast)
            changed.set()
            done.wait(1)
        maker.join(30)

    row = MeetingDate.objects.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION)
    assert row.due_on == date(2027, 6, 15)


@pytest.mark.django_db(transaction=True)
def test_a_date_met_while_the_calendar_changes_is_not_moved(cast: Cast) -> None:
    with at(1):
        held = meeting(cast.committee, THURSDAY)
        set_dates(held, calendar_in_force())
        later = calendar_in_force().adding(holidays={JUBILEE: "Jubilee"})
    done = Event()

    def recompute() -> None:
        try:
            with transaction.atomic():
                recompute_open_dates(held, later, datetime(2027, 6, 1, 9, 0, tzinfo=LONDON))
        finally:
            done.set()
            connection.close()

    other = Thread(target=recompute)
    with transaction.atomic():
        mark_met(held, TimetableStep.Kind.AGENDA_PUBLICATION, datetime(2027, 6, 1, 9, 0, tzinfo=LONDON))
        other.start()
        done.wait(1)
    other.join(30)

    row = held.dates.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION)
    assert row.met_at is not None
    assert row.due_on == date(2027, 6, 16)
    assert not CalendarEffect.objects.exists()
