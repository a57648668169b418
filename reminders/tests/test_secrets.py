"""No word of an exempt paper is in any mail, in the ledger, in a log, in the audit book or in Redis."""

from __future__ import annotations

import json
import logging
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import redis
import time_machine
from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Min
from django.utils import timezone

from audit.models import Entry
from callins import workflow
from callins.decisions import publish_decision
from callins.papers import keep_paper
from callins.planning import publish_notice
from callins.rules import HearingRules, Validation
from callins.tests.executive import clean, made, planned, rule_set
from callins.tests.made import paper_call_in
from committees.formats import ask_for_format
from committees.meetings import create_meeting
from committees.models import AgendaItem, MeetingDate, Paper, PaperVersion, Report
from committees.models.committee import ItemKind, Section
from committees.requests import ask
from committees.tests.samples import pdf
from reminders import desk
from reminders.dispatch import Dispatcher
from reminders.models import Attempt, Preference, Reminder, Sending
from reminders.planning import plan_what_changed
from reminders.promises import LONDON
from reminders.tests.post import plan_at
from reminders.transports import FileTransport
from scrutiny.tests.cast import Cast
from workprogramme import tracking
from workprogramme.tests.programme import topic
from workprogramme.tests.reviewed import reviewed
from workprogramme.tests.tracked import drafted

START = datetime(2026, 12, 1, 9, tzinfo=LONDON)
KINDS_SENT = {
    *("exempt_review", "final_report", "key_decision_notice", "private_meeting_notice", "call_in_window"),
    *("decision_effect", "call_in_validity", "call_in_hearing", "call_in_agenda", "information_request"),
    *("executive_response", "review_end", "format_request"),
}
SECRET = re.compile(rb"quokka\w+", re.IGNORECASE)


def plant(cast: Cast) -> None:
    """Every text that an officer may write about what is exempt holds a word of its own."""
    meeting = create_meeting(cast.committee, start=START + timedelta(days=15), by=cast.officer)
    item = AgendaItem.objects.create(
        meeting=meeting, order=50, kind=ItemKind.REPORT, section=Section.EXEMPT, title="quokkaitem",
        restricted_title="quokkarestricted", note="quokkanote", exempt_reason="quokkareason",
    )  # fmt: skip
    Report.objects.create(
        item=item, reference="PAF/01/26", title="quokkareport", purpose="quokkapurpose",
        body="quokkabody", enquiries_to=cast.officer.person or cast.committee.contact,
    )  # fmt: skip
    paper = Paper.objects.create(item=item, order=1, title="quokkapaper", restricted_title="quokkasecret")
    PaperVersion.objects.create(
        paper=paper, number=1, classification="exempt", review_on=(START + timedelta(days=10)).date(),
        public_interest="quokkainterest", original_name="quokkafile.pdf", pdf=ContentFile(b"x", "quokka.pdf"),
        sha256="0" * 64, pages=1, size=1, uploaded_by=cast.officer,
    )  # fmt: skip


def plant_of_the_executive(cast: Cast) -> None:
    """What only officers may read of the forward plan, of decisions, of a call-in and of a member's request."""
    rule_set(
        hearing=HearingRules(days=10, counted_from="received"),
        validation=Validation(within_days=2, cure_days=2),
    )
    secret = {"is_private": True, "private_reason": "It names a bidder.", "paragraphs": ["3"]}
    due, key = (START + timedelta(days=50)).date(), {"is_key": True, "key_wards": True}
    planned(cast, "quokkaunpublished", due=due, matter="quokkamatter", **key, **secret)
    announced = planned(cast, due=due, restricted_title="quokkaofficerstitle", **key, **secret)
    publish_notice(announced, by=cast.officer)
    made(cast, "quokkadraftdecision")
    decision = made(cast, restricted_title="quokkasale", committee=cast.committee, **secret)
    decision = publish_decision(decision, by=cast.officer)
    keep_paper(
        decision, pdf(), clean(pdf()), name="quokkabid.pdf", classification="exempt", paragraphs=["3"],
        by=cast.officer,
    )  # fmt: skip
    called_in = publish_decision(made(cast, committee=cast.committee, **secret), by=cast.officer)
    people = [who.person for who in (cast.chair, cast.member, cast.other_councillor) if who.person]
    form = paper_call_in(
        called_in, people, cast.officer, reasons="quokkareasons", alternative="quokkainstead"
    )
    workflow.receive(form, received_at=START, by=cast.officer)
    ask(cast.committee, document="quokkadocument", relevance="quokkarelevance", by=cast.member)


