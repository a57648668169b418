"""The search of the site, for strangers: what it finds and the words around it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import strip_tags

from scrutiny.search.finding import entries_of, find
from scrutiny.search.forms import LONGEST, SearchForm
from scrutiny.search.models import Entry, Kind
from scrutiny.search.snippets import snippets

from .resource import Data, site
from .shapes import ADDRESS, DAY, TEXT, Schema, made_of, one_of, or_nothing

FILTERS: dict[str, tuple[str, Schema]] = {
    "q": ("Words; “phrases” in quotation marks, without a word by a minus", {**TEXT, "maxLength": LONGEST}),
    "committee": ("The slug of a committee", TEXT),
    "kind": ("One kind only", one_of(Kind.values)),
}
RESULT = made_of(
    kind=one_of(Kind.values),
    title=TEXT,
    page=TEXT,
    day=DAY,
    committee=or_nothing(TEXT),
    words=TEXT,
    url=ADDRESS,
)


def search(given: QueryDict, number: int, size: int) -> tuple[int, list[Data]]:
    """How many there are, and one page of them."""
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        kept[name] = given.get(name, "")
    question, today = SearchForm(kept).question(), timezone.localdate()
    if not question.asks:
        return 0, []
    found = find(question, AnonymousUser(), today)
    entries = entries_of(found.matches[(number - 1) * size : number * size])
    words = snippets(entries, question.query)
    return found.count, [_told(entry, words[entry.pk]) for entry in entries]


def _told(entry: Entry, words: Any) -> Data:
    return {
        "kind": entry.kind,
        "title": entry.title,
        "page": entry.page,
        "day": entry.day.isoformat(),
        "committee": entry.committee.slug if entry.committee else None,
        "words": strip_tags(words),
        "url": site(entry.get_absolute_url()),
    }
