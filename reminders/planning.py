"""Planning: the ledger is made to hold what the deadlines promise. Doing it twice, or at once, changes nothing."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .expectation import DATABASE_TROUBLE, Situation
from .models import ChangedSubject, Reminder, Sending
from .promises import AGAIN, MOVED, Key, Promise, reference
from .sources import sources

TOGETHER = 200
SWEEP_EVERY = timedelta(minutes=10)
# How long after its day a deadline that was never met is still gone through.
LOOK_BACK = timedelta(days=60)
HELD_BEFORE = "It was held back before its deadline changed."
State = Reminder.State
KEPT = (State.CLAIMED, State.HANDED_OFF, State.SENT, State.COLLAPSED)
logger = logging.getLogger(__name__)


def plan_what_changed(now: datetime) -> list[Exception]:
    """Plan from every change that was noticed. A planner that is killed leaves its lines for the next.

    Gives why some subjects could not be planned. Their lines stay, so that every round says so until it is mended.
    """
    problems: list[Exception] = []
    after: int | None = 0
    while after is not None:
        after = _plan_some(now, after, problems)
    _sweep_if_asked(now, problems)
    return problems


def ask_for_sweep(now: datetime) -> None:
    """Every so often everything is planned anew: what no trigger told, and clocks and time zones that changed."""
    # A moment to come was written before the clock was put back.
    due = Q(swept_at=None) | Q(swept_at__lte=now - SWEEP_EVERY) | Q(swept_at__gt=now)
    with transaction.atomic():
        if Sending.objects.filter(due, pk=1).update(swept_at=now):
            ChangedSubject.objects.create()


def plan(subject_type: str, ids: Iterable[int], now: datetime) -> dict[int, Exception]:
    """Bring the ledger of these subjects up to date, in the caller's transaction.

    Gives the subjects that could not be read, and why. They keep no other from being planned.
    """
    since = Sending.objects.values_list("started_at", flat=True).first() or now
    problems: dict[int, Exception] = {}
    for some in _chunks(sorted(set(ids)), TOGETHER):
        problems |= _plan_together(subject_type, some, now, since)
    return problems


def _plan_together(
    subject_type: str, some: list[int], now: datetime, since: datetime
) -> dict[int, Exception]:
    try:
        with transaction.atomic():
            _plan(subject_type, some, now, since)
    except DATABASE_TROUBLE:
        raise
    except Exception as error:
        if len(some) == 1:
            logger.exception("Reminders of %s %s could not be planned", subject_type, some[0])
            return {some[0]: error}
        each = [_plan_together(subject_type, [pk], now, since) for pk in some]
        return {pk: problem for found in each for pk, problem in found.items()}
    return {}


def _plan(subject_type: str, ids: list[int], now: datetime, since: datetime) -> None:
    situation = Situation(subject_type, ids)
    wanted = {promise.key: promise for promise in situation.promises(now=now, since=since)}
    rows = Reminder.objects.filter(subject_type=subject_type, subject_id__in=ids)
    known = {key_of(row): row for row in rows.order_by("pk")}
    _make([promise for key, promise in wanted.items() if key not in known and not was_kept(promise, known)])
    for key, row in known.items():
        _bring_up_to_date(row, wanted.get(key), situation, now)


def was_kept(promise: Promise, known: Mapping[Key, Reminder]) -> bool:
    """They were told, or are being told, before they had an account."""
    row = known.get(promise.key_without_account)
    if row is None or promise.key_without_account == promise.key:
        return False
    return row.state in KEPT or (row.state == State.CANCELLED and row.decided_by_id is not None)


@transaction.atomic
def _plan_some(now: datetime, after: int, problems: list[Exception]) -> int | None:
    """The number of the last line that was looked at; none when there are no more."""
    waiting = ChangedSubject.objects.select_for_update(skip_locked=True).exclude(subject_type="")
    lines = list(waiting.filter(pk__gt=after).order_by("pk")[:500])
    subjects = defaultdict(set)
    for line in lines:
        subjects[line.subject_type].add(line.subject_id)
    wrong: set[tuple[str, int | None]] = set()
    for subject_type, ids in sorted(subjects.items()):
        found = plan(subject_type, [pk for pk in ids if pk is not None], now)
        problems += found.values()
        wrong |= {(subject_type, pk) for pk in found}
    planned = [line.pk for line in lines if (line.subject_type, line.subject_id) not in wrong]
    ChangedSubject.objects.filter(pk__in=planned).delete()
    return lines[-1].pk if lines else None


@transaction.atomic
def _sweep_if_asked(now: datetime, problems: list[Exception]) -> None:
    """Holding the lines keeps others from sweeping at the same time, and they stay if this is cut short."""
    asked = list(ChangedSubject.objects.select_for_update(skip_locked=True).filter(subject_type=""))
    if not asked:
        return
    since = (timezone.localtime(now) - LOOK_BACK).date()
    for subject_type, source in sorted(sources().items()):
        pending = Reminder.objects.filter(
            subject_type=subject_type, state__in=[State.PLANNED, State.HELD, State.CLAIMED]
        ).order_by()
        ids = {*source.subjects(since), *pending.values_list("subject_id", flat=True).distinct()}
        found = plan(subject_type, ids, now)
        problems += found.values()
        of_type = ChangedSubject.objects.filter(subject_type=subject_type)
        noted = set(of_type.filter(subject_id__in=found).values_list("subject_id", flat=True))
        of_type.bulk_create(
            ChangedSubject(subject_type=subject_type, subject_id=pk) for pk in found.keys() - noted
        )
    ChangedSubject.objects.filter(pk__in=[line.pk for line in asked]).delete()


def key_of(row: Reminder) -> Key:
    subject = (row.kind, row.subject_type, row.subject_id, row.part)
    return (*subject, row.due_on, row.offset, row.recipient, row.channel)


def row_for(promise: Promise) -> Reminder:
    deadline, (who, _, number) = promise.deadline, promise.recipient.key.partition(":")
    return Reminder(
        kind=deadline.kind,
        subject_type=deadline.subject_type,
        subject_id=deadline.subject_id,
        part=deadline.part,
        due_on=deadline.due_on,
        offset=promise.offset,
        recipient=promise.recipient.key,
        user_id=int(number) if who == "user" else None,
        person_id=int(number) if who == "person" else None,
        committee_id=deadline.committee_id,
        reference=reference(promise.key),
        **_words(promise),
        **_times(promise),
    )


def _make(missing: list[Promise]) -> None:
    """In the order of their keys, so that two planners wait for each other instead of locking each other out."""
    made = sorted(missing, key=lambda promise: promise.key)
    Reminder.objects.bulk_create(map(row_for, made), batch_size=500, ignore_conflicts=True)


def _bring_up_to_date(row: Reminder, promise: Promise | None, situation: Situation, now: datetime) -> None:
    if row.handed_off_at is not None:
        return  # it may have left already: whoever sends finds out first
    if row.state in (State.PLANNED, State.HELD, State.CLAIMED):
        if promise is None:
            _cancel_unless_asked_for(row, situation)
        elif row.state == State.PLANNED:
            _change_times(row, promise)
    elif row.state == State.CANCELLED and promise is not None and not (row.decided_by_id or row.unsure_at):
        _revive(row, promise)


def _revive(row: Reminder, promise: Promise) -> None:
    """What an officer had held back comes back held: they have not let it go."""
    state, why = (State.HELD, HELD_BEFORE) if row.was_held else (State.PLANNED, "")
    changes = {**_words(promise), **_times(promise)}
    _change(row, state=state, why=why, was_held=False, attempts=0, retry_at=None, **changes)


def _cancel_unless_asked_for(row: Reminder, situation: Situation) -> None:
    """What an officer asked for by hand is in no plan; it lives as long as its deadline does."""
    why = situation.why_not(row)
    if row.offset.startswith(AGAIN) and not why:
        return
    _change(
        row,
        state=State.CANCELLED,
        why=why or "It is no longer to be sent.",
        was_held=row.state == State.HELD,
        decided_by=None,
        token=None,
        lease_until=None,
    )


def _change_times(row: Reminder, promise: Promise) -> None:
    """A notice of a move is promised for the moment it was planned; an officer's own time stays."""
    if row.offset.startswith(MOVED) or row.decided_by_id is not None:
        changes = _words(promise)
    else:
        changes = {**_words(promise), **_times(promise)}
    # A night's rest may have put a single mail off; that alone is no reason to touch it. No list waits for morning.
    put_off = set() if row.digest else {"not_before"}
    if any(getattr(row, name) != value for name, value in changes.items() if name not in put_off):
        _change(row, **changes)


def _change(row: Reminder, **changes: object) -> None:
    """Only if nobody has moved it on since it was read."""
    Reminder.objects.filter(pk=row.pk, state=row.state).update(**changes)


def _words(promise: Promise) -> dict[str, object]:
    deadline = promise.deadline
    return {
        "deadline_name": deadline.name[:120],
        "about": deadline.about[:240],
        "audience": promise.audience,
        "deadline_at": deadline.moment,
        "statutory": deadline.statutory,
    }


def _times(promise: Promise) -> dict[str, object]:
    return {
        "due_at": promise.due_at,
        "due_local": promise.due_local,
        "not_before": promise.not_before,
        "digest": promise.digest,
    }


def _chunks(ids: list[int], size: int) -> Iterator[list[int]]:
    everything = iter(ids)
    while some := list(islice(everything, size)):
        yield some
