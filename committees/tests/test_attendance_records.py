"""Records of attendance over a year, as bars, as a table and as a file; and the page of the six-month rule."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from committees.access import appoint_substitute
from committees.attendance.records import as_csv, records_of, standings, year_of, years_with_meetings
from committees.meetings import cancel_meeting
from committees.models import Meeting
from committees.sittings import attending, sitting
from council.calendar import england
from council.models import Person
from scrutiny.tests.cast import LONDON, Cast, meeting


def hold(cast: Cast, day: date, **marks: tuple[str, str]) -> Meeting:
    """A meeting held and closed, with what is said of each of the cast; everybody else was absent."""
    start = datetime.combine(day, datetime.min.time(), LONDON).replace(hour=10)
    held = meeting(cast.committee, start)
    opened = sitting.open_sitting(held, at=start, by=cast.officer)
    for name, (state, mode) in marks.items():
        attending.mark(
            held.attendances.get(person=getattr(cast, name).person), state, mode=mode, by=cast.officer
        )
    attending.mark_the_rest_absent(held, by=cast.officer)
    sitting.preside(opened, held.attendances.get(person=cast.chair.person), by=cast.officer)
    sitting.close_sitting(opened, at=start + timedelta(hours=2), by=cast.officer)
    return held


HERE, REMOTE, AWAY = ("present", "in_person"), ("present", "remote"), ("apologies", "")


@pytest.fixture
def year(cast: Cast) -> Cast:
    """Three meetings in 2018-19, one in 2019-20, one that was cancelled."""
    hold(cast, date(2018, 11, 8), chair=HERE, member=HERE)
    hold(cast, date(2019, 2, 14), chair=HERE, member=REMOTE, non_voting_cooptee=AWAY)
    hold(cast, date(2019, 4, 11), chair=HERE, member=AWAY)
    hold(cast, date(2019, 5, 9), chair=HERE)
    with time_machine.travel(datetime(2019, 3, 1, 9, tzinfo=LONDON)):
        off = meeting(cast.committee, datetime(2019, 3, 14, 10, tzinfo=LONDON))
        attending.draw_up(off, by=cast.officer)
        cancel_meeting(off, notice="No business.", by=cast.officer)
    return cast


def numbers(cast: Cast, year: int) -> dict[str, dict[str, int]]:
    return {str(each.person): each.counts for each in records_of(cast.committee, year)}


def test_a_year_is_counted_for_each_person_and_cancelled_meetings_are_not(year):
    found = numbers(year, 2018)
    assert found["Councillor C Chairwell"]["present"] == 3
    assert found["Councillor M Membury"] == {
        "present": 1,
        "remote": 1,
        "substituted": 0,
        "apologies": 1,
        "absent": 0,
    }
    assert found["Nora Novote"] == {"present": 0, "remote": 0, "substituted": 0, "apologies": 1, "absent": 2}
    assert numbers(year, 2019)["Councillor C Chairwell"]["present"] == 1
    assert years_with_meetings(year.committee) == [2019, 2018]
    member = next(each for each in records_of(year.committee, 2018) if each.person == year.member.person)
    assert (member.expected, member.percent) == (3, 33)
    assert sum(width for _, _, width in member.bar) == 400


def test_a_substitute_has_a_row_of_their_own(cast):
    start = datetime(2019, 2, 14, 10, tzinfo=LONDON)
    held = meeting(cast.committee, start)
    appoint_substitute(held, cast.other_councillor.person, in_place_of=cast.member.person, by=cast.officer)
    opened = sitting.open_sitting(held, at=start, by=cast.officer)
    for who in (cast.chair, cast.other_councillor):
        attending.mark(held.attendances.get(person=who.person), "present", by=cast.officer)
    attending.mark_the_rest_absent(held, by=cast.officer)
    sitting.preside(opened, held.attendances.get(person=cast.chair.person), by=cast.officer)
    assert numbers(cast, 2018) == {}, "an open meeting is not in the record yet"
    sitting.close_sitting(opened, at=start + timedelta(hours=2), by=cast.officer)
    found = numbers(cast, 2018)
    assert found["Councillor M Membury"]["substituted"] == 1
    assert found["Councillor O Otherby"]["present"] == 1
    assert records_of(cast.committee, 2018)[-1].label == "Substitute"


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2019, 4, 30), 2018), (date(2019, 5, 1), 2019), (date(2020, 1, 1), 2019)]
)
def test_a_municipal_year_begins_in_may(day, expected):
    assert year_of(day) == expected


def test_the_file_holds_no_formula(year):
    Person.objects.filter(pk=year.member.person.pk).update(printed_name='=HYPERLINK("http://example.org")')
    rows = as_csv(records_of(year.committee, 2018)).splitlines()
    assert rows[0].startswith("Name,Capacity,Expected,Present,Remote")
    assert any(row.startswith("\"'=HYPERLINK") for row in rows)


def test_the_pages_show_the_year_to_officers_and_the_public(year, client: Client):
    slug = year.committee.slug
    public = client.get(reverse("attending:attendance", args=[slug]), {"year": "2018"}).content.decode()
    assert "Attendance 2018-19" in public
    assert "expected at 3, 1 present, 1 remote, 1 apologies" in public
    for wrong in ("x", "99999", "²"):
        assert client.get(reverse("attending:attendance", args=[slug]), {"year": wrong}).status_code == 404
    client.force_login(year.officer)
    assert (
        "Attendance 2019-20"
        in client.get(reverse("workspace:attendance_records", args=[slug])).content.decode()
    )
    answer = client.get(reverse("workspace:attendance_csv", args=[slug, "2018"]))
    assert answer["Content-Disposition"] == 'attachment; filename="attendance-PAF-2018-19.csv"'
    client.force_login(year.other_officer)
    assert client.get(reverse("workspace:attendance_csv", args=[slug, "2018"])).status_code == 404


def test_the_six_months_are_counted_from_the_last_meeting_attended_in_person(year, client: Client):
    with time_machine.travel(datetime(2019, 4, 20, 9, tzinfo=LONDON)):
        found = {str(each.person): each for each in standings(date(2019, 4, 20), england())}
        member = found["Councillor M Membury"]
        assert member.rule.must_attend_by.date == date(2019, 5, 8), "remote in February does not count"
        assert member.state == "soon"
        assert found["Councillor O Otherby"].state == "run out"
        client.force_login(year.officer)
        assert "Must attend by" in client.get(reverse("workspace:six_months")).content.decode()
        pk = year.member.person.pk
        day = {"on_day": "12", "on_month": "4", "on_year": "2019", "body": "Full Council"}
        assert client.post(reverse("workspace:outside_attendance_add", args=[pk]), day).status_code == 302
        approved = {"approved_on_day": 18, "approved_on_month": 4, "approved_on_year": 2019}
        days = approved | {"until_day": 31, "until_month": 12, "until_year": 2019}
        assert client.post(reverse("workspace:absence_approve", args=[pk]), days).status_code == 302
        found = {str(each.person): each for each in standings(date(2019, 4, 20), england())}
        member = found["Councillor M Membury"]
        assert member.rule.last.where == "Full Council"
        assert member.rule.must_attend_by.date == date(2019, 12, 31)
        assert "Full Council" in client.get(reverse("workspace:six_months")).content.decode()
    client.force_login(year.member)
    assert client.get(reverse("workspace:six_months")).status_code == 404
