"""The six-month rule of section 85, across municipal years, elections and approved absences."""

from __future__ import annotations

from datetime import date

import pytest

from committees.attendance.six_months import Approval, Attendance, Term, in_office_since, six_months
from council.calendar import england

SINCE = date(2017, 5, 8)


def by(*days: date, since: date = SINCE, today: date = date(2019, 12, 31), **more: object) -> date:
    attended = [Attendance(day, "People and Families") for day in days]
    return six_months(attended, since, england(), today=today, **more).must_attend_by.date


@pytest.mark.parametrize(
    ("last", "deadline"),
    [
        (date(2019, 2, 14), date(2019, 8, 14)),  # across the end of a municipal year
        (date(2019, 3, 31), date(2019, 9, 30)),  # no 31 September
        (date(2018, 8, 31), date(2019, 2, 28)),
        (date(2019, 8, 31), date(2020, 2, 29)),  # a leap year
        (date(2018, 12, 13), date(2019, 6, 13)),
        (date(2019, 5, 1), date(2019, 11, 1)),
    ],
)
def test_the_last_day_is_six_months_after_the_last_attendance(last, deadline):
    assert by(date(2018, 7, 1), last) == deadline


def test_nothing_attended_counts_from_coming_into_office():
    found = six_months([], SINCE, england(), today=date(2017, 6, 1))
    assert found.must_attend_by.date == date(2017, 11, 8)
    assert found.last is None
    assert "counted from that day" in found.must_attend_by.assumption


def test_what_was_attended_in_an_earlier_spell_of_office_does_not_count():
    assert by(date(2019, 1, 10), since=date(2019, 5, 6)) == date(2019, 11, 6)


def test_what_is_still_to_come_does_not_count():
    assert by(date(2019, 2, 14), date(2019, 9, 12), today=date(2019, 6, 1)) == date(2019, 8, 14)


@pytest.mark.parametrize(
    ("approvals", "deadline"),
    [
        ([Approval(date(2019, 7, 11), date(2019, 12, 31))], date(2019, 12, 31)),
        ([Approval(date(2019, 8, 14), date(2019, 12, 31))], date(2019, 12, 31)),  # on the last day
        ([Approval(date(2019, 8, 15), date(2019, 12, 31))], date(2019, 8, 14)),  # too late
        ([Approval(date(2019, 7, 11), date(2019, 8, 1))], date(2019, 8, 14)),  # never shortens
        (
            [Approval(date(2019, 12, 12), date(2020, 5, 1)), Approval(date(2019, 7, 11), date(2019, 12, 31))],
            date(2020, 5, 1),
        ),
        (
            [Approval(date(2020, 1, 1), date(2020, 5, 1)), Approval(date(2019, 7, 11), date(2019, 12, 31))],
            date(2019, 12, 31),
        ),
    ],
)
def test_an_absence_is_approved_before_the_time_runs_out_or_not_at_all(approvals, deadline):
    assert by(date(2019, 2, 14), approvals=approvals) == deadline


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2019, 2, 14), "in time"),
        (date(2019, 6, 13), "in time"),
        (date(2019, 6, 14), "soon"),
        (date(2019, 8, 14), "soon"),
        (date(2019, 8, 15), "run out"),
    ],
)
def test_the_warning_comes_two_months_before(today, state):
    found = six_months([Attendance(date(2019, 2, 14), "PAF")], SINCE, england(), today=today)
    assert found.state(today) == state


def test_the_date_explains_itself():
    told = six_months(
        [Attendance(date(2019, 2, 14), "People and Families")], SINCE, england(), today=date(2019, 3, 1)
    )
    text = told.must_attend_by.as_text()
    assert "section 85" in text
    assert "A new municipal year does not start the six months again" in text
    assert "last attendance: People and Families" in text


@pytest.mark.parametrize(
    ("terms", "since"),
    [
        ([Term(date(2017, 5, 8), None)], date(2017, 5, 8)),
        (
            [Term(date(2013, 5, 6), date(2017, 5, 7)), Term(date(2017, 5, 8), None)],
            date(2013, 5, 6),
        ),  # re-elected
        ([Term(date(2009, 6, 8), date(2013, 5, 5)), Term(date(2017, 5, 8), None)], date(2017, 5, 8)),  # a gap
        ([Term(date(2017, 5, 8), date(2018, 12, 31))], None),
        ([Term(date(2020, 1, 1), None)], None),
        ([], None),
    ],
)
def test_office_is_counted_from_the_unbroken_run_of_terms(terms, since):
    assert in_office_since(terms, date(2019, 4, 11)) == since
