"""From a meeting's dates to mails: planned, looked at again, sent once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from committees.meeting_dates import say_done
from committees.meetings import cancel_meeting, create_meeting, reschedule
from committees.models import Meeting, MeetingDate, OfficerScope
from reminders import desk, sending
from reminders.clock import database_now
from reminders.dispatch import Dispatcher
from reminders.models import Attempt, ChangedSubject, Preference, Reminder, Sending
from reminders.promises import LONDON, Line
from reminders.reconciling import reconcile
from reminders.rules import rule_for, save_rule
from reminders.tests.post import Post, plan_at, round_at
from reminders.transports import Refused, TryLater, Unsure
from scrutiny.tests.cast import Cast

pytestmark = pytest.mark.django_db
State = Reminder.State


def at(day: int, hour: int = 9, minute: int = 0, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


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
    """On Wednesday 16 December: the agenda is due on Tuesday 8 December, final reports on Monday 7 at 10am."""
    Sending.objects.all().delete()
    plan_at(START)
    return create_meeting(cast.committee, start=at(16, 10, 15), by=cast.officer)


def agenda(**which: object) -> list[Reminder]:
    return list(Reminder.objects.filter(kind="agenda_publication", **which).order_by("due_at", "recipient"))


def test_a_new_meeting_is_planned_from_the_lines_of_each_kind(meeting: Meeting, cast: Cast) -> None:
    assert ChangedSubject.objects.filter(subject_type="meeting", subject_id=meeting.pk).exists()
    plan_at(START)
    rows = agenda(recipient=f"user:{cast.officer.pk}")
    assert [(row.offset, row.due_local) for row in rows] == [
        ("-3w", "2026-12-03 09:00 Europe/London"),
        ("-1w", "2026-12-07 09:00 Europe/London"),
        ("0w", "2026-12-08 09:00 Europe/London"),
        ("+1w", "2026-12-09 09:00 Europe/London"),
    ]
    assert all(row.statutory for row in rows)
    assert {row.recipient for row in agenda(offset="+1w")} == {
        f"user:{cast.officer.pk}",
        f"user:{cast.monitoring_officer.pk}",
    }
    assert not ChangedSubject.objects.exists()


def test_planning_again_changes_nothing(meeting: Meeting) -> None:
    plan_at(START)
    before = list(Reminder.objects.order_by("pk").values())
    ChangedSubject.objects.create()
    plan_at(START + timedelta(minutes=30))
    assert list(Reminder.objects.order_by("pk").values()) == before
    assert not reconcile(START)


def test_each_goes_out_once_at_its_time(meeting: Meeting, post: Post) -> None:
    round_at(at(3, 8, 59), post)
    assert post.subjects() == []
    round_at(at(3, 9), post)
    assert post.subjects() == ["Publish the agenda: due on Tuesday 8 December 2026"]
    for minute in range(5):
        round_at(at(3, 9, minute), post)
    assert len(post.mails) == 1
    (row,) = agenda(offset="-3w")
    assert row.state == State.SENT
    assert Attempt.objects.get(reminder=row).outcome == Attempt.Outcome.SENT


def test_a_mail_has_text_html_a_calendar_file_and_its_lasting_name(meeting: Meeting, post: Post) -> None:
    round_at(at(3, 9), post)
    (mail,) = post.read()
    row = Reminder.objects.get(state=State.SENT)
    assert mail["Message-ID"] == f"<{row.reference}@localhost>"
    assert mail["To"] == "olive.officer@council.example"
    assert mail["List-Unsubscribe"] is None
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    text = mail.get_body(("plain",)).get_content()
    assert f"http://localhost:8000/meetings/{meeting.reference}/" in text
    assert "must be published by then" in text
    assert b"DTSTART:20261216T101500Z" in mail.get_payload()[-1].get_payload(decode=True)


def test_what_is_done_is_not_reminded_of(meeting: Meeting, cast: Cast, post: Post) -> None:
    plan_at(START)
    say_done(MeetingDate.objects.get(meeting=meeting, kind="public_questions"), by=cast.officer)
    plan_at(START + timedelta(minutes=1))
    rows = Reminder.objects.filter(kind="public_questions")
    assert {(row.state, row.why) for row in rows} == {(State.CANCELLED, "It was done before.")}


def test_a_change_that_nobody_planned_from_yet_is_seen_before_sending(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    plan_at(START)
    cancel_meeting(meeting, notice="Called off.", by=cast.officer, at=START)
    assert Dispatcher(post, lambda: at(3, 9)).drain(10) == 0
    assert agenda(offset="-3w")[0].state == State.CANCELLED


def test_a_moved_deadline_tells_those_who_were_told_the_old_one(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    round_at(at(3, 9), post)
    MeetingDate.objects.exclude(kind="agenda_publication").filter(meeting=meeting).delete()
    reschedule(meeting, start=at(17, 10, 15), by=cast.officer)
    MeetingDate.objects.exclude(kind="agenda_publication").filter(meeting=meeting).delete()
    round_at(at(3, 9, 30), post)
    assert post.subjects()[1:] == ["Changed: Publish the agenda now due on Wednesday 9 December 2026"]
    round_at(at(3, 9, 45), post)
    assert len(post.mails) == 2
    assert {row.state for row in agenda(due_on="2026-12-08", offset="0w")} == {State.CANCELLED}
    meeting.refresh_from_db()
    reschedule(meeting, start=at(16, 10, 15), by=cast.officer)
    MeetingDate.objects.exclude(kind="agenda_publication").filter(meeting=meeting).delete()
    round_at(at(3, 10), post)
    assert post.subjects()[2:] == ["Changed: Publish the agenda now due on Tuesday 8 December 2026"]
    assert {row.state for row in agenda(due_on="2026-12-08", offset="0w")} == {State.PLANNED}


def test_moved_and_moved_back_before_anybody_was_told_says_nothing(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    plan_at(START)
    for day in (17, 16):
        meeting.refresh_from_db()
        reschedule(meeting, start=at(day, 10, 15), by=cast.officer)
        plan_at(START)
    round_at(at(3, 9), post)
    assert post.subjects() == ["Publish the agenda: due on Tuesday 8 December 2026"]
    assert not reconcile(at(3, 9))


def test_after_an_outage_only_the_newest_goes_and_says_it_is_overdue(meeting: Meeting, post: Post) -> None:
    plan_at(START)
    round_at(at(9, 10), post)
    agendas = [subject for subject in post.subjects() if "agenda" in subject]
    assert agendas == ["Overdue: Publish the agenda, on Tuesday 8 December 2026"] * 2
    assert {row.offset: row.state for row in agenda() if row.user.name == "Olive Officer"} == {
        "-3w": State.COLLAPSED,
        "-1w": State.COLLAPSED,
        "0w": State.COLLAPSED,
        "+1w": State.SENT,
    }


def test_nobody_is_written_to_at_night_unless_it_presses(meeting: Meeting, post: Post) -> None:
    plan_at(START)
    round_at(at(3, 23), post)
    assert post.mails == []
    round_at(at(4, 6, 59), post)
    assert post.mails == []
    round_at(at(4, 7), post)
    assert len(post.mails) == 1
    round_at(at(8, 19, 30), post)
    assert post.subjects()[-1] == "Publish the agenda: due on Tuesday 8 December 2026"


def test_who_left_is_not_written_to(meeting: Meeting, cast: Cast, post: Post) -> None:
    plan_at(START)
    OfficerScope.objects.filter(user=cast.officer).delete()
    round_at(at(3, 9), post)
    assert post.mails == []


def test_a_list_once_a_day_for_who_wants_one_but_never_what_the_law_demands(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    Preference.objects.create(user=cast.officer, mode=Preference.Mode.DIGEST, digest_at=time(16))
    for line in ("supplement", "public_questions"):
        row = MeetingDate.objects.get(meeting=meeting, kind=line)
        MeetingDate.objects.filter(pk=row.pk).update(due_on=at(11).date(), due_at=None)
    for day in range(1, 12):
        for hour in (9, 12, 16):
            round_at(at(day, hour), post)
    lists = [mail for mail in post.read() if mail["subject"].startswith("Your reminders")]
    (tenth,) = [mail for mail in lists if mail["subject"] == "Your reminders for Thursday 10 December 2026"]
    text = tenth.get_body(("plain",)).get_content()
    assert "Late papers for a supplement: due" in text
    assert "Questions from the public: due" in text
    assert "Publish the agenda: due on Tuesday 8 December 2026" in post.subjects()
    assert post.copies == 0


def test_kinds_that_are_not_wanted_stay_away_but_not_what_the_law_demands(
    meeting: Meeting, cast: Cast
) -> None:
    Preference.objects.create(user=cast.officer, switched_off=["public_questions", "agenda_publication"])
    plan_at(START)
    assert not Reminder.objects.filter(kind="public_questions").exists()
    assert agenda(recipient=f"user:{cast.officer.pk}")


def test_a_committees_own_rule_changes_the_plan(meeting: Meeting, cast: Cast) -> None:
    plan_at(START)
    before = rule_for("agenda_publication", cast.committee)
    line = Line(2, "calendar", "before", time(8, 30), ("officers",))
    with pytest.raises(ValidationError, match="law sets"):
        save_rule("agenda_publication", cast.committee, lines=[], texts=before.texts, by=cast.officer)
    save_rule("agenda_publication", cast.committee, lines=[line], texts=before.texts, by=cast.officer)
    plan_at(START + timedelta(minutes=1))
    (row,) = agenda(state=State.PLANNED)
    assert (row.offset, row.due_local) == ("-2c", "2026-12-06 08:30 Europe/London")


def test_a_server_that_says_later_is_tried_again_and_one_that_refuses_is_shown(
    meeting: Meeting, post: Post
) -> None:
    def later(mail: object) -> None:
        raise TryLater("451 try again")

    def refuse(mail: object) -> None:
        raise Refused("550 no such mailbox")

    post.before = later
    round_at(at(3, 9), post)
    (row,) = agenda(offset="-3w")
    assert (row.state, row.retry_at, row.last_error) == (State.PLANNED, at(3, 9, 1), "451 try again")
    post.before = refuse
    round_at(at(3, 9, 2), post)
    (row,) = agenda(offset="-3w")
    assert (row.state, row.why) == (State.FAILED, "550 no such mailbox")
    assert [attempt.outcome for attempt in row.tries.all()] == ["later", "refused"]


def test_a_lost_reply_is_asked_for_where_asking_helps(meeting: Meeting, post: Post) -> None:
    def lost(mail: object) -> None:
        raise Unsure("connection lost after the mail")

    post.after = lost
    round_at(at(3, 9), post)
    round_at(at(3, 9, 2), post)
    assert (len(post.mails), agenda(offset="-3w")[0].state) == (1, State.SENT)
    assert [each.outcome for each in agenda(offset="-3w")[0].tries.all()] == ["unsure", "found"]


@pytest.mark.parametrize(("when_unsure", "mails", "state"), [("resend", 2, "sent"), ("hold", 1, "held")])
def test_elsewhere_the_rule_says_what_to_do_and_the_doubt_is_shown(
    meeting: Meeting, cast: Cast, when_unsure: str, mails: int, state: str
) -> None:
    lines = [Line(9, "working", "before", time(9), ("officers",))]
    texts = rule_for("public_questions", None).texts
    save_rule("public_questions", None, lines=lines, texts=texts, when_unsure=when_unsure, by=cast.officer)
    post = Post(can_be_asked=False)

    def lost(mail: object) -> None:
        post.after = lambda mail: None
        raise Unsure("connection lost after the mail")

    post.after = lost
    due = Reminder.objects.filter(kind="public_questions")
    plan_at(START)
    round_at(due.get().due_at, post)
    round_at(due.get().due_at + timedelta(minutes=2), post)
    assert len(post.mails) == mails
    assert due.get().state == state
    assert due.get().unsure_at is not None


def test_a_restored_copy_holds_everything_and_looks_up_what_may_have_gone(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    plan_at(START)
    backup = list(Reminder.objects.values_list("pk", flat=True))
    round_at(at(3, 9), post)
    Reminder.objects.filter(pk__in=backup, state=State.SENT).update(
        state=State.PLANNED, sent_at=None, handed_off_at=None, attempts=0
    )
    Sending.objects.update(database="another one")
    round_at(at(3, 9, 5), post)
    assert Sending.objects.get().held
    assert len(post.mails) == 1
    sending.release(by=cast.officer)
    Sending.objects.update(look_up_before=at(3, 9, 6))
    round_at(at(3, 9, 10), post)
    assert (len(post.mails), agenda(offset="-3w")[0].state) == (1, State.SENT)


def test_an_officer_holds_one_sends_one_now_and_sends_one_again(
    meeting: Meeting, cast: Cast, post: Post
) -> None:
    plan_at(START)
    first, second = agenda(recipient=f"user:{cast.officer.pk}")[:2]
    desk.hold(first, reason="We know.", by=cast.officer)
    desk.send_now(second, by=cast.officer)
    round_at(at(3, 21), post)
    assert Reminder.objects.get(pk=second.pk).state == State.SENT
    again = desk.resend(Reminder.objects.get(pk=second.pk), reason="Lost in the post", by=cast.officer)
    Reminder.objects.filter(pk=again.pk).update(not_before=at(3, 21, 5))
    round_at(at(3, 21, 6), post)
    assert (len(post.mails), post.copies) == (2, 0)
    assert Reminder.objects.get(pk=first.pk).state == State.HELD
    desk.release(Reminder.objects.get(pk=first.pk), by=cast.officer)
    assert not reconcile(at(3, 21, 7)).missing


def test_reconciling_finds_what_is_missing_and_what_nobody_promised(meeting: Meeting) -> None:
    plan_at(START)
    first, second, *_ = agenda()
    first.delete()
    Reminder.objects.filter(pk=second.pk).update(part="something else", reference="another")
    found = reconcile(START)
    assert {promise.offset for promise in found.missing} == {first.offset, second.offset}
    assert [row.pk for row in found.wrong] == [second.pk]
    ChangedSubject.objects.create()
    plan_at(START + timedelta(minutes=1))
    assert not reconcile(START)


def test_health_tells_what_should_have_gone(meeting: Meeting, client: object) -> None:
    assert client.get("/health/reminders").status_code == 200
    plan_at(START)
    Reminder.objects.update(not_before=database_now() - timedelta(minutes=16))
    answer = client.get("/health/reminders")
    assert (answer.status_code, answer.json()["status"]) == (503, "late")
