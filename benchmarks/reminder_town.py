"""For reminder_chaos: a council whose deadlines are all due at once, who works there, and what must come of it."""

from __future__ import annotations

import os
import random
import time as clock
from collections import Counter
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from celery.signals import task_postrun
from django.db import Error, connection, transaction
from django.utils import timezone

from accounts.models import Role, User
from committees.models import Committee, Meeting, MeetingDate, OfficerScope
from council.models import Council, Person
from reminders.clock import database_now
from reminders.dispatch import Dispatcher
from reminders.judging import situations
from reminders.mails import compose, message_id_of
from reminders.models import Attempt, ChangedSubject, Reminder, ReminderLine, ReminderRule
from reminders.planning import plan_what_changed
from reminders.promises import reference
from reminders.sending import look_round
from reminders.tick import tick
from reminders.transports import transport
from reminders.wording import default_texts
from scrutiny.celery import app

COMMITTEES = 10
DATES = 10  # of each meeting
CHUNK = 20  # meetings the clerk enters at once


def found_council(when_unsure: str) -> None:
    """One reminder for each officer, due since midnight: an officer for most committees, three for some."""
    Council.objects.create(pk=1, name="Wessexmere County Council", short_name="Wessexmere")
    contact = Person.objects.create(
        kind="officer", given_name="Orla", family_name="Finch", printed_name="O Finch"
    )
    for number in range(COMMITTEES):
        committee = Committee.objects.create(
            name=f"Committee {number}", slug=f"c{number}", code=f"CC{number}", contact=contact, venue="Room",
            start_time=time(10),
        )  # fmt: skip
        for officer in range(3 if number % 5 == 0 else 1):
            user = User(email=f"o{number}.{officer}@council.example", name=f"Officer {number} {officer}")
            user.roles = [Role.DEMOCRATIC_SERVICES]
            user.set_unusable_password()
            user.save()
            OfficerScope.objects.create(user=user, committee=committee)
    texts = default_texts("Please see to it.")
    rule = ReminderRule.objects.create(
        kind="other",
        when_unsure=when_unsure,
        **{name: getattr(texts, name) for name in texts.__slots__},
    )
    ReminderLine.objects.create(rule=rule, number=0, unit="calendar", at=time(0), to=["officers"])
    look_round(database_now() - timedelta(days=1))
    connection.close()


@transaction.atomic
def add_meetings(first: int, number: int) -> None:
    """As a verb would: the meetings and their dates in one transaction."""
    now, contact = timezone.now(), Person.objects.first()
    committees = list(Committee.objects.order_by("pk"))
    meetings = Meeting.objects.bulk_create(
        Meeting(
            committee=committees[n % len(committees)],
            reference=f"m-{n}",
            start=now + timedelta(days=30),
            venue="Room",
            contact=contact,
        )
        for n in range(first, first + number)
    )
    MeetingDate.objects.bulk_create(
        MeetingDate(
            meeting=meeting,
            kind="other",
            name=f"Date {n}",
            authority="local",
            due_on=timezone.localdate(now),
            due_at=now + timedelta(hours=6),
            explanation={},
        )
        for meeting in meetings
        for n in range(DATES)
    )


@dataclass
class Account:
    promised: int
    lost: int
    doubled_rows: int
    strange_rows: int
    extra_mails: int
    unflagged: int
    doubts: int
    flagged: int

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled_rows or self.strange_rows or self.unflagged)


def clerk(deadlines: int, span: float) -> None:
    """Enters everything within the span, chunk by chunk; taken up again where it was cut short."""
    meetings = deadlines // DATES
    while (done := Meeting.objects.count()) < meetings:
        add_meetings(done, min(CHUNK, meetings - done))
        clock.sleep(span * CHUNK / meetings)
    clock.sleep(3600)


def dispatcher() -> None:
    while True:
        tick(seconds=3)
        clock.sleep(random.random() / 2)


def planner() -> None:
    while True:
        plan_what_changed(database_now())
        clock.sleep(random.random() / 5)


