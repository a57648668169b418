"""An agenda as its officers see it: numbers, papers, and in words what is still missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Prefetch

from .agenda import WITH_COVER_SHEET
from .models import AgendaItem, Meeting, Paper, PaperVersion, Report
from .models.committee import ItemKind, Section
from .models.paper import Classification
from .report_editions import missing_parts


@dataclass
class PaperRow:
    paper: Paper
    versions: list[PaperVersion]
    missing: list[str]

    @property
    def waiting(self) -> bool:
        return not self.versions


@dataclass
class ItemRow:
    item: AgendaItem
    number: int
    report: Report | None
    has_cover_sheet: bool
    papers: list[PaperRow]
    removed: list[Paper]
    missing: list[str]
    first: bool = False
    last: bool = False

    @property
    def kind(self) -> str:
        """What sort of item it is, where its title does not say so."""
        words = str(self.item.get_kind_display())
        said = self.item.title.lower() in words.lower() or (self.report and self.item.kind == ItemKind.REPORT)
        return "" if said else words


@dataclass
class Part:
    """The public or the exempt part of the agenda."""

    section: str
    heading: str
    rows: list[ItemRow] = field(default_factory=list)


@dataclass
class Outline:
    parts: list[Part]
    taken_off: list[AgendaItem]
    missing: int

    @property
    def rows(self) -> list[ItemRow]:
        return [row for part in self.parts for row in part.rows]


def outline(meeting: Meeting) -> Outline:
    """Everything the agenda page shows, in a number of queries that does not depend on its length."""
    current = PaperVersion.objects.filter(current=True).order_by("-classification")
    papers = Paper.objects.order_by("order", "pk").prefetch_related(
        Prefetch("versions", queryset=current, to_attr="current_versions")
    )
    items = list(
        meeting.items.select_related("report__template", "deferred_to__meeting", "deferred_from__meeting")
        .prefetch_related(Prefetch("papers", queryset=papers, to_attr="all_papers"))
        .order_by("order", "pk")
    )
    taken = [item for item in items if item.state == AgendaItem.State.ON_AGENDA]
    rows = [
        item_row(item, number)
        for number, item in enumerate(sorted(taken, key=lambda item: item.is_exempt), start=1)
    ]
    public = Part(Section.PUBLIC, "Public part", [row for row in rows if not row.item.is_exempt])
    exempt = Part(Section.EXEMPT, "Exempt part", [row for row in rows if row.item.is_exempt])
    for part in (public, exempt):
        if part.rows:
            part.rows[0].first = part.rows[-1].last = True
    missing = sum(len(row.missing) + sum(len(paper.missing) for paper in row.papers) for row in rows)
    return Outline([public, exempt], [item for item in items if item not in taken], missing)


def item_row(item: AgendaItem, number: int) -> ItemRow:
    everything: list[Paper] = item.all_papers  # type: ignore[attr-defined]
    papers = [paper_row(paper) for paper in everything if paper.removed_at is None]
    report = getattr(item, "report", None)
    return ItemRow(
        item=item,
        number=number,
        report=report,
        has_cover_sheet=report is not None or item.kind in WITH_COVER_SHEET,
        papers=papers,
        removed=[paper for paper in everything if paper.removed_at is not None],
        missing=missing_from_item(item, report, papers),
    )


def missing_from_item(item: AgendaItem, report: Report | None, papers: list[PaperRow]) -> list[str]:
    missing = []
    if item.kind == ItemKind.REPORT and report is None and not papers:
        missing.append("No cover sheet and no papers yet")
    if item.is_exempt and not item.paragraphs and item.kind != ItemKind.URGENT:
        missing.append("No Schedule 12A paragraph given")
    empty = len(missing_parts(report)) if report else 0
    if empty:
        missing.append(f"{empty} part{'s' if empty > 1 else ''} of the report still empty")
    return missing


def paper_row(paper: Paper) -> PaperRow:
    versions: list[PaperVersion] = paper.current_versions  # type: ignore[attr-defined]
    return PaperRow(paper=paper, versions=versions, missing=missing_from_paper(paper, versions))


def missing_from_paper(paper: Paper, versions: list[PaperVersion]) -> list[str]:
    if paper.is_being_converted:
        return [f"{paper.unconverted_name} is being made into pages"]
    if paper.problem:
        return [f"{paper.unconverted_name} could not be made into pages"]
    if not versions:
        return ["No file yet"] if paper.state == Paper.State.EXPECTED else []
    missing = []
    for version in versions:
        if version.classification != Classification.EXEMPT:
            continue
        if not version.paragraphs:
            missing.append("No Schedule 12A paragraph given")
        if not version.public_interest:
            missing.append("No public interest statement")
    return missing
