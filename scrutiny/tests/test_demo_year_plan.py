"""The demo's year plan: a year without meetings yet, with something to look at."""

from datetime import date

import pytest
import time_machine

from committees.cycle_warnings import Obstacles
from council.calendar_in_force import calendar_in_force
from scrutiny.demo.accounts import demo_officer, load_accounts
from scrutiny.demo.authority import load_council, load_people
from scrutiny.demo.bodies import load_committees
from scrutiny.demo.year_plan import load_year_plan


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2027, 5, 31), date(2027, 6, 1)])
def test_the_plan_begins_where_the_diary_ends(today: date) -> None:
    with time_machine.travel(today, tick=False):
        load_council()
        load_people()
        load_committees(today)
        load_accounts()

        plan = load_year_plan(today, demo_officer())
        warnings = Obstacles(plan, calendar_in_force(), today=today).all()

    assert plan.start > today
    assert plan.start.year in (2028, 2029)
    assert plan.proposals.count() >= 15
    kinds = {warning.kind for found in warnings.values() for warning in found}
    assert "election" in kinds
    assert "past" not in kinds
