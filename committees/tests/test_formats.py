"""Another format: anybody asks, officers of the committee answer by a day that is counted and shown."""

from __future__ import annotations

import pytest
import time_machine
from django.core import mail
from django.test import Client, TestCase

from committees.formats import CannotAnswer, answer_format_request, ask_for_format
from committees.models import FormatRequest, Meeting
from scrutiny.tests.cast import Cast, meeting
from scrutiny.tests.world import coming

ASKED = {
    "document": "The report on buses",
    "format": "large_print",
    "name": "Rhea Resident",
    "email": "rhea@home.example",
}


@pytest.fixture
def of(cast: Cast) -> Meeting:
    return meeting(cast.committee, coming(9))


@time_machine.travel("2027-03-22 12:00+00:00")
def test_a_resident_asks_and_is_told_the_day(client: Client, of: Meeting) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(f"/other-formats/?meeting={of.reference}&page=12", ASKED, follow=True)
    # Ten working days, with Good Friday and Easter Monday between.
    assert "Wednesday 7 April 2027" in answer.content.decode()
    asked = FormatRequest.objects.get()
    assert (asked.meeting, asked.page, f"{asked.due_on}") == (of, "12", "2027-04-07")
    assert asked.explanation["days"]
    assert [message.subject for message in mail.outbox] == ["Scrutiny: a request for another format"]
    assert "Rhea" not in mail.outbox[0].body


def test_without_a_way_to_answer_nothing_is_sent(client: Client, of: Meeting) -> None:
    page = client.post("/other-formats/", {**ASKED, "email": ""}).content.decode()
    assert "Give an e-mail address, a phone number or a postal address" in page
    assert not FormatRequest.objects.exists()


def test_officers_of_the_committee_answer_once(cast: Cast, of: Meeting) -> None:
    asked = ask_for_format(meeting=of, **ASKED)
    officer, other = Client(), Client()
    officer.force_login(cast.officer)
    other.force_login(cast.other_officer)
    address = f"/workspace/formats/{asked.pk}/"
    assert other.get(address).status_code == 404
    assert "Rhea Resident" not in other.get("/workspace/formats/").content.decode()
    assert "Rhea Resident" in officer.get("/workspace/formats/").content.decode()
    answered = officer.post(address, {"answer": "Sent by post.", "version": "1"})
    assert answered.status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("Sent by post.", cast.officer)
    with pytest.raises(CannotAnswer):
        answer_format_request(asked, answer="Again", version=asked.version, by=cast.officer)


def test_what_concerns_no_meeting_every_officer_sees(cast: Cast, of: Meeting) -> None:
    asked = ask_for_format(**ASKED)
    client = Client()
    client.force_login(cast.other_officer)
    assert client.get(f"/workspace/formats/{asked.pk}/").status_code == 200
