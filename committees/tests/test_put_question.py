"""Anybody puts a question to a meeting by its form: receipts, deadlines, personal details, and programs that try."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from committees.contents import Published
from committees.forms.put_question import stamp
from committees.meetings import cancel_meeting, create_meeting
from committees.models import AgendaItem, Edition, Meeting, Publication, PublicQuestion, TimetableStep
from committees.templatetags.sittings import published_questions
from scrutiny.tests.cast import Cast, item
from scrutiny.tests.test_queries import add_a_publication

pytestmark = pytest.mark.django_db
GIVEN = {
    "kind": "question",
    "text": "What is done about the buses to Oakmere?",
    "name": "Winifred Plumtree",
    "email": "winnie@home.example",
    "phone": "01632 960999",
}


@pytest.fixture
def coming(cast: Cast) -> Meeting:
    start = timezone.localtime() + timedelta(days=30)
    return create_meeting(cast.committee, start=start.replace(hour=10, minute=15), by=cast.officer)


def send(client: Client, meeting: Meeting, **given: str):
    address = reverse("committees:put_question", args=[meeting.reference])
    return client.post(address, {**GIVEN, "opened": stamp(time.time() - 60), **given}, follow=True)


def make_late(meeting: Meeting, kind: str = TimetableStep.Kind.PUBLIC_QUESTIONS) -> datetime:
    gone = timezone.now() - timedelta(days=1)
    meeting.dates.filter(kind=kind).update(due_on=timezone.localdate(gone), due_at=gone)
    return gone


def test_it_is_on_the_register_with_a_receipt_and_named_nowhere(
    cast, coming, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = send(client, coming)
    assert "It is number 1 on our register" in page.content.decode()
    question = coming.public_questions.get()
    assert (question.state, question.handed_in, question.asker.email) == (
        "received",
        True,
        "winnie@home.example",
    )
    assert question.asked_as == "A member of the public"
    receipt, told = sorted(mail.outbox, key=lambda each: "home" not in each.to[0])
    assert (receipt.to, told.to) == (["winnie@home.example"], [cast.officer.email])
    for each in (receipt, told):
        assert "Oakmere" not in each.body + each.subject, "nobody has us mail their words to others"
        assert "Plumtree" not in each.body + each.subject
    assert "Plumtree" not in page.content.decode()


def test_what_is_late_is_told_why_and_is_on_the_register(
    cast, coming, client, django_capture_on_commit_callbacks
):
    gone = make_late(coming)
    with django_capture_on_commit_callbacks(execute=True):
        page = send(client, coming)
    assert f"{timezone.localtime(gone):%A %-d %B %Y}" in page.content.decode()
    assert "So it is not taken at the meeting" in page.content.decode()
    question = coming.public_questions.get()
    assert (question.state, question.state_reason[:27]) == ("refused", "It came after the deadline,")
    assert any("It came after the deadline" in each.body for each in mail.outbox)

    client.force_login(cast.officer)
    accept = reverse("workspace:question_step", args=[question.pk, "accept"])
    assert "Say why it is taken all the same" in client.post(accept, follow=True).content.decode()
    client.post(accept, {"late_reason": "The chairman agreed."})
    question.refresh_from_db()
    assert (question.state, question.late_reason) == ("accepted", "The chairman agreed.")


def test_each_kind_has_its_own_deadline(cast, coming, client):
    day = timezone.localdate() + timedelta(days=20)
    line = coming.dates.get(kind=TimetableStep.Kind.PUBLIC_QUESTIONS)
    coming.dates.create(
        kind=TimetableStep.Kind.REPRESENTATIONS,
        name="Representations",
        authority="local",
        due_on=day,
        explanation=line.explanation,
    )
    make_late(coming)
    send(client, coming, kind="representation")
    send(client, coming, kind="question")
    states = list(coming.public_questions.values_list("kind", "state"))
    assert states == [("representation", "received"), ("question", "refused")]
    page = client.get(reverse("committees:put_question", args=[coming.reference])).content.decode()
    assert f"{day:%A} {day.day} {day:%B %Y}" in page
    assert page.count("Why this date?") == 3


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"email": ""}, "Enter your e-mail address"),
        ({"text": ""}, "Enter your question"),
        ({"kind": "shouting"}, "not one of the available choices"),
        ({"text": "I, Winifred Plumtree, ask about buses."}, "personal details"),
        ({"text": "Ring me on 01632 960 999 about buses."}, "personal details"),
        ({"website": "https://spam.example"}, "a box that is not for you"),
        ({"opened": "never"}, "very quick"),
        ({"opened": stamp(time.time() + 1_000_000)}, "very quick"),
        ({"text": "\0 buses"}, "Null characters"),
    ],
    ids=["no address", "no words", "no kind", "name", "number", "hidden box", "forged", "at once", "null"],
)
def test_what_is_refused_keeps_what_was_typed(coming, client, given, words):
    page = send(client, coming, **given).content.decode()
    assert words.casefold() in page.casefold()
    assert not PublicQuestion.objects.exists()
    assert "01632 960999" in page
    assert "spam.example" not in page


def test_items_of_a_draft_agenda_are_not_told(cast, coming, client):
    for number in range(4):
        item(coming, f"Filler {number}", number)
    item(coming, "A secret closure", 5)
    address = reverse("committees:put_question", args=[coming.reference])
    assert "secret closure" not in client.get(address).content.decode()
    add_a_publication(coming, cast, 1)
    assert "secret closure" not in client.get(address).content.decode()


def test_one_address_sends_five(coming, client):
    for number in range(6):
        page = send(client, coming, text=f"Question {number}", email="WINNIE@home.example")
    assert "Write to us instead" in page.content.decode()
    assert coming.public_questions.count() == 5


@override_settings(RATE_LIMITS={"suggestions": (2, 2)})
def test_it_is_sent_only_so_often(coming, client):
    assert [send(client, coming).status_code for _ in range(3)] == [200, 200, 429]


def test_no_question_to_a_meeting_that_is_over_cancelled_or_private(cast, coming, client):
    past = create_meeting(cast.committee, start=timezone.now() - timedelta(days=3), by=cast.officer)
    assert "has begun" in send(client, past).content.decode()
    private = create_meeting(
        cast.committee, start=timezone.now() + timedelta(days=40), kind="briefing", by=cast.officer
    )
    assert send(client, private).status_code == 404
    cancel_meeting(coming, notice="No business.", by=cast.officer)
    assert "is cancelled" in send(client, coming).content.decode()
    assert not PublicQuestion.objects.exists()


def test_items_are_called_what_the_published_agenda_calls_them(cast, coming, client):
    """A title that is changed for the next edition is a draft until that is published."""
    open_one, closed = item(coming, "Buses", 11), item(coming, "A tender", 12)
    rows = [(open_one, "Buses to Oakmere", "public"), (closed, "A hidden tender", "exempt")]
    items = [
        {"key": f"item-{row.pk}", "title": title, "section": part, "papers": []} for row, title, part in rows
    ]
    publication = Publication.objects.create(
        meeting=coming,
        number=1,
        kind="agenda",
        published_at=timezone.now(),
        published_by=cast.officer,
        content_key="1",
    )
    same = {"file": "x.pdf", "sha256": "0", "size": 9, "pages": 9, "template_version": "1"}
    for kind in ("public", "members"):
        Edition.objects.create(publication=publication, kind=kind, agenda={"items": items}, **same)
    AgendaItem.objects.filter(pk=open_one.pk).update(title="A closure in the draft")
    page = client.get(reverse("committees:put_question", args=[coming.reference])).content.decode()
    assert ">Buses to Oakmere</option>" in page
    assert "closure" not in page
    assert "tender" not in page
    now = timezone.now()
    shared = {"state": "accepted", "received_at": now, "published_at": now, "text": "Why?"}
    for number, row in enumerate((open_one, closed), start=1):
        PublicQuestion.objects.create(meeting=coming, number=number, item=row, **shared)
    shown = render_to_string("public/includes/questions.html", published_questions(coming, Published(coming)))
    assert "on Buses to Oakmere" in shown
    assert "closure" not in shown
    assert "tender" not in shown