def plant_of_the_programme(cast: Cast) -> None:
    """What is not published of reviews and recommendations, and who needs another format of what."""
    reviewed(cast, "quokkareview", "quokkascope", publish=False)
    words = {"text": "quokkatext", "addressee": "quokkaaddressee"}
    today = timezone.localdate()
    tracking.send(
        [tracking.agree(drafted(cast, topic(cast, "quokkatopic"), **words), on=today, by=cast.officer)],
        notice="quokkanotice", report_received_on=today, notice_received_on=today, by=cast.officer,
    )  # fmt: skip
    ask_for_format(
        document="quokkawanted", format="braille", name="quokkaname", email="quokka@example.org",
        details="quokkadetails",
    )  # fmt: skip


def send_at(post: FileTransport, now: datetime) -> None:
    assert not plan_what_changed(now)
    Dispatcher(post, lambda: now).drain(60)


@pytest.mark.django_db
def test_no_word_of_what_is_exempt_leaves_with_a_reminder(
    cast: Cast, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    Sending.objects.all().delete()
    plan_at(START - timedelta(days=40))
    with time_machine.travel(START, tick=False):
        plant(cast)
        plant_of_the_executive(cast)
        plant_of_the_programme(cast)
    Preference.objects.create(user=cast.officer, mode=Preference.Mode.DIGEST)
    post = FileTransport(tmp_path)
    plan_at(START)
    while (
        now := Reminder.objects.filter(state="planned").aggregate(next=Min("not_before"))["next"]
    ) is not None:
        send_at(post, now)
    desk.resend(Reminder.objects.filter(state="sent")[0], reason="Lost", by=cast.officer)
    mails = [mail for _, mail in post.mails()]
    assert {row.kind for row in Reminder.objects.filter(state="sent")} >= KINDS_SENT
    assert any(mail["subject"].startswith("Your reminders") for mail in mails)
    decoded = [
        part.get_payload(decode=True) or b""
        for mail in mails
        for part in mail.walk()
        if not part.is_multipart()
    ]
    kept = [json.dumps(list(model.objects.values()), default=str).encode() for model in (Reminder, Attempt)]
    audited = Entry.objects.filter(subject_type__startswith="reminders.")
    kept.append(json.dumps(list(audited.values()), default=str).encode())
    seen = [*decoded, *(str(mail).encode() for mail in mails), *kept, caplog.text.encode(), *in_redis()]
    assert [SECRET.findall(text) for text in seen if SECRET.search(text)] == []


def in_redis() -> list[bytes]:
    """Every key, and what it holds as Redis itself writes it out."""
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        return [part for key in broker.scan_iter("*") for part in (key, broker.dump(key) or b"")]


def test_the_message_that_rings_for_a_round_carries_nothing() -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.delete("reminders")
        current_app.send_task("reminders.tasks.tick")
        (message,) = broker.lrange("reminders", 0, -1)
        broker.delete("reminders")
    sent = json.loads(message)
    assert sent["headers"]["argsrepr"] == "()"
    assert sent["headers"]["kwargsrepr"] == "{}"
    assert sent["headers"]["eta"] is None


def test_nobody_asks_celery_to_remember_a_time() -> None:
    """A message with a time in it is run again and again once it outlives the broker's patience."""
    apps = [
        Path(settings.BASE_DIR) / name
        for name in ("committees", "callins", "workprogramme", "reminders", "scrutiny")
    ]
    sources = [path for app in apps for path in app.rglob("*.py") if "tests" not in path.parts]
    asks = re.compile(r"\b(eta|countdown)=")
    assert [str(path) for path in sources if asks.search(path.read_text())] == []


def test_celery_gives_every_message_back_and_takes_one_at_a_time() -> None:
    conf = current_app.conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.broker_transport_options["unacked_restore_throttle"] == 1
    assert conf.accept_content == ["json"]
    assert conf.timezone == "UTC"
    assert conf.beat_schedule["send-reminders"]["schedule"] == 60.0


@pytest.mark.django_db
def test_everything_that_deadlines_hang_on_is_watched_by_the_database(cast: Cast) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'reminders_notice'")
        watched = {table for (table,) in cursor.fetchall()}
    assert watched >= {
        MeetingDate._meta.db_table,
        PaperVersion._meta.db_table,
        *("committees_meeting", "committees_report", "committees_officerscope", "committees_membership"),
        *("callins_callin", "callins_hearing", "callins_reconsideration", "callins_decision"),
        *(
            "committees_action",
            "callins_planneddecision",
            "callins_privatemeetingnotice",
            "committees_accessrequest",
        ),
        *("committees_formatrequest", "workprogramme_recommendation", "workprogramme_review"),
        *("accounts_user", "council_calendarday", "reminders_reminderrule", "reminders_preference"),
    }
