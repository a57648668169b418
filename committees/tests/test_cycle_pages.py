"""Planning a year through the pages."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.test import Client

from committees.cycle import make_plan, save_pattern
from committees.models import CyclePattern, CyclePlan, Meeting, ProposedMeeting
from council.models import ElectionPeriod
from scrutiny.tests.cast import LONDON, Cast, meeting, seat

TODAY = datetime(2027, 1, 12, 9, 0, tzinfo=LONDON)
HOME = "/workspace/year-plan/"
PAF = "people-and-families-scrutiny-committee"
ENV = "environment-scrutiny-committee"
YEAR = {
    "name": "2027 to 2028",
    "start_day": "1",
    "start_month": "5",
    "start_year": "2027",
    "end_day": "30",
    "end_month": "4",
    "end_year": "2028",
}
SECOND_THURSDAY = {
    "week": "2",
    "weekday": "3",
    "months": [str(month) for month in range(1, 13) if month != 8],
    "start_time": "10:15am",
    "venue": "Committee Room 1",
}


def day_fields(day: date, name: str = "date") -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def plan(cast: Cast) -> CyclePlan:
    return make_plan(name="2027 to 2028", start=date(2027, 5, 1), end=date(2028, 4, 30), by=cast.officer)


@pytest.fixture
def everybody(client: Client, cast: Cast) -> Client:
    """The monitoring officer, who runs every committee."""
    client.force_login(cast.monitoring_officer)
    return client


def propose(plan: CyclePlan, cast: Cast, committee=None, months=(6, 7), **changes: object) -> None:
    usual = {"week": 2, "weekday": 3, "start_time": time(10, 15), "venue": "Hall", "months": list(months)}
    committee = committee or cast.committee
    save_pattern(CyclePattern(plan=plan, committee=committee, **usual | changes), by=cast.officer)


def test_from_an_empty_list_to_a_planned_committee(everybody: Client) -> None:
    assert "No year is planned yet" in text(everybody.get(HOME))

    made = everybody.post(f"{HOME}add/", YEAR, follow=True)
    plan = CyclePlan.objects.get()
    page = text(everybody.post(f"{HOME}{plan.pk}/{PAF}/pattern/", SECOND_THURSDAY, follow=True))

    assert "Choose a committee and say when it meets" in text(made)
    assert "11 meetings proposed" in page
    assert "Second Thursday, not August, 10:15am" in page
    assert "Nothing stands in the way" in page


def test_the_form_suggests_the_next_year_not_planned(everybody: Client, plan: CyclePlan) -> None:
    assert 'value="2028 to 2029"' in text(everybody.get(f"{HOME}add/"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter the name of the year"),
        ({"end_year": "2026"}, "last day must be after the first"),
        ({"end_year": "2039"}, "too far from the first"),
        ({"start_month": "13"}, "must be a real date"),
        ({"start_year": "1066", "end_year": "1067"}, "Year must be from 1979"),
    ],
)
def test_a_year_that_cannot_be_is_refused_and_kept_as_typed(
    everybody: Client, wrong: dict, words: str
) -> None:
    page = text(everybody.post(f"{HOME}add/", YEAR | wrong))

    assert words in page
    assert "Error: Plan a municipal year" in page
    assert 'value="30"' in page
    assert not CyclePlan.objects.exists()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("week", "Choose which one of the month"),
        ("weekday", "Select the day of the week"),
        ("months", "Tick the months the committee meets in"),
        ("start_time", "Enter the start time"),
        ("venue", "Enter the venue"),
    ],
)
def test_a_pattern_needs_all_its_fields(everybody: Client, plan: CyclePlan, field: str, words: str) -> None:
    filled = {name: value for name, value in SECOND_THURSDAY.items() if name != field}
    page = text(everybody.post(f"{HOME}{plan.pk}/{PAF}/pattern/", filled))

    assert words in page
    assert not plan.proposals.exists()


def test_a_clash_is_seen_and_resolved(everybody: Client, plan: CyclePlan, cast: Cast) -> None:
    seat(cast.other_committee, cast.member)
    propose(plan, cast, months=[6])
    propose(plan, cast, cast.other_committee, months=[6], venue="Elsewhere")
    page = text(everybody.get(f"{HOME}{plan.pk}/"))
    assert "2 of 2 meetings to look at" in page
    assert "shares Councillor M Membury" in page

    one = plan.proposals.get(committee=cast.other_committee)
    advice = text(everybody.get(f"{HOME}meetings/{one.pk}/"))
    assert "Move to Wednesday 9 June" in advice
    moved = day_fields(date(2027, 6, 9)) | {"start_time": "10:15", "venue": "Elsewhere"}
    after = text(everybody.post(f"{HOME}meetings/{one.pk}/", moved, follow=True))

    assert "saved, and nothing stands in its way" in after
    assert "Nothing stands in the way of any of them" in after


def test_saving_a_day_with_something_in_its_way_says_so(
    everybody: Client, plan: CyclePlan, cast: Cast
) -> None:
    propose(plan, cast, months=[6])
    one = plan.proposals.get()

    fields = day_fields(date(2027, 5, 31)) | {"start_time": "10am", "venue": "Hall"}
    page = text(everybody.post(f"{HOME}meetings/{one.pk}/", fields, follow=True))

    assert "saved, but look again" in page
    assert "Spring bank holiday" in page


def test_a_meeting_is_added_and_dropped_by_hand(everybody: Client, plan: CyclePlan) -> None:
    fields = day_fields(date(2027, 9, 1)) | {"committee": PAF, "start_time": "2pm", "venue": "Hall"}

    assert "Wednesday" not in text(everybody.post(f"{HOME}{plan.pk}/add/", fields | {"date_month": "13"}))
    everybody.post(f"{HOME}{plan.pk}/add/", fields)
    twice = text(everybody.post(f"{HOME}{plan.pk}/add/", fields))
    one = plan.proposals.get()
    everybody.post(f"{HOME}meetings/{one.pk}/drop/")

    assert "already meets on Wednesday 1 September 2027" in twice
    assert not plan.proposals.exists()


def test_making_the_meetings_and_making_them_again(everybody: Client, plan: CyclePlan, cast: Cast) -> None:
    propose(plan, cast)
    plan.refresh_from_db()
    address = f"{HOME}{plan.pk}/create/"
    assert "Make 2 meetings" in text(everybody.get(address))

    made = text(everybody.post(address, {"version": plan.version}, follow=True))
    again = text(everybody.post(address, {"version": plan.version}, follow=True))

    assert "2 meetings are made" in made
    assert "have been created" in again
    assert Meeting.objects.count() == 2
    assert everybody.get(f"{HOME}meetings/{plan.proposals.first().pk}/").status_code == 302


@pytest.mark.parametrize("version", ["", "0", "x", "999999999999"])
def test_a_stale_or_odd_version_makes_nothing(
    everybody: Client, plan: CyclePlan, cast: Cast, version: str
) -> None:
    propose(plan, cast)

    page = text(everybody.post(f"{HOME}{plan.pk}/create/", {"version": version}, follow=True))

    assert "Somebody changed the plan" in page
    assert not Meeting.objects.exists()


def test_an_officer_makes_no_meetings_of_committees_they_do_not_run(
    client: Client, plan: CyclePlan, cast: Cast
) -> None:
    propose(plan, cast)
    propose(plan, cast, cast.other_committee)
    plan.refresh_from_db()
    client.force_login(cast.officer)
    other = plan.proposals.filter(committee=cast.other_committee).first()

    assert client.get(f"{HOME}meetings/{other.pk}/").status_code == 404
    assert client.post(f"{HOME}meetings/{other.pk}/drop/").status_code == 404
    assert client.get(f"{HOME}{plan.pk}/{ENV}/pattern/").status_code == 404
    assert client.post(f"{HOME}{plan.pk}/{ENV}/drop/").status_code == 404
    assert "that you do not run" in text(client.get(f"{HOME}{plan.pk}/create/"))
    client.post(f"{HOME}{plan.pk}/create/", {"version": plan.version})
    client.post(f"{HOME}{plan.pk}/delete/")
    assert not Meeting.objects.exists()
    assert plan.proposals.count() == 4


def test_the_year_is_drawn_with_holidays_elections_and_codes(
    everybody: Client, plan: CyclePlan, cast: Cast
) -> None:
    ElectionPeriod.objects.create(name="Locals", start=date(2028, 3, 24), polling_day=date(2028, 4, 30))
    propose(plan, cast, months=[5, 6], week=-1, weekday=0)
    meeting(cast.other_committee, datetime(2027, 9, 7, 14, 0, tzinfo=LONDON))

    page = text(everybody.get(f"{HOME}{plan.pk}/year/"))

    assert page.count("app-year-month") == 12
    assert "31: Spring bank holiday" in page
    assert "Before an election: Locals" in page
    assert "!&nbsp;PAF" in page  # the last Monday of May is a bank holiday
    assert "/meetings/ENV-2027-09-07/" in page
    assert "A plan, not yet decided." in page
    assert page.index("Mon 31 May 2027") < page.index("Mon 28 June 2027") < page.index("Tue 7 September 2027")


def test_elections_are_added_and_deleted(everybody: Client) -> None:
    fields = {"name": "Locals"} | day_fields(date(2027, 3, 22), "start")
    wrong = text(everybody.post(f"{HOME}elections/", fields | day_fields(date(2027, 3, 1), "polling_day")))
    right = everybody.post(
        f"{HOME}elections/", fields | day_fields(date(2027, 5, 6), "polling_day"), follow=True
    )

    assert "Polling day must be after the period begins" in wrong
    assert "Thursday 6 May 2027" in text(right)
    everybody.post(f"{HOME}elections/{ElectionPeriod.objects.get().pk}/delete/")
    assert not ElectionPeriod.objects.exists()


@pytest.mark.parametrize("who", ["member", "chair", "administrator", "non_voting_cooptee"])
def test_only_officers_plan_the_year(client: Client, cast: Cast, plan: CyclePlan, who: str) -> None:
    propose(plan, cast)
    one = ProposedMeeting.objects.first()
    client.force_login(getattr(cast, who))

    for path in ("", "add/", "elections/", f"{plan.pk}/", f"{plan.pk}/year/", f"{plan.pk}/create/"):
        assert client.get(HOME + path).status_code == 404
    assert client.get(f"{HOME}{plan.pk}/add/").status_code == 404
    assert client.get(f"{HOME}meetings/{one.pk}/").status_code == 404
    assert client.post(f"{HOME}{plan.pk}/delete/").status_code == 404
    assert CyclePlan.objects.exists()
