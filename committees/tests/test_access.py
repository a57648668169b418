"""Giving access and taking it back, keeping people away, substitutes, emergency access, requests, releases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from audit.models import Entry
from callins.models import ExecutiveMember
from committees.access import (
    appoint_substitute,
    cannot_stand_in,
    give_access,
    keep_from,
    lift,
    name_author,
    revoke,
)
from committees.accounts import create_account, edit_account, set_officers, switch_off, switch_on
from committees.authority import save_council
from committees.emergency import break_glass, close
from committees.models import AgendaItem, Committee, Grant, Meeting, OfficerScope, PaperVersion, Release
from committees.models.committee import Section
from committees.papers import classify, upload
from committees.permissions import can_read, can_run, may_read_exempt
from committees.releases import confirm_release, propose_release, withdraw_release
from committees.requests import ask, grant_request, refuse_request
from committees.tests.samples import pdf
from council.models import Council, ExemptParagraph, Person
from scrutiny.tests.cast import LONDON, Cast, item, meeting, person, user

TODAY = timezone.localdate()


@pytest.fixture
def held(cast: Cast) -> Meeting:
    return meeting(
        cast.committee, datetime.combine(TODAY, datetime.min.time(), LONDON) + timedelta(days=3, hours=10)
    )


@pytest.fixture
def exempt(held: Meeting) -> AgendaItem:
    return item(held, "Land", 1, section=Section.EXEMPT, paragraphs=["3"])


@pytest.fixture
def version(cast: Cast, exempt: AgendaItem) -> PaperVersion:
    paper = upload(exempt, pdf(), name="Bids.pdf", paragraphs=["3"], by=cast.officer)
    PaperVersion.objects.update(published_at=timezone.now())
    return paper.versions.get()


def test_access_lasts_as_long_as_the_council_says(cast: Cast, version: PaperVersion) -> None:
    reader = cast.other_councillor
    grant = give_access(version.paper.item, reader, reason="To advise", by=cast.officer)

    assert grant.expires_on == TODAY + timedelta(days=28)
    assert can_read(reader, version, grant.expires_on)
    assert not can_read(reader, version, grant.expires_on + timedelta(days=1))
    assert Entry.objects.filter(verb="give access").get().detail["reason"] == "To advise"

    revoke(grant, by=cast.officer)
    assert not can_read(reader, version, TODAY)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": " "}, "why"),
        ({"expires_on": TODAY - timedelta(days=1)}, "from today"),
        ({"expires_on": TODAY + timedelta(days=367)}, "within a year"),
        ({"user": "officer"}, "yourself"),
    ],
)
def test_access_that_is_not_given(cast: Cast, exempt: AgendaItem, fields: dict[str, Any], words: str) -> None:
    who = getattr(cast, fields.get("user", "other_councillor"))
    rest = {name: value for name, value in fields.items() if name != "user"}

    with pytest.raises(ValidationError, match=words):
        give_access(exempt, who, by=cast.officer, **{"reason": "To advise", **rest})


def test_access_to_a_paper_of_another_item_is_refused(
    cast: Cast, version: PaperVersion, held: Meeting
) -> None:
    other = item(held, "Other", 2)

    with pytest.raises(ValidationError, match="another item"):
        give_access(other, cast.other_councillor, paper=version.paper, reason="To advise", by=cast.officer)


def test_a_denial_beats_everything_and_nobody_lifts_their_own(cast: Cast, version: PaperVersion) -> None:
    exempt = version.paper.item
    give_access(exempt, cast.member, reason="To advise", by=cast.officer)
    denial = keep_from(exempt, user=cast.member, reason="He owns the land", by=cast.officer)

    assert denial.person == cast.member.person
    assert not can_read(cast.member, version, TODAY)
    assert not may_read_exempt(cast.member, exempt.meeting, TODAY)
    with pytest.raises(ValidationError, match="keeps you from"):
        lift(denial, by=cast.member)
    lift(denial, by=cast.officer)
    assert can_read(cast.member, version, TODAY)


def test_an_officer_kept_from_an_item_leaves_the_agenda_to_others(
    cast: Cast, exempt: AgendaItem, client: Client
) -> None:
    keep_from(exempt, user=cast.officer, reason="It is about her", by=cast.monitoring_officer)
    client.force_login(cast.officer)

    for page in (
        f"meetings/{exempt.meeting.reference}/",
        f"items/{exempt.pk}/",
        f"items/{exempt.pk}/access/",
    ):
        assert client.get(f"/workspace/{page}").status_code == 404
    assert can_run(cast.officer, cast.committee)


def test_only_report_authors_are_named_and_they_lose_sight_with_the_role(
    cast: Cast, version: PaperVersion
) -> None:
    PaperVersion.objects.update(published_at=None)
    version.refresh_from_db()
    author = user("Rex Author", Role.REPORT_AUTHOR)
    with pytest.raises(ValidationError, match="report author"):
        name_author(version.paper.item, cast.member, by=cast.officer)

    name_author(version.paper.item, author, by=cast.officer)

    assert can_read(author, version, TODAY)
    author.roles = []
    assert not can_read(author, version, TODAY)


def test_a_substitute_reads_one_meeting(cast: Cast, version: PaperVersion) -> None:
    held, stand_in = version.paper.item.meeting, cast.other_councillor
    assert stand_in.person is not None
    assert cast.member.person is not None
    place = appoint_substitute(held, stand_in.person, in_place_of=cast.member.person, by=cast.officer)

    assert can_read(stand_in, version, TODAY)
    assert may_read_exempt(stand_in, held, TODAY)
    other = meeting(cast.committee, held.start + timedelta(days=30))
    assert not may_read_exempt(stand_in, other, TODAY)
    assert place.in_place_of == cast.member.person


def test_who_cannot_be_a_substitute(cast: Cast, held: Meeting) -> None:
    stand_in = cast.other_councillor.person
    assert stand_in is not None
    guest = person(Person.Kind.OFFICER, "Ines", "Invited", "Ines Invited")
    assert cast.chair.person is not None

    assert "not a councillor" in cannot_stand_in(guest, held)
    assert "already" in cannot_stand_in(cast.chair.person, held)
    assert cannot_stand_in(stand_in, held) == ""
    ExecutiveMember.objects.create(person=stand_in, start=held.date, end=held.date)
    assert "executive" in cannot_stand_in(stand_in, held)
    with pytest.raises(ValidationError, match="executive"):
        appoint_substitute(held, stand_in, in_place_of=cast.chair.person, by=cast.officer)


def test_breaking_the_glass_is_told_and_ends(
    cast: Cast, version: PaperVersion, django_capture_on_commit_callbacks: Any
) -> None:
    Council.objects.update(monitoring_officer_access=Council.MonitoringOfficerAccess.BREAK_GLASS)
    second = user("Mara Second", Role.MONITORING_OFFICER)
    who = cast.monitoring_officer
    assert not can_read(who, version, TODAY)
    with pytest.raises(ValidationError, match="Only the monitoring officer"):
        break_glass(cast.committee, reason="To look", by=cast.officer)

    with django_capture_on_commit_callbacks(execute=True):
        opened = break_glass(cast.committee, reason="A leak", by=who)

    assert can_read(who, version, TODAY)
    assert can_run(who, cast.committee)
    assert not can_run(who, cast.other_committee)
    told = {address for message in mail.outbox for address in message.to}
    assert told == {second.email, cast.officer.email}
    assert all(word not in message.body for message in mail.outbox for word in ("Bids", "A leak"))
    assert Entry.objects.get(verb="break glass").detail["reason"] == "A leak"
    close(opened, by=who)
    assert not can_read(who, version, TODAY)


def test_a_request_has_ten_clear_days_and_reasons(cast: Cast, version: PaperVersion) -> None:
    asker, exempt = cast.other_councillor, version.paper.item
    asked = ask(cast.other_committee, document="The bids", relevance="Review of land", by=asker)

    assert asked.due_on >= TODAY + timedelta(days=12)
    assert asked.explanation["rule"].startswith("Give the copy")
    with pytest.raises(ValidationError, match="not a member"):
        ask(cast.committee, document="The bids", relevance="Review", by=asker)
    with pytest.raises(ValidationError, match="in writing"):
        refuse_request(asked, reasons=" ", by=cast.other_officer)
    with pytest.raises(ValidationError, match="own request"):
        grant_request(asked, by=asker)

    answered = grant_request(asked, item=exempt, by=cast.other_officer)

    assert answered.grant is not None
    assert answered.grant.basis == Grant.Basis.REQUEST
    assert can_read(asker, version, TODAY)
    with pytest.raises(ValidationError, match="already"):
        refuse_request(asked, reasons="Too late", by=cast.other_officer)


def test_the_officer_who_grants_a_request_chooses_the_paper(
    client: Client, cast: Cast, version: PaperVersion
) -> None:
    asked = ask(cast.other_committee, document="The bids", relevance="Review", by=cast.other_councillor)
    page = reverse("workspace:request", args=[asked.pk])
    answer = {"answer": "granted", "paper": str(version.paper_id), "reasons": ""}
    client.force_login(cast.other_officer)
    refused = client.post(page, answer)
    assert "paper" in refused.context["form"].errors, "it is a paper of a committee that they do not run"
    OfficerScope.objects.create(user=cast.other_officer, committee=cast.committee)

    assert client.post(page, answer).status_code == 302

    asked.refresh_from_db()
    assert asked.grant is not None
    assert asked.grant.paper == version.paper
    assert can_read(cast.other_councillor, version, TODAY)


def test_a_release_takes_two_people(cast: Cast, version: PaperVersion) -> None:
    release = propose_release(version, reason="The land is sold", by=cast.officer)
    with pytest.raises(ValidationError, match="Somebody else"):
        confirm_release(release, by=cast.officer)
    with pytest.raises(IntegrityError, match="somebody_else"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(confirmed_by=cast.officer)

    done = confirm_release(release, by=cast.monitoring_officer)

    assert done.becomes is not None
    assert can_read(AnonymousUser(), done.becomes, TODAY)
    assert not can_read(AnonymousUser(), version, TODAY)
    with pytest.raises(ValidationError, match="settled"):
        withdraw_release(release, by=cast.officer)


def test_what_cannot_be_released(cast: Cast, version: PaperVersion) -> None:
    classify(version, "confidential", ground="Court order", by=cast.officer)
    version.refresh_from_db()
    with pytest.raises(ValidationError, match="confidential"):
        propose_release(version, reason="Sold", by=cast.officer)
    PaperVersion.objects.update(published_at=None, classification="exempt")
    with pytest.raises(ValidationError, match="published"):
        propose_release(version, reason="Sold", by=cast.officer)


def test_a_decision_says_who_when_and_when_to_ask_again(cast: Cast, version: PaperVersion) -> None:
    assert version.classified_by == cast.officer
    assert version.review_on is not None
    assert version.review_on > TODAY + timedelta(days=360)
    with pytest.raises(ValidationError, match="council has opened"):
        classify(version, "exempt", paragraphs=["1"], open_to_councillors=True, by=cast.officer)

    decided = classify(
        version, "exempt", paragraphs=["3"], open_to_councillors=True, review_on=TODAY, by=cast.chair
    )

    assert (decided.classified_by, decided.review_on) == (cast.chair, TODAY)
    assert can_read(cast.other_councillor, decided, TODAY)
    assert not can_read(cast.non_voting_cooptee, decided, TODAY)


def test_old_paragraphs_are_printed_and_not_offered(db: None) -> None:
    legacy = ExemptParagraph.objects.filter(code__in=["7A", "7B", "7C"])

    assert legacy.count() == 3
    assert not legacy.filter(offered=True).exists()
    assert set(legacy.values_list("valid_until", flat=True)) == {date(2012, 6, 30)}


def details(account: User, **changed: Any) -> dict[str, Any]:
    return {
        "email": account.email,
        "name": account.name,
        "roles": account.roles,
        "person": account.person,
        "committees": Committee.objects.filter(scopes__user=account),
        **changed,
    }


def test_a_new_role_is_told_to_the_monitoring_officer(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    by = cast.administrator
    with django_capture_on_commit_callbacks(execute=True):
        create_account(
            email="x@council.example", name="Xena", roles=[Role.MONITORING_OFFICER], by=by, tell=False
        )
        edit_account(cast.other_officer, **details(cast.other_officer, committees=[cast.committee]), by=by)
        set_officers(cast.other_committee, [cast.officer], by=by)
        edit_account(cast.member, **details(cast.member, name="Milo"), by=by)

    subjects = [message.subject for message in mail.outbox if message.to == [cast.monitoring_officer.email]]
    assert subjects == [
        f"Scrutiny: {name} was given a role" for name in ("Xena", "Oscar Elsewhere", "Olive Officer")
    ]


def test_nobody_gives_themselves_more(cast: Cast) -> None:
    both = user("Addy Both", Role.ADMINISTRATOR, Role.DEMOCRATIC_SERVICES)

    with pytest.raises(ValidationError, match="yourself a committee"):
        edit_account(both, **details(both, committees=[cast.committee]), by=both)
    with pytest.raises(ValidationError, match="yourself a committee"):
        set_officers(cast.committee, [both], by=both)
    with pytest.raises(ValidationError, match="own roles"):
        edit_account(both, **details(both, roles=[*both.roles, Role.MONITORING_OFFICER]), by=both)
    council = Council.objects.get()
    with pytest.raises(ValidationError, match="own access"):
        save_council(version=council.version, emergency_hours=100, by=cast.monitoring_officer)


def test_a_session_ends_for_good(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    assert client.get("/workspace/meetings/").status_code == 200

    switch_off(cast.officer, by=cast.administrator)
    switch_on(cast.officer, by=cast.administrator)

    assert client.get("/workspace/meetings/").status_code == 302


def test_pages_of_access_say_how_things_stand(client: Client, cast: Cast, version: PaperVersion) -> None:
    client.force_login(cast.officer)
    readings = reverse("workspace:readings", args=[version.paper_id])
    assert "Propose to release" in client.get(readings).content.decode()
    propose_release(version, reason="Sold", by=cast.officer)
    assert "Propose to release" not in client.get(readings).content.decode(), "a proposal waits"

    first, second = (
        ask(cast.committee, document=document, relevance="Land", by=cast.member)
        for document in ("Bids", "Maps")
    )
    refuse_request(first, reasons="It is legal advice.", by=cast.officer)
    listed = client.get(reverse("workspace:requests")).context["page"].object_list
    assert list(listed) == [second, first], "what waits comes first"

    Council.objects.update(monitoring_officer_access=Council.MonitoringOfficerAccess.BREAK_GLASS)
    close(
        break_glass(cast.committee, reason="A leak", by=cast.monitoring_officer), by=cast.monitoring_officer
    )
    assert "closed again" in client.get(reverse("workspace:emergency")).content.decode()
