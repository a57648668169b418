"""The pages of reminders: the officers' desk, rules, everybody's own choices, the calendar feed, the mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from committees.meetings import create_meeting
from committees.models import Meeting
from reminders import desk, sending
from reminders.clock import database_now
from reminders.feeds import make_feed
from reminders.links import unsubscribe_token
from reminders.models import Preference, Reminder, ReminderRule, Sending
from reminders.preferences import choose
from reminders.tests.post import plan_at
from reminders.tests.test_rounds import START, at
from reminders.tick import tick
from scrutiny.tests.cast import Cast

pytestmark = pytest.mark.django_db
MOST = 15
State = Reminder.State


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with time_machine.travel(START, tick=False):
        yield


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    Sending.objects.all().delete()
    plan_at(START)
    made = create_meeting(cast.committee, start=at(16, 10, 15), by=cast.officer)
    plan_at(START)
    return made


def first(**which: object) -> Reminder:
    found = Reminder.objects.filter(kind="agenda_publication", **which).order_by("due_at").first()
    assert found is not None
    return found


def get(client: Client, name: str, *args: object, query: str = "", status: int = 200) -> str:
    response = client.get(reverse(f"reminders:{name}", args=args) + query)
    assert response.status_code == status
    return response.content.decode()


def post(client: Client, name: str, *args: object, **data: object) -> str:
    response = client.post(reverse(f"reminders:{name}", args=args), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_an_officer_sees_what_goes_out_when_to_whom_and_why(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    client.force_login(cast.officer)
    shown = get(client, "reminders")
    assert first().deadline_name in shown
    assert "3 working days before the deadline" in shown
    assert "Olive Officer" in shown
    assert "No reminders found" in get(client, "reminders", query="?q=nothinglikeit")
    assert "Nothing failed" in get(client, "reminders", query="?list=trouble")
    assert f"Reminders of {meeting}" in get(
        client, "reminders", query=f"?list=all&subject=meeting:{meeting.pk}"
    )
    letter = get(client, "reminder", first().pk)
    assert "What it will say" in letter
    assert cast.officer.email in letter


def test_others_see_nothing_of_it(client: Client, cast: Cast, meeting: Meeting) -> None:
    row = first()
    client.force_login(cast.other_officer)
    assert first().deadline_name not in get(client, "reminders")
    get(client, "reminder", row.pk, status=404)
    get(client, "step", row.pk, "hold", status=404)
    get(client, "of_meeting", meeting.pk, status=404)
    get(client, "committee_rule", "draft_report", cast.committee.slug, status=404)
    get(client, "rule", "draft_report", status=404)
    client.force_login(cast.member)
    get(client, "reminders", status=404)
    get(client, "mailbox", status=404)
    client.force_login(cast.monitoring_officer)
    assert first().deadline_name in get(client, "reminders")


def test_hold_let_go_cancel_and_send_again(client: Client, cast: Cast, meeting: Meeting) -> None:
    row = first(user=cast.officer)
    client.force_login(cast.officer)
    assert "Enter the reason" in post(client, "step", row.pk, "hold")
    assert "The reminder is held back" in post(client, "step", row.pk, "hold", reason="Wait for the chair")
    assert "Wait for the chair" in get(client, "reminders", query="?list=held")
    assert "back in the plan" in post(client, "step", row.pk, "let-go")
    assert "The reminder is cancelled" in post(client, "step", row.pk, "cancel", reason="Told by phone")
    assert "already in another state" in post(client, "step", row.pk, "hold", reason="Too late")
    assert "goes out again" in post(client, "step", row.pk, "resend", reason="Asked for it")
    assert Reminder.objects.get(offset="again/1").state == State.PLANNED


def test_sent_now_is_read_in_the_mailbox(client: Client, cast: Cast, meeting: Meeting) -> None:
    row = first(user=cast.officer)
    client.force_login(cast.officer)
    assert "No mails yet" in get(client, "mailbox")
    post(client, "step", row.pk, "send-now")
    tick()
    assert first(pk=row.pk).state == State.SENT
    assert row.deadline_name in get(client, "mailbox")
    letter = get(client, "mail", row.pk)
    assert "Hello Olive Officer" in letter
    assert "meeting.ics" in letter
    client.force_login(cast.other_officer)
    get(client, "mail", row.pk, status=404)


def test_there_is_no_mailbox_where_mail_goes_out(
    client: Client, cast: Cast, settings: Any, meeting: Meeting
) -> None:
    settings.EMAIL_HOST = "mail.example"
    client.force_login(cast.officer)
    get(client, "mailbox", status=404)
    assert "Demo mailbox" not in get(client, "reminders")


def lines(*numbers: int, to: str = "officers") -> dict[str, object]:
    made: dict[str, object] = {}
    for place, number in enumerate(numbers):
        row = {"number": number, "unit": "working", "direction": "before", "at": "9am", "to": [to]}
        made |= {f"line-{place}-{name}": value for name, value in row.items()}
    return made


WORDS = {
    "subject": "{deadline} {due}",
    "text": "For {about}",
    "overdue_subject": "Late",
    "overdue_text": "Late: {about}",
    "when_unsure": "resend",
}


def test_a_changed_rule_says_how_many_reminders_it_changed(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    client.force_login(cast.officer)
    args = ("agenda_publication", cast.committee.slug)
    before = Reminder.objects.filter(kind=args[0], state=State.PLANNED).count()
    preview = post(client, "committee_rule", *args, preview=1, **lines(4), **WORDS)
    assert "4 working days before the deadline" in preview
    assert not ReminderRule.objects.exists()

    said = post(client, "committee_rule", *args, **lines(4), **WORDS)
    assert re.search(rf"Saved. {before + 1} planned reminders changed", said), said
    assert Reminder.objects.get(kind=args[0], state=State.PLANNED).offset == "-4w"
    assert "changed this rule meanwhile" in post(client, "committee_rule", *args, **lines(2), **WORDS)

    assert f"{before + 1} planned reminders changed" in post(client, "committee_rule", *args, back=1)
    assert not ReminderRule.objects.exists()


def test_what_is_wrong_with_a_rule_is_said(client: Client, cast: Cast) -> None:
    client.force_login(cast.monitoring_officer)
    wrong = WORDS | {"text": "{agenda}"}
    assert "{agenda} is not filled in" in post(client, "rule", "draft_report", **lines(1), **wrong)
    assert "on the same day" in post(client, "rule", "draft_report", **lines(1, 1), **WORDS)
    assert "somebody must be reminded" in post(client, "rule", "agenda_publication", **WORDS)
    assert "Saved" in post(client, "rule", "draft_report", **lines(1), **WORDS)
    assert "Switched off" in get(client, "rules")


def test_everybody_chooses_for_themselves(client: Client, cast: Cast) -> None:
    client.force_login(cast.member)
    assert "Agenda publication" not in get(client, "my_reminders")
    assert "Enter the time" in post(client, "my_reminders", mode="digest", digest_at="")
    wanted = ["draft_report", "clearance"]
    assert "Saved" in post(client, "my_reminders", mode="digest", digest_at="5:30pm", wanted=wanted)
    row = Preference.objects.get(user=cast.member)
    assert (row.mode, row.digest_at) == ("digest", time(17, 30))
    assert "final_report" in row.switched_off
    assert not {"agenda_publication", "draft_report"} & set(row.switched_off)


def test_the_law_cannot_be_switched_off(cast: Cast) -> None:
    off = ["agenda_publication", "supplement", "no such kind"]
    chosen = choose(cast.member, mode="single", digest_at=time(8), switched_off=off, by=cast.member)
    assert chosen.switched_off == ["supplement"]


def test_a_link_in_a_mail_stops_a_kind(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    token = unsubscribe_token(cast.member.pk, "draft_report")
    assert "Stop these reminders?" in get(client, "unsubscribe", token)
    assert not Preference.objects.exists()
    assert "Reminders stopped" in post(client, "unsubscribe", token, **{"List-Unsubscribe": "One-Click"})
    assert Preference.objects.get(user=cast.member).switched_off == ["draft_report"]
    get(client, "unsubscribe", token + "x", status=404)


def test_a_calendar_feed_holds_public_words_and_ends_with_its_address(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    client.force_login(cast.officer)
    shown = post(client, "my_feed", do="make")
    found = re.search(r"/calendar/([\w-]+)\.ics", shown)
    assert found is not None
    token = found[1]
    client.logout()
    feed = Calendar.from_ical(get(client, "calendar_feed", token))
    titles = {str(entry["summary"]) for entry in feed.walk("VEVENT")}
    assert cast.committee.name in titles
    assert any(title.startswith(first().deadline_name) for title in titles)
    newer = make_feed(cast.officer, by=cast.officer)
    get(client, "calendar_feed", token, status=404)
    client.force_login(cast.officer)
    post(client, "my_feed", do="end")
    get(client, "calendar_feed", newer, status=404)


def test_the_monitoring_officer_holds_everything(client: Client, cast: Cast, meeting: Meeting) -> None:
    client.force_login(cast.officer)
    assert client.post(reverse("reminders:switch"), {"do": "hold"}).status_code == 404
    client.force_login(cast.monitoring_officer)
    assert "All reminders are held" in post(client, "switch", do="hold")
    assert "go out again" in post(client, "switch", do="release")
    assert not Sending.objects.get().held


@pytest.mark.parametrize("name", ["reminders", "rules", "mailbox", "my_reminders", "reminder"])
def test_rows_cost_no_queries(client: Client, cast: Cast, meeting: Meeting, name: str) -> None:
    sending.release(by=None)
    client.force_login(cast.officer)
    rows = list(Reminder.objects.filter(user=cast.officer).order_by("due_at"))
    args = [rows[0].pk] if name == "reminder" else []

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            get(client, name, *args)
        return [query["sql"] for query in captured]

    def send(row: Reminder) -> None:
        desk.send_now(row, by=cast.officer)
        tick()

    send(rows[1])
    queries()
    one = queries()
    send(rows[2])
    for day in (17, 18):
        create_meeting(cast.committee, start=at(day, 10, 15), by=cast.officer)
    plan_at(database_now())
    three = queries()
    assert len(three) == len(one), "\n".join(three)
    assert len(one) <= MOST, "\n".join(one)
