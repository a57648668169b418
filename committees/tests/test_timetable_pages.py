"""Timetables as officers see and change them, and what that does to meetings to come."""

from datetime import date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from audit.models import Entry
from committees.meeting_dates import set_dates
from committees.models import Meeting, TimetableStep
from committees.timetable_steps import delete_step, save_step, start_own_timetable
from council.calendar_in_force import calendar_in_force
from scrutiny.tests.cast import LONDON, Cast, meeting

Kind = TimetableStep.Kind
COUNCILS = "/workspace/timetable/"
PAF = "/workspace/committees/people-and-families-scrutiny-committee/timetable/"
VISIT = {
    "kind": "other",
    "name": "Chair's briefing",
    "offset": "3",
    "unit": "working",
    "direction": "before",
    "at": "2pm",
    "authority": "local",
    "citation": "",
}


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(datetime(2027, 6, 1, 9, 0, tzinfo=LONDON), tick=False):
        yield


@pytest.fixture
def held(cast: Cast) -> Meeting:
    held = meeting(cast.committee, datetime(2027, 6, 24, 10, 15, tzinfo=LONDON))
    set_dates(held, calendar_in_force())
    return held


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def text(response) -> str:
    return response.content.decode()


def due(held: Meeting, kind: str) -> date:
    return held.dates.get(kind=kind).due_on


def test_the_councils_timetable_is_listed_from_first_to_last(officer: Client) -> None:
    page = text(officer.get(COUNCILS))

    names = ["Draft reports", "Final reports", "Publish the agenda", "Late papers", "Follow up actions"]
    places = [page.index(name) for name in names]
    assert places == sorted(places)
    assert "sections 100A(6) and 100B(3)" in page


def test_a_new_line_gives_meetings_to_come_a_new_date(officer: Client, held: Meeting) -> None:
    page = text(officer.post(f"{COUNCILS}add/", VISIT, follow=True))

    assert "The open dates of 1 meeting were worked out again." in page
    row = held.dates.get(name="Chair's briefing")
    assert row.due_at == datetime(2027, 6, 21, 14, 0, tzinfo=LONDON)
    assert Entry.objects.get(verb="add timetable step").detail["step"] == "Chair's briefing"


def test_dates_met_or_past_stay_when_a_line_changes(cast: Cast, held: Meeting, officer: Client) -> None:
    draft, final = due(held, Kind.DRAFT_REPORT), held.dates.get(kind=Kind.FINAL_REPORT)
    final.met_at = datetime(2027, 6, 1, 8, 0, tzinfo=LONDON)
    final.save()
    for kind in (Kind.DRAFT_REPORT, Kind.FINAL_REPORT, Kind.SUPPLEMENT):
        step = TimetableStep.objects.get(kind=kind)
        step.offset, step.name = 2, f"New {kind}"
        save_step(step, by=cast.officer)

    assert due(held, Kind.DRAFT_REPORT) == draft == date(2027, 5, 26)
    assert due(held, Kind.FINAL_REPORT) == final.due_on
    assert due(held, Kind.SUPPLEMENT) == date(2027, 6, 22)


@pytest.mark.parametrize(
    ("offset", "words"), [("4", "at least 5 clear days"), ("", "Enter"), ("900", "most is 250")]
)
def test_the_agenda_never_has_less_than_five_clear_days(officer: Client, offset: str, words: str) -> None:
    step = TimetableStep.objects.get(kind=Kind.AGENDA_PUBLICATION)

    page = text(officer.post(f"{COUNCILS}{step.pk}/", {"name": "Publish the agenda", "offset": offset}))

    assert words in page
    assert "Error: " in page
    step.refresh_from_db()
    assert step.offset == 5


def test_the_database_refuses_less_than_five_clear_days_too(cast: Cast) -> None:
    step = TimetableStep.objects.get(kind=Kind.AGENDA_PUBLICATION)
    step.offset = 4

    with pytest.raises(ValidationError, match="five clear working days"):
        save_step(step, by=cast.officer)


