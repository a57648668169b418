"""Mails that somebody gave away and did not live to settle. Ask where asking helps; otherwise show the doubt."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from .claiming import Letter
from .judging import situations
from .mails import message_id_of
from .models import Attempt, Reminder, Sending
from .settling import Result, settle
from .transports import Transport

State, Outcome = Reminder.State, Attempt.Outcome
ASK_AGAIN = timedelta(minutes=1)
UNSURE = "It is not known whether the mail server took it. Send it again, or leave it as it is."


def resolve(letter: Letter, transport: Transport, now: datetime) -> bool:
    """True when it may be sent: it was never given away, or certainly not taken, or better twice than never."""
    if not letter.in_doubt and not _may_have_gone_before_a_restore(letter):
        return True
    if transport.can_be_asked:
        return _ask(letter, transport, now)
    return _decide_without_asking(letter, now)


def _ask(letter: Letter, transport: Transport, now: datetime) -> bool:
    message_id = letter.rows[0].message_id or message_id_of(letter.rows)
    try:
        taken = transport.taken(message_id)
    except OSError:
        # Not knowing is not the same as no. It stays in doubt and is asked for again.
        mine = Reminder.objects.filter(pk__in=letter.ids, token=letter.token)
        mine.filter(handed_off_at=None).update(state=State.PLANNED, token=None, retry_at=now + ASK_AGAIN)
        mine.update(lease_until=now + ASK_AGAIN)
        return False
    if taken:
        settle([Result(letter, Outcome.FOUND)], now)
    return not taken


@transaction.atomic
def _decide_without_asking(letter: Letter, now: datetime) -> bool:
    situation_of = situations(letter.rows)
    again = True
    for row in letter.rows:
        situation = situation_of[row.subject_type]
        deadline = situation.deadline_of(row)
        if deadline and not deadline.statutory and row.decided_by_id is None:
            again = again and situation.rule(deadline).rule.resend_when_unsure
    mine = Reminder.objects.filter(pk__in=letter.ids, token=letter.token)
    mine.update(unsure_at=now)
    if not again:
        mine.update(state=State.HELD, why=UNSURE, token=None, lease_until=None, handed_off_at=None)
    Attempt.objects.bulk_create(
        Attempt(reminder=row, at=now, outcome=Outcome.UNSURE, message_id=row.message_id)
        for row in letter.rows
    )
    return again


def _may_have_gone_before_a_restore(letter: Letter) -> bool:
    """A ledger from a backup is older than the world: it does not know what went out after it was made."""
    moment = Sending.objects.values_list("look_up_before", flat=True).first()
    return moment is not None and any(row.due_at < moment and not row.unsure_at for row in letter.rows)
