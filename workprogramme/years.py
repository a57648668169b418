"""Municipal years, known by the calendar year in which they begin."""

from __future__ import annotations

from datetime import date, timedelta

from committees.references import MUNICIPAL_YEAR_STARTS_IN as FIRST_MONTH


def year_of(day: date) -> int:
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day(year: int) -> date:
    return date(year, FIRST_MONTH, 1)


def last_day(year: int) -> date:
    return first_day(year + 1) - timedelta(days=1)


def year_words(year: int) -> str:
    """As it is printed, like 2018 to 2019."""
    return f"{year} to {year + 1}"
