"""Periods as rule sets write them, and the notices the 2012 Regulations ask for."""

from datetime import UTC, date, datetime, time

import pytest

from callins.period import Period
from callins.timetable import (
    call_in_last_day,
    call_in_resolution_last_day,
    decision_effective_date,
    general_exception_earliest_decision,
    hearing_days,
    key_decision_notice,
    private_meeting_notice,
)
from committees.timetable import notice_given
from council.calendar import england
from scrutiny.lib.explained import DateProblem
from scrutiny.lib.working_days import Closure

ENGLAND = england()


def test_a_window_has_a_last_moment():
    window = Period(number=4, unit="clear_working", cut_off=time(16))
    explained = call_in_last_day(date(2025, 10, 20), ENGLAND, window)
    assert explained.date == date(2025, 10, 24)
    assert explained.moment == datetime(2025, 10, 24, 15, tzinfo=UTC)
    assert not explained.statutory


def test_a_fixed_weekday_that_is_a_bank_holiday_is_kept_and_said_unless_rolled():
    kept = call_in_last_day(date(2025, 4, 16), ENGLAND, Period(weekday=0))
    assert kept.date == date(2025, 4, 21)
    assert "Easter Monday" in kept.assumption
    rolled = call_in_last_day(date(2025, 4, 16), ENGLAND, Period(weekday=0, roll="next_working_day"))
    assert rolled.date == date(2025, 4, 22)
    assert "Easter Monday" in rolled.as_text()


def test_rolling_back_stays_inside_the_period():
    period = Period(number=8, unit="calendar", roll="previous_working_day")
    rolled = call_in_last_day(date(2025, 4, 10), ENGLAND, period)
    assert rolled.date == date(2025, 4, 17)
    assert [day.date for day in rolled.days][-1] == date(2025, 4, 18)


def test_a_rule_set_can_have_every_closure_stop_its_clock():
    closed = ENGLAND.adding(closures=tuple(Closure(date(2017, 12, day), "Christmas") for day in (27, 28, 29)))
    published = date(2017, 12, 21)
    assert call_in_last_day(published, closed, Period(number=5)).date == date(2018, 1, 2)
    stopped = call_in_last_day(published, closed, Period(number=5, closures_count=True))
    assert stopped.date == date(2018, 1, 5)
    assert "council closed (Christmas)" in stopped.as_text()
    effective = decision_effective_date(
        published, closed, Period(number=5, closures_count=True), effective_rule="next_working_day"
    )
    assert effective.date == date(2018, 1, 8)


@pytest.mark.parametrize(
    ("rule", "effective"),
    [
        ("next_calendar_day", date(2025, 5, 3)),
        ("next_working_day", date(2025, 5, 6)),
        ("last_day", date(2025, 5, 2)),
        ("immediately", date(2025, 4, 25)),
    ],
)
def test_when_a_decision_takes_effect(rule, effective):
    window = Period(number=5, cut_off=time(16))
    assert decision_effective_date(date(2025, 4, 25), ENGLAND, window, effective_rule=rule).date == effective


def test_effect_on_the_last_day_is_at_the_cut_off():
    window = Period(number=5, cut_off=time(16))
    explained = decision_effective_date(date(2025, 4, 25), ENGLAND, window, effective_rule="last_day")
    assert explained.moment == datetime(2025, 5, 2, 15, tzinfo=UTC)


def test_calendar_notices_say_that_the_law_is_silent():
    explained = key_decision_notice(date(2025, 9, 15), ENGLAND)
    assert explained.date == date(2025, 8, 17)
    assert "no case decides it" in explained.assumption
    assert explained.target == date(2025, 8, 15)
    assert explained.statutory


def test_the_two_notices_of_a_private_meeting():
    meeting = date(2026, 4, 14)
    assert private_meeting_notice(meeting, ENGLAND, stage="first").date == date(2026, 3, 16)
    assert private_meeting_notice(meeting, ENGLAND, stage="second").date == date(2026, 4, 2)


def test_the_general_exception_waits_for_five_whole_days():
    explained = general_exception_earliest_decision(date(2026, 4, 1), ENGLAND)
    assert explained.date == date(2026, 4, 13)
    assert explained.days[-1].reason == "the first day the decision may be taken"


def test_a_hearing_deadline_of_seven_days_leaves_no_day_with_full_notice():
    received = date(2025, 10, 20)
    deadline = call_in_resolution_last_day(received, ENGLAND, Period("call_in_received", 7)).date
    found = hearing_days(date(2025, 10, 22), deadline, ENGLAND)
    assert deadline == date(2025, 10, 29)
    assert found.with_full_notice == ()
    assert found.at_short_notice == (
        date(2025, 10, 23),
        date(2025, 10, 24),
        date(2025, 10, 27),
        date(2025, 10, 28),
        date(2025, 10, 29),
    )
    assert found.agenda_for_last_day.date == date(2025, 10, 21)


def test_a_hearing_deadline_of_fifteen_days_leaves_room():
    received = date(2025, 10, 20)
    deadline = call_in_resolution_last_day(received, ENGLAND, Period("call_in_received", 15)).date
    found = hearing_days(received, deadline, ENGLAND)
    assert found.with_full_notice[0] == date(2025, 10, 28)
    assert found.with_full_notice[-1] == deadline == date(2025, 11, 10)
    assert all(notice_given(received, day, ENGLAND).enough for day in found.with_full_notice)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": 5, "weekday": 1}, "period"),
        ({}, "period"),
        ({"number": 5, "anchor": "full_moon"}, "anchor"),
    ],
)
def test_an_impossible_period_names_its_field(values, field):
    with pytest.raises(DateProblem) as raised:
        Period(**values)
    assert raised.value.field == field


def test_an_unknown_effect_or_stage_names_its_field():
    with pytest.raises(DateProblem, match="effective_rule"):
        decision_effective_date(date(2025, 6, 2), ENGLAND, Period(number=5), effective_rule="some_day")
    with pytest.raises(DateProblem, match="stage"):
        private_meeting_notice(date(2025, 6, 2), ENGLAND, stage="third")
