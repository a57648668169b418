"""What goes wrong between a plan and its mail: changes while mail is on its way, clocks, two officers at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest
import time_machine

from accounts.models import User
from callins import workflow
from callins.decisions import publish_decision
from callins.models import CallIn, RuleSet
from callins.rules import HearingRules, Validation
from callins.tests.executive import made, rule_set
from callins.tests.made import paper_call_in
from committees.meetings import create_meeting, reschedule
from committees.models import Meeting, MeetingDate, Membership, Report
from council.models import Person
from reminders import desk
from reminders.dispatch import Dispatcher
from reminders.links import unsubscribe_token
from reminders.models import ChangedSubject, Reminder, Sending
from reminders.planning import ask_for_sweep, plan_what_changed
from reminders.preferences import choose, switch_off
from reminders.promises import LONDON, Line
from reminders.reconciling import reconcile
from reminders.rules import remove_rule, rule_for, save_rule
from reminders.tests.post import Post, plan_at, round_at
from reminders.tick import tick
from reminders.transports import Mail
from scrutiny.tests.cast import Cast, item

pytestmark = pytest.mark.django_db
State = Reminder.State


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


START = at(1)


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with time_machine.travel(START, tick=False):
        yield


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """On 16 December, with the agenda due on 8 December and no other date: nobody else is written to."""
    Sending.objects.all().delete()
    plan_at(START)
    return only_the_agenda(create_meeting(cast.committee, start=at(16, 10, 15), by=cast.officer))


def only_the_agenda(meeting: Meeting) -> Meeting:
    MeetingDate.objects.exclude(kind="agenda_publication").filter(meeting=meeting).delete()
    meeting.refresh_from_db()
    return meeting


def agenda(**which: object) -> list[Reminder]:
    return list(Reminder.objects.filter(kind="agenda_publication", **which).order_by("due_at", "recipient"))


def test_a_deadline_that_moves_while_a_batch_is_on_its_way_is_seen(meeting: Meeting, cast: Cast) -> None:
    """The planner has planned from the move already, so that no line of it is left to be noticed."""
    other = only_the_agenda(create_meeting(cast.committee, start=at(16, 14), by=cast.officer))
    plan_at(START)
    post = Post()

    def slow(mail: Mail) -> None:
        post.before = lambda mail: None
        for each in (meeting, other):
            reschedule(each, start=at(23, 10), by=cast.officer)
            only_the_agenda(each)
        plan_at(at(3))

    post.before = slow
    Dispatcher(post, lambda: at(3), fresh_for=0).drain(60)
    assert len(post.mails) == 1, "the one that was on its way, and not the other"
    assert {row.attempts for row in agenda(offset="-3w", due_on="2026-12-08")} == {1}, (
        "handing back is no try"
    )
    round_at(at(3, 9, 11), post)
    assert len(post.mails) == 2, "who was told the old day hears of the new one, and nobody else"


@pytest.mark.parametrize("can_be_asked", [True, False])
def test_a_new_address_is_written_to_from_the_moment_it_is_known(
    meeting: Meeting, cast: Cast, can_be_asked: bool
) -> None:
    only_the_agenda(create_meeting(cast.committee, start=at(16, 14), by=cast.officer))
    plan_at(START)
    post = Post(can_be_asked)

    def moves_house(mail: Mail) -> None:
        post.before = lambda mail: None
        User.objects.filter(pk=cast.officer.pk).update(email="new@council.example")
        plan_at(at(3))

    post.before = moves_house
    Dispatcher(post, lambda: at(3), fresh_for=0).drain(60)
    assert [mail.recipient for _, mail in post.mails] == [cast.officer.email, "new@council.example"]


def test_a_recipient_who_leaves_while_it_is_on_its_way_is_not_written_to(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    line = Line(3, "working", "before", time(9), ("chair", "officers"))
    texts = rule_for("agenda_publication", None).texts
    save_rule("agenda_publication", cast.committee, lines=[line], texts=texts, by=cast.officer)
    plan_at(START)

    def leaves(mail: Mail) -> None:
        post.before = lambda mail: None
        Membership.objects.filter(person=cast.chair.person).delete()
        plan_at(at(3))

    post.before = leaves
    Dispatcher(post, lambda: at(3), fresh_for=0).drain(60)
    assert [mail.recipient for _, mail in post.mails] == [cast.officer.email]


def test_a_clock_that_is_put_back_doubles_nothing(meeting: Meeting, cast: Cast, post: Post) -> None:
    round_at(at(3, 12), post)
    reschedule(meeting, start=at(17, 10, 15), by=cast.officer)
    only_the_agenda(meeting)
    for minute in range(0, 60, 12):
        round_at(at(3, 11, minute), post)
    assert post.subjects() == [
        "Publish the agenda: due on Tuesday 8 December 2026",
        "Changed: Publish the agenda now due on Wednesday 9 December 2026",
    ]
    Sending.objects.update(swept_at=at(3, 18))
    agenda(due_on="2026-12-09", offset="-1w")[0].delete()
    round_at(at(3, 11, 50), post)
    assert agenda(due_on="2026-12-09", offset="-1w"), "sweeps go on"
    assert not reconcile(at(3, 12))


def test_two_officers_at_once_send_one_mail(meeting: Meeting, cast: Cast, post: Post) -> None:
    plan_at(START)
    row = agenda(offset="-3w")[0]
    seen_by_both = [Reminder.objects.get(pk=row.pk) for _ in range(2)]
    for seen, officer in zip(seen_by_both, (cast.officer, cast.monitoring_officer), strict=True):
        desk.send_now(seen, by=officer)
    round_at(START, post)
    assert len(post.mails) == 1
    with pytest.raises(desk.CannotDo, match="another state: sent"):
        desk.send_now(seen_by_both[0], by=cast.officer)


def test_what_is_being_sent_again_is_not_sent_again_a_second_time(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    round_at(at(7), post)
    first, second = agenda(recipient=f"user:{cast.officer.pk}")[:2]
    assert (first.state, second.state) == (State.COLLAPSED, State.SENT)
    desk.resend(second, reason="Lost", by=cast.officer)
    for row in (second, first):
        with pytest.raises(desk.CannotDo, match="already"):
            desk.resend(row, reason="Lost", by=cast.monitoring_officer)
    Reminder.objects.filter(offset="again/1").update(not_before=at(7))
    round_at(at(7, 10), post)
    assert desk.resend(first, reason="Lost once more", by=cast.officer).offset == "again/2"


def test_what_is_held_past_its_day_says_so_when_it_is_let_go(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    plan_at(START)
    for row in agenda():
        desk.hold(row, reason="We know", by=cast.officer)
    round_at(at(10), post)
    assert post.mails == []
    mine = agenda(recipient=f"user:{cast.officer.pk}")
    for row in mine:
        desk.release(row, by=cast.officer)
    round_at(at(10, 10), post)
    assert post.subjects() == ["Overdue: Publish the agenda, on Tuesday 8 December 2026"]


def test_what_is_held_stays_held_when_its_deadline_moves_away_and_back(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    plan_at(START)
    desk.hold(agenda(offset="-3w")[0], reason="We know", by=cast.officer)
    for day in (17, 16):
        reschedule(meeting, start=at(day, 10, 15), by=cast.officer)
        only_the_agenda(meeting)
        plan_at(START)
    (row,) = agenda(offset="-3w", due_on="2026-12-08")
    assert (row.state, row.was_held) == (State.HELD, False)
    round_at(at(3), post)
    assert post.mails == []
    assert not reconcile(at(3))


def test_without_its_own_rule_a_committee_follows_the_council_again(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    line = Line(3, "working", "before", time(15), ("officers", "monitoring_officer"))
    texts = rule_for("agenda_publication", None).texts
    own = save_rule("agenda_publication", cast.committee, lines=[line], texts=texts, by=cast.officer)
    plan_at(START)
    assert {row.due_local[11:16] for row in agenda(state=State.PLANNED)} == {"15:00"}
    remove_rule(own, by=cast.officer)
    Dispatcher(post, lambda: at(3, 15)).drain(60)
    assert [mail.recipient for _, mail in post.mails] == [cast.officer.email], (
        "also before it is planned anew"
    )
    round_at(at(3, 16), post)
    assert len(post.mails) == 1
    assert len(agenda(state=State.PLANNED, recipient=f"user:{cast.officer.pk}")) == 3


def test_who_gets_an_account_is_not_told_a_second_time(meeting: Meeting, cast: Cast, post: Post) -> None:
    author = Person.objects.create(
        kind="officer", given_name="Ann", family_name="Ash", printed_name="A Ash", email="ann@council.example"
    )
    Report.objects.create(item=item(meeting, "Roads", 60), title="Roads", purpose="x", enquiries_to=author)
    line = Line(3, "working", "before", time(9), ("authors",))
    texts = rule_for("agenda_publication", None).texts
    save_rule("agenda_publication", cast.committee, lines=[line], texts=texts, by=cast.officer)
    round_at(at(3), post)
    user = User(email="ann@council.example", name="Ann Ash", person=author)
    user.set_unusable_password()
    user.save()
    round_at(at(3, 10), post)
    assert len(post.mails) == 1
    assert not reconcile(at(3, 10))
    reschedule(meeting, start=at(17, 10, 15), by=cast.officer)
    only_the_agenda(meeting)
    round_at(at(3, 11), post)
    assert post.subjects()[1:] == ["Changed: Publish the agenda now due on Wednesday 9 December 2026"]


def test_a_list_at_another_hour_moves_what_is_planned(meeting: Meeting, cast: Cast) -> None:
    MeetingDate.objects.filter(meeting=meeting).update(authority="local")
    for hour in (8, 16):
        choose(cast.officer, mode="digest", digest_at=time(hour), switched_off=[], by=cast.officer)
        plan_at(START)
    first = agenda(offset="-3w")[0]
    assert (first.digest, first.not_before) == (True, at(3, 16))


def test_an_old_link_stops_nothing_that_the_law_asks_for(
    meeting: Meeting, cast: Cast, post: Post, client: object
) -> None:
    address = f"/reminders/stop/{unsubscribe_token(cast.officer.pk, 'agenda_publication')}/"
    assert "set by law still come" in client.post(address).content.decode()
    switch_off(cast.officer, "agenda_publication", by=cast.officer)
    round_at(at(3), post)
    assert [mail.recipient for _, mail in post.mails] == [cast.officer.email]


@pytest.fixture
def unreadable(cast: Cast, meeting: Meeting) -> CallIn:
    """A call-in whose rules somebody has broken by hand, planned before that."""
    rule_set(hearing=HearingRules(days=10, counted_from="received"), validation=Validation(within_days=2))
    decision = publish_decision(made(cast, "Ferries", committee=cast.committee), by=cast.officer)
    people = [who.person for who in (cast.chair, cast.member, cast.other_councillor) if who.person]
    call_in = workflow.receive(
        paper_call_in(decision, people, cast.officer), received_at=START, by=cast.officer
    )
    plan_at(START)
    RuleSet.objects.update(rules={"hearing": "tomorrow"})
    return call_in


def test_one_that_cannot_be_read_keeps_no_other_from_being_planned(
    unreadable: CallIn, meeting: Meeting, cast: Cast, post: Post
) -> None:
    reschedule(meeting, start=at(17, 10, 15), by=cast.officer)
    for hour in range(9, 12):
        ask_for_sweep(at(1, hour))
        assert plan_what_changed(at(1, hour)), "it is said in every round"
    assert agenda(state=State.PLANNED, due_on="2026-12-09")
    left = ChangedSubject.objects.values_list("subject_type", "subject_id")
    assert list(left) == [("call_in", unreadable.pk)]
    with pytest.raises(ExceptionGroup, match="could not be planned"):
        tick(seconds=0)


@pytest.mark.parametrize("can_be_asked", [True, False])
def test_one_that_cannot_be_read_keeps_no_other_from_being_sent(
    unreadable: CallIn, meeting: Meeting, can_be_asked: bool
) -> None:
    ChangedSubject.objects.all().delete()
    Reminder.objects.filter(subject_type="decision").delete()
    post = Post(can_be_asked)
    Dispatcher(post, lambda: at(3)).drain(60)
    assert post.subjects() == ["Publish the agenda: due on Tuesday 8 December 2026"]
    late = Reminder.objects.filter(retry_at__gt=at(3), state=State.PLANNED)
    assert {row.subject_id for row in late} == {unreadable.pk}
    assert {row.last_error for row in late} == {"It could not be written: BadRules"}
