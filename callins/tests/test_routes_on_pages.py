"""Residents' petitions, education, certificates, principles and signatures taken back, all through the pages."""

from __future__ import annotations

import pytest
import time_machine
from django.core import mail

from callins import making, workflow
from callins.decisions import withdraw_decision
from callins.models import CallIn, Decision
from callins.reports import put_on_agenda
from callins.rules import Withdrawal
from callins.telling import tell
from committees.agenda import CannotChange, defer_item
from committees.models import AgendaItem, Committee, Membership, Publication
from council.models import Person
from scrutiny.tests import cast as people

from . import executive
from .made import at, councillors, decision, paper_call_in, rule_set
from .test_call_in_pages import account, day, go, look, refused, step

PUBLISHED = at("2024-10-04 10:00")


def published(cast, name: str, **fields: object) -> Decision:
    return decision(rule_set(name), PUBLISHED, cast.committee.contact, committee=cast.committee, **fields)


def sitting(cast, moment: str = "2024-10-16 10:15"):
    with time_machine.travel(at("2024-09-01 09:00")):
        return people.meeting(cast.committee, at(moment))


def on_paper(cast, of: Decision, **fields: object) -> str:
    form = {"reasons": "Nobody was asked.", "alternative": "", "received_time": "11:00am"} | fields
    received = day("received_on", at("2024-10-08 00:00"))
    return go(cast.officer, "2024-10-08 12:00", "workspace:call_in_record", of.slug, **form, **received)


def find_valid(cast, call_in: CallIn, moment: str = "2024-10-08 13:00") -> str:
    found = {"finding": "valid", "judgement": "", "version": call_in.version}
    return step(cast.officer, moment, call_in, "judge", **found)


def test_a_residents_petition_is_one_signature_short_or_enough(cast, client):
    of = published(cast, "harrow")
    form = {
        "method": "petition",
        "grounds": ["consultation"],
        "particulars_consultation": "No meeting was held.",
    }
    desk = on_paper(cast, of, resident_signatures=149, **form)
    assert "One hundred and fifty electors: not met (149 of 150 electors; 1 more needed)" in desk
    short = CallIn.objects.get()
    said = {"finding": "valid", "judgement": "", "version": short.version}
    assert "Say why it is valid all the same" in refused(
        cast.officer, "2024-10-08 13:00", short, "judge", **said
    )
    given_up = {
        "finding": "invalid",
        "judgement": "One signature was not of an elector.",
        "version": short.version,
    }
    step(cast.officer, "2024-10-08 13:00", short, "judge", **given_up)

    desk = on_paper(cast, of, resident_signatures=150, **form)
    assert "Every check is passed" in desk
    assert "150 residents" in desk
    call_in = CallIn.objects.order_by("pk").last()
    find_valid(cast, call_in)
    call_in.refresh_from_db()
    assert (call_in.state, call_in.route, call_in.method) == (
        "accepted",
        "One hundred and fifty electors",
        "petition",
    )
    assert Decision.objects.get().state == "called_in"
    assert "150 residents" in look(None, "2024-10-09 09:00", "callins:call_in", call_in.reference)


@pytest.fixture
def representative(cast):
    """A church representative, with a vote on education."""
    who = people.person(
        Person.Kind.COOPTEE, "Wilma", "Wells", "Canon W Wells", email="canon.wells@church.example"
    )
    user = account(who)
    people.seat(cast.committee, user, Membership.Role.VOTING_COOPTEE)
    Committee.objects.filter(pk=cast.committee.pk).update(is_education=True)
    return user


