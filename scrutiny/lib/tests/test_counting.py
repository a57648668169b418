"""Laws that any count of days must obey, tried on many dates, and a second implementation to agree with."""

from datetime import date, timedelta

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.calendar import england
from scrutiny.lib.explained import DateProblem
from scrutiny.lib.working_days import Closure, count_days, step_to_working_day

ENGLAND = england()
WORKING_DAYS = numpy.busdaycalendar(holidays=sorted(day for day, _ in ENGLAND.holidays))

days = st.dates(date(2017, 1, 1), date(2030, 12, 31))
numbers = st.integers(1, 60)


def forward(day, number, calendar=ENGLAND, **how):
    return count_days(day, number, "working", calendar, **how).last


def back(day, number, calendar=ENGLAND):
    return count_days(day, number, "working", calendar, backwards=True).last


@given(days, numbers)
def test_counting_back_undoes_counting_forward(day, number):
    start = step_to_working_day(day, ENGLAND).last
    assert back(forward(start, number), number) == start
    assert forward(back(start, number), number) == start


@given(days, days, numbers)
def test_a_later_start_never_ends_earlier(one, other, number):
    earlier, later = sorted((one, other))
    assert forward(earlier, number) <= forward(later, number)
    assert back(earlier, number) <= back(later, number)


@given(days, numbers)
def test_one_more_day_always_ends_later(day, number):
    assert forward(day, number) < forward(day, number + 1)
    assert back(day, number) > back(day, number + 1)


@given(days, numbers, st.integers(-90, 90))
def test_a_new_holiday_never_gives_less_time(day, number, distance):
    proclaimed = ENGLAND.adding(holidays={day + timedelta(days=distance): "proclaimed"})
    assert forward(day, number, proclaimed) >= forward(day, number)
    assert forward(day, number, proclaimed, count_anchor_day=True) >= forward(
        day, number, count_anchor_day=True
    )
    assert back(day, number, proclaimed) <= back(day, number)


@given(days, numbers)
def test_numpy_agrees(day, number):
    after = numpy.busday_offset(day, number, roll="backward", busdaycal=WORKING_DAYS)
    before = numpy.busday_offset(day, -number, roll="forward", busdaycal=WORKING_DAYS)
    assert forward(day, number) == after.astype(date)
    assert back(day, number) == before.astype(date)


def test_numpy_agrees_on_every_day_of_fourteen_years():
    day = date(2017, 1, 1)
    while day <= date(2030, 12, 31):
        assert ENGLAND.is_working_day(day) == bool(numpy.is_busday(day, busdaycal=WORKING_DAYS)), day
        day += timedelta(days=1)


@given(days, numbers)
def test_counting_the_anchor_day_is_one_day_sooner_on_a_working_day(day, number):
    start = step_to_working_day(day, ENGLAND).last
    assert forward(start, number + 1, count_anchor_day=True) == forward(start, number)


@given(
    days, numbers, st.sampled_from(["working", "clear_working", "calendar", "clear_calendar"]), st.booleans()
)
def test_every_day_looked_at_is_told_once(day, number, unit, backwards):
    count = count_days(day, number, unit, ENGLAND, backwards=backwards)
    shown = [each.date for each in count.days]
    assert len(shown) == len(set(shown)) == abs((count.last - day).days) + 1
    assert [each.number for each in count.days if each.counted] == list(range(1, number + 1))


@given(days, numbers)
def test_clear_and_plain_working_days_end_on_the_same_day(day, number):
    assert count_days(day, number, "clear_working", ENGLAND).last == forward(day, number)


def test_weekend_days_are_data():
    sunday_only = ENGLAND.with_weekend(frozenset({6}))
    assert forward(date(2025, 6, 6), 1, sunday_only) == date(2025, 6, 7)
    with pytest.raises(DateProblem, match="weekend_days"):
        ENGLAND.with_weekend(frozenset(range(7)))


def test_calendars_are_values():
    changed = ENGLAND.adding(holidays={date(2026, 10, 12): "Proclaimed"})
    assert changed != ENGLAND
    assert changed.removing(date(2026, 10, 12)) == ENGLAND
    assert hash(changed.removing(date(2026, 10, 12))) == hash(ENGLAND)
    assert ENGLAND.is_working_day(date(2026, 10, 12))


def test_a_closure_stops_local_deadlines_only_unless_it_says_more():
    day = date(2025, 12, 29)
    calendar = ENGLAND.adding(closures=(Closure(day, "Christmas closure"),))
    assert not calendar.for_deadline("draft_minutes_due", "local").is_working_day(day)
    statutory = calendar.for_deadline("agenda_publication_deadline", "statutory")
    assert statutory.is_working_day(day)
    told = count_days(date(2025, 12, 24), 1, "working", statutory).days[-1]
    assert told.reason == "working day; council closed (Christmas closure), which does not stop this deadline"

    named = ENGLAND.adding(closures=(Closure(day, counts_for=frozenset({"call_in_last_day"})),))
    assert not named.for_deadline("call_in_last_day", "constitution").is_working_day(day)
    assert named.for_deadline("reconsideration_due", "constitution").is_working_day(day)
    assert not named.with_every_closure().for_deadline("any", "statutory").is_working_day(day)
    assert (
        named.for_deadline("reconsideration_due", "constitution").with_every_closure().holidays
        == named.holidays
    )