def worker() -> None:
    """Celery's own, with two processes; a tenth of its messages comes a second time."""

    def deliver_twice(task_id: str, **kwargs: object) -> None:
        if random.random() < 0.1:
            app.send_task("reminders.tasks.tick", task_id=task_id, retry=False)

    task_postrun.connect(deliver_twice, weak=False)
    options = ["--queues", "reminders", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    app.worker_main(["worker", *options, "--loglevel", "ERROR", "--hostname", f"chaos{os.getpid()}@%h"])


def beat(folder: Path) -> None:
    app.conf.beat_schedule = {"tick": {"task": "reminders.tasks.tick", "schedule": 1.0}}
    app.Beat(schedule=str(folder / f"beat-{os.getpid()}"), loglevel="ERROR", max_interval=1).run()


def enter_everything(reminders: int) -> None:
    per_meeting = DATES * OfficerScope.objects.count() / COMMITTEES
    add_meetings(0, round(reminders / per_meeting))
    plan_what_changed(database_now())
    connection.close()


def waiting() -> int:
    number = Reminder.objects.filter(state="planned").count()
    connection.close()
    return number


def drain() -> None:
    Dispatcher(transport(), database_now).drain(3600)


def bare_loop() -> None:
    """Writes and sends; notes nothing down."""
    post, now = transport(), database_now()
    rows = Reminder.objects.filter(state="planned").order_by("not_before", "pk")
    for part in batches(list(rows), 20):
        situation_of = situations(part)
        for row in part:
            row.message_id = message_id_of([row])
            post.send(compose([row], situation_of, "Wessexmere County Council", now))
    post.close()


def batches(rows: list[Reminder], size: int) -> list[list[Reminder]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def is_quiet(deadlines: int) -> bool:
    """Everything entered, planned and settled."""
    try:
        entered = Meeting.objects.count() >= deadlines // DATES
        planned = not ChangedSubject.objects.exists()
        return entered and planned and not Reminder.objects.exclude(state__in=["sent", "held"]).exists()
    except Error:
        return False
    finally:
        connection.close()


def audit(log: Path) -> Account:
    """Worked out from the deadlines and the mail server's log; the ledger only has to agree."""
    officers: dict[int, list[int]] = {}
    for committee, user in OfficerScope.objects.values_list("committee_id", "user_id"):
        officers.setdefault(committee, []).append(user)
    promised = set()
    dates = MeetingDate.objects.values_list("meeting_id", "name", "due_on", "meeting__committee_id")
    for meeting, name, due_on, committee in dates:
        promised |= {_reference(meeting, name, due_on, user) for user in officers[committee]}
    rows = {row.reference: row for row in Reminder.objects.all()}
    keys = Counter(
        Reminder.objects.values_list(
            "kind", "subject_type", "subject_id", "part", "due_on", "offset", "recipient"
        )
    )
    mails = (
        Counter(line[1:].partition("@")[0] for line in log.read_text().splitlines()) if log.exists() else {}
    )
    extras = {ref: number - 1 for ref, number in mails.items() if number > 1}
    lost = [ref for ref in promised if not mails.get(ref) and not _waits_for_officer(rows.get(ref))]
    return Account(
        promised=len(promised),
        lost=len(lost),
        doubled_rows=sum(number - 1 for number in keys.values()),
        strange_rows=len(set(rows) - promised),
        extra_mails=sum(extras.values()),
        unflagged=sum(1 for ref in extras if rows[ref].unsure_at is None),
        doubts=Attempt.objects.filter(outcome__in=["unsure", "found"]).count(),
        flagged=sum(1 for row in rows.values() if row.unsure_at),
    )


def states() -> Counter[tuple[str, str]]:
    return Counter(Reminder.objects.values_list("state", "last_error"))


def _waits_for_officer(row: Reminder | None) -> bool:
    return row is not None and row.state == Reminder.State.HELD and row.unsure_at is not None


def _reference(meeting: int, name: str, due_on: date, user: int) -> str:
    return reference(("other", "meeting", meeting, name, due_on, "0c", f"user:{user}", "mail"))
