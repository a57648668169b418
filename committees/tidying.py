"""Clearing away what builds leave behind: drafts that nobody will publish any more, and pages drawn once and kept.

What is published lies elsewhere (editions, papers, originals, kept pages) and is never looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from .models import Build, Publication

DAYS = 30
# The only two folders of the store that anything is removed from.
BUILDS, DRAWN = "builds", "parts"


@dataclass
class Tidied:
    builds: int = 0
    files: int = 0
    size: int = 0

    def __str__(self) -> str:
        return f"{self.builds} old builds and {self.files} files ({self.size / 1e6:.1f} MB)"


def tidy(*, days: int = DAYS, now: datetime | None = None, only_look: bool = False) -> Tidied:
    """Remove what is older than `days` and that nothing refers to; with `only_look`, count it."""
    if days < 1:
        raise ValueError("What is less than a day old may be in use.")
    before = (now or timezone.now()) - timedelta(days=days)
    done = Tidied()
    old = _old_builds(before)
    done.builds = len(old)
    if not only_look:
        with transaction.atomic():
            Build.objects.filter(pk__in=old, state__in=_ended()).delete()
    named = _named_files(without=old if only_look else [])
    for name in [*_files(BUILDS), *_files(DRAWN)]:
        if name not in named:
            _remove(name, before, done, only_look=only_look)
    return done


def _ended() -> list[Build.State]:
    return [state for state in Build.State if state not in Build.State.under_way()]


def _old_builds(before: datetime) -> list[int]:
    """Builds that ended long ago, but for the last one of each kind that an officer may still publish."""
    published = Publication.objects.filter(meeting=OuterRef("meeting")).order_by("-number").values("number")
    last = (
        Build.objects.filter(state=Build.State.BUILT, follows=Coalesce(Subquery(published[:1]), 0))
        .order_by("meeting_id", "kind", "-requested_at", "-pk")
        .distinct("meeting_id", "kind")
    )
    ended = Build.objects.filter(state__in=_ended(), finished_at__lt=before)
    return list(ended.exclude(pk__in=last.values("pk")).values_list("pk", flat=True))


def _named_files(without: list[int]) -> set[str]:
    """The files that a build still shows."""
    results = Build.objects.exclude(pk__in=without).values_list("result", flat=True)
    return {name for result in results.iterator() for name in _names(result)}


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _names(each)
    elif isinstance(value, str) and value.startswith(f"{BUILDS}/"):
        yield value


def _files(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _files(f"{folder}/{name}")


def _remove(name: str, before: datetime, done: Tidied, *, only_look: bool) -> None:
    try:
        if default_storage.get_modified_time(name) >= before:
            return
        size = default_storage.size(name)
        if not only_look:
            default_storage.delete(name)
    except FileNotFoundError:
        return
    done.files += 1
    done.size += size