def signed_with(cast, representative) -> CallIn:
    """Four councillors and the representative sign a call-in of a decision on education, and it is found valid."""
    of = published(cast, "southwark-2024", is_education=True)
    lead, *others = [account(each) for each in councillors(4)]
    go(lead, "2024-10-07 09:00", "callins:call_in_start", of.slug)
    call_in = CallIn.objects.get()
    assert call_in.is_education
    words = {"reasons": "Schools were not asked.", "is_education": "on", "version": call_in.version}
    go(lead, "2024-10-07 09:10", "callins:call_in_words", call_in.reference, **words)
    signers = [*others, representative]
    asked = {"people": [each.person_id for each in signers]}
    go(lead, "2024-10-07 09:20", "callins:call_in_invite", call_in.reference, **asked)
    for each in signers:
        go(each, "2024-10-07 10:00", "callins:call_in_sign", call_in.reference)
    assert "Five members: met, with 5 of 5" in go(
        lead, "2024-10-07 11:00", "callins:call_in_send", call_in.reference
    )
    call_in.refresh_from_db()
    find_valid(cast, call_in)
    return call_in


def test_on_education_the_representatives_sign_are_invited_and_vote(cast, representative):
    meeting, call_in = sitting(cast), signed_with(cast, representative)

    page = look(cast.officer, "2024-10-08 14:00", "workspace:call_in_step", call_in.reference, "hearing")
    assert "Canon W Wells" in page
    arranged = {"meeting": meeting.pk, "short_notice_reason": ""}
    said = refused(cast.officer, "2024-10-08 14:00", call_in, "hearing", **arranged)
    assert "Invite the church and parent governor representatives" in said
    step(cast.officer, "2024-10-08 14:00", call_in, "hearing", education_invited="on", **arranged)
    with time_machine.travel(at("2024-10-08 14:01")):
        tell(call_in.pk, "arranged")
    invitation = next(message for message in mail.outbox if message.to == [representative.email])
    assert "Hearing: People and Families Scrutiny Committee, 10:15am on 16 October 2024" in invitation.body

    step(cast.officer, "2024-10-08 14:10", call_in, "papers")
    sheet = AgendaItem.objects.get(meeting=meeting).papers.get(title="Procedure at the hearing")
    assert sheet.versions.get().data["education"]
    page = look(cast.officer, "2024-10-16 13:00", "workspace:call_in_step", call_in.reference, "outcome")
    assert "representatives have a vote on this" in page
    voted = {
        "kind": "refer_back",
        "words": "Ask schools.",
        "votes_for": 6,
        "votes_against": 5,
        "abstentions": 0,
    }
    assert "6 for, 5 against" in step(cast.officer, "2024-10-16 13:00", call_in, "outcome", **voted)


def test_a_representative_counts_for_nothing_but_education(cast, representative):
    of = published(cast, "southwark-2024")
    signers = [each.pk for each in [*councillors(4), representative.person]]
    desk = on_paper(cast, of, method="paper", lead=signers[0], signers=signers[1:])
    assert "4 of 5 members of the council" in desk
    assert "Canon W Wells does not count: is a co-opted member, and they sign only on education" in desk


def test_papers_for_an_agenda_that_is_out_need_a_supplement(cast):
    meeting = sitting(cast)
    with time_machine.travel(at("2024-10-04 09:00")):
        Publication.objects.create(
            meeting=meeting,
            number=1,
            content_key="k",
            published_by=cast.officer,
            published_at=at("2024-10-04 09:00"),
        )
    of = published(cast, "essex-2017")
    with time_machine.travel(at("2024-10-07 09:00")):
        call_in = paper_call_in(of, councillors(4), cast.officer)
        call_in = workflow.receive(call_in, received_at=at("2024-10-07 09:00"), by=cast.officer)
        call_in = workflow.accept(call_in, by=cast.officer)
    step(cast.officer, "2024-10-07 10:00", call_in, "hearing", meeting=meeting.pk, short_notice_reason="")
    desk = step(cast.officer, "2024-10-07 10:10", call_in, "papers")
    link = f"/workspace/meetings/{meeting.reference}/supplement/"
    assert "is published already" in desk
    assert desk.count(link) == 2, "it is said once, and stays on the desk"
    desk = look(cast.officer, "2024-10-07 11:00", "workspace:call_in", call_in.reference)
    assert "was published without the papers of this hearing" in desk


