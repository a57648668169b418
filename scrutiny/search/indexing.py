"""Keeping the index: a subject is read again and what differs is replaced. Doing it twice changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction

from committees.models.paper import Classification

from .models import Due, Entry, Word
from .rows import Row
from .sources import SOURCES
from .words import trigrams, words_in

logger = logging.getLogger(__name__)
AT_ONCE = 500


def index(subject_type: str, subject_id: int) -> int:
    """Read one subject again; how many rows have changed. In the caller's transaction."""
    rows_of, _ = SOURCES[subject_type]
    rows = {row.key: row.tidied() for row in rows_of(subject_id)}
    mine = Entry.objects.filter(subject_type=subject_type, subject_id=subject_id)
    known = dict(mine.values_list("key", "digest"))
    gone = [key for key, digest in known.items() if key not in rows or rows[key].digest != digest]
    new = [row for key, row in rows.items() if known.get(key) != row.digest]
    mine.filter(key__in=gone).delete()
    Entry.objects.bulk_create([row.entry(subject_type, subject_id) for row in new], batch_size=AT_ONCE)
    learn(new)
    return len(gone) + len(new)


def learn(rows: Iterable[Row]) -> None:
    """Keep words to suggest, of what everybody may read and of nothing else."""
    found: set[str] = set()
    for row in rows:
        if not row.is_restricted and row.version_id is None:
            found |= words_in(f"{row.title} {row.text}")
    versions = {row.version_id for row in rows if row.version_id and not row.page.startswith("E")}
    public = set(
        Entry.objects.filter(
            version__in=versions,
            version__classification=Classification.PUBLIC,
            version__published_at__isnull=False,
        ).values_list("version", flat=True)
    )
    for row in rows:
        if row.version_id in public:
            found |= words_in(row.text)
    Word.objects.bulk_create(
        [Word(word=word, trigrams=sorted(trigrams(word))) for word in sorted(found)],
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )


def freshen(most: int = 200) -> int:
    """Index what is due, a subject at a time, each in its own transaction. Any number may run at once."""
    for done in range(most):
        if not _freshen_one():
            return done
    return most


@transaction.atomic
def _freshen_one() -> bool:
    due = Due.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if due is None:
        return False
    # Those that came in before we read it. One that comes in while we do stays due.
    same = Due.objects.filter(subject_type=due.subject_type, subject_id=due.subject_id)
    pks = list(same.select_for_update(skip_locked=True).values_list("pk", flat=True))
    index(due.subject_type, due.subject_id)
    Due.objects.filter(pk__in=pks).delete()
    return True


def rebuild() -> int:
    """All of it again, and nothing else left; how many rows have changed."""
    changed = 0
    for subject_type, (_, subjects) in SOURCES.items():
        there = set(subjects().order_by().values_list("pk", flat=True))
        indexed = Entry.objects.filter(subject_type=subject_type).order_by()
        there |= set(indexed.values_list("subject_id", flat=True).distinct())
        for pk in sorted(there):
            with transaction.atomic():
                due = Due.objects.filter(subject_type=subject_type, subject_id=pk)
                pks = list(due.values_list("pk", flat=True))
                changed += index(subject_type, pk)
                Due.objects.filter(pk__in=pks).delete()
    return changed
