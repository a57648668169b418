"""The record of a decision: what publishing settles, what a correction may not move, and who reads what."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from callins.decisions import correct_decision, publish_decision, withdraw_decision
from callins.models import Decision, MakerKind
from callins.rules import Publication, Urgency
from callins.tests.executive import made, moment, planned, published, rule_set
from scrutiny.tests.cast import LONDON, Cast

THURSDAY = moment(date(2018, 3, 15))
WINDOW_ENDS = datetime(2018, 3, 22, 0, 0, tzinfo=LONDON)
RECORD = {
    "title": "Support for young people who care for a relative",
    "purpose": "To approve that the council runs the service itself.",
    "decision": "That:\n(a) an in-house service is approved; and\n(b) authority is delegated to the director.",
    "reasons": "No supplier is well placed to do it.",
    "alternatives": "1. A wider contract: it suits other carers better.\n2. No service: the law wants one.",
    "conflicts": "None",
    "delegations": "To the director for adults, up to £65,000 a year.",
    "maker_kind": MakerKind.CABINET,
    "decision_maker": "Cabinet",
    "all_wards": "on",
    "in_framework": "on",
}


def typed(day: date, name: str) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_a_cabinet_decision_fits_field_by_field(client: Client, cast: Cast) -> None:
    """Of the shape of the Herefordshire page: published on 15 March 2018, in effect on 22 March, not key."""
    rule_set()
    client.force_login(cast.officer)
    with time_machine.travel(THURSDAY, tick=False):
        address = "/workspace/decisions/add/"
        fields = RECORD | typed(THURSDAY.date(), "made_on") | {"contact": cast.committee.contact.pk}
        response = client.post(address, fields, follow=True)
        decision = Decision.objects.get()
        assert response.redirect_chain[-1][0] == f"/workspace/decisions/{decision.slug}/"
        client.post(f"/workspace/decisions/{decision.slug}/publish/")
        decision.refresh_from_db()

    client.logout()
    page = client.get(decision.get_absolute_url()).content.decode()
    told = [
        RECORD["title"],
        "an in-house service is approved",
        "A wider contract",
        "No supplier is well placed",
        "None",
        "up to £65,000 a year",
        "15 March 2018",
        "In effect since Thursday 22 March 2018",
        "democratic.services",
        decision.reference,
        ">All<",
    ]
    assert [words for words in told if words not in page] == []
    assert "Wednesday 21 March 2018: day 4" in page
    assert decision.effective_at == WINDOW_ENDS
    assert not decision.is_key


def test_publishing_again_moves_no_date(cast: Cast) -> None:
    first = rule_set()
    decision = published(cast, THURSDAY)
    settled = ("first_published_at", "call_in_until", "effective_at", "rule_set_id", "effect", "call_in_why")
    before = {name: getattr(decision, name) for name in settled}

    with time_machine.travel(THURSDAY + timedelta(days=900), tick=False):
        rule_set(date(2020, 1, 1))
        corrected = correct_decision(
            decision,
            version=decision.version,
            decision="That all be renewed.",
            reason="A slip",
            by=cast.officer,
        )

    corrected.refresh_from_db()
    assert {name: getattr(corrected, name) for name in settled} == before
    assert corrected.rule_set == first
    assert corrected.last_published_at == THURSDAY + timedelta(days=900)
    assert corrected.corrections.get().fields == ["decision"]


@pytest.mark.parametrize(
    "change",
    [
        {"first_published_at": THURSDAY + timedelta(days=1)},
        {"call_in_until": THURSDAY + timedelta(days=99)},
        {"effective_at": THURSDAY + timedelta(days=99)},
        {"rule_set": None},
        {"exclusion": "staffing", "exclusion_reason": "It is."},
        {"slug": "elsewhere"},
    ],
)
def test_the_database_itself_keeps_what_publication_settled(cast: Cast, change: dict[str, object]) -> None:
    rule_set()
    decision = published(cast, THURSDAY)
    with pytest.raises(DatabaseError, match="first_publication_stays"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**change)


def test_without_rules_nothing_is_published(cast: Cast) -> None:
    decision = made(cast)
    with pytest.raises(ValidationError, match="No call-in rules"):
        publish_decision(decision, by=cast.officer)


def test_lists(client: Client, cast: Cast) -> None:
    rule_set()
    published(cast, THURSDAY - timedelta(days=60), "Long in effect")
    published(cast, THURSDAY - timedelta(days=1), "Closes first")
    published(cast, THURSDAY, "Closes later")
    published(cast, THURSDAY, "An officer's small one", maker_kind="officer", decision_maker="The director")
    urgent: dict[str, Any] = {
        "consent_role": "Chairman",
        "consent_name": "Councillor C Chairwell",
        "consent_on": THURSDAY.date(),
    }
    published(cast, THURSDAY, "Flood", exclusion="urgent", exclusion_reason="The bank has burst", **urgent)
    withdraw_decision(published(cast, THURSDAY, "Taken back"), reason="It was wrong", by=cast.officer)
    made(cast, "Draft of Quillfeather", made_on=THURSDAY.date())

    def titles(of: str) -> list[str]:
        with time_machine.travel(THURSDAY + timedelta(hours=1), tick=False):
            response = client.get("/decisions/", {"list": of})
        return [decision.title for decision in response.context["page"].object_list]

    assert titles("open") == ["Closes first", "Closes later"]
    assert titles("effective") == ["Flood", "An officer's small one", "Long in effect"]
    assert titles("not_for_call_in") == ["An officer's small one"]
    assert titles("urgent") == ["Flood"]
    assert len(titles("all")) == 6
    assert "Draft of Quillfeather" not in titles("all")
    page = client.get("/decisions/?list=not_for_call_in").content.decode()
    assert "only key decisions of an officer can be called in" in page
    assert "The bank has burst" in client.get("/decisions/?list=urgent").content.decode()


def test_search_sort_and_nothing_found(client: Client, cast: Cast) -> None:
    rule_set()
    published(cast, THURSDAY, "Roads", decision_maker="The Leader", maker_kind="leader")
    published(cast, THURSDAY, "Bridges", is_key=True, key_spending=True)
    client.force_login(cast.officer)

    def titles(query: str) -> list[str]:
        return [one.title for one in client.get(f"/workspace/decisions/{query}").context["page"].object_list]

    assert titles("?sort=title") == ["Bridges", "Roads"]
    assert titles("?sort=-title") == ["Roads", "Bridges"]
    assert titles("?q=leader") == titles("?maker=leader") == titles("?key=no") == ["Roads"]
    assert "No decisions found" in client.get("/workspace/decisions/?q=zzz").content.decode()


def test_a_decision_made_of_a_plan_takes_its_reference(client: Client, cast: Cast) -> None:
    entry = planned(cast, reference="FP/902/07/17", is_key=True, key_spending=True)
    client.force_login(cast.officer)
    form = client.get(f"/workspace/decisions/add/?planned={entry.slug}").context["form"]
    assert form.initial["title"] == entry.title
    assert "reference" not in form.fields

    decision = made(cast, planned=entry)

    entry.refresh_from_db()
    assert (decision.reference, decision.slug, entry.state) == ("FP/902/07/17", "FP-902-07-17", "made")
    with pytest.raises(ValidationError, match="given out already"):
        planned(cast, reference="FP/902-07/17")
    assert planned(cast).reference.startswith("FP/903/")


def test_a_private_decision_tells_what_the_law_requires_and_no_more(client: Client, cast: Cast) -> None:
    rule_set()
    private: dict[str, Any] = {
        "is_private": True,
        "private_reason": "It names a bidder.",
        "paragraphs": ["3"],
        "restricted_title": "Sale to Brackenhurst Ltd",
    }
    with time_machine.travel(THURSDAY, tick=False):
        decision = made(cast, "Sale of land", **private)
        decision.report.body = "Brackenhurst Ltd offers most."
        decision.report.recommendation = "Sell to Brackenhurst Ltd"
        decision.report.save()
        publish_decision(decision, by=cast.officer)

    for address in (decision.get_absolute_url(), "/decisions/", "/decisions/?q=Brackenhurst"):
        assert "Brackenhurst Ltd" not in client.get(address).content.decode()
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "It names a bidder." in page
    assert "paragraph 3" in page
    client.force_login(cast.officer)
    assert (
        "Brackenhurst Ltd offers most."
        in client.get(f"/workspace/decisions/{decision.slug}/").content.decode()
    )


def test_the_rules_say_by_when_it_is_published_and_what_is_urgent(client: Client, cast: Cast) -> None:
    urgency = Urgency(
        test="delay would harm the council",
        consent=("Chairman", "Vice-Chairman"),
        unavailable_hours=6,
        review_afterwards=True,
        review_minimum=5,
    )
    rule_set(publication=Publication(within_days=2), urgency=urgency)
    client.force_login(cast.officer)
    decision = made(cast, made_on=date(2018, 3, 15))
    page = client.get(f"/workspace/decisions/{decision.slug}/").content.decode()
    assert "published by <strong>Monday 19 March 2018" in page
    form = client.get("/workspace/decisions/add/").content.decode()
    assert (
        "delay would harm the council. Who has to agree, the first who is available: Chairman, then" in form
    )
    assert "unavailable after 6 hours" in form
    consent = {
        "consent_role": "Chairman",
        "consent_name": "Councillor C Chairwell",
        "consent_on": THURSDAY.date(),
    }
    urgent = published(cast, THURSDAY, exclusion="urgent", exclusion_reason="The offer ends.", **consent)
    page = Client().get(urgent.get_absolute_url()).content.decode()
    assert "5 members can ask scrutiny to review it once it has been carried out" in page
