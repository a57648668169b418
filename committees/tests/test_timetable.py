"""The dates of a meeting, and the story of a bank holiday proclaimed at nine days' notice."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.timetable import (
    Milestone,
    agenda_publication_deadline,
    background_papers_inspection_end,
    milestone_date,
    minutes_inspection_end,
    notice_given,
    report_submission_deadline,
)
from council.calendar import england
from scrutiny.lib.explained import DateProblem
from scrutiny.lib.working_days import Closure

ENGLAND = england()
FUNERAL = date(2022, 9, 19)
BEFORE_PROCLAMATION = ENGLAND.removing(FUNERAL)

days = st.dates(date(2017, 1, 1), date(2030, 12, 31))


def test_the_story_of_19_september_2022():
    meeting, published = date(2022, 9, 22), date(2022, 9, 14)

    planned = agenda_publication_deadline(meeting, BEFORE_PROCLAMATION)
    on_time = notice_given(published, meeting, BEFORE_PROCLAMATION)
    assert planned.date == published
    assert on_time.enough
    assert on_time.clear_days == 5

    # The holiday is proclaimed after the agenda went out: the same facts are judged again.
    proclaimed = BEFORE_PROCLAMATION.adding(holidays={FUNERAL: "State Funeral"})
    deadline = agenda_publication_deadline(meeting, proclaimed)
    now_short = notice_given(published, meeting, proclaimed)
    assert deadline.date == date(2022, 9, 13)
    assert not now_short.enough
    assert now_short.short_by == 1
    assert "1 fewer than the 5 required" in now_short.in_words()
    assert "Monday 19 September 2022: not counted, State Funeral" in deadline.as_lines()
    skipped = {day.date: day.reason for day in now_short.days if not day.counted}
    assert skipped[FUNERAL] == "State Funeral"

    # What was known before is untouched: the old calendar still gives the old answer.
    assert agenda_publication_deadline(meeting, BEFORE_PROCLAMATION) == planned
    assert notice_given(published, meeting, BEFORE_PROCLAMATION) == on_time


@given(days)
def test_publishing_by_the_deadline_and_only_then_gives_enough_notice(meeting):
    deadline = agenda_publication_deadline(meeting, ENGLAND).date
    following = date.fromordinal(deadline.toordinal() + 1)
    assert notice_given(deadline, meeting, ENGLAND).clear_days == 5
    assert not notice_given(following, meeting, ENGLAND).enough


def test_publishing_on_a_sunday_counts_as_publishing_on_monday():
    notice = notice_given(date(2025, 9, 7), date(2025, 9, 15), ENGLAND)
    assert notice.clear_days == 4
    told = {day.date: day.reason for day in notice.days}
    assert told[date(2025, 9, 8)] == "counts as published on this day, the next working day"


@pytest.mark.parametrize(
    "published", [date(2025, 9, 15), date(2025, 9, 16), date(2025, 9, 13), date(2025, 9, 14)]
)
def test_no_notice_at_all(published):
    notice = notice_given(published, date(2025, 9, 15), ENGLAND)
    assert notice.clear_days == 0
    shown = [day.date for day in notice.days]
    assert shown == sorted(set(shown))


def test_a_closure_does_not_stop_the_statutory_clock_but_a_local_deadline():
    closed = ENGLAND.adding(
        closures=tuple(Closure(date(2022, 12, day), "Christmas closure") for day in (28, 29, 30))
    )
    meeting = date(2023, 1, 4)
    assert agenda_publication_deadline(meeting, closed).date == date(2022, 12, 22)
    assert report_submission_deadline(meeting, closed, working_days_before=3).date == date(2022, 12, 22)
    assert report_submission_deadline(meeting, ENGLAND, working_days_before=3).date == date(2022, 12, 29)


def test_fewer_clear_days_than_the_law_asks_are_pointed_out():
    assert "at least 5" in agenda_publication_deadline(date(2025, 9, 15), ENGLAND, clear_days=3).rule
    assert "at least" not in agenda_publication_deadline(date(2025, 9, 15), ENGLAND).rule


def test_the_rejected_reading_names_its_working_day():
    explained = agenda_publication_deadline(date(2025, 9, 20), ENGLAND, basis="calendar")
    assert explained.date == date(2025, 9, 14)
    assert explained.target == date(2025, 9, 12)
    assert "Work to Friday 12 September 2025" in explained.as_text()


def test_inspection_periods_say_they_are_no_deletion_dates():
    for function in (minutes_inspection_end, background_papers_inspection_end):
        explained = function(date(2026, 5, 14), ENGLAND)
        assert "not a date for deleting" in explained.rule
        assert explained.statutory
        assert not explained.provisional, "a period of years does not ask about bank holidays"
    assert "asks for six years" in minutes_inspection_end(date(2026, 5, 14), ENGLAND, years=4).rule


def test_milestones_of_a_template():
    meeting = date(2025, 10, 16)
    final = Milestone("Final reports", 7, at=time(10))
    assert milestone_date(final, meeting, ENGLAND).moment == datetime(2025, 10, 7, 9, tzinfo=UTC)
    minutes = Milestone("Draft minutes", 5, "after")
    assert milestone_date(minutes, meeting, ENGLAND).date == date(2025, 10, 23)
    on_the_day = Milestone("Final checks", 0, at=time(9))
    assert milestone_date(on_the_day, meeting, ENGLAND).date == meeting
    weeks_before = Milestone("Draft reports", 42, unit="calendar", roll="previous_working_day")
    assert milestone_date(weeks_before, date(2025, 10, 18), ENGLAND).date == date(2025, 9, 5)
    with pytest.raises(DateProblem, match="offset"):
        milestone_date(Milestone("Wrong", -1), meeting, ENGLAND)
