"""What has been published for a meeting so far: the pages it used, and where every paper is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch

from committees.models import ConsolidatedEdition, Edition, Meeting, Publication
from committees.models.publication import EditionKind, PublicationKind

from .agenda import Data
from .merging import merge
from .ranges import split


@dataclass(frozen=True)
class PublishedPart:
    """One document of a published edition. `source` and `substance` are empty for a paper's file."""

    key: str
    title: str
    series: str
    first: int
    pages: int
    sha256: str
    source: str
    substance: str
    publication: Publication

    @property
    def last(self) -> int:
        return self.first + self.pages - 1


class Published:
    """The publications of a meeting. A pack published again stands for all that was published before it."""

    def __init__(self, meeting: Meeting, known: list[Publication] | None = None) -> None:
        """`known` are the meeting's publications by number, where they were read together with those of others."""
        editions = Edition.objects.select_related("consolidated", "large_print").defer("large_print__recipe")
        self.all = (
            known
            if known is not None
            else list(
                meeting.publications.select_related("published_by")
                .order_by("number")
                .prefetch_related(Prefetch("editions", editions))
            )
        )
        whole = [publication for publication in self.all if publication.kind != PublicationKind.SUPPLEMENT]
        self.pack = whole[-1] if whole else None
        self.supplements = [
            publication for publication in self.all if whole and publication.number > whole[-1].number
        ]

    @property
    def current(self) -> list[Publication]:
        """The newest whole pack and the supplements to it."""
        return [self.pack, *self.supplements] if self.pack else []

    @property
    def last_number(self) -> int:
        return self.all[-1].number if self.all else 0

    @property
    def next_supplement(self) -> int:
        return 1 + sum(publication.supplement is not None for publication in self.all)

    def agenda(self, kind: EditionKind) -> Data:
        """The agenda as published, late papers put where they belong."""
        editions = [(publication, edition_of(publication, kind)) for publication in self.current]
        return merge([(publication.number, edition.agenda) for publication, edition in editions])

    def parts(self, kind: EditionKind = EditionKind.MEMBERS) -> dict[str, PublishedPart]:
        """Every document that counts now, by its key; the members' edition holds them all."""
        return _by_key(self.current, kind)

    def ever(self) -> dict[str, PublishedPart]:
        """Every document there has been, as it was last."""
        return _by_key(self.all, EditionKind.MEMBERS)

    def next_numbers(self) -> dict[str, int]:
        """With which number each series goes on: no number is ever given to a second page."""
        following: dict[str, int] = {}
        for publication in self.all:
            for series, last in _last_numbers(publication):
                following[series] = max(following.get(series, 1), last + 1)
        return following


def published_of(meetings: Sequence[Meeting]) -> dict[int, Published]:
    """Of many meetings at once, without the words of their agendas: for lists of packs."""
    light = (
        Edition.objects.select_related("consolidated")
        .defer("agenda", "manifest")
        .defer("consolidated__agenda", "consolidated__manifest")
    )
    rows = (
        Publication.objects.filter(meeting__in=meetings)
        .order_by("number")
        .prefetch_related(Prefetch("editions", light))
    )
    found: dict[int, list[Publication]] = {meeting.pk: [] for meeting in meetings}
    for row in rows:
        found[row.meeting_id].append(row)
    return {meeting.pk: Published(meeting, found[meeting.pk]) for meeting in meetings}


def public_titles(published: Published) -> dict[int, str]:
    """What each public item is called in the agenda as everybody reads it, by the item's number in the database."""
    if published.pack is None:
        return {}
    return {
        int(item["key"].removeprefix("item-")): item["title"]
        for item in published.agenda(EditionKind.PUBLIC)["items"]
        if item.get("key", "").startswith("item-") and item.get("section") == "public"
    }


def edition_of(publication: Publication, kind: EditionKind) -> Edition:
    return next(edition for edition in publication.editions.all() if edition.kind == kind)


def consolidated_of(edition: Edition) -> ConsolidatedEdition | None:
    try:
        return edition.consolidated
    except ObjectDoesNotExist:
        return None


def parts_of(publication: Publication, kind: EditionKind) -> Iterator[PublishedPart]:
    for row in edition_of(publication, kind).manifest.get("parts", []):
        series, first = split(row["from"])
        yield PublishedPart(
            key=row["key"],
            title=row["title"],
            series=series,
            first=first,
            pages=row["pages"],
            sha256=row["sha256"],
            source=row.get("source", ""),
            substance=row.get("substance", ""),
            publication=publication,
        )


def _by_key(publications: list[Publication], kind: EditionKind) -> dict[str, PublishedPart]:
    return {part.key: part for publication in publications for part in parts_of(publication, kind)}


def _last_numbers(publication: Publication) -> Iterator[tuple[str, int]]:
    for edition in publication.editions.all():
        consolidated = consolidated_of(edition)
        rows: list[dict[str, Any]] = edition.manifest.get("parts", [])
        if consolidated:
            rows = [*rows, *consolidated.manifest["parts"]]
        for row in rows:
            yield split(row["to"])
    if not edition_of(publication, EditionKind.MEMBERS).manifest:
        # Published before manifests were kept.
        pages = {edition.kind: edition.pages for edition in publication.editions.all()}
        yield "", pages[EditionKind.PUBLIC]
        yield "E", pages[EditionKind.MEMBERS] - pages[EditionKind.PUBLIC]
