"""The stages that Essex did not see: hearing, referral, council, lapse, and a call-in that stops nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from callins import making, workflow
from callins.models import CallIn, Decision
from committees.models import Committee
from scrutiny.tests.cast import meeting, seat

from .made import at, councillors, decision, paper_call_in, rule_set

PUBLISHED, RECEIVED = at("2024-10-04 10:00"), at("2024-10-08 12:00")


def accepted(cast, name, signers, **fields):
    of = decision(rule_set(name), PUBLISHED, cast.committee.contact, committee=cast.committee, **fields)
    call_in = paper_call_in(of, signers, cast.officer)
    workflow.receive(call_in, received_at=RECEIVED, by=cast.officer)
    return workflow.accept(call_in, judgement="Valid.", by=cast.officer, at=at("2024-10-09 12:00"))


def arranged(cast, call_in, when="2024-10-21 14:00", **fields):
    hearing = meeting(cast.committee, at(when))
    workflow.arrange_hearing(call_in, meeting=hearing, by=cast.officer, at=at("2024-10-10 09:00"), **fields)
    return hearing


def test_heard_referred_back_and_confirmed(cast):
    officer = cast.officer
    call_in = accepted(cast, "bracknell-forest", councillors(5))
    arranged(cast, call_in)
    outcome = workflow.conclude(
        call_in, kind="refer_back", words="Look again.", votes_for=6, by=officer, at=at("2024-10-21 16:00")
    )
    assert outcome.effective_at is None
    row = call_in.reconsiderations.get()
    assert (row.due_on, row.factors) == (date(2024, 10, 30), "Look again.")
    assert Decision.objects.get().state == "called_in"
    with pytest.raises(ValidationError, match="decision as it reads now"):
        workflow.reconsider(call_in, result="modify", reasons="Better.", by=officer)
    with pytest.raises(ValidationError, match="Record the new decision first"):
        workflow.reconsider(call_in, result="replace", reasons="Better.", by=officer)
    workflow.reconsider(
        call_in, result="confirm", reasons="It stands.", by=officer, at=at("2024-10-25 11:00")
    )
    decided = Decision.objects.get()
    assert (decided.state, decided.effective_at) == ("published", at("2024-10-25 11:00"))
    assert CallIn.objects.get().state == "reconsidered"


def test_only_outcomes_of_the_rules_and_only_once_it_is_held(cast):
    call_in = accepted(cast, "bracknell-forest", councillors(5))
    arranged(cast, call_in)
    with pytest.raises(ValidationError, match="rules do not have that outcome"):
        workflow.conclude(call_in, kind="refer_to_council", by=cast.officer, at=at("2024-10-21 16:00"))
    with pytest.raises(ValidationError, match="yet to come"):
        workflow.conclude(call_in, kind="refer_back", by=cast.officer, at=at("2024-10-20 16:00"))


def test_adjourned_and_heard_another_day(cast):
    call_in = accepted(cast, "central-bedfordshire", councillors(3))
    arranged(cast, call_in)
    data = call_in.decision.rule_set.rules
    data["outcomes"]["enabled"].append({"kind": "adjourn", "effect": "stays_held"})
    call_in.decision.rule_set.save(update_fields=["rules"])
    workflow.conclude(call_in, kind="adjourn", by=cast.officer, at=at("2024-10-21 16:00"))
    later = meeting(cast.committee, at("2024-11-04 14:00"))
    workflow.arrange_hearing(call_in, meeting=later, by=cast.officer, at=at("2024-10-22 09:00"))
    workflow.conclude(call_in, kind="no_further_action", by=cast.officer, at=at("2024-11-04 15:30"))
    assert [row.number for row in call_in.hearings.all()] == [1, 2]
    assert Decision.objects.get().effective_at == at("2024-11-04 15:30")


def test_council_objects_or_only_hears_what_is_outside_the_framework(cast):
    officer = cast.officer
    call_in = accepted(cast, "cheshire-east", councillors(6))
    arranged(cast, call_in)
    with pytest.raises(ValidationError, match="outside the budget and policy framework"):
        workflow.conclude(call_in, kind="refer_to_council", by=officer, at=at("2024-10-21 16:00"))
    Decision.objects.update(in_framework=False)
    workflow.conclude(call_in, kind="refer_to_council", by=officer, at=at("2024-10-21 16:00"))
    with pytest.raises(ValidationError, match="waits until council meets"):
        workflow.council_considered(call_in, result="no_meeting", by=officer)
    workflow.council_considered(
        call_in, result="objected", words="Think again.", by=officer, at=at("2024-10-31 20:00")
    )
    workflow.reconsider(call_in, result="rescind", reasons="Agreed.", by=officer, at=at("2024-11-05 09:00"))
    decided = Decision.objects.get()
    assert (decided.state, decided.effective_at) == ("rescinded", None)


def test_lapses_only_once_the_time_is_missed_and_then_from_its_end(cast):
    signers = councillors(3)
    for person in signers:
        seat(cast.committee, person_account(person))
    call_in = accepted(cast, "east-sussex-2025", signers)
    with pytest.raises(ValidationError, match="can still be heard until Wednesday 23 October 2024"):
        workflow.lapse(call_in, by=None, at=at("2024-10-23 23:00"))
    with pytest.raises(ValidationError, match="after that the decision takes effect"):
        workflow.arrange_hearing(
            call_in, meeting=meeting(cast.committee, at("2024-11-06 10:00")), by=cast.officer
        )
    workflow.lapse(call_in, by=None, at=at("2024-10-25 09:00"))
    assert Decision.objects.get().effective_at == at("2024-10-24 00:00")
    essex = accepted_again(cast)
    with pytest.raises(ValidationError, match="the decision waits until it is heard"):
        workflow.lapse(essex, by=None)


def accepted_again(cast):
    of = decision(
        rule_set("essex-2017", date(2011, 1, 1)), PUBLISHED, cast.committee.contact, committee=cast.committee
    )
    call_in = paper_call_in(of, councillors(4, "River Group"), cast.officer)
    workflow.receive(call_in, received_at=RECEIVED, by=cast.officer)
    return workflow.accept(call_in, by=cast.officer, at=at("2024-10-09 12:00"))


def person_account(person):
    """`seat` takes whoever has a person."""
    return type("Account", (), {"person": person})


def test_a_call_in_that_stops_nothing(cast):
    call_in = accepted(cast, "new-forest-2021", councillors(1))
    decided = Decision.objects.get()
    assert (decided.state, decided.effective_at) == ("published", at("2024-10-12 00:00"))
    assert not call_in.suspensive
    assert call_in.route == "One member"


def test_two_call_ins_and_the_last_to_end_lets_the_decision_go(cast):
    first = accepted(cast, "bracknell-forest", councillors(5))
    second = paper_call_in(first.decision, councillors(5, "River Group"), cast.officer)
    second = workflow.receive(second, received_at=at("2024-10-10 12:00"), by=cast.officer)
    assert second.effect_before == CallIn.objects.get(pk=first.pk).effect_before
    workflow.withdraw(first, words="Enough.", by=cast.officer, at=at("2024-10-14 09:00"))
    assert Decision.objects.get().state == "called_in"
    workflow.refuse(second, judgement="Called in already.", by=cast.officer, at=at("2024-10-15 09:00"))
    assert CallIn.objects.get(pk=second.pk).findings[0]["code"] == "once_only"
    assert Decision.objects.get().effective_at == at("2024-10-15 09:00")


def test_overtaken_ends_every_call_in_of_the_decision(cast):
    first = accepted(cast, "bracknell-forest", councillors(5))
    second = paper_call_in(first.decision, councillors(5, "River Group"), cast.officer)
    workflow.receive(second, received_at=at("2024-10-10 12:00"), by=cast.officer)
    workflow.overtake(first, words="The grant was withdrawn.", by=cast.officer, at=at("2024-10-16 09:00"))
    assert set(CallIn.objects.values_list("state", flat=True)) == {"overtaken"}
    decided = Decision.objects.get()
    assert (decided.state, decided.withdrawn_reason) == ("withdrawn", "The grant was withdrawn.")


def test_education_goes_to_a_committee_with_its_representatives(cast):
    call_in = accepted(cast, "essex-2017", councillors(4), is_education=True)
    hearing = meeting(cast.committee, at("2024-10-21 14:00"))
    with pytest.raises(ValidationError, match="church and parent governor"):
        workflow.arrange_hearing(call_in, meeting=hearing, by=cast.officer, at=at("2024-10-10 09:00"))
    Committee.objects.filter(pk=cast.committee.pk).update(is_education=True)
    hearing.committee.refresh_from_db()
    row = workflow.arrange_hearing(
        call_in, meeting=hearing, education_invited=True, by=cast.officer, at=at("2024-10-10 09:00")
    )
    assert row.education_invited_at == at("2024-10-10 09:00")


def test_short_notice_needs_its_reason(cast):
    call_in = accepted(cast, "essex-2017", councillors(4))
    with pytest.raises(ValidationError, match="Say why it is heard at short notice"):
        arranged(cast, call_in, "2024-10-15 10:00")


def test_put_right_within_the_time_the_rules_give(cast):
    officer = cast.officer
    of = decision(
        rule_set("kingston-by-publication"), PUBLISHED, cast.committee.contact, maker_kind="service_committee"
    )
    eight, ninth = councillors(8), councillors(1, "River Group")
    call_in = paper_call_in(of, eight, officer)
    workflow.receive(call_in, received_at=RECEIVED, by=officer)
    call_in = workflow.ask_to_put_right(
        call_in, judgement="One short.", by=officer, at=at("2024-10-09 10:00")
    )
    assert (call_in.cure_by, call_in.findings[0]["code"]) == (date(2024, 10, 16), "signatures")
    making.sign(call_in, ninth[0], by=officer, at=at("2024-10-15 10:00"))
    with pytest.raises(ValidationError, match="ended on Wednesday 16 October 2024"):
        workflow.put_right(call_in, by=officer, at=at("2024-10-17 10:00"))
    call_in = workflow.put_right(call_in, by=officer, at=at("2024-10-15 11:00"))
    assert call_in.received_at == RECEIVED
    assert workflow.accept(call_in, by=officer, at=at("2024-10-16 09:00")).route == "Nine members"


def test_each_councillor_signs_for_themselves(cast):
    of = decision(rule_set("essex-2017"), PUBLISHED, cast.committee.contact)
    call_in = making.start(of, lead=cast.member.person, by=cast.member, reasons="Why not?")
    assert [each.name for each in call_in.signatures.standing()] == ["Councillor M Membury"]
    making.invite(call_in, [cast.chair.person], by=cast.member)
    with pytest.raises(ValidationError, match="signs for themselves"):
        making.sign(call_in, cast.chair.person, by=cast.member)
    with pytest.raises(ValidationError, match="signed by each councillor"):
        making.sign(call_in, cast.chair.person, by=cast.officer)
    making.sign(call_in, cast.chair.person, by=cast.chair)
    assert call_in.signatures.standing().count() == 2
    assert workflow.send(call_in, by=cast.member).state == "received"
    assert CallIn.objects.get().suspensive is False  # two years late
    with pytest.raises(ValidationError, match="“received” now"):
        making.invite(call_in, [cast.ex_member.person], by=cast.member)


def test_accepting_against_the_checks_needs_a_reason(cast):
    of = decision(rule_set("essex-2017"), PUBLISHED, cast.committee.contact)
    call_in = paper_call_in(of, councillors(3), cast.officer)
    workflow.receive(call_in, received_at=RECEIVED, by=cast.officer)
    with pytest.raises(ValidationError, match="Say why it is valid all the same"):
        workflow.accept(call_in, by=cast.officer)
    with pytest.raises(ValidationError, match="no time to put a call-in right"):
        workflow.ask_to_put_right(call_in, judgement="One short.", by=cast.officer)
