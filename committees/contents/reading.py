"""The agenda as it stands in the database, read once and in few queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from committees.models import AgendaItem, Meeting, Paper, PaperVersion, Report
from committees.models.committee import ItemKind
from committees.models.paper import Classification


@dataclass(frozen=True)
class Line:
    """A paper under an item in one of its versions, or without any file yet."""

    paper: Paper
    version: PaperVersion | None
    exempt: bool

    @property
    def key(self) -> str:
        return f"paper-{self.version.pk}" if self.version else f"expected-{self.paper.pk}"

    def title(self, *, restricted: bool) -> str:
        return (restricted and self.paper.restricted_title) or self.paper.title

    def name(self, *, restricted: bool) -> str:
        """How bookmarks and messages call it: Appendix 1: Minutes."""
        title = self.title(restricted=restricted)
        return f"{self.paper.label}: {title}" if self.paper.label else title

    @property
    def is_confidential(self) -> bool:
        return self.version is not None and self.version.classification == Classification.CONFIDENTIAL


@dataclass(frozen=True)
class Business:
    """An agenda item with its number, its report and its papers."""

    item: AgendaItem
    number: int
    report: Report | None
    lines: tuple[Line, ...]

    @property
    def key(self) -> str:
        return f"item-{self.item.pk}"

    @property
    def exempt(self) -> bool:
        return self.item.is_exempt

    @property
    def has_membership_page(self) -> bool:
        return self.item.kind == ItemKind.MEMBERSHIP and not self.exempt

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of Schedule 12A the item is taken in private under: its own and those of its papers."""
        if not self.exempt:
            return []
        return in_order({*self.item.paragraphs, *(code for line in self.lines for code in codes(line))})

    def title(self, *, restricted: bool) -> str:
        return (restricted and self.item.restricted_title) or self.item.title


def codes(line: Line) -> list[str]:
    return line.version.paragraphs if line.version and line.exempt else []


def in_order(paragraphs: set[str]) -> list[str]:
    return sorted(paragraphs, key=lambda code: (len(code), code))


def read_agenda(meeting: Meeting) -> list[Business]:
    versions = Prefetch(
        "versions", PaperVersion.objects.filter(current=True).order_by("number"), to_attr="current_versions"
    )
    papers = Paper.objects.filter(removed_at=None).exclude(state=Paper.State.SUPERSEDED)
    items = (
        meeting.items.on_agenda()
        .select_related("report__enquiries_to", "report__template")
        .prefetch_related(
            Prefetch("papers", papers.order_by("order", "pk").prefetch_related(versions), to_attr="listed")
        )
    )
    return [
        Business(item, number, getattr(item, "report", None), tuple(_lines(item)))
        for number, item in enumerate(items, start=1)
    ]


def _lines(item: Any) -> Iterator[Line]:
    """The public version before the restricted one. All papers of an exempt item are exempt."""
    for paper in item.listed:
        found = sorted(paper.current_versions, key=lambda version: not version.is_public)
        for version in found:
            yield Line(paper, version, exempt=item.is_exempt or not version.is_public)
        if not found:
            yield Line(paper, None, exempt=item.is_exempt)
