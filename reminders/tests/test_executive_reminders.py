"""Reminders of the executive's business: notices, call-in periods, the clocks of call-ins, members' requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from accounts.models import User
from callins import workflow
from callins.decisions import publish_decision
from callins.models import CallIn, Decision, GeneralException, PrivateMeetingNotice
from callins.planning import publish_notice, record_notice, slip
from callins.rules import HearingRules, ReconsiderationRules, Validation
from callins.tests.executive import RESTRICTED, made, planned, rule_set
from callins.tests.made import paper_call_in
from committees.meetings import create_meeting, reschedule
from committees.requests import ask, refuse_request
from reminders.expectation import Situation
from reminders.forms.rules import RuleForm
from reminders.gates import reminders_to_run
from reminders.kinds import KINDS, kind_of
from reminders.models import Reminder, Sending
from reminders.promises import LONDON
from reminders.reconciling import reconcile
from reminders.rules import rule_for
from reminders.tests.post import Post, plan_at, round_at
from scrutiny.tests.cast import Cast

pytestmark = pytest.mark.django_db
State = Reminder.State


def at(day: int, hour: int = 9, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=LONDON).astimezone(UTC)


START = at(1)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """Tuesday 1 December 2026."""
    with time_machine.travel(START, tick=False) as coordinates:
        yield coordinates


@pytest.fixture(autouse=True)
def begun(clock: time_machine.Coordinates, cast: Cast) -> None:
    Sending.objects.all().delete()
    plan_at(START)
    rule_set(
        hearing=HearingRules(days=10, counted_from="received"),
        validation=Validation(within_days=2, cure_days=2),
        reconsideration=ReconsiderationRules(days=5),
    )


def of(kind: str, **which: object) -> QuerySet[Reminder]:
    return Reminder.objects.filter(kind=kind, **which).order_by("due_at", "recipient")


def states(kind: str, **which: object) -> set[str]:
    return set(of(kind, **which).values_list("state", flat=True))


def told(kind: str, offset: str) -> set[str]:
    return set(of(kind, offset=offset).values_list("recipient", flat=True))


def agendas_due() -> set[date]:
    return set(of("call_in_agenda", state=State.PLANNED).values_list("due_on", flat=True))


def key(user: User) -> str:
    return f"user:{user.pk}"


def a_decision(cast: Cast, **details: object) -> Decision:
    row = made(cast, "Ferry timetable", committee=cast.committee, **details)
    return publish_decision(row, by=cast.officer)


def called_in(cast: Cast, decision: Decision) -> CallIn:
    people = [who.person for who in (cast.chair, cast.member, cast.other_councillor) if who.person]
    form = paper_call_in(decision, people, cast.officer)
    return workflow.receive(form, received_at=START, by=cast.officer)


def test_a_key_decision_is_announced_28_clear_days_before(cast: Cast) -> None:
    entry = planned(cast, f"Talks with {RESTRICTED}", due=date(2027, 1, 29), is_key=True, key_wards=True)
    plan_at(START)
    row = of("key_decision_notice", offset="-1w", user=cast.officer).get()
    assert row.due_on == date(2026, 12, 31)
    assert row.statutory
    assert row.about == entry.reference
    contact = f"person:{entry.contact_id}"
    assert told("key_decision_notice", "-5w") == {key(cast.officer), key(cast.other_officer), contact}
    assert key(cast.monitoring_officer) in told("key_decision_notice", "+1w")

    slip(entry, due=date(2027, 2, 5), period="", reason="More to consult", by=cast.officer)
    plan_at(START)
    assert states("key_decision_notice", due_on="2026-12-31") == {State.CANCELLED}
    assert of("key_decision_notice", state=State.PLANNED)[0].due_on == date(2027, 1, 7)

    publish_notice(entry, by=cast.officer)
    plan_at(START)
    assert set(of("key_decision_notice").values_list("state", "why")) >= {
        (State.CANCELLED, "It was done before.")
    }
    assert not of("key_decision_notice", state=State.PLANNED)


def test_a_notice_that_comes_too_late_wants_its_exception(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    entry = planned(cast, due=date(2027, 1, 8), is_key=True, key_wards=True)
    plan_at(START)
    clock.move_to(at(14))
    publish_notice(entry, by=cast.officer)
    plan_at(at(14))
    assert State.PLANNED in states("key_decision_notice")
    exception = GeneralException(
        planned=entry, why_impracticable="The firm closed.", told_names="Councillor C Chairwell",
        told_on=date(2026, 12, 14), published_on=date(2026, 12, 14),
    )  # fmt: skip
    record_notice(exception, by=cast.officer)
    plan_at(at(14))
    assert states("key_decision_notice") == {State.CANCELLED}


def test_a_private_meeting_has_two_notices(cast: Cast) -> None:
    entry = planned(
        cast, due=date(2027, 1, 29), is_private=True, private_reason="It names a bidder.", paragraphs=["3"]
    )
    publish_notice(entry, by=cast.officer)
    plan_at(START)
    first, further = (of("private_meeting_notice", part=part) for part in ("first", "further"))
    assert (first[0].due_on, further[0].due_on) == (date(2026, 12, 31), date(2027, 1, 21))
    told_first = PrivateMeetingNotice(
        planned=entry, stage="first", reasons="It names a bidder.", published_on=date(2026, 12, 1)
    )
    record_notice(told_first, by=cast.officer)
    plan_at(START)
    assert set(first.values_list("state", flat=True)) == {State.CANCELLED}
    assert set(further.values_list("state", flat=True)) == {State.PLANNED}


def test_a_call_in_period_ends_and_the_decision_takes_effect(cast: Cast) -> None:
    decision, post = a_decision(cast), Post()
    plan_at(START)
    assert told("call_in_window", "-1w") == {key(cast.officer), key(cast.chair)}
    assert of("call_in_window")[0].due_on == date(2026, 12, 7)
    round_at(at(4), post)
    assert set(post.subjects()) == {"The call-in period ends on Monday 7 December 2026"}
    effect = of("decision_effect", user=cast.officer).get()
    assert (effect.due_on, effect.due_local) == (date(2026, 12, 8), "2026-12-08 09:00 Europe/London")
    called_in(cast, decision)
    plan_at(at(4))
    assert states("decision_effect") == {State.CANCELLED}


def test_what_may_be_carried_out_at_once_needs_no_reminder(cast: Cast) -> None:
    a_decision(
        cast, exclusion="urgent", exclusion_reason="The offer ends", consent_role="Chairman",
        consent_name="Councillor C Chairwell", consent_on=date(2026, 12, 1),
    )  # fmt: skip
    plan_at(START)
    assert not Reminder.objects.filter(subject_type="decision")


def test_a_call_in_is_checked_and_can_be_put_right(cast: Cast) -> None:
    call_in = called_in(cast, a_decision(cast))
    plan_at(START)
    assert of("call_in_validity")[0].due_on == date(2026, 12, 3)
    assert told("call_in_hearing", "-2w") == {key(cast.officer)}, "the chair does not know of it yet"

    workflow.ask_to_put_right(call_in, judgement="No reasons are given.", by=cast.officer)
    plan_at(START)
    assert states("call_in_validity") == {State.CANCELLED}
    signed = {key(who) for who in (cast.chair, cast.member, cast.other_councillor)}
    assert told("call_in_cure", "-1w") == signed | {key(cast.officer)}

    workflow.put_right(call_in, by=cast.officer)
    plan_at(START)
    assert states("call_in_cure") == {State.CANCELLED}
    assert states("call_in_validity") == {State.PLANNED}


def test_a_call_in_is_to_be_heard_in_time_with_its_agenda_out(cast: Cast) -> None:
    call_in = workflow.accept(called_in(cast, a_decision(cast)), judgement="Valid.", by=cast.officer)
    plan_at(START)
    assert told("call_in_hearing", "-2w") == {key(cast.officer), key(cast.chair)}
    assert of("call_in_hearing")[0].due_on == date(2026, 12, 15)
    assert of("call_in_agenda")[0].due_on == date(2026, 12, 7)

    meeting = create_meeting(cast.committee, start=at(14, 10), by=cast.officer)
    workflow.arrange_hearing(call_in, meeting=meeting, by=cast.officer)
    plan_at(START)
    assert states("call_in_hearing") == {State.CANCELLED}
    assert agendas_due() == {date(2026, 12, 4)}

    reschedule(meeting, start=at(18, 10), by=cast.officer)
    plan_at(START)
    assert agendas_due() == {date(2026, 12, 10)}
    assert states("call_in_hearing") == {State.PLANNED}, "the meeting has moved behind the deadline"


def test_a_decision_referred_back_is_reconsidered_in_time(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    decision = a_decision(cast, maker_kind="cabinet_member", maker_person=cast.ex_member.person)
    call_in = workflow.accept(called_in(cast, decision), judgement="Valid.", by=cast.officer)
    meeting = create_meeting(cast.committee, start=at(14, 10), by=cast.officer)
    workflow.arrange_hearing(call_in, meeting=meeting, by=cast.officer)
    plan_at(START)
    assert states("call_in_agenda") == {State.PLANNED}
    clock.move_to(at(14, 12))
    workflow.conclude(call_in, kind="refer_back", words="Think again.", by=cast.officer)
    plan_at(at(14, 12))
    assert states("call_in_agenda") == {State.CANCELLED}
    assert told("reconsideration", "-3w") == {key(cast.ex_member), key(cast.officer)}
    assert of("reconsideration")[0].due_on == date(2026, 12, 21)
    workflow.reconsider(call_in, result="confirm", reasons="Thought again.", by=cast.officer)
    plan_at(at(14, 12))
    assert State.PLANNED not in states("reconsideration")
    post = Post()
    round_at(at(14, 12), post)
    assert "Decision has taken effect" in post.subjects()


def test_a_members_request_is_answered_within_ten_clear_days(cast: Cast) -> None:
    request = ask(cast.committee, document=f"The bid of {RESTRICTED}", relevance="The review", by=cast.member)
    plan_at(START)
    row = of("information_request", offset="-1w").get()
    assert (row.due_on, row.recipient, row.statutory) == (request.due_on, key(cast.officer), True)
    assert key(cast.monitoring_officer) in told("information_request", "+1w")
    refuse_request(request, reasons="It is not relevant.", by=cast.officer)
    plan_at(START)
    assert states("information_request") == {State.CANCELLED}


def test_reconciling_finds_nothing_and_a_day_that_cannot_be_counted_stops_nobody(cast: Cast) -> None:
    far = planned(cast, due=date(2500, 1, 1), is_key=True, key_wards=True)
    call_in = called_in(cast, a_decision(cast))
    plan_at(START)
    assert not Situation("planned_decision", [far.pk]).deadlines[far.pk]
    assert Situation("call_in", [call_in.pk]).deadlines[call_in.pk]
    assert not reconcile(START)
    assert not reconcile(START + timedelta(days=3))


def test_every_officer_runs_the_executives_reminders_and_only_their_own_committees(cast: Cast) -> None:
    planned(cast, due=date(2027, 1, 29), is_key=True, key_wards=True)
    ask(cast.committee, document="A bid", relevance="The review", by=cast.member)
    plan_at(START)
    kinds = {row.kind for row in reminders_to_run(cast.other_officer)}
    assert kinds == {"key_decision_notice"}
    assert {row.kind for row in reminders_to_run(cast.officer)} == {*kinds, "information_request"}
    assert not reminders_to_run(cast.member)


def test_a_rule_offers_only_those_whom_its_deadlines_know() -> None:
    def offered(kind: str) -> set[str]:
        form = RuleForm(kind_of(kind), rule_for(kind, None), None)
        return {value for value, _ in form.rows[0].fields["to"].choices}

    assert "signatories" in offered("call_in_cure")
    assert "signatories" not in offered("agenda_publication")
    for kind in KINDS.values():
        assert {audience for line in kind.lines for audience in line.to} <= offered(kind.code)


def test_each_deadline_shows_its_reminders_where_it_stands(cast: Cast, client: Client) -> None:
    call_in = called_in(cast, a_decision(cast))
    entry = planned(cast, due=date(2027, 1, 29), is_key=True, key_wards=True)
    request = ask(cast.committee, document="A bid", relevance="The review", by=cast.member)
    meeting = create_meeting(cast.committee, start=at(14, 10), by=cast.officer)
    plan_at(START)
    client.force_login(cast.officer)

    def shown(name: str, *args: object) -> str:
        response = client.get(reverse(f"workspace:{name}", args=args))
        assert response.status_code == 200
        return response.content.decode()

    assert "Hearing of the call-in: Tuesday 15 December 2026" in shown("call_in", call_in.reference)
    assert "None is planned" in shown("decision", call_in.decision.slug), "the call-in holds it"
    assert "Notice of a key decision: Thursday 31 December 2026" in shown("planned_decision", entry.slug)
    assert "Answer to a member’s request" in shown("request", request.pk)
    dates = shown("meeting_dates", meeting.reference)
    assert "5 reminders" in dates
    assert reverse("reminders:reminder", args=[of("agenda_publication")[0].pk]) in dates
    link = f"{reverse('reminders:reminders')}?list=all&subject=call_in:{call_in.pk}"
    assert f"Reminders of Call-in {call_in.reference}" in client.get(link).content.decode()
