"""The words of papers, page by page, kept for search. They are as secret as the pages they stand on.

Nothing but this module reads them. The index of searches has them all, and shows them by the rule.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from packs.limits import Refused
from packs.text import page_texts

from .models import PageText, PaperVersion
from .permissions import Visitor, visible_to

logger = logging.getLogger(__name__)


def words_of(pdf: bytes) -> list[str]:
    """The words of each page, nothing for a picture of words. A file nobody can get words out of has none."""
    try:
        return [page.replace("\0", "").strip() for page in page_texts(pdf)]
    except Refused as refusal:
        logger.warning("No words of a paper: %s", refusal.reason)
        return []


def keep_texts(version: PaperVersion, words: Sequence[str]) -> None:
    """In the caller's transaction, with the version they belong to."""
    PageText.objects.bulk_create(
        PageText(version=version, page=number, text=text) for number, text in enumerate(words, start=1)
    )


def texts_of(version: PaperVersion) -> list[str]:
    """For a version that is made from another one and holds the same pages."""
    return list(PageText.objects.filter(version=version).values_list("text", flat=True))


def words_for_the_index(versions: Iterable[int]) -> dict[int, dict[int, str]]:
    """Of each version the words of each page, whoever may read them: every search asks the rule of each hit."""
    words: dict[int, dict[int, str]] = {pk: {} for pk in versions}
    for text in PageText.objects.filter(version__in=list(words)).order_by("page"):
        words[text.version_id][text.page] = text.text
    return words


def texts_visible_to(user: Visitor, day: date) -> QuerySet[PageText]:
    """The words that somebody may read: those of the versions they may read, and no others."""
    return PageText.objects.filter(version__in=visible_to(user, day))
