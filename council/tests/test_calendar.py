"""England's bank holidays, and what officers may change."""

from datetime import date

import pytest

from council.calendar import council_calendar, england
from scrutiny.lib.explained import DateProblem
from scrutiny.lib.working_days import Closure


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 4, 22), "Easter Monday"),
        (date(2019, 8, 26), "Summer bank holiday"),
        (date(2020, 5, 8), "Early May bank holiday"),
        (date(2021, 12, 27), "Christmas Day (substitute day)"),
        (date(2021, 12, 28), "Boxing Day (substitute day)"),
        (date(2022, 1, 3), "New Year's Day (substitute day)"),
        (date(2022, 6, 2), "Spring bank holiday"),
        (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
        (date(2022, 9, 19), "Bank holiday for the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
    ],
)
def test_a_bank_holiday_has_the_name_people_know(day, name):
    assert england().why_not_working(day) == name


@pytest.mark.parametrize(
    "day", [date(2020, 5, 4), date(2022, 5, 30), date(2026, 3, 17), date(2025, 1, 2), date(2025, 12, 24)]
)
def test_days_that_are_holidays_only_in_other_years_or_nations_are_working_days(day):
    assert england().is_working_day(day)


def test_there_are_eight_bank_holidays_in_an_ordinary_year():
    for year in (2017, 2018, 2019, 2021, 2024, 2025, 2026, 2027, 2028):
        days = [day for day, _ in england().holidays if day.year == year and day.weekday() < 5]
        assert len(days) == 8, year


def test_officers_can_add_remove_and_close():
    calendar = council_calendar(
        additions={date(2026, 10, 12): "Proclaimed holiday"},
        removals=[date(2026, 8, 31)],
        closures=[Closure(date(2026, 12, 29), "Christmas closure")],
        weekend=frozenset({6}),
        known_until_year=2027,
    )
    assert calendar.why_not_working(date(2026, 10, 12)) == "Proclaimed holiday"
    assert calendar.is_working_day(date(2026, 8, 31))
    assert calendar.why_not_working(date(2026, 12, 29)) == "council closed (Christmas closure)"
    assert calendar.is_working_day(date(2026, 10, 17))
    assert calendar.known_until == date(2027, 12, 31)


def test_an_addition_renames_a_day_that_is_a_holiday_already():
    calendar = council_calendar(additions={date(2026, 12, 25): "Closed for Christmas"})
    assert calendar.why_not_working(date(2026, 12, 25)) == "Closed for Christmas"


def test_removing_a_day_that_is_no_holiday_is_refused():
    with pytest.raises(DateProblem, match="removed_holidays"):
        council_calendar(removals=[date(2026, 10, 12)])