@pytest.mark.parametrize(("rule", "state"), [("lapses", "lapsed"), ("stands", "accepted")])
def test_a_signature_taken_back_can_end_it(cast, rule, state):
    rules = executive.rule_set(withdrawal=Withdrawal(below_threshold=rule))
    of = decision(rules, PUBLISHED, cast.committee.contact, committee=cast.committee)
    call_in = paper_call_in(of, councillors(4), cast.officer)
    with time_machine.travel(at("2024-10-08 12:00")):
        call_in = workflow.receive(call_in, received_at=at("2024-10-08 11:00"), by=cast.officer)
        call_in = workflow.accept(call_in, by=cast.officer)
    first, second = call_in.signatures.all()[2:4]
    step(cast.officer, "2024-10-09 10:00", call_in, "signature", signature=first.pk)
    call_in.refresh_from_db()
    assert call_in.state == "accepted", "three are left, which is enough"

    step(cast.officer, "2024-10-11 10:00", call_in, "signature", signature=second.pk)

    call_in.refresh_from_db()
    of.refresh_from_db()
    assert call_in.state == state
    assert of.effective_at == (at("2024-10-11 10:00") if state == "lapsed" else None)
    if state == "lapsed":
        assert "too few signatures were left" in of.effect["rule"]


def test_a_decision_under_an_open_call_in_is_not_simply_withdrawn(cast):
    of = published(cast, "new-forest-2021")
    call_in = paper_call_in(of, councillors(1), cast.officer)
    with time_machine.travel(at("2024-10-08 12:00")):
        call_in = workflow.receive(call_in, received_at=at("2024-10-08 11:00"), by=cast.officer)
    of.refresh_from_db()
    assert (of.state, call_in.suspensive) == ("published", False)
    with pytest.raises(CannotChange, match=f"Call-in {call_in.reference} is open"):
        withdraw_decision(of, reason="A mistake", by=cast.officer)

    step(cast.officer, "2024-10-09 10:00", call_in, "overtake", words="A mistake was made.")

    of.refresh_from_db()
    call_in.refresh_from_db()
    assert (of.state, call_in.state, of.withdrawn_reason) == ("withdrawn", "overtaken", "A mistake was made.")


def test_a_ground_that_needs_a_certificate_gets_it_on_the_desk(cast):
    of = published(cast, "gloucestershire-2020")
    signers = [each.pk for each in councillors(5)]
    ground = {"grounds": ["considerations"], "particulars_considerations": "The survey was left out."}
    desk = on_paper(cast, of, method="email", lead=signers[0], signers=signers[1:], **ground)
    assert "counts only if certified by the Chief Executive" in desk
    call_in = CallIn.objects.get()
    certified = {"ground": call_in.grounds.get().pk, "certified_by": "Rhoda Marsh, Chief Executive"}
    desk = step(cast.officer, "2024-10-08 13:00", call_in, "certify", **certified)
    assert "Every check is passed" in desk
    assert "Certified by Rhoda Marsh, Chief Executive" in desk


def test_most_members_must_say_that_a_principle_was_breached(cast):
    meeting = sitting(cast)
    of = published(cast, "york-2026")
    call_in = paper_call_in(of, councillors(3), cast.officer)
    making.choose_grounds(call_in, {"principles": "Openness"}, by=cast.officer)
    with time_machine.travel(at("2024-10-08 12:00")):
        call_in = workflow.receive(call_in, received_at=at("2024-10-08 11:00"), by=cast.officer)
        call_in = workflow.accept(call_in, by=cast.officer)
        call_in = workflow.arrange_hearing(call_in, meeting=meeting, by=cast.officer).call_in
    said = {
        "kind": "refer_back",
        "words": "Ask again.",
        "each_view": "Councillor A, not breached\nCouncillor B, breached",
    }
    assert "Most members said that no principle" in refused(
        cast.officer, "2024-10-16 13:00", call_in, "outcome", **said
    )
    step(cast.officer, "2024-10-16 13:00", call_in, "outcome", **(said | {"kind": "no_further_action"}))
    assert call_in.outcomes.get().views == [
        {"name": "Councillor A", "breached": False},
        {"name": "Councillor B", "breached": True},
    ]


