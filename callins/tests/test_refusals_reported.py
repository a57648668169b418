"""A refused call-in is reported to the next meeting of its committee, also when that meeting is made later."""

from __future__ import annotations

import time_machine
from django.test import Client
from django.urls import reverse

from audit.log import entries_for
from callins import workflow
from callins.models import CallIn
from committees.agenda import defer_item, restore_item, withdraw_item
from committees.meetings import create_meeting
from committees.models import AgendaItem, Meeting
from scrutiny.tests.cast import Cast

from .made import at, councillors, decision, paper_call_in, rule_set
from .test_call_in_pages import day, go, look, step

NOW = "2017-09-25 09:00"


def refused(cast: Cast) -> CallIn:
    """One signature short, and refused by an officer while nothing is in the diary."""
    of = decision(
        rule_set("essex-2017"), at("2017-09-19 09:00"), cast.committee.contact, committee=cast.committee
    )
    call_in = paper_call_in(of, councillors(3), cast.officer)
    with time_machine.travel(at("2017-09-22 16:40"), tick=False):
        call_in = workflow.receive(call_in, received_at=at("2017-09-22 16:30"), by=cast.officer)
    found = {"finding": "invalid", "judgement": "One signature short.", "version": call_in.version}
    step(cast.officer, "2017-09-22 17:00", call_in, "judge", **found)
    return CallIn.objects.get()


def made(cast: Cast, moment: str, committee: object = None, when: str = NOW) -> Meeting:
    with time_machine.travel(at(when), tick=False):
        return create_meeting(committee or cast.committee, start=at(moment), by=cast.officer)  # type: ignore[arg-type]


def desk(cast: Cast, call_in: CallIn) -> str:
    return look(cast.officer, NOW, "workspace:call_in", call_in.reference)


def test_a_meeting_made_later_brings_the_report_with_it(cast: Cast) -> None:
    call_in = refused(cast)
    assert "The report goes onto the next one that is made" in desk(cast, call_in)
    made(cast, "2017-10-05 10:00", cast.other_committee)
    assert not AgendaItem.objects.filter(kind="call_in").exists()

    form = {"kind": "public", "time": "10:15am", "venue": "Room 1", "contact": cast.committee.contact.pk}
    with time_machine.travel(at(NOW), tick=False):
        where = f"{reverse('workspace:meeting_add')}?committee={cast.committee.slug}"
        client = Client()
        client.force_login(cast.officer)
        assert client.post(where, form | day("date", at("2017-10-12 10:15"))).status_code == 302

    item = AgendaItem.objects.get(kind="call_in")
    assert (item.meeting.reference, item.report.recommendations) == (
        "PAF-2017-10-12",
        "To note the action taken in this matter",
    )
    assert "One signature short." in item.report.body
    assert "The refusal is reported to the" in desk(cast, call_in)
    line = entries_for(call_in).get(verb="put call-in on agenda")
    assert line.actor_name == "Olive Officer"
    made(cast, "2017-11-09 10:00")
    assert AgendaItem.objects.filter(kind="call_in").count() == 1


def test_it_follows_its_item_and_goes_on_when_the_meeting_is_cancelled(cast: Cast) -> None:
    call_in = refused(cast)
    first, second = made(cast, "2017-10-12 10:00"), made(cast, "2017-11-09 10:00")
    item = AgendaItem.objects.get(kind="call_in", meeting=first)
    notice = {"notice": "The building is closed."}
    go(cast.officer, "2017-09-26 09:00", "workspace:meeting_cancel", first.reference, **notice)
    call_in.refresh_from_db()
    assert call_in.rejection_item.meeting == second  # type: ignore[union-attr]

    with time_machine.travel(at(NOW), tick=False):
        withdraw_item(call_in.rejection_item, reason="Not now", by=cast.officer)  # type: ignore[arg-type]
    assert "Report it to a meeting" in desk(cast, call_in)
    with time_machine.travel(at(NOW), tick=False):
        item = restore_item(call_in.rejection_item, by=cast.officer)  # type: ignore[arg-type]
    assert "The refusal is reported to the" in desk(cast, call_in)
    third = made(cast, "2017-12-14 10:00")
    with time_machine.travel(at(NOW), tick=False):
        defer_item(item, to=third, reason="No room", by=cast.officer)
    call_in.refresh_from_db()
    assert call_in.rejection_item.meeting == third  # type: ignore[union-attr]


def test_a_second_click_puts_nothing_more_onto_the_same_agenda(cast: Cast) -> None:
    call_in = refused(cast)
    first = made(cast, "2017-10-12 10:00")
    for _click in range(2):
        assert "are on the agenda" in step(cast.officer, NOW, call_in, "report", meeting=first.pk)
    assert AgendaItem.objects.filter(kind="call_in").count() == 1
    with time_machine.travel(at(NOW), tick=False):
        withdraw_item(AgendaItem.objects.get(kind="call_in"), reason="Not now", by=cast.officer)
    step(cast.officer, NOW, call_in, "report", meeting=first.pk)
    assert first.items.on_agenda().filter(kind="call_in").count() == 1


def test_rules_that_want_no_report_get_none(cast: Cast) -> None:
    rules = rule_set("essex-2017")
    rules.rules["validation"] = rules.rules.get("validation", {}) | {"report_rejection": False}
    rules.save(update_fields=["rules"])
    of = decision(rules, at("2017-09-19 09:00"), cast.committee.contact, committee=cast.committee)
    call_in = paper_call_in(of, councillors(3), cast.officer)
    workflow.receive(call_in, received_at=at("2017-09-22 16:30"), by=cast.officer)
    workflow.refuse(call_in, judgement="Short.", by=cast.officer, at=at("2017-09-22 17:00"))
    made(cast, "2017-10-12 10:00")
    assert not AgendaItem.objects.filter(kind="call_in").exists()
