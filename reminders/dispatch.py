"""Sending what is due: claim, look again, stamp, send, settle. Each step is committed before the next begins.

The stamp says "given away" before the mail is, so whoever finds it on an orphaned row knows that the mail may have
left, and asks the transport before sending it again. Where the transport cannot be asked the doubt is shown to an
officer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from council.models import Council

from .claiming import TOGETHER, Letter, claim, lease
from .doubts import resolve
from .expectation import DATABASE_TROUBLE, Situation
from .judging import judge, situations
from .mails import compose, host, message_id_of
from .models import Attempt, ChangedSubject, Reminder, Sending
from .settling import Result, settle, settle_for_sure
from .transports import Mail, NobodyThere, Refused, Transport, TryLater, Unsure

logger = logging.getLogger(__name__)
State, Outcome = Reminder.State, Attempt.Outcome
# Seconds for which what was read of deadlines and people may be acted on.
FRESH_FOR = 2.0
Ready = list[tuple[Letter, Mail]]


class Dispatcher:
    """One pair of hands. Any number may work at once, on any number of machines."""

    def __init__(
        self, transport: Transport, now: Callable[[], datetime], fresh_for: float = FRESH_FOR
    ) -> None:
        self._transport, self._now, self._fresh_for = transport, now, fresh_for
        self._council = Council.objects.values_list("name", flat=True).first() or "Scrutiny"
        # Where a doubt can be cleared up by asking, it may be about several mails; elsewhere about one at most.
        self._together = TOGETHER if transport.can_be_asked else 1
        self._until = self._looked_at = 0.0
        self.sent = 0

    def drain(self, seconds: float) -> int:
        """Send until nothing is due, for so long at most. Gives how many reminders went out."""
        self._until = time.monotonic() + seconds
        try:
            while time.monotonic() < self._until and not held():
                letters = claim(self._now())
                if not letters or not self._work_off(letters):
                    break
        finally:
            self._transport.close()
        return self.sent

    def _work_off(self, letters: Sequence[Letter]) -> bool:
        """False when there is no sense in going on now."""
        letters = [letter for letter in letters if resolve(letter, self._transport, self._now())]
        first_look = self._first_look(letters) if self._together == 1 else {}
        while letters:
            some, letters = letters[: self._together], letters[self._together :]
            first_look = first_look if self._is_fresh() else {}
            if not self._deliver(self._ready(some, first_look)):
                give_back(letters)
                return False
        return True

    def _is_fresh(self) -> bool:
        return time.monotonic() - self._looked_at < self._fresh_for

    def _first_look(self, letters: Sequence[Letter]) -> dict[str, Situation]:
        try:
            return self._look(letters)
        except DATABASE_TROUBLE:
            raise
        except Exception:
            return {}  # each is looked at by itself, so that one that cannot be read keeps no other back

    def _ready(self, letters: Sequence[Letter], first_look: dict[str, Situation]) -> Ready:
        """The mails that may go. One whose deadline cannot be read must not keep the others from going out."""
        self._looked_at = self._looked_at if first_look else time.monotonic()
        try:
            return self._stamp(letters, first_look)
        except DATABASE_TROUBLE:
            raise
        except Exception as error:
            if len(letters) > 1:
                return [pair for letter in letters for pair in self._ready([letter], {})]
            self._put_off(letters[0], error)
            return []

    @transaction.atomic
    def _look(self, letters: Sequence[Letter]) -> dict[str, Situation]:
        """A first look at all of them, so that a mail whose deadline has not changed needs no second one."""
        self._looked_at = time.monotonic()
        rows = _still_mine(letters)
        situation_of = situations(rows)
        _put_aside(rows, judge(rows, situation_of, self._now()))
        return situation_of

    @transaction.atomic
    def _stamp(self, letters: Sequence[Letter], first_look: dict[str, Situation]) -> Ready:
        """Look again, write the mails and say that they are given away. Locks nothing but the rows themselves."""
        now = self._now()
        rows = {row.pk: row for row in _still_mine(letters)}
        if held():
            give_back(letters)
            return []
        situation_of = first_look
        if not first_look or _changed_since(rows.values()):
            situation_of = situations(rows.values())
            verdicts = judge(rows.values(), situation_of, now)
            _put_aside(rows.values(), verdicts)
            rows = {pk: row for pk, row in rows.items() if pk not in verdicts}
        ready: Ready = []
        for letter in letters:
            left = tuple(rows[pk] for pk in letter.ids if pk in rows)
            if left:
                ready += self._write(Letter(left, letter.token), situation_of, now)
        _mark_given_away([letter for letter, _ in ready], now)
        return ready

    def _write(self, letter: Letter, situation_of: dict[str, Situation], now: datetime) -> Ready:
        message_id = message_id_of(letter.rows)
        for row in letter.rows:
            row.message_id = message_id
        try:
            return [(letter, compose(letter.rows, situation_of, self._council, now))]
        except Exception as error:
            self._put_off(letter, error)
            return []

    def _put_off(self, letter: Letter, error: Exception) -> None:
        """Tried again later and later: a mistake in a rule or in our own code may be mended by then."""
        logger.exception("Reminder %s could not be written", letter.ids)
        detail = f"It could not be written: {type(error).__name__}"
        settle([Result(letter, Outcome.LATER, detail)], self._now())

    def _deliver(self, ready: Ready) -> bool:
        """Send what was stamped and settle it, whatever happens to the database meanwhile.

        A slow server may outlast what was read: what is left then goes back, and is claimed and read anew.
        """
        results: list[Result] = []
        going_on = True
        for letter, mail in ready:
            if going_on and (not results or self._is_fresh()):
                results.append(self._send(letter, mail))
                going_on = not results[-1].nobody_there
            else:
                results.append(Result(letter, Outcome.LATER, at_once=True))
        self.sent += sum(len(result.letter.rows) for result in results if result.outcome == Outcome.SENT)
        settle_for_sure(results, self._now, lease())
        return going_on and time.monotonic() < self._until

    def _send(self, letter: Letter, mail: Mail) -> Result:
        try:
            self._transport.send(mail)
        except TryLater as error:
            return Result(letter, Outcome.LATER, str(error), nobody_there=isinstance(error, NobodyThere))
        except Refused as error:
            return Result(letter, Outcome.REFUSED, str(error))
        except Unsure as error:
            return Result(letter, Outcome.UNSURE, str(error))
        return Result(letter, Outcome.SENT)


def held() -> bool:
    return Sending.objects.filter(held=True).exists()


def give_back(letters: Sequence[Letter]) -> None:
    """Claimed, and not given away: as if nobody had touched it."""
    for letter in letters:
        Reminder.objects.filter(pk__in=letter.ids, token=letter.token, state=State.CLAIMED).update(
            state=State.PLANNED,
            token=None,
            lease_until=None,
            handed_off_at=None,
            attempts=F("attempts") - 1,
        )


def _still_mine(letters: Sequence[Letter]) -> list[Reminder]:
    tokens = {letter.token for letter in letters}
    ids = [pk for letter in letters for pk in letter.ids]
    mine = Reminder.objects.filter(pk__in=ids, token__in=tokens, state=State.CLAIMED)
    return list(mine.order_by("pk").select_for_update(of=("self",)))


def _changed_since(rows: Iterable[Reminder]) -> bool:
    """Whether a change was noticed that nobody has planned from yet. What was planned from has been cancelled."""
    of_these = Q(subject_type="")
    for row in rows:
        of_these |= Q(subject_type=row.subject_type, subject_id=row.subject_id)
    return ChangedSubject.objects.filter(of_these).exists()


def _put_aside(rows: Iterable[Reminder], verdicts: dict[int, dict[str, object]]) -> None:
    for row in rows:
        if row.pk in verdicts:
            Reminder.objects.filter(pk=row.pk, token=row.token).update(**verdicts[row.pk])


def _mark_given_away(letters: Sequence[Letter], now: datetime) -> None:
    stamp = {"state": State.HANDED_OFF, "handed_off_at": now, "lease_until": now + lease()}
    single = [
        pk for letter in letters if len(letter.rows) == 1 and not letter.rows[0].digest for pk in letter.ids
    ]
    if single:
        message_id = Concat(Value("<"), F("reference"), Value(f"@{host()}>"))
        Reminder.objects.filter(pk__in=single).update(message_id=message_id, **stamp)
    for letter in letters:
        if letter.rows[0].digest:
            same = letter.rows[0].message_id
            Reminder.objects.filter(pk__in=letter.ids).update(message_id=same, **stamp)
