"""A bank holiday proclaimed late: what it moves, what it only notes, and what it must not touch."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from committees.calendar_changes import Kind, change_calendar, notice_in_breach, withdraw_change
from committees.meeting_dates import set_dates
from committees.models import CalendarEffect, Meeting, Publication, TimetableStep
from council.calendar_in_force import calendar_in_force
from council.models import CalendarDay
from scrutiny.tests.cast import LONDON, Cast, meeting

PROCLAIMED = datetime(2022, 9, 15, 9, 0, tzinfo=LONDON)
FUNERAL = date(2022, 9, 19)


@pytest.fixture
def before_the_proclamation(cast: Cast) -> None:
    """Our calendar knows of 19 September 2022 by now; take it out to stand where officers stood then."""
    with time_machine.travel(datetime(2022, 9, 1, 9, 0, tzinfo=LONDON), tick=False):
        change_calendar(
            Kind.NOT_A_HOLIDAY,
            FUNERAL,
            "Not yet proclaimed",
            by=cast.officer,
            reason="As known on 1 September",
        )


@pytest.fixture
def published(cast: Cast, before_the_proclamation: None) -> Meeting:
    """An agenda for Thursday 22 September, published on time on Wednesday 14 September."""
    with time_machine.travel(datetime(2022, 9, 14, 16, 0, tzinfo=LONDON), tick=False):
        held = meeting(cast.committee, datetime(2022, 9, 22, 10, 15, tzinfo=LONDON))
        set_dates(held, calendar_in_force())
        Publication.objects.create(
            meeting=held,
            number=1,
            published_at=datetime(2022, 9, 14, 16, 0, tzinfo=LONDON),
            published_by=cast.officer,
            content_key="k",
        )
    return held


def proclaim(cast: Cast) -> None:
    """The day becomes the bank holiday it was proclaimed to be."""
    withdraw_change(CalendarDay.objects.get(), by=cast.officer)


def test_the_story_of_19_september_2022(cast: Cast, published: Meeting) -> None:
    first = published.publications.get()
    with time_machine.travel(PROCLAIMED, tick=False):
        proclaim(cast)

        effect = published.calendar_effects.get(subject=CalendarEffect.Subject.PUBLICATION)
        breach = notice_in_breach(published)

    assert "5 clear days" in effect.before
    assert "4 clear days" in effect.after
    assert effect.now_in_breach
    assert breach == effect
    first.refresh_from_db()
    assert first.published_at == datetime(2022, 9, 14, 16, 0, tzinfo=LONDON)


def test_open_dates_move_and_past_ones_stay(cast: Cast, published: Meeting) -> None:
    passed = published.dates.get(kind=TimetableStep.Kind.FINAL_REPORT).due_on
    supplement = published.dates.get(kind=TimetableStep.Kind.SUPPLEMENT).due_on
    minutes = published.dates.get(kind=TimetableStep.Kind.DRAFT_MINUTES).due_on
    later = meeting(cast.committee, datetime(2022, 9, 29, 10, 15, tzinfo=LONDON))
    with time_machine.travel(PROCLAIMED, tick=False):
        set_dates(later, calendar_in_force())
        due = later.dates.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION).due_on
        clearance = later.dates.get(kind=TimetableStep.Kind.CLEARANCE).due_on
        proclaim(cast)

    assert due == date(2022, 9, 21)
    assert later.dates.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION).due_on == date(2022, 9, 21)
    assert later.dates.get(kind=TimetableStep.Kind.CLEARANCE).due_on == clearance
    assert published.dates.get(kind=TimetableStep.Kind.FINAL_REPORT).due_on == passed
    assert published.dates.get(kind=TimetableStep.Kind.SUPPLEMENT).due_on == supplement
    assert published.dates.get(kind=TimetableStep.Kind.DRAFT_MINUTES).due_on == minutes


def test_a_date_that_moves_is_written_down_with_its_old_and_new_day(cast: Cast) -> None:
    with time_machine.travel(datetime(2027, 6, 1, 9, 0, tzinfo=LONDON), tick=False):
        held = meeting(cast.committee, datetime(2027, 6, 24, 10, 15, tzinfo=LONDON))
        set_dates(held, calendar_in_force())
        change = change_calendar(
            Kind.HOLIDAY, date(2027, 6, 21), "Jubilee", by=cast.officer, reason="Proclaimed"
        )

    moved = {effect.name: (effect.before, effect.after) for effect in change.effects.all()}
    assert moved["Publish the agenda"] == ("Wednesday 16 June 2027", "Tuesday 15 June 2027")
    assert "Draft minutes" not in moved


def test_a_closure_moves_no_statutory_date_unless_told_to(cast: Cast) -> None:
    with time_machine.travel(datetime(2027, 6, 1, 9, 0, tzinfo=LONDON), tick=False):
        held = meeting(cast.committee, datetime(2027, 6, 24, 10, 15, tzinfo=LONDON))
        set_dates(held, calendar_in_force())
        change_calendar(
            Kind.CLOSURE,
            date(2027, 6, 21),
            "Moving house",
            by=cast.officer,
            reason="Decided",
            counts_for=["local"],
        )

    assert held.dates.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION).due_on == date(2027, 6, 16)
    assert held.dates.get(kind=TimetableStep.Kind.FINAL_REPORT).due_on == date(2027, 6, 14)


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        (Kind.HOLIDAY, date(2027, 12, 27), "already a bank holiday"),
        (Kind.NOT_A_HOLIDAY, date(2027, 6, 21), "not a bank holiday in England"),
    ],
)
def test_a_change_that_changes_nothing_is_refused(cast: Cast, kind: str, day: date, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        change_calendar(kind, day, "Odd", by=cast.officer, reason="A slip")

    assert not CalendarEffect.objects.exists()


def test_the_calendar_of_an_earlier_day_can_be_worked_out_again(cast: Cast) -> None:
    with time_machine.travel(datetime(2027, 6, 1, 9, 0, tzinfo=LONDON), tick=False):
        change_calendar(Kind.HOLIDAY, date(2027, 6, 21), "Jubilee", by=cast.officer, reason="Proclaimed")
        earlier = calendar_in_force(datetime.now(LONDON) - timedelta(days=1))

        assert earlier.is_working_day(date(2027, 6, 21))
        assert not calendar_in_force().is_working_day(date(2027, 6, 21))