def test_the_rules_can_name_the_committee_that_hears_it(cast):
    Committee.objects.filter(pk=cast.other_committee.pk).update(
        name="Corporate Scrutiny Committee (Calling In)"
    )
    of = published(cast, "york-2026")
    call_in = paper_call_in(of, councillors(3), cast.officer)
    with time_machine.travel(at("2024-10-08 12:00")):
        call_in = workflow.receive(call_in, received_at=at("2024-10-08 11:00"), by=cast.officer)
        call_in = workflow.accept(call_in, judgement="It is.", by=cast.officer)
    said = refused(cast.officer, "2024-10-08 13:00", call_in, "hearing", meeting=sitting(cast).pk)
    assert "heard by the Corporate Scrutiny Committee (Calling In)" in said


def test_those_who_meet_are_invited_to_the_informal_meeting(cast):
    of = published(cast, "essex-2017")
    callers = [account(each).person for each in councillors(4)]
    call_in = paper_call_in(of, callers, cast.officer)
    with time_machine.travel(at("2024-10-08 12:00")):
        call_in = workflow.receive(call_in, received_at=at("2024-10-08 11:00"), by=cast.officer)
        call_in = workflow.accept(call_in, by=cast.officer)
        held = {"start": at("2024-10-10 15:00"), "place": "Room 4", "by": cast.officer}
        workflow.call_informal_meeting(call_in, **held)
        assert tell(call_in.pk, "informal") == 5
    assert "Informal meeting: 3pm on 10 October 2024, Room 4" in mail.outbox[0].body


def test_the_councils_own_questions_are_asked_and_printed(cast):
    of = published(cast, "kingston-by-publication", maker_kind="service_committee")
    form = {"method": "petition", "resident_signatures": 100, "question_0": "Each gave an address."}
    desk = on_paper(cast, of, **form)
    assert "Each signer signs individually" in desk
    assert "Each gave an address." in desk


def test_the_dashboard_says_what_closes_next(cast, client):
    of = published(cast, "essex-2017")
    call_in = paper_call_in(of, councillors(4), cast.officer)
    with time_machine.travel(at("2024-10-07 12:00"), tick=False):
        workflow.receive(call_in, received_at=at("2024-10-07 11:00"), by=cast.officer)
    still_open = decision(
        of.rule_set, at("2024-10-07 10:00"), cast.committee.contact, title="Ferry timetable", slug="FP-2"
    )
    page = look(cast.officer, "2024-10-07 13:00", "workspace:dashboard")
    expected = ["Can be called in", "Until the end of Thursday 10 October 2024", "Ferry timetable"]
    expected += [
        "Open call-ins",
        "By Monday 21 October 2024",
        "Decide whether it is valid",
        call_in.reference,
    ]
    place = 0
    for words in expected:
        assert words in page[place:], words
        place = page.index(words, place)
    assert still_open.slug in page


def test_a_hearing_goes_with_its_item_to_a_later_meeting(cast):
    first, later = sitting(cast), sitting(cast, "2024-11-20 10:15")
    call_in = paper_call_in(published(cast, "essex-2017"), councillors(4), cast.officer)
    with time_machine.travel(at("2024-10-07 12:00"), tick=False):
        call_in = workflow.receive(call_in, received_at=at("2024-10-07 11:00"), by=cast.officer)
        call_in = workflow.accept(call_in, by=cast.officer)
        workflow.arrange_hearing(call_in, meeting=first, by=cast.officer)
        put_on_agenda(call_in, first, by=cast.officer)
        defer_item(AgendaItem.objects.get(meeting=first), later, reason="Ill", by=cast.officer)
    assert call_in.hearings.get().meeting == later
    desk = look(cast.officer, "2024-10-07 13:00", "workspace:call_in", call_in.reference)
    assert (
        "The hearing is on Wednesday 20 November 2024. Under the rules the call-in has to be heard by" in desk
    )
    resolved = {"kind": "refer_back", "words": "Ask again."}
    assert "yet to come" in refused(cast.officer, "2024-10-17 13:00", call_in, "outcome", **resolved)
