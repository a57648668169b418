"""A mail that comes back after it was taken is shown to an officer like any other failure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from committees.meetings import create_meeting
from reminders import desk
from reminders.bounces import note_bounce
from reminders.models import Reminder, Sending
from reminders.promises import LONDON
from reminders.tests.post import Post, plan_at, round_at
from scrutiny.tests.cast import Cast

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 1, 9, tzinfo=LONDON).astimezone(UTC)
LATER = datetime(2026, 12, 3, 9, tzinfo=LONDON).astimezone(UTC)
REPORT = """From: MAILER-DAEMON@council.example
To: scrutiny@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.council.example

Final-Recipient: rfc822; olive.officer@council.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 No such mailbox

--b
Content-Type: {kind}

Message-ID: {message_id}
Subject: Publish the agenda

--b--
"""


@pytest.fixture
def sent(cast: Cast) -> Reminder:
    Sending.objects.all().delete()
    plan_at(START)
    create_meeting(cast.committee, start=datetime(2026, 12, 16, 10, tzinfo=LONDON), by=cast.officer)
    round_at(LATER, Post())
    return Reminder.objects.get(state="sent", kind="agenda_publication")


def report(sent: Reminder, action: str = "failed", kind: str = "message/rfc822") -> bytes:
    return REPORT.format(message_id=sent.message_id, action=action, kind=kind).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_what_came_back_is_shown_and_can_be_sent_again(
    sent: Reminder, cast: Cast, client: Client, kind: str
) -> None:
    assert note_bounce(report(sent, kind=kind), LATER) == 1
    assert note_bounce(report(sent, kind=kind), LATER) == 0
    client.force_login(cast.officer)
    page = client.get(reverse("reminders:reminders") + "?list=trouble").content.decode()
    assert reverse("reminders:reminder", args=[sent.pk]) in page
    assert "550 No such mailbox" in client.get(reverse("reminders:reminder", args=[sent.pk])).content.decode()
    plan_at(LATER)
    sent.refresh_from_db()
    assert sent.state == Reminder.State.FAILED
    post = Post()
    desk.resend(sent, reason="The address is right now", by=cast.officer)
    round_at(LATER, post)
    assert post.subjects() == ["Publish the agenda: due on Tuesday 8 December 2026"]


def test_other_mail_changes_nothing(sent: Reminder) -> None:
    assert note_bounce(report(sent, action="delayed"), LATER) == 0
    assert note_bounce(b"Subject: Out of office\n\nBack on Monday", LATER) == 0
    assert note_bounce(report(sent).replace(b"Message-ID: <", b"Message-ID: <x"), LATER) == 0
    sent.refresh_from_db()
    assert sent.state == Reminder.State.SENT
