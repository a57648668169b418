"""A hearing whose meeting is cancelled or moved, or whose item leaves the agenda: the desk says what is to do."""

from __future__ import annotations

import pytest
import time_machine
from django.core import mail

from audit.log import entries_for
from callins import workflow
from callins.models import CallIn
from callins.next_steps import next_step
from callins.submissions import rules_of
from callins.telling import tell
from committees.agenda import withdraw_item
from committees.meetings import cancel_meeting, create_meeting, reschedule
from committees.models import Meeting
from council.models import Person
from scrutiny.tests.cast import Cast

from .made import at, councillors, decision, paper_call_in, rule_set
from .test_call_in_pages import look, step

NOW = "2024-10-10 09:00"


@pytest.fixture
def hearing(cast: Cast) -> Meeting:
    """Accepted on 9 October, and to be heard on the 21st; the rules want it heard by the 22nd."""
    of = decision(
        rule_set("essex-2017"), at("2024-10-04 10:00"), cast.committee.contact, committee=cast.committee
    )
    call_in = paper_call_in(of, councillors(4), cast.officer)
    Person.objects.filter(kind="councillor").update(email="una@council.example")
    with time_machine.travel(at(NOW), tick=False):
        meeting = create_meeting(cast.committee, start=at("2024-10-21 14:00"), by=cast.officer)
        workflow.receive(call_in, received_at=at("2024-10-08 12:00"), by=cast.officer)
        workflow.accept(call_in, by=cast.officer, at=at("2024-10-09 12:00"))
        workflow.arrange_hearing(call_in, meeting=meeting, by=cast.officer)
    return meeting


def test_a_cancelled_meeting_calls_the_hearing_off_and_the_clock_goes_on(
    cast: Cast, hearing: Meeting
) -> None:
    with time_machine.travel(at("2024-10-17 09:00"), tick=False):
        cancel_meeting(hearing, notice="The chair is ill.", by=cast.officer)
    call_in = CallIn.objects.get()
    assert (call_in.state, call_in.holds_the_decision) == ("accepted", True)
    assert entries_for(call_in).filter(verb="call off hearing").exists()
    desk = look(cast.officer, "2024-10-17 09:00", "workspace:call_in", call_in.reference)
    assert "Arrange the hearing" in desk
    assert "An agenda published on Thursday 17 October 2024 cannot give five clear days" in desk
    assert "called off" in desk

    mail.outbox.clear()
    assert tell(call_in.pk, "accepted") > 0
    assert mail.outbox[0].subject.endswith("hearing called off")


def test_a_moved_meeting_takes_the_hearing_with_it_and_the_desk_says_that_it_is_too_late(
    cast: Cast, hearing: Meeting
) -> None:
    with time_machine.travel(at(NOW), tick=False):
        reschedule(hearing, start=at("2024-10-29 10:00"), by=cast.officer)
    call_in = CallIn.objects.get()
    assert entries_for(call_in).filter(verb="move hearing").exists()
    desk = look(cast.officer, NOW, "workspace:call_in", call_in.reference)
    assert "The hearing is on Tuesday 29 October 2024. Under the rules the call-in has to be heard by" in desk
    mail.outbox.clear()
    tell(call_in.pk, "arranged")
    assert "10am on 29 October 2024" in mail.outbox[0].body


def test_a_meeting_moved_nearer_wants_the_reason_for_short_notice(cast: Cast, hearing: Meeting) -> None:
    with time_machine.travel(at(NOW), tick=False):
        reschedule(hearing, start=at("2024-10-15 10:00"), by=cast.officer)
    desk = look(cast.officer, NOW, "workspace:call_in", CallIn.objects.get().reference)
    assert "The hearing is at short notice, and no reason is recorded" in desk


def test_papers_taken_off_the_agenda_are_to_be_put_on_again(cast: Cast, hearing: Meeting) -> None:
    call_in = CallIn.objects.get()
    step(cast.officer, NOW, call_in, "papers")
    item = call_in.hearings.get().item
    with time_machine.travel(at(NOW), tick=False):
        withdraw_item(item, reason="A slip", by=cast.officer)  # type: ignore[arg-type]
        call_in = CallIn.objects.get()
        found = next_step(call_in, rules_of(call_in.decision))
        assert found is not None
        assert found.name == "papers"
    step(cast.officer, NOW, call_in, "papers")
    assert call_in.hearings.get().item != item


def test_the_desk_says_in_one_place_what_the_clock_says_and_what_comes_next(
    cast: Cast, hearing: Meeting
) -> None:
    call_in = CallIn.objects.get()
    desk = look(cast.officer, NOW, "workspace:call_in", call_in.reference)
    for words in ("Agenda out by Friday 11 October 2024", "Hearing Monday 21 October 2024"):
        assert words in desk
    assert "Heard by Tuesday 22 October 2024" in desk
    assert "Put the papers on the agenda" in desk
    step(cast.officer, NOW, call_in, "papers")
    desk = look(cast.officer, NOW, "workspace:call_in", call_in.reference)
    assert "Nothing to do before the hearing." in desk
    assert "Put the papers on the agenda" not in desk

    outcome = look(cast.officer, "2024-10-21 15:00", "workspace:call_in_step", call_in.reference, "outcome")
    assert "No further action (the decision takes effect at once)" in outcome
    assert "Referred back to the decision maker (the decision waits)" in outcome
    workflow.conclude(
        call_in, kind="refer_back", words="Ask again.", by=cast.officer, at=at("2024-10-21 16:00")
    )
    desk = look(cast.officer, "2024-10-22 09:00", "workspace:call_in", call_in.reference)
    assert "Heard by" not in desk


def test_each_meeting_says_whether_it_has_its_notice(cast: Cast, hearing: Meeting) -> None:
    with time_machine.travel(at(NOW), tick=False):
        for start in ("2024-10-15 10:00", "2024-10-29 10:00"):
            create_meeting(cast.committee, start=at(start), by=cast.officer)
        workflow.call_off_hearing(CallIn.objects.get(), words="", by=cast.officer)
    form = look(cast.officer, NOW, "workspace:call_in_step", CallIn.objects.get().reference, "hearing")
    assert "It has to be heard by Tuesday 22 October 2024." in form
    for words in ("15 October 2024 (at short notice)", "29 October 2024 (later than the rules allow)"):
        assert words in form
