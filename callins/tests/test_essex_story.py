"""The Essex call-in of 2017, from the form of 19 September to the withdrawal on the 28th, through the verbs."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.log import entries_for
from callins import informal, workflow
from callins.models import CallIn, Decision, Outcome, Undertaking
from callins.submissions import check, rules_of, window_of

from .made import ENGLAND, at, councillors, decision, paper_call_in, rule_set

PUBLISHED = at("2017-09-19 09:00")


@pytest.fixture
def essex(cast):
    return decision(rule_set("essex-2017"), PUBLISHED, cast.committee.contact, committee=cast.committee)


@pytest.fixture
def received(essex, cast):
    call_in = paper_call_in(essex, councillors(4), cast.officer, form_dated=date(2017, 9, 19))
    return workflow.receive(call_in, received_at=at("2017-09-22 16:30"), by=cast.officer)


def test_the_window_of_19_september_ends_on_the_22nd_at_midnight(essex):
    window = window_of(essex, rules_of(essex), ENGLAND)
    assert window.last_day.date == date(2017, 9, 22)
    assert essex.effective_at == at("2017-09-23 00:00")
    assert window.closed_words() == "midnight at the end of Friday 22 September 2017"


def test_a_call_in_holds_the_decision_from_its_receipt(received):
    decided = Decision.objects.get()
    assert (decided.state, decided.effective_at, decided.effect) == ("called_in", None, {})
    assert received.effect_before["at"] == "2017-09-22T23:00:00+00:00"
    assert received.holds_the_decision


def test_withdrawn_on_two_undertakings(received, cast):
    officer = cast.officer
    checked = check(received, rules_of(received.decision), ENGLAND)
    assert checked.valid
    assert checked.route_met.in_words() == (
        "Lead councillor and three supporters: met, with 4 of 4 members of the council"
    )
    call_in = workflow.accept(received, by=officer, at=at("2017-09-22 17:00"))
    meeting = workflow.call_informal_meeting(
        call_in, start=at("2017-09-27 15:00"), place="C224/5", by=officer, at=at("2017-09-25 09:00")
    )
    informal.write_note(
        meeting,
        by=officer,
        background="The market was not ready.",
        attendees=[{"side": "members", "name": "Councillor R Example", "role": "Cabinet Member"}],
    )
    for text in ("Support a formal review after six months", "Support a cross party review group"):
        informal.give_undertaking(
            call_in, text=text, given_by_name="Councillor R Example", given_on=date(2017, 9, 27), by=officer
        )
    informal.agree_note(meeting, by=officer)
    informal.add_to_note(meeting, dated=date(2017, 9, 28), text="The call-in is withdrawn.", by=officer)
    assert not Undertaking.objects.waiting().exists()

    call_in = workflow.withdraw(call_in, words="On two undertakings.", by=officer, at=at("2017-09-28 10:00"))

    decided = Decision.objects.get()
    assert call_in.state == "withdrawn"
    assert (decided.state, decided.effective_at) == ("published", at("2017-09-28 10:00"))
    assert "the call-in was withdrawn" in decided.effect["rule"]
    assert [each.number for each in Undertaking.objects.waiting()] == [1, 2]
    assert Outcome.objects.get().kind == "withdrawn"
    assert entries_for(call_in).first().verb == "withdraw call-in"
    with pytest.raises(ValidationError, match="note is agreed"):
        informal.write_note(meeting, by=officer, conclusion="Changed")


def test_a_state_without_its_time_is_refused_by_the_database(received):
    with pytest.raises(IntegrityError, match="call_in_state_needs_accepted_at"), transaction.atomic():
        CallIn.objects.filter(pk=received.pk).update(state="accepted")
    with pytest.raises(IntegrityError, match="call_in_state_needs_closed_at"), transaction.atomic():
        CallIn.objects.filter(pk=received.pk).update(state="withdrawn")
    with pytest.raises(IntegrityError, match="call_in_state_has_no_received_at"), transaction.atomic():
        CallIn.objects.filter(pk=received.pk).update(state="draft")


def test_the_second_of_two_who_decide_is_told_of_the_first(received, cast):
    seen_by_both = CallIn.objects.get(pk=received.pk)
    workflow.accept(received, by=cast.officer, at=at("2017-09-22 17:00"))
    with pytest.raises(ValidationError, match=r"“valid” now\. Olive Officer did that") as told:
        workflow.refuse(seen_by_both, judgement="Too few", by=cast.monitoring_officer)
    assert "Nothing has been changed by you" in told.value.message
