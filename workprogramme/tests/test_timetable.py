"""Months: the corresponding date, and the month that has none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.calendar import england
from scrutiny.lib.explained import DateProblem
from workprogramme.timetable import executive_response_due, local_response_due, review_due

ENGLAND = england()
days = st.dates(date(2017, 1, 1), date(2030, 12, 31))
months = st.integers(1, 72)


@given(days, days, months)
def test_a_later_start_never_ends_earlier(one, other, number):
    earlier, later = sorted((one, other))
    for rule in ("period_beginning_with", "months_after"):
        ends = [review_due(day, ENGLAND, months=number, rule=rule).date for day in (earlier, later)]
        assert ends[0] <= ends[1]


@given(days, months)
def test_a_period_beginning_with_a_day_stops_short_of_its_corresponding_date(day, number):
    beginning = review_due(day, ENGLAND, months=number, rule="period_beginning_with").date
    after = review_due(day, ENGLAND, months=number, rule="months_after").date
    if after.day == day.day:
        assert beginning == after - timedelta(days=1)
    else:
        assert beginning == after
        assert (after + timedelta(days=1)).day == 1


@given(days)
def test_two_periods_join_without_gap_or_overlap_on_the_first_of_a_month(day):
    first = day.replace(day=1)
    one = review_due(first, ENGLAND, months=1, rule="period_beginning_with").date
    two = review_due(first, ENGLAND, months=2, rule="period_beginning_with").date
    assert review_due(one + timedelta(days=1), ENGLAND, months=1, rule="period_beginning_with").date == two


def test_every_day_of_a_response_period_is_numbered():
    explained = executive_response_due(date(2019, 4, 11), ENGLAND)
    assert [day.number for day in explained.days] == list(range(1, 62))
    assert explained.days[0].reason == "day the report was received"
    assert "section 9FE" in explained.citation


def test_a_response_due_at_a_weekend_is_not_moved_but_has_a_target():
    explained = executive_response_due(date(2025, 12, 15), ENGLAND)
    assert explained.date == date(2026, 2, 14)
    assert explained.target == date(2026, 2, 13)


def test_a_period_longer_than_the_laws_is_pointed_out():
    assert "this is longer" in executive_response_due(date(2025, 6, 2), ENGLAND, months=3).rule
    assert "this is longer" in executive_response_due(date(2025, 6, 2), ENGLAND, rule="months_after").rule
    assert "this is longer" not in executive_response_due(date(2025, 6, 2), ENGLAND).rule


def test_a_promise_never_outlasts_the_law():
    assert local_response_due(date(2025, 6, 2), ENGLAND, days=28).date == date(2025, 6, 30)
    assert local_response_due(date(2025, 6, 2), ENGLAND, days=200).date == date(2025, 8, 1)


@pytest.mark.parametrize("number", [0, -1, 1201, True, 1.5])
def test_an_impossible_number_of_months_names_its_field(number):
    with pytest.raises(DateProblem) as raised:
        review_due(date(2025, 6, 2), ENGLAND, months=number)
    assert raised.value.field == "months"