def test_the_agendas_line_cannot_be_deleted(officer: Client, cast: Cast) -> None:
    step = TimetableStep.objects.get(kind=Kind.AGENDA_PUBLICATION)

    page = text(officer.post(f"{COUNCILS}{step.pk}/delete/", follow=True))

    assert "the law asks for it" in page
    with pytest.raises(ValidationError):
        delete_step(step, by=cast.officer)


def test_a_longer_notice_of_ones_own_moves_the_agendas_date(officer: Client, held: Meeting) -> None:
    officer.post(f"{PAF}own/")
    own = held.committee.timetable_steps.get(kind=Kind.AGENDA_PUBLICATION)

    officer.post(f"{COUNCILS}{own.pk}/", {"name": "Publish the agenda", "offset": "7"})

    assert due(held, Kind.AGENDA_PUBLICATION) == date(2027, 6, 14)
    assert "Monday 14 June 2027" in text(officer.get(f"/meetings/{held.reference}/"))


def test_a_committee_gets_its_own_and_goes_back_to_the_councils(officer: Client, held: Meeting) -> None:
    assert "follows the council’s timetable" in text(officer.get(PAF))

    officer.post(f"{PAF}own/")
    officer.post(f"{PAF}add/", VISIT)
    own = text(officer.get(PAF))
    back = text(officer.post(f"{PAF}councils/", follow=True))

    assert "Chair&#x27;s briefing" in own
    assert "follows the council’s timetable again" in back
    assert not held.committee.timetable_steps.exists()
    assert not held.dates.filter(name="Chair's briefing").exists()
    assert TimetableStep.objects.filter(committee=None).count() == 8


def test_a_line_cannot_be_added_to_a_timetable_that_is_not_there(cast: Cast, officer: Client) -> None:
    page = text(officer.post(f"{PAF}add/", VISIT))

    assert "Give it its own first" in page
    assert not cast.committee.timetable_steps.exists()


def test_two_lines_of_one_name_are_refused(officer: Client) -> None:
    officer.post(f"{COUNCILS}add/", VISIT)

    assert "already has a line called" in text(officer.post(f"{COUNCILS}add/", VISIT))
    assert TimetableStep.objects.filter(name="Chair's briefing").count() == 1


@pytest.mark.parametrize("field", ["name", "offset", "unit", "direction", "authority"])
def test_a_line_needs_its_fields_and_keeps_what_was_typed(officer: Client, field: str) -> None:
    page = text(officer.post(f"{COUNCILS}add/", {**VISIT, "citation": "Rule 99", field: ""}))

    assert "There is a problem" in page
    assert "Rule 99" in page
    assert TimetableStep.objects.count() == 8


@pytest.mark.parametrize("who", ["member", "chair", "non_voting_cooptee", "ex_member"])
def test_only_officers_reach_the_timetables(client: Client, cast: Cast, held: Meeting, who: str) -> None:
    client.force_login(getattr(cast, who))
    step = TimetableStep.objects.first()

    for path in (COUNCILS, PAF, f"{COUNCILS}{step.pk}/", f"/workspace/meetings/{held.reference}/dates/"):
        assert client.get(path).status_code == 404
    for path in (f"{PAF}own/", f"{PAF}councils/", f"{COUNCILS}{step.pk}/delete/"):
        assert client.post(path).status_code == 404
    assert TimetableStep.objects.count() == 8


def test_another_committees_timetable_is_not_theirs(client: Client, cast: Cast, held: Meeting) -> None:
    start_own_timetable(cast.committee, by=cast.officer)
    own = cast.committee.timetable_steps.first()
    client.force_login(cast.other_officer)

    for path in (PAF, f"{COUNCILS}{own.pk}/", f"/workspace/meetings/{held.reference}/dates/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/workspace/dates/{held.dates.first().pk}/done/").status_code == 404
