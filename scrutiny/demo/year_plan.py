"""The demo's plan for the first municipal year that has no meetings yet: proposals, some of them to look at."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from committees.cycle import add_election_period, make_plan, save_pattern
from committees.models import Committee, CyclePattern, CyclePlan

from .diary import WEEKDAYS, Pattern, annual_meeting, diary_year, nth_weekday
from .source import table

DAY = timedelta(days=1)
# From the notice of election to the poll.
PRE_ELECTION = timedelta(days=45)


def load_year_plan(today: date, by: User) -> CyclePlan:
    year = diary_year(today) + 2
    start, end = annual_meeting(year) + DAY, annual_meeting(year + 1)
    plan = make_plan(name=f"{year} to {year + 1}", start=start, end=end, by=by)
    for row in table("committees.toml")["committees"]:
        committee = Committee.objects.get(code=row["code"])
        pattern = CyclePattern(
            plan=plan,
            committee=committee,
            week=row["week"],
            weekday=WEEKDAYS.index(row["weekday"]),
            months=sorted(row["months"]),
            start_time=committee.start_time,
            venue=committee.venue,
        )
        save_pattern(pattern, by=by)
    polling_day = nth_weekday(year + 1, 5, Pattern(1, "Thursday"))
    add_election_period(
        name=f"Local elections {year + 1}", start=polling_day - PRE_ELECTION, polling_day=polling_day, by=by
    )
    return plan
