"""Actions: their owner is reminded until they answer, and nobody is told what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from committees.meetings import create_meeting
from committees.models import Action, Denial
from reminders.models import Reminder, Sending
from reminders.promises import LONDON
from reminders.tests.post import Post, plan_at, round_at
from scrutiny.tests.cast import Cast, item

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 1, 9, tzinfo=LONDON).astimezone(UTC)


@pytest.fixture
def action(cast: Cast) -> Action:
    Sending.objects.all().delete()
    plan_at(START)
    with time_machine.travel(START, tick=False):
        meeting = create_meeting(
            cast.committee, start=datetime(2026, 12, 2, 10, tzinfo=LONDON), by=cast.officer
        )
    return Action.objects.create(
        committee=cast.committee, meeting=meeting, item=item(meeting, "Land", 90), text="Sell to Quokka Ltd",
        owner=cast.member.person, due_on=date(2026, 12, 18), is_exempt=True,
    )  # fmt: skip


def planned() -> set[str]:
    return set(Reminder.objects.filter(kind="action_due", state="planned").values_list("offset", flat=True))


def test_an_owner_is_reminded_until_they_answer(action: Action, cast: Cast, client: Client) -> None:
    plan_at(START)
    assert planned() == {"-5w", "0w", "+1w", "+10w"}
    late = Reminder.objects.filter(kind="action_due", offset="+10w").values_list("recipient", flat=True)
    assert set(late) == {f"user:{who.pk}" for who in (cast.member, cast.officer, cast.chair)}

    post = Post()
    round_at(datetime(2026, 12, 11, 9, tzinfo=LONDON), post)
    (mail,) = [mail for mail in post.read() if mail["To"] == cast.member.email]
    assert mail["subject"] == "Action from a meeting: due on Friday 18 December 2026"
    text = mail.get_body(("plain",)).get_content()
    assert f"{reverse('papers:action', args=[action.pk])}" in text
    assert "Quokka" not in text

    client.force_login(cast.officer)
    page = client.get(reverse("workspace:action", args=[action.pk])).content.decode()
    assert "Action from a meeting: Friday 18 December 2026" in page

    Action.objects.filter(pk=action.pk).update(state=Action.State.ANSWERED)
    plan_at(START)
    assert not planned()


def test_somebody_kept_from_the_item_hears_nothing(action: Action, cast: Cast) -> None:
    Denial.objects.create(
        person=cast.member.person, item=action.item, reason="An interest", made_by=cast.officer
    )
    plan_at(START)
    about = Reminder.objects.filter(kind="action_due").values_list("recipient", flat=True)
    assert f"user:{cast.member.pk}" not in set(about)
