"""Call-ins through the pages: the story of 2017, a hearing that refers back, and what each person is shown."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from callins.decisions import withdraw_decision
from callins.models import CallIn, Decision
from callins.telling import tell
from committees.models import AgendaItem
from council.models import Person
from scrutiny.tests import cast as people
from scrutiny.tests.cast import PASSWORD, Cast

from .made import at, councillors, decision, rule_set

PUBLISHED = at("2017-09-19 09:00")


@pytest.fixture
def essex(cast: Cast) -> Decision:
    return decision(rule_set("essex-2017"), PUBLISHED, cast.committee.contact, committee=cast.committee)


@pytest.fixture
def callers(db: None) -> list[User]:
    return [account(person) for person in councillors(4)]


def account(person: Person) -> User:
    email = f"{person.family_name.lower()}@council.example"
    return User.objects.create_user(email, PASSWORD, name=person.printed_name, person=person)


def go(user: User, moment: str, name: str, *args: object, **data: object) -> str:
    """Post to a page as somebody at some moment; the words of the page it leads to."""
    with time_machine.travel(at(moment), tick=False):
        client = Client()
        client.force_login(user)
        response = client.post(reverse(name, args=args), data, follow=True)
        assert response.status_code == 200
        assert response.redirect_chain, response.content.decode()
        return str(response.content.decode())


def look(user: User | None, moment: str, name: str, *args: object) -> str:
    with time_machine.travel(at(moment), tick=False):
        client = Client()
        if user:
            client.force_login(user)
        response = client.get(reverse(name, args=args))
        assert response.status_code == 200
        return str(response.content.decode())


def day(name: str, moment: datetime) -> dict[str, int]:
    return {f"{name}_day": moment.day, f"{name}_month": moment.month, f"{name}_year": moment.year}


def signed_and_sent(essex: Decision, callers: list[User], moment: str = "2017-09-22 16:00") -> CallIn:
    lead, *others = callers
    go(lead, "2017-09-19 14:00", "callins:call_in_start", essex.slug)
    call_in = CallIn.objects.get()
    words = {"reasons": "Providers were not asked.", "version": call_in.version}
    go(lead, "2017-09-19 14:10", "callins:call_in_words", call_in.reference, **words)
    asked = {"people": [other.person_id for other in others]}
    go(lead, "2017-09-19 14:20", "callins:call_in_invite", call_in.reference, **asked)
    for other in others:
        assert "asks you to sign" in look(other, "2017-09-20 10:00", "callins:my_call_in", call_in.reference)
        go(other, "2017-09-20 10:00", "callins:call_in_sign", call_in.reference)
    go(lead, moment, "callins:call_in_send", call_in.reference)
    return CallIn.objects.get()


def step(user: User, moment: str, call_in: CallIn, name: str, **data: object) -> str:
    return go(user, moment, "workspace:call_in_step", call_in.reference, name, **data)


def refused(user: User, moment: str, call_in: CallIn, name: str, **data: object) -> str:
    """A step that is not taken: the same page again, with what was typed."""
    with time_machine.travel(at(moment), tick=False):
        client = Client()
        client.force_login(user)
        response = client.post(reverse("workspace:call_in_step", args=[call_in.reference, name]), data)
        assert response.status_code == 200
        return str(response.content.decode())


def test_a_hearing_refers_the_decision_back(essex, callers, cast):
    officer = cast.officer
    with time_machine.travel(at("2017-09-01 09:00")):
        meeting = people.meeting(cast.committee, at("2017-10-03 10:15"))
    call_in = signed_and_sent(essex, callers)
    step(
        officer, "2017-09-22 17:00", call_in, "judge", finding="valid", judgement="", version=call_in.version
    )
    step(officer, "2017-09-23 10:00", call_in, "hearing", meeting=meeting.pk, short_notice_reason="")
    step(officer, "2017-09-23 10:10", call_in, "papers")
    papers = AgendaItem.objects.get(meeting=meeting).papers.all()
    assert [paper.title for paper in papers] == [
        "Notification of call-in",
        "Decision notice",
        "Procedure at the hearing",
    ]

    resolved = {"kind": "refer_back", "words": "Ask providers first."}
    early = refused(officer, "2017-10-01 12:00", call_in, "outcome", **resolved)
    assert "which is yet to come" in early
    assert "Ask providers first." in early

    step(officer, "2017-10-03 12:00", call_in, "outcome", **resolved)
    answer = {"result": "confirm", "reasons": "They were asked.", "new_wording": ""}
    assert "Reconsidered" in step(officer, "2017-10-05 12:00", call_in, "reconsidered", **answer)
    essex.refresh_from_db()
    assert essex.state == "published"
    assert essex.effective_at is not None


def test_what_is_prepared_belongs_to_those_who_sign(essex, callers, cast, client):
    go(callers[0], "2017-09-19 14:00", "callins:call_in_start", essex.slug)
    ref = CallIn.objects.get().reference
    for who in (callers[1], cast.officer, cast.member):
        client.force_login(who)
        assert client.get(reverse("callins:my_call_in", args=[ref])).status_code == 404
        assert client.get(reverse("workspace:call_in", args=[ref])).status_code == 404
    assert client.get(reverse("callins:call_in", args=[ref])).status_code == 404


def test_a_form_on_paper_is_late_by_one_second(essex, callers, cast):
    form = {
        "method": "paper",
        "received_time": "12:00am",
        "lead": callers[0].person_id,
        "signers": [caller.person_id for caller in callers[1:]],
        "reasons": "Providers were not asked.",
        "alternative": "",
        **day("received_on", at("2017-09-23 00:00")),
    }
    said = go(cast.officer, "2017-09-25 09:00", "workspace:call_in_record", essex.slug, **form)
    assert "thing the rules do not allow" in said
    assert "midnight at the end of Friday 22 September 2017" in said


def test_a_refused_form_keeps_what_was_typed(essex, cast, client):
    client.force_login(cast.officer)
    page = client.post(
        reverse("workspace:call_in_record", args=[essex.slug]), {"reasons": "Keep these words"}
    )
    assert "Keep these words" in page.content.decode()
    assert "Enter the day it was received" in page.content.decode()
    assert not CallIn.objects.exists()


def test_those_whom_the_rules_name_are_told(essex, callers, cast):
    call_in = signed_and_sent(essex, callers)
    assert tell(call_in.pk, "received") == len(mail.outbox) > 0
    assert all(len(message.to) == 1 for message in mail.outbox)
    assert f"Call-in {call_in.reference} of decision {essex.reference}: received" in mail.outbox[0].subject


def test_what_was_decided_in_private_stays_private(essex, callers, cast, client):
    essex.is_private, essex.paragraphs, essex.restricted_title = True, ["3"], "Sale to Brackenhurst"
    essex.save(update_fields=["is_private", "paragraphs", "restricted_title"])
    officer = cast.officer
    with time_machine.travel(at("2017-09-01 09:00")):
        meeting = people.meeting(cast.committee, at("2017-10-03 10:15"))
    call_in = signed_and_sent(essex, callers)
    step(
        officer, "2017-09-22 17:00", call_in, "judge", finding="valid", judgement="", version=call_in.version
    )
    step(officer, "2017-09-23 10:00", call_in, "hearing", meeting=meeting.pk, short_notice_reason="")
    step(officer, "2017-09-23 10:10", call_in, "papers")
    item = AgendaItem.objects.get(meeting=meeting)
    versions = [paper.versions.get() for paper in item.papers.all()]
    assert {(version.classification, *version.paragraphs) for version in versions} == {("exempt", "3")}
    tell(call_in.pk, "received")

    public = look(None, "2017-09-24 10:00", "callins:call_in", call_in.reference)
    mails = "".join(str(message.message()) for message in mail.outbox)
    for said in (public, item.title, item.report.title, item.report.body, mails):
        assert "Brackenhurst" not in said
        assert "Providers were not asked" not in said
    assert "taken in private, so the reasons are not published" in public


def test_the_second_officer_to_decide_is_told(essex, callers, cast):
    call_in = signed_and_sent(essex, callers)
    found = {"finding": "invalid", "judgement": "Too few", "version": call_in.version}
    step(cast.officer, "2017-09-22 17:00", call_in, "judge", **(found | {"finding": "valid"}))
    said = step(cast.officer, "2017-09-22 17:00", call_in, "judge", **found)
    assert "so this step is not open" in said
    call_in.refresh_from_db()
    assert call_in.state == "accepted"


def test_without_a_committee_the_desk_and_a_refusal_work(essex, callers, cast):
    essex.committee = None
    essex.save(update_fields=["committee"])
    call_in = signed_and_sent(essex, callers)
    assert "No meeting in the diary" in look(
        cast.officer, "2017-09-22 17:00", "workspace:call_in", call_in.reference
    )
    found = {"finding": "invalid", "judgement": "It is not.", "version": call_in.version}
    assert "Not valid" in step(cast.officer, "2017-09-22 17:00", call_in, "judge", **found)


def test_a_decision_withdrawn_meanwhile_cannot_be_called_in(essex, callers, cast):
    go(callers[0], "2017-09-19 14:00", "callins:call_in_start", essex.slug)
    call_in = CallIn.objects.get()
    with time_machine.travel(at("2017-09-20 09:00")):
        withdraw_decision(essex, reason="A mistake", by=cast.officer)
    said = go(callers[0], "2017-09-20 10:00", "callins:call_in_send", call_in.reference)
    assert "withdrawn" in said
    call_in.refresh_from_db()
    assert call_in.state == "draft"


@pytest.mark.parametrize(
    ("preset", "role", "is_education", "status"),
    [
        ("harrow", "voting_cooptee", False, 200),
        ("harrow", "non_voting_cooptee", False, 404),
        ("southwark-2024", "voting_cooptee", True, 200),
        ("southwark-2024", "voting_cooptee", False, 404),
        ("essex-2017", "voting_cooptee", True, 404),
    ],
)
def test_a_cooptee_starts_a_call_in_only_where_the_rules_let_them_sign(
    client: Client, cast: Cast, preset: str, role: str, is_education: bool, status: int
) -> None:
    decided = decision(
        rule_set(preset),
        PUBLISHED,
        cast.committee.contact,
        committee=cast.committee,
        is_education=is_education,
    )
    who = people.person(Person.Kind.COOPTEE, "Vera", "Voter", "Canon Vera Voter")
    people.seat(cast.committee, people.user("Vera Voter", who=who), role)
    client.force_login(User.objects.get(person=who))
    with time_machine.travel(at("2017-09-20 09:00"), tick=False):
        assert client.get(reverse("callins:call_in_start", args=[decided.slug])).status_code == status
