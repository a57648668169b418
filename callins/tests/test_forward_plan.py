"""The forward plan: notice of 28 clear days, the two ways round it, slips, and what the public sees."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from callins.models import GeneralException, PlannedDecision, Slip, SpecialUrgency
from callins.planning import publish_notice, slip, withdraw_plan
from callins.tests.executive import RESTRICTED, moment, planned
from scrutiny.tests.cast import Cast

TODAY = date(2018, 3, 15)
KEY: dict[str, Any] = {"is_key": True, "key_spending": True}


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def key_entry(cast: Cast, due: date) -> PlannedDecision:
    entry = planned(cast, due=due, **KEY)
    return publish_notice(entry, by=cast.officer)


def page_of(client: Client, entry: PlannedDecision) -> str:
    return client.get(f"/workspace/forward-plan/{entry.slug}/").content.decode()


@time_machine.travel(moment(TODAY), tick=False)
def test_an_entry_is_made_published_and_read(officer: Client, cast: Cast) -> None:
    fields = {
        "title": "Roads",
        "matter": "Which roads to mend.",
        "maker_kind": "cabinet",
        "decision_maker": "Cabinet",
        "maker_members": "Councillor A One\nCouncillor B Two",
        "is_key": "on",
        "key_reason": "It costs £2 million.",
        "documents": "Report\nMap",
        "copies_from": "Shire House",
        "consultees": "Parish councils",
        "contact": cast.committee.contact.pk,
    } | day("due", TODAY + timedelta(days=29))
    officer.post("/workspace/forward-plan/add/", fields)
    entry = PlannedDecision.objects.get()
    assert officer.get(entry.get_absolute_url()).status_code == 404

    officer.post(f"/workspace/forward-plan/{entry.slug}/publish/")
    for address in (entry.get_absolute_url(), "/forward-plan/notice/"):
        page = Client().get(address).content.decode()
        told = [
            "Which roads to mend.",
            "It costs £2 million.",
            "Councillor B Two",
            "Map",
            "Shire House",
            "Parish",
        ]
        assert [words for words in told if words not in page] == []
    assert "There are 28 clear days" in page_of(officer, entry)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (29, "There are 28 clear days"),
        (28, "It is a late key decision"),
        (8, "It is a late key decision"),  # Five clear days from a Thursday end on the Thursday after.
        (7, "Move the decision, or get agreement that it is specially urgent"),
    ],
)
@time_machine.travel(moment(TODAY), tick=False)
def test_too_little_notice_shows_the_way_that_is_left(
    officer: Client, cast: Cast, days: int, says: str
) -> None:
    assert says in page_of(officer, key_entry(cast, TODAY + timedelta(days=days)))


@time_machine.travel(moment(TODAY), tick=False)
def test_a_late_key_decision_notice_settles_it_unless_it_is_too_late(officer: Client, cast: Cast) -> None:
    entry = key_entry(cast, TODAY + timedelta(days=20))
    address = f"/workspace/forward-plan/{entry.slug}/notices/late-key-decision/add/"
    notice = {
        "why_impracticable": "The firm closed.",
        "told": "chair",
        "told_names": "Councillor C Chairwell",
    }
    officer.post(address, notice | day("told_on", TODAY) | day("published_on", TODAY))
    assert GeneralException.objects.get().told_names == "Councillor C Chairwell"
    assert "The general exception is on record" in page_of(officer, entry)
    assert "The firm closed." in Client().get(entry.get_absolute_url()).content.decode()

    slip(entry, due=TODAY + timedelta(days=6), reason="It cannot wait.", by=cast.officer)
    assert "specially urgent" in page_of(officer, entry)

    kept = GeneralException.objects.get()
    taken = f"/workspace/forward-plan/{entry.slug}/notices/late-key-decision/{kept.pk}/take-back/"
    officer.post(taken, {"reason": "Another entry"})
    assert "The firm closed." not in Client().get(entry.get_absolute_url()).content.decode()


@time_machine.travel(moment(TODAY), tick=False)
def test_special_urgency_needs_the_first_who_can_act(officer: Client, cast: Cast) -> None:
    entry = key_entry(cast, TODAY + timedelta(days=2))
    address = f"/workspace/forward-plan/{entry.slug}/notices/special-urgency/add/"
    agreed = {"why_urgent": "Care ends.", "agreed_by": "council_chair", "agreed_name": "Councillor X Chair"}
    agreed |= day("agreed_on", TODAY) | day("published_on", TODAY)

    page = officer.post(address, agreed).content.decode()
    assert "Say why the chair of the scrutiny committee could not act" in page

    officer.post(address, agreed | {"unavailable": "The chair is in hospital."})
    assert SpecialUrgency.objects.count() == 1
    assert "Special urgency is agreed and on record" in page_of(officer, entry)


@time_machine.travel(moment(TODAY), tick=False)
def test_a_private_meeting_has_two_notices_or_an_agreement(officer: Client, cast: Cast) -> None:
    private = {"is_private": True, "private_reason": "It names a bidder.", "paragraphs": ["3"]}
    entry = publish_notice(planned(cast, due=TODAY + timedelta(days=40), **private), by=cast.officer)
    address = f"/workspace/forward-plan/{entry.slug}/notices/private-meeting/add/"
    notice = {"reasons": "It names a bidder.", "agreed_by": ""} | day("published_on", TODAY)

    wrong = officer.post(address, notice | {"stage": "urgent"}).content.decode()
    assert "Say who agreed, with the name and the day" in wrong
    officer.post(address, notice | {"stage": "first"})
    assert "a further notice" in page_of(officer, entry)
    officer.post(
        address, notice | {"stage": "further", "representations": "Meet in public.", "response": "No."}
    )

    assert "Both notices were published in time." in page_of(officer, entry)
    assert "Meet in public." in Client().get(entry.get_absolute_url()).content.decode()


@time_machine.travel(moment(TODAY), tick=False)
def test_slips_are_kept_and_told(officer: Client, cast: Cast) -> None:
    entry = key_entry(cast, date(2018, 5, 1))
    address = f"/workspace/forward-plan/{entry.slug}/move/"
    officer.post(
        address, {"period": "In the summer", "reason": "More to consult"} | day("due", date(2018, 6, 1))
    )
    page = Client().get(entry.get_absolute_url()).content.decode()
    assert "from 1 May 2018 to In the summer. More to consult" in page

    with pytest.raises(DatabaseError), transaction.atomic():
        Slip.objects.update(reason="Another")
    with pytest.raises(DatabaseError, match="first_notice_stays"), transaction.atomic():
        PlannedDecision.objects.update(published_at=moment(date(2018, 1, 1)))


@time_machine.travel(moment(TODAY), tick=False)
def test_what_is_withdrawn_stays_on_record(officer: Client, cast: Cast) -> None:
    entry = withdraw_plan(key_entry(cast, date(2018, 5, 1)), reason="Not needed", by=cast.officer)
    assert "Not needed" in Client().get(entry.get_absolute_url()).content.decode()
    assert entry.title not in Client().get("/forward-plan/").content.decode()
    assert entry.title in Client().get("/forward-plan/?when=withdrawn").content.decode()
    with pytest.raises(ValidationError, match="withdrawn"):
        slip(entry, due=date(2018, 6, 1), reason="x", by=cast.officer)


@time_machine.travel(moment(TODAY), tick=False)
def test_two_officers_at_once(officer: Client, cast: Cast) -> None:
    entry = planned(cast)
    form = officer.get(f"/workspace/forward-plan/{entry.slug}/edit/").context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    for title, status in (("First", 302), ("Second", 409)):
        response = officer.post(f"/workspace/forward-plan/{entry.slug}/edit/", data | {"title": title})
        assert response.status_code == status
    assert "First" in response.content.decode()
    entry.refresh_from_db()
    assert entry.title == "First"


@time_machine.travel(moment(TODAY), tick=False)
def test_the_public_never_reads_the_restricted_title(client: Client, cast: Cast) -> None:
    entry = planned(cast, restricted_title=f"Sale to {RESTRICTED}", **KEY)
    publish_notice(entry, by=cast.officer)
    for address in (entry.get_absolute_url(), "/forward-plan/", "/forward-plan/notice/"):
        page = client.get(address).content.decode()
        assert RESTRICTED not in page
        assert entry.title in page
    assert entry.title not in client.get(f"/forward-plan/?q={RESTRICTED}").content.decode()
