"""From asking to the mail: nothing before it is confirmed, everything once, nothing that is not for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.db import ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from committees.meetings import cancel_meeting, create_meeting, reschedule
from committees.models import Meeting
from reminders.clock import database_now
from reminders.models import Attempt, Reminder, Sending
from reminders.promises import LONDON
from reminders.tests.post import Post, plan_at, round_at
from reminders.transports import Mail, Refused, TryLater
from scrutiny.alerts import following
from scrutiny.alerts.gathering import gather
from scrutiny.alerts.models import Alert, Fresh, Issue, Line, Subscriber
from scrutiny.search.indexing import freshen
from scrutiny.search.models import Entry, Kind
from scrutiny.search.sources import SOURCES
from scrutiny.tests.cast import Cast
from scrutiny.tests.cast import item as make_item
from workprogramme.models import Recommendation

pytestmark = pytest.mark.django_db
ADDRESS = "resident@example.org"
RESIDENTS = (ADDRESS, "new@example.org")
NOON = datetime(2026, 12, 1, 12, tzinfo=LONDON).astimezone(UTC)


class Days:
    """The days go by; each look makes what is due and sends it."""

    def __init__(self, travel: time_machine.Coordinates) -> None:
        self.travel, self.post = travel, Post()

    def look(self, **later: float) -> list[EmailMessage]:
        """The mails that went out to residents since the last look; officers are reminded of theirs."""
        self.travel.shift(timedelta(**later))
        freshen()
        before = len(self.post.mails)
        now = datetime.now(UTC)
        gather(now)
        round_at(now, self.post)
        return [mail for mail in self.post.read()[before:] if mail["To"] in RESIDENTS]


@pytest.fixture
def days(cast: Cast) -> Iterator[Days]:
    with time_machine.travel(NOON, tick=False) as travel:
        Sending.objects.all().delete()
        plan_at(NOON)
        freshen()
        Fresh.objects.all().delete()
        yield Days(travel)


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link(mail: EmailMessage, word: str) -> str:
    found = re.search(rf"http://localhost:8000(/alerts/{word}/\S+)", text(mail))
    assert found
    return found[1]


def asked(client: Client, query: str, often: str = "at_once", address: str = ADDRESS) -> None:
    response = client.post(f"/alerts/new/?{query}", {"address": address, "often": often})
    assert (response.status_code, response["Location"]) == (302, "/alerts/asked/")


def followed(client: Client, days: Days, query: str, often: str = "at_once") -> str:
    """Their own page, once it is confirmed."""
    asked(client, query, often)
    (mail,) = days.look()
    response = client.post(link(mail, "confirm"))
    return str(response["Location"]).removeprefix("http://localhost:8000")


def of(cast: Cast) -> str:
    return f"about=committee&committee={cast.committee.slug}"


def coming_meeting(cast: Cast) -> Meeting:
    return create_meeting(cast.committee, start=NOON + timedelta(days=20), by=cast.officer)


def test_nobody_is_told_anything_before_they_confirm(client: Client, cast: Cast, days: Days) -> None:
    asked(client, of(cast))
    (mail,) = days.look()
    assert mail["To"] == ADDRESS
    assert cast.committee.name in text(mail)
    assert mail["List-Unsubscribe"] is None
    coming_meeting(cast)
    assert days.look(minutes=1) == []
    assert client.get(link(mail, "confirm")).status_code == 200
    assert not Alert.objects.confirmed().exists(), "looking at the page confirms nothing"


def test_what_is_new_comes_at_once_and_once(client: Client, cast: Cast, days: Days) -> None:
    followed(client, days, of(cast))
    meeting = coming_meeting(cast)
    (mail,) = days.look(minutes=1)
    assert meeting.get_absolute_url() in text(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert days.look(minutes=1) == []
    moved = reschedule(meeting, start=meeting.start + timedelta(days=1), by=cast.officer)
    (mail,) = days.look(minutes=1)
    assert moved.get_absolute_url() in text(mail)
    cancel_meeting(moved, notice="Snow.", by=cast.officer)
    (mail,) = days.look(minutes=1)
    assert "Cancelled: Snow." in text(mail)
    assert days.post.copies == 0


def test_a_digest_comes_in_the_morning_with_all_of_the_day(client: Client, cast: Cast, days: Days) -> None:
    followed(client, days, of(cast), "daily")
    first, second = (
        coming_meeting(cast),
        create_meeting(cast.committee, start=NOON + timedelta(days=40), by=cast.officer),
    )
    assert days.look(hours=6) == []
    (mail,) = days.look(hours=14)
    assert first.reference in text(mail)
    assert second.reference in text(mail)
    assert "and 1 more" in mail["Subject"]
    assert days.look(days=1) == []


def test_a_weekly_digest_comes_on_monday_and_survives_an_outage(
    client: Client, cast: Cast, days: Days
) -> None:
    followed(client, days, of(cast), "weekly")
    coming_meeting(cast)
    assert days.look(days=5) == []  # Sunday
    assert len(days.look(days=2)) == 1  # nobody looked on Monday
    later = days.look(days=7)
    assert [text(mail) for mail in later] == []


def test_one_click_stops_and_the_address_is_gone(client: Client, cast: Cast, days: Days) -> None:
    followed(client, days, of(cast))
    coming_meeting(cast)
    (mail,) = days.look(minutes=1)
    stop = mail["List-Unsubscribe"].strip(" <>").removeprefix("http://localhost:8000")
    coming = create_meeting(cast.committee, start=NOON + timedelta(days=50), by=cast.officer)
    freshen()
    gather(datetime.now(UTC))
    plan_at(datetime.now(UTC))
    assert Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()
    assert not Issue.objects.exists()
    assert not Line.objects.exists()
    assert days.look(minutes=1) == [], f"{coming} is not told to somebody who has stopped"
    assert Reminder.objects.filter(recipient__startswith="subscriber:", state="cancelled").count() == 1
    kept = Reminder.objects.filter(recipient__startswith="subscriber:").values_list("about", "deadline_name")
    assert set(kept) == {("", "E-mail alert")}
    assert client.get(stop).status_code == 404
    assert client.post(stop).status_code == 200


def test_an_address_that_nobody_confirms_is_forgotten(client: Client, cast: Cast, days: Days) -> None:
    asked(client, of(cast))
    days.look(days=2)
    assert Subscriber.objects.count() == 1
    days.look(days=2)
    assert not Subscriber.objects.exists()


def test_one_page_to_change_and_stop_each(client: Client, cast: Cast, days: Days) -> None:
    mine = followed(client, days, of(cast))
    followed(client, days, "about=search&q=%22bus+shelters%22")
    assert client.get(mine).content.count(b'name="alert"') == 2
    first, second = Alert.objects.order_by("pk")
    client.post(mine, {"alert": first.pk, "often": "weekly"})
    first.refresh_from_db()
    assert first.often == "weekly"
    client.post(mine, {"alert": second.pk, "stop": "yes", "often": "daily"})
    assert list(Alert.objects.all()) == [first]
    for wrong in ({}, {"alert": "x"}, {"alert": "9" * 30}, {"alert": str(second.pk)}):
        assert client.post(mine, wrong).status_code == 404
    assert b"Alerts stopped" in client.post(mine, {"all": "yes"}).content
    assert not Subscriber.objects.exists()


def test_a_saved_search_finds_what_everybody_may_read(client: Client, cast: Cast, days: Days) -> None:
    followed(client, days, "about=search&q=heron")
    meeting = coming_meeting(cast)
    days.look()
    shared = {
        "subject_type": "pack",
        "subject_id": meeting.pk,
        "day": meeting.date,
        "committee": cast.committee,
    }
    shared |= {"meeting": meeting, "digest": "x", "text": "A heron was seen."}
    item = make_item(meeting, "Tender", 1)
    Entry.objects.create(key="item-1", kind=Kind.ITEM, title="Birds", place="1", **shared)
    Entry.objects.create(
        key="restricted-1",
        kind=Kind.ITEM,
        title="Secret heron",
        place="1",
        item=item,
        is_restricted=True,
        **shared,
    )
    (mail,) = days.look(minutes=1)
    assert "Birds" in text(mail)
    assert "Secret" not in mail.as_string()
    assert "Secret" not in mail["Subject"]


def test_what_is_taken_back_before_the_mail_leaves_is_not_in_it(
    client: Client, cast: Cast, days: Days
) -> None:
    followed(client, days, of(cast), "daily")
    meeting = coming_meeting(cast)
    days.look(minutes=1)
    Meeting.objects.filter(pk=meeting.pk).update(kind=Meeting.Kind.BRIEFING)
    assert days.look(days=1) == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "about=committee&committee=none",
        "about=topic&topic=99999999999999999999",
        "about=ward&ward=x",
        "about=search",
        "about=search&q=%00",
        "about=search&q=-",
        "about=search&committee=x&q=y",
        "about=search&q=" + "y" * 500,
    ],
)
def test_what_cannot_be_followed_leads_to_what_can(client: Client, cast: Cast, query: str) -> None:
    for ask in (client.get, client.post):
        response = ask(f"/alerts/new/?{query}", {} if ask == client.post else None)
        assert (response.status_code, response.get("Location")) == (302, "/alerts/")


def test_nobody_learns_who_follows_what(client: Client, cast: Cast, days: Days) -> None:
    followed(client, days, of(cast))
    again = client.post(f"/alerts/new/?{of(cast)}", {"address": ADDRESS.upper(), "often": "daily"})
    first = client.post(f"/alerts/new/?{of(cast)}", {"address": "new@example.org", "often": "daily"})
    assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])
    lost = [client.post("/alerts/link/", {"address": each}) for each in (ADDRESS, "never@example.org")]
    assert {(each.status_code, each["Location"]) for each in lost} == {(302, "/alerts/asked/")}
    assert [mail["To"] for mail in days.look()] == ["new@example.org", ADDRESS]


def test_nobody_can_fill_somebody_elses_letter_box(client: Client, cast: Cast, days: Days) -> None:
    for number in range(9):
        asked(client, f"about=search&q=word{number}")
        asked(client, f"about=search&q=word{number}")
    assert len(days.look()) == 5


def test_guessed_links_lead_nowhere(client: Client, cast: Cast, days: Days) -> None:
    mine = followed(client, days, of(cast))
    token = mine.split("/")[-2]
    key, _, signature = token.partition(":")
    wrong = [
        "x",
        "1",
        key,
        f"{key}:",
        f"{key}:{signature[:-1]}",
        f"{'0' * 32}:{signature}",
        "%00",
        "a" * 3000,
    ]
    for path in ("mine", "stop", "confirm"):
        word = {"mine": "yours"}.get(path, path)
        for each in wrong:
            assert client.get(f"/alerts/{word}/{each}/").status_code == 404
    for word in ("stop", "confirm"):
        assert client.get(f"/alerts/{word}/{token}/").status_code == 404, "a link is good for one thing"
    assert client.get(mine)["Referrer-Policy"] == "same-origin"


def test_the_ledger_agrees(client: Client, cast: Cast, days: Days) -> None:
    followed(client, days, of(cast))
    rows = Reminder.objects.filter(subject_type="alert_mail")
    assert {row.state for row in rows} == {"sent"}
    assert all(row.recipient_name == "A subscriber" for row in rows)
    assert database_now()


def test_every_kind_of_subject_fits_a_line(client: Client, cast: Cast, days: Days) -> None:
    longest = Line._meta.get_field("subject_type").max_length
    assert longest is not None
    assert all(len(name) <= longest for name in SOURCES)
    followed(client, days, of(cast))
    meeting = coming_meeting(cast)
    days.look(minutes=1)
    made = Recommendation.objects.create(
        committee=cast.committee,
        meeting=meeting,
        reference="PF/2026/1",
        text="Mend.",
        origin="meeting",
        state="made",
        made_on=timezone.localdate(),
        published_at=timezone.now(),
    )
    (mail,) = days.look(minutes=1)
    assert text(mail).count(made.get_absolute_url()) == 1
    assert Line.objects.filter(subject_type="recommendation").count() == 1


def test_addresses_are_forgotten_whatever_fails(client: Client, cast: Cast, days: Days) -> None:
    asked(client, of(cast))
    days.look()
    days.travel.shift(timedelta(days=4))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE alerts_fresh RENAME TO alerts_away")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    with pytest.raises(ProgrammingError):
        gather(datetime.now(UTC))
    assert not Subscriber.objects.exists()


def test_a_strangers_words_are_not_mailed(client: Client, cast: Cast, days: Days) -> None:
    asked(client, "about=search&q=%22win+a+prize%22")
    (mail,) = days.look()
    assert "prize" not in mail.as_string()
    assert "A search" in text(mail)
    assert b"win a prize" in client.get(link(mail, "confirm")).content


def test_a_second_click_after_it_is_gone_is_no_error(client: Client, cast: Cast, days: Days) -> None:
    mine = followed(client, days, of(cast))
    alert = Alert.objects.select_related("subscriber").get()
    again = Alert.objects.get()
    following.stop(again)
    assert following.confirm(alert) is None
    following.change(alert, often="weekly")
    following.stop(alert)
    following.stop_all(alert.subscriber)
    assert not Subscriber.objects.exists()
    assert client.post(mine, {"all": "yes"}).status_code == 404


def test_a_servers_answer_leaves_no_address_behind(client: Client, cast: Cast, days: Days) -> None:
    answers: list[Exception] = []

    def refuse(mail: Mail) -> None:
        raise answers[-1]

    asked(client, of(cast))
    days.post.before = refuse
    answers.append(TryLater(f"SMTPResponseException: (450, b'<{ADDRESS}>: later')"))
    days.look()
    row = Reminder.objects.get(recipient__startswith="subscriber:")
    assert row.last_error == "The mail server answered 450."
    answers.append(Refused(f"550 5.1.1 <{ADDRESS}>: no such user"))
    days.look(hours=1)
    row.refresh_from_db()
    assert (row.state, row.why) == ("failed", "The mail server answered 550.")
    assert not [each for each in Attempt.objects.all() if ADDRESS in each.detail]
