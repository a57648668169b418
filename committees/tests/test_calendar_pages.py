"""The calendar as officers see and change it."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client

from committees.meeting_dates import set_dates
from committees.models import TimetableStep
from council.calendar_in_force import calendar_in_force
from council.models import CalendarDay
from scrutiny.tests.cast import LONDON, Cast, meeting

JUNE = datetime(2027, 6, 1, 9, 0, tzinfo=LONDON)
JUBILEE = {
    "kind": "holiday",
    "date_day": "21",
    "date_month": "6",
    "date_year": "2027",
    "name": "Jubilee",
    "reason": "Proclaimed on 1 June",
}


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(JUNE, tick=False):
        yield


def test_the_calendar_lists_the_bank_holidays_of_a_year(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)

    page = client.get("/workspace/calendar/?year=2022").content.decode()

    assert "Bank holiday for the State Funeral of Queen Elizabeth II" in page
    assert "Platinum Jubilee" in page


def test_years_beyond_what_is_known_are_marked_provisional(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)

    assert "provisional" in client.get("/workspace/calendar/?year=2040").content.decode()
    assert "provisional" not in client.get("/workspace/calendar/?year=2027").content.decode()


def test_adding_a_holiday_shows_the_dates_it_moved(client: Client, cast: Cast) -> None:
    held = meeting(cast.committee, datetime(2027, 6, 24, 10, 15, tzinfo=LONDON))
    set_dates(held, calendar_in_force())
    client.force_login(cast.officer)

    page = client.post("/workspace/calendar/add/", JUBILEE, follow=True).content.decode()

    assert "Wednesday 16 June 2027" in page
    assert "Tuesday 15 June 2027" in page
    assert "Why this date?" in page
    assert "Monday 21 June 2027: not counted, Jubilee" in page
    assert held.dates.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION).due_on.isoformat() == "2027-06-15"


def test_a_refused_change_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)

    response = client.post("/workspace/calendar/add/", JUBILEE | {"date_day": "27", "date_month": "12"})

    page = response.content.decode()
    assert "is already a bank holiday on that day" in page
    assert "Proclaimed on 1 June" in page
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("year", ["1850", "9999"])
def test_a_day_outside_the_calendar_is_refused(client: Client, cast: Cast, year: str) -> None:
    client.force_login(cast.officer)

    page = client.post("/workspace/calendar/add/", JUBILEE | {"date_year": year}).content.decode()

    assert "is outside the calendar" in page
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("year", ["", "x", "²", "-5", "0001", "99999", "9" * 5000])
def test_an_odd_year_in_the_address_shows_a_year_all_the_same(client: Client, cast: Cast, year: str) -> None:
    client.force_login(cast.officer)

    assert client.get("/workspace/calendar/", {"year": year}).status_code == 200


def test_a_change_can_be_withdrawn_and_stays_on_record(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    client.post("/workspace/calendar/add/", JUBILEE)
    change = CalendarDay.objects.get()

    client.post(f"/workspace/calendar/changes/{change.pk}/withdraw/")
    again = client.post(f"/workspace/calendar/changes/{change.pk}/withdraw/", follow=True)

    change.refresh_from_db()
    assert change.withdrawn_by_name == "Olive Officer"
    assert "already been withdrawn" in again.content.decode()


@pytest.mark.parametrize("who", ["member", "chair", "administrator", "non_voting_cooptee"])
def test_only_officers_reach_the_calendar(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))

    assert client.get("/workspace/calendar/").status_code == 404
    assert client.post("/workspace/calendar/add/", JUBILEE).status_code == 404
    assert not CalendarDay.objects.exists()
