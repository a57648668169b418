"""Finding: what matches and may be read, the best first.

However common a word is, only the newest matches are weighed, some of the pages and some of everything else, so a
search costs about the same whatever is asked. Counts are of those, after the door: what somebody may not read is
in no number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.search import SearchRank
from django.core.paginator import Page, Paginator
from django.db.models import F, FloatField, QuerySet, Value

from committees.permissions import Visitor

from .asking import Question
from .door import entries_visible_to
from .models import Entry, Kind

MOST_PAGES, MOST_THINGS = 700, 400
PER_PAGE = 10
# A page is one of many of its paper, and what is old is asked for less often.
WEIGHTS = {Kind.PAPER: 1.0, Kind.PERSON: 4.0, Kind.COMMITTEE: 4.0}
OTHERS = 2.0


@dataclass(frozen=True)
class Match:
    pk: int
    kind: str
    committee_id: int | None
    day: date
    rank: float


@dataclass
class Found:
    matches: list[Match] = field(default_factory=list)
    more: bool = False

    @property
    def count(self) -> int:
        return len(self.matches)

    def by_kind(self) -> list[tuple[str, str, int]]:
        numbers = Counter(match.kind for match in self.matches)
        return [(kind.value, str(kind.label), numbers[kind]) for kind in Kind if numbers[kind]]

    def by_committee(self) -> Counter[int]:
        return Counter(match.committee_id for match in self.matches if match.committee_id)

    def page(self, number: str | None) -> Page[Match]:
        return Paginator(self.matches, PER_PAGE).get_page(number)


def find(question: Question, user: Visitor, today: date) -> Found:
    matching = _matching(question, user, today)
    pages = (
        [] if question.kind not in ("", Kind.PAPER) else _newest(matching.filter(kind=Kind.PAPER), MOST_PAGES)
    )
    things = [] if question.kind == Kind.PAPER else _newest(matching.exclude(kind=Kind.PAPER), MOST_THINGS)
    matches = [*things[:MOST_THINGS], *pages[:MOST_PAGES]]
    if question.by_date or question.query is None:
        matches.sort(key=lambda match: (match.day, match.pk), reverse=True)
    else:
        matches.sort(key=lambda match: (-_weight(match, today), match.pk))
    return Found(matches, more=len(pages) > MOST_PAGES or len(things) > MOST_THINGS)


def is_there(question: Question, user: Visitor, today: date) -> bool:
    return _matching(question, user, today).exists()


def _matching(question: Question, user: Visitor, today: date) -> QuerySet[Entry]:
    found = entries_visible_to(user, today).filter(question.narrowed())
    if question.kind:
        found = found.filter(kind=question.kind)
    if question.query is None:
        return found.annotate(rank=Value(0.0, output_field=FloatField()))
    return found.filter(vector=question.query).annotate(
        rank=SearchRank(F("vector"), question.query, cover_density=True)
    )


def _newest(found: QuerySet[Entry], most: int) -> list[Match]:
    """One more than are weighed, to know whether there are more."""
    fields = ("pk", "kind", "committee_id", "day", "rank")
    return [Match(*row) for row in found.order_by("-day", "-pk").values_list(*fields)[: most + 1]]


def _weight(match: Match, today: date) -> float:
    years = max(0, (today - match.day).days) / 365
    age = 1.0 if match.kind in (Kind.PERSON, Kind.COMMITTEE) else 1 / (1 + years / 8)
    return match.rank * WEIGHTS.get(Kind(match.kind), OTHERS) * age


def entries_of(matches: Iterable[Match]) -> list[Entry]:
    """In the order of the matches, which have been through the door."""
    order = {match.pk: place for place, match in enumerate(matches)}
    rows = Entry.objects.filter(pk__in=list(order)).select_related(
        "meeting__committee", "committee", "version__paper__item"
    )
    return sorted(rows.defer("vector"), key=lambda row: order[row.pk])
