"""The calendar of an English council, as a value: bank holidays, closures and weekend days.

The bank holidays come from the `holidays` package. Without `subdiv="ENG"` it leaves out Easter Monday and the
summer bank holiday. No package knows of a holiday before it is proclaimed, so officers can add one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

import holidays

from scrutiny.lib.working_days import SATURDAY_AND_SUNDAY, Calendar, Closure

# From 1978 the early May bank holiday completes today's pattern; the package ends in 2100.
FIRST_YEAR = 1978
LAST_YEAR = 2099
# Proclaimed or announced. Later years follow the usual pattern and are provisional; move this on each year.
KNOWN_UNTIL_YEAR = 2028

# The names people know from GOV.UK, where the package says something else.
NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "State Funeral of Queen Elizabeth II": "Bank holiday for the State Funeral of Queen Elizabeth II",
    "Platinum Jubilee of Elizabeth II": "Platinum Jubilee bank holiday",
    "Diamond Jubilee of Elizabeth II": "Diamond Jubilee bank holiday",
    "Coronation of Charles III": "Bank holiday for the coronation of King Charles III",
}


def english_name(name: str) -> str:
    plain, observed, _ = name.partition(" (observed)")
    return f"{NAMES.get(plain, plain)} (substitute day)" if observed else NAMES.get(plain, plain)


@lru_cache(maxsize=1)
def bank_holidays_of_england() -> Mapping[date, str]:
    """Every bank holiday in England that the package knows or forecasts."""
    listed = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return {day: english_name(name) for day, name in listed.items() if FIRST_YEAR <= day.year <= LAST_YEAR}


@lru_cache(maxsize=1)
def england() -> Calendar:
    """England with no officer's changes."""
    return Calendar(
        first=date(FIRST_YEAR, 1, 1),
        last=date(LAST_YEAR, 12, 31),
        known_until=date(KNOWN_UNTIL_YEAR, 12, 31),
        holidays=frozenset(bank_holidays_of_england().items()),
    )


def council_calendar(
    *,
    additions: Mapping[date, str] | None = None,
    removals: Iterable[date] = (),
    closures: Iterable[Closure] = (),
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY,
    known_until_year: int = KNOWN_UNTIL_YEAR,
) -> Calendar:
    """England as this council's officers have amended it."""
    calendar, known_until = england(), date(known_until_year, 12, 31)
    removed, added, closed = tuple(removals), dict(additions or {}), tuple(closures)
    # Each step looks at every holiday of a century, so steps that would change nothing are left out.
    if (calendar.known_until, calendar.weekend) != (known_until, weekend):
        calendar = replace(calendar, known_until=known_until, weekend=weekend)
    if removed:
        calendar = calendar.removing(*removed)
    return calendar.adding(holidays=added, closures=closed) if added or closed else calendar
