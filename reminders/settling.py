"""Writing down what became of a try. Only whoever holds the token may; a late comer changes nothing."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from .claiming import Letter, lease
from .models import Attempt, Reminder

logger = logging.getLogger(__name__)
State, Outcome = Reminder.State, Attempt.Outcome
MOST_TRIES = 40
NO_WORDS = "It gave no code."
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Result:
    letter: Letter
    outcome: Attempt.Outcome
    detail: str = ""
    nobody_there: bool = False
    at_once: bool = False

    def detail_of(self, row: Reminder) -> str:
        """What a server answers often quotes the address, and that of a subscriber is kept nowhere but with them."""
        if not self.detail or not row.recipient.startswith("subscriber:"):
            return self.detail
        codes = re.search(r"(?:^|[(:]\s*)([245]\d\d)\b(?:[ ,)]|$)", self.detail)
        ours = self.detail.partition(":")[0]
        return f"The mail server answered {codes[1]}." if codes else NO_WORDS if "@" in ours else ours


def settle_for_sure(
    results: Sequence[Result], now: Callable[[], datetime], patience: timedelta, pause: float = 0.2
) -> None:
    """The mail is out: what this process knows must reach the database, even one that is just starting again."""
    if not results:
        return
    until = time.monotonic() + patience.total_seconds() / 2
    while True:
        try:
            settle(results, now())
            return
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > until:
                raise
            logger.warning("The database does not answer; what was sent is written down as soon as it does.")
            connection.close()
            time.sleep(pause)


@transaction.atomic
def settle(results: Sequence[Result], now: datetime) -> None:
    _settle_sent([result for result in results if result.outcome in (Outcome.SENT, Outcome.FOUND)], now)
    for result in results:
        if result.outcome not in (Outcome.SENT, Outcome.FOUND):
            for row in result.letter.rows:
                mine = Reminder.objects.filter(pk=row.pk, token=result.letter.token)
                mine.update(last_error=result.detail_of(row), **_after(result, row, now))
    Attempt.objects.bulk_create(
        Attempt(
            reminder=row,
            at=now,
            outcome=result.outcome,
            message_id=row.message_id,
            detail=result.detail_of(row),
        )
        for result in results
        for row in result.letter.rows
        if not result.at_once
    )


def _settle_sent(results: Sequence[Result], now: datetime) -> None:
    if not results:
        return
    mine = Reminder.objects.filter(
        pk__in=[pk for result in results for pk in result.letter.ids],
        token__in={result.letter.token for result in results},
    )
    mine.update(
        state=State.SENT,
        sent_at=now,
        why="",
        last_error="",
        token=None,
        lease_until=None,
    )


def _after(result: Result, row: Reminder, now: datetime) -> dict[str, object]:
    tries = row.attempts
    if result.outcome == Outcome.UNSURE:
        # The stamp stays: whoever comes next knows that it is in doubt.
        return {"lease_until": now + lease() / 4}
    free: dict[str, object] = {"token": None, "lease_until": None, "handed_off_at": None}
    if result.outcome == Outcome.REFUSED:
        return free | {"state": State.FAILED, "why": result.detail_of(row)[:240]}
    if result.at_once:
        return free | {"state": State.PLANNED, "retry_at": now, "attempts": F("attempts") - 1}
    if tries >= MOST_TRIES:
        why = f"It could not be sent in {tries} tries. The last time: {result.detail_of(row)}"
        return free | {"state": State.FAILED, "why": why[:240]}
    # That nobody was there says nothing about this mail: it goes as soon as somebody is.
    retry_at = now + pause_after(1 if result.nobody_there else tries)
    return free | {"state": State.PLANNED, "retry_at": retry_at}


def pause_after(tries: int) -> timedelta:
    """A minute, then twice as long each time, an hour at most."""
    first = timedelta(seconds=settings.REMINDER_RETRY_SECONDS)
    doublings = max(0, min(tries - 1, 10))
    return min(first * (1 << doublings), LONGEST_PAUSE)
