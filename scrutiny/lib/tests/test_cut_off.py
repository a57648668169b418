"""Times of day in England, with the two nights the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from callins.period import Period
from callins.timetable import call_in_last_day, day_published
from council.calendar import england
from scrutiny.lib.cut_off import cut_off, end_of_day, local_day

CLOCKS_FORWARD = date(2025, 3, 30)
CLOCKS_BACK = date(2025, 10, 26)


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2025, 1, 15), time(17), datetime(2025, 1, 15, 17, tzinfo=UTC)),
        (date(2025, 7, 15), time(17), datetime(2025, 7, 15, 16, tzinfo=UTC)),
        (CLOCKS_FORWARD, time(0, 59), datetime(2025, 3, 30, 0, 59, tzinfo=UTC)),
        (CLOCKS_FORWARD, time(2), datetime(2025, 3, 30, 1, tzinfo=UTC)),
        (CLOCKS_FORWARD, time(17), datetime(2025, 3, 30, 16, tzinfo=UTC)),
        (CLOCKS_BACK, time(0, 59), datetime(2025, 10, 25, 23, 59, tzinfo=UTC)),
        (CLOCKS_BACK, time(2), datetime(2025, 10, 26, 2, tzinfo=UTC)),
        (CLOCKS_BACK, time(17), datetime(2025, 10, 26, 17, tzinfo=UTC)),
    ],
)
def test_an_ordinary_time_is_one_instant(day, at, utc):
    assert cut_off(day, at) == (utc, "")


@pytest.mark.parametrize("at", [time(1), time(1, 30), time(1, 59, 59)])
def test_a_time_that_does_not_happen_is_the_end_of_the_gap(at):
    moment, remark = cut_off(CLOCKS_FORWARD, at)
    assert moment == datetime(2025, 3, 30, 1, tzinfo=UTC)
    assert "does not happen" in remark
    assert "02:00" in remark


def test_a_time_that_happens_twice_is_the_later_one():
    moment, remark = cut_off(CLOCKS_BACK, time(1, 30))
    assert moment == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    assert "happens twice" in remark
    assert moment - cut_off(CLOCKS_BACK, time(0, 30)).moment == timedelta(hours=2)


def test_instants_of_the_repeated_hour_compare_as_instants():
    first_time_round = datetime(2025, 10, 26, 0, 45, tzinfo=UTC)
    assert first_time_round < cut_off(CLOCKS_BACK, time(1, 30)).moment < end_of_day(CLOCKS_BACK)


def test_the_days_the_clocks_change_are_23_and_25_hours_long():
    before = timedelta(days=1)
    assert end_of_day(CLOCKS_FORWARD) - end_of_day(CLOCKS_FORWARD - before) == timedelta(hours=23)
    assert end_of_day(CLOCKS_BACK) - end_of_day(CLOCKS_BACK - before) == timedelta(hours=25)


def test_the_local_day_of_an_instant():
    assert local_day(datetime(2025, 7, 15, 23, 30, tzinfo=UTC)) == date(2025, 7, 16)
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2025, 7, 15, 23, 30))


def test_a_cut_off_is_part_of_the_explained_date():
    period = Period(number=5, unit="calendar", cut_off=time(1, 30))
    explained = call_in_last_day(date(2025, 10, 21), england(), period)
    assert explained.date == CLOCKS_BACK
    assert explained.moment == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    assert "happens twice" in explained.assumption
    assert explained.as_lines()[0] == "Sunday 26 October 2025 at 1:30am"


@pytest.mark.parametrize(
    ("published", "counts_from"),
    [
        (datetime(2025, 6, 5, 15, 59, tzinfo=UTC), date(2025, 6, 5)),
        (datetime(2025, 6, 5, 16, 0, tzinfo=UTC), date(2025, 6, 5)),
        (datetime(2025, 6, 5, 16, 0, 1, tzinfo=UTC), date(2025, 6, 6)),
        (datetime(2025, 6, 6, 17, 0, tzinfo=UTC), date(2025, 6, 9)),
    ],
)
def test_a_publication_after_hours_may_count_as_the_next_working_days(published, counts_from):
    assert day_published(published, england(), counts_until=time(17)) == counts_from


def test_without_such_a_rule_a_publication_counts_on_its_own_day():
    late = datetime(2025, 6, 5, 22, 59, tzinfo=UTC)
    assert day_published(late, england()) == date(2025, 6, 5)
