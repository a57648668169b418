"""Asking search for the planted words: all of them, many at a time, as one person or another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from committees.models.publication import EditionKind
from scrutiny.search.asking import Question
from scrutiny.search.finding import find
from scrutiny.search.models import Word
from scrutiny.tests.world import World

from .planting import Planted

AT_ONCE = 40


def account(world: World, who: str) -> Any:
    if who in ("anonymous", "integration_token"):
        return AnonymousUser()
    return getattr(world.access, who, None) or getattr(world.cast, who)


def found(user: Any, words: Collection[str]) -> list[int]:
    """How many are found with each lot of words that finds any."""
    today = timezone.localdate()
    typed = sorted(words)
    lots = [" OR ".join(typed[place : place + AT_ONCE]) for place in range(0, len(typed), AT_ONCE)]
    numbers = [find(Question(words=lot), user, today).count for lot in lots]
    return [number for number in numbers if number]


def suggested(words: Collection[str]) -> list[str]:
    return list(Word.objects.filter(word__in=words).values_list("word", flat=True))


def exempt_pages(planted: Planted) -> Iterator[str]:
    """The addresses of the exempt pages of the published pack."""
    edition = planted.publication.editions.get(kind=EditionKind.MEMBERS)
    last = next(part["to"] for part in reversed(edition.manifest["parts"]))
    for number in range(1, int(last.removeprefix("E")) + 1):
        yield f"/meetings/{planted.published.reference}/papers/pE{number}/"
