"""The drawing of a date's reasons says in words all it shows."""

from datetime import date, time

from django.template import Context, Template

from callins.period import Period
from callins.timetable import call_in_last_day
from committees.timetable import agenda_publication_deadline, minutes_inspection_end
from council.calendar import england
from council.templatetags.dates import weeks_of

ENGLAND = england()


def drawn(explained):
    page = Template("{% load dates %}{% why_this_date explained %}")
    return " ".join(page.render(Context({"explained": explained})).split())


def test_an_agenda_across_easter():
    page = drawn(agenda_publication_deadline(date(2019, 4, 25), ENGLAND))
    assert page.count("why-day--skipped") == 4 + 1  # four days and the key
    assert "Friday 19 April 2019: not counted, Good Friday" in page
    assert "Wednesday 24 April 2019: day 1, working day" in page
    assert "sections 100A(6) and 100B(3)" in page
    assert '<span class="govuk-visually-hidden">not counted</span>' in page
    assert "style=" not in page


def test_every_day_has_one_square_and_weeks_start_on_monday():
    explained = call_in_last_day(date(2022, 9, 15), ENGLAND, Period(number=5, cut_off=time(17)))
    weeks = weeks_of(explained)
    squares = [cell for week in weeks for cell in week]
    assert all(len(week) == 7 and week[0].date.weekday() == 0 for week in weeks)
    assert [cell.day for cell in squares if cell.day] == list(explained.days)
    assert [cell.kind for cell in squares].count("answer") == 1
    assert [cell.month for cell in squares if cell.month] == ["Sep"]


def test_a_period_of_years_leaves_out_the_weeks_between():
    page = drawn(minutes_inspection_end(date(2019, 4, 11), ENGLAND))
    assert "Weeks in between are not shown" in page
    assert "Apr 2019" in page
    assert "Apr 2025" in page


def test_what_is_provisional_assumed_or_to_be_done_sooner_is_said():
    page = drawn(agenda_publication_deadline(date(2031, 5, 19), ENGLAND, basis="calendar"))
    assert "Provisional" in page
    assert "Assumption: Clear days are taken to be calendar days" in page
    on_a_sunday = drawn(agenda_publication_deadline(date(2025, 9, 20), ENGLAND, basis="calendar"))
    assert "Work to <strong>Friday 12 September 2025</strong>" in on_a_sunday


def test_names_given_by_officers_are_escaped():
    named = ENGLAND.adding(holidays={date(2025, 9, 10): "<script>alert(1)</script>"})
    page = drawn(agenda_publication_deadline(date(2025, 9, 15), named))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
