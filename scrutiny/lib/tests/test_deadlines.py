"""The laws of counting, held by the deadlines themselves."""

from datetime import date, timedelta

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callins.period import Period
from callins.timetable import (
    call_in_last_day,
    decision_effective_date,
    general_exception_earliest_decision,
    key_decision_notice,
    private_meeting_notice,
)
from committees.timetable import (
    agenda_publication_deadline,
    draft_minutes_due,
    notice_given,
    report_submission_deadline,
)
from council.calendar import england

ENGLAND = england()
WORKING_DAYS = numpy.busdaycalendar(holidays=sorted(day for day, _ in ENGLAND.holidays))
FIVE = Period(number=5)
MOVED = Period(number=8, unit="calendar", roll="next_working_day")

FORWARD = {
    "call-in": lambda day, calendar: call_in_last_day(day, calendar, FIVE),
    "call-in, calendar days moved to a working day": lambda day, calendar: call_in_last_day(
        day, calendar, MOVED
    ),
    "effect, next calendar day": lambda day, calendar: decision_effective_date(
        day, calendar, FIVE, effective_rule="next_calendar_day"
    ),
    "effect, next working day": lambda day, calendar: decision_effective_date(
        day, calendar, FIVE, effective_rule="next_working_day"
    ),
    "general exception": general_exception_earliest_decision,
    "draft minutes": lambda day, calendar: draft_minutes_due(day, calendar, working_days_after=5),
}
BACKWARD = {
    "agenda": agenda_publication_deadline,
    "key decision": key_decision_notice,
    "key decision, working days": lambda day, calendar: key_decision_notice(day, calendar, basis="working"),
    "private meeting": lambda day, calendar: private_meeting_notice(day, calendar, stage="second"),
    "final reports": lambda day, calendar: report_submission_deadline(day, calendar, working_days_before=7),
}

days = st.dates(date(2017, 1, 1), date(2030, 12, 31))
near = st.integers(-60, 60)


@pytest.mark.parametrize("deadline", FORWARD.values(), ids=FORWARD)
@given(day=days, distance=near)
def test_a_holiday_proclaimed_never_brings_a_forward_deadline_sooner(deadline, day, distance):
    proclaimed = ENGLAND.adding(holidays={day + timedelta(days=distance): "proclaimed"})
    assert deadline(day, proclaimed).date >= deadline(day, ENGLAND).date


@pytest.mark.parametrize("deadline", BACKWARD.values(), ids=BACKWARD)
@given(day=days, distance=near)
def test_a_holiday_proclaimed_never_puts_a_backward_deadline_later(deadline, day, distance):
    proclaimed = ENGLAND.adding(holidays={day + timedelta(days=distance): "proclaimed"})
    assert deadline(day, proclaimed).date <= deadline(day, ENGLAND).date


@pytest.mark.parametrize("deadline", (FORWARD | BACKWARD).values(), ids=FORWARD | BACKWARD)
@given(one=days, other=days)
def test_a_later_start_never_ends_earlier(deadline, one, other):
    earlier, later = sorted((one, other))
    assert deadline(earlier, ENGLAND).date <= deadline(later, ENGLAND).date


@given(days)
def test_numpy_agrees_on_agendas_and_call_ins(day):
    agenda = numpy.busday_offset(day, -6, roll="forward", busdaycal=WORKING_DAYS).astype(date)
    call_in = numpy.busday_offset(day, 5, roll="backward", busdaycal=WORKING_DAYS).astype(date)
    assert agenda_publication_deadline(day, ENGLAND).date == agenda
    assert call_in_last_day(day, ENGLAND, FIVE).date == call_in


@given(days, st.integers(0, 40))
def test_numpy_agrees_on_the_clear_days_given(meeting, before):
    published = meeting - timedelta(days=before)
    after_publication = numpy.busday_offset(published, 0, roll="forward", busdaycal=WORKING_DAYS).astype(date)
    between = numpy.busday_count(after_publication + timedelta(days=1), meeting, busdaycal=WORKING_DAYS)
    assert notice_given(published, meeting, ENGLAND).clear_days == max(0, between)


def test_beyond_the_known_years_an_answer_is_provisional_and_before_it_is_not():
    for deadline in (FORWARD | BACKWARD).values():
        assert deadline(date(2031, 6, 3), ENGLAND).provisional
        assert not deadline(date(2027, 6, 3), ENGLAND).provisional
