"""From contents to the PDF of each edition. Knows nothing of builds: `progress` is told what happens."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pikepdf

from packs.manifest import manifest
from packs.numbering import number
from packs.parts import Bookmark, OutlineEntry, PageRange, Part
from packs.splice import assemble

from .contents import FRONT, Contents, PlannedPart, with_pages
from .drawing import Drawing, count_pages
from .markings import mark_exempt
from .models import BuildPart, PaperVersion
from .models.publication import EditionKind

TRIES = 4
USUAL_FRONT_PAGES = 3


class CannotMake(Exception):
    """A part of the pack cannot be made; the message says why in a sentence for the officer."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


class Progress(Protocol):
    def __call__(self, key: str, state: BuildPart.State, pages: int | None = None) -> None: ...


@dataclass(frozen=True)
class MadeEdition:
    pdf: bytes
    pages: int
    agenda: dict[str, Any]
    front_pages: int
    manifest: dict[str, Any]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


def quiet(key: str, state: BuildPart.State, pages: int | None = None) -> None:
    """For those who do not watch."""


def make(
    contents: Contents, kinds: Sequence[EditionKind], progress: Progress = quiet
) -> dict[EditionKind, MadeEdition]:
    """Each edition wanted. Both front pages are always drawn, because they must be equally many."""
    drawing = Drawing(contents.council)
    members = EditionKind.MEMBERS in kinds
    wanted = [part for part in contents.all_parts if members or not part.exempt or part.version is None]
    pdfs = {part.key: _pdf(part, drawing, progress) for part in wanted}
    counts = {
        part.key: part.version.pages if part.version else count_pages(pdfs[part.key])
        for part in contents.all_parts
    }
    progress(FRONT, BuildPart.State.RENDERING)
    fronts = Fronts(contents, drawing, counts).draw()
    progress(FRONT, BuildPart.State.DONE, fronts.pages)
    made = {}
    for kind in kinds:
        progress(f"edition-{kind}", BuildPart.State.SPLICING)
        made[kind] = _splice(contents, kind, fronts, pdfs)
        progress(f"edition-{kind}", BuildPart.State.DONE, made[kind].pages)
    return made


def _pdf(part: PlannedPart, drawing: Drawing, progress: Progress) -> bytes:
    if part.version is None:
        progress(part.key, BuildPart.State.RENDERING)
        pdf = drawing.draw(part.template, part.data)
        pages = count_pages(pdf)
    else:
        progress(part.key, BuildPart.State.READING)
        pdf = _stored(part.key, part.version)
        pages = _checked_pages(part.key, part.version, pdf)
    progress(part.key, BuildPart.State.DONE, pages)
    return pdf


def _stored(key: str, version: PaperVersion) -> bytes:
    try:
        with version.pdf.open("rb") as file:
            return bytes(file.read())
    except OSError as error:
        raise CannotMake(key, "The file is missing from the store. Upload the paper again.") from error


def _checked_pages(key: str, version: PaperVersion, pdf: bytes) -> int:
    try:
        pages = count_pages(pdf)
    except pikepdf.PdfError as error:
        raise CannotMake(
            key, "The stored file is damaged and cannot be read. Upload the paper again."
        ) from error
    if pages != version.pages:
        raise CannotMake(
            key,
            f"The stored file has {pages} pages where {version.pages} were uploaded. Upload the paper again.",
        )
    return pages


class Fronts:
    """The front pages of both editions: as many in each, and printing the page numbers they lead to."""

    def __init__(self, contents: Contents, drawing: Drawing, counts: Mapping[str, int]) -> None:
        self.contents = contents
        self.drawing = drawing
        self.counts = counts
        self.pages = USUAL_FRONT_PAGES
        self.pdfs: dict[EditionKind, bytes] = {}

    def draw(self) -> Fronts:
        """Draw, count, and draw again with the true numbers until nothing moves any more."""
        for _attempt in range(TRIES):
            self.pdfs = {kind: self._draw(kind) for kind in EditionKind}
            needed = max(count_pages(pdf) for pdf in self.pdfs.values())
            if needed == self.pages:
                break
            self.pages = needed
        for kind, pdf in self.pdfs.items():
            self.pdfs[kind] = self._padded(kind, pdf)
        return self

    def ranges(self, kind: EditionKind) -> dict[str, PageRange]:
        parts = [(part.key, part.series, self.counts[part.key]) for part in self.contents.parts(kind)]
        return number([(FRONT, "", self.pages), *parts])

    def agenda(self, kind: EditionKind) -> dict[str, Any]:
        ranges = self.ranges(kind)
        total = max(span.last_index for span in ranges.values()) + 1
        return with_pages(self.contents.agenda(kind), self.contents.parts(kind), ranges, total)

    def _draw(self, kind: EditionKind, blanks: int = 0) -> bytes:
        return self.drawing.draw("front", {**self.agenda(kind), "blanks": list(range(blanks))})

    def _padded(self, kind: EditionKind, pdf: bytes) -> bytes:
        """Fill the shorter front up, so that the public page numbers are the same in both editions."""
        missing = self.pages - count_pages(pdf)
        if missing <= 0:
            return pdf
        return self._draw(kind, missing)


def _splice(contents: Contents, kind: EditionKind, fronts: Fronts, pdfs: Mapping[str, bytes]) -> MadeEdition:
    agenda = fronts.agenda(kind)
    planned = contents.parts(kind)
    parts = [
        Part(FRONT, fronts.pdfs[kind], "Agenda"),
        *(Part(part.key, pdfs[part.key], part.title, part.series, _own_bookmarks(part)) for part in planned),
    ]
    made = assemble(parts, title=_title(agenda), outline=_outline(agenda, planned))
    made = mark_exempt(made, {part.key: part.version for part in planned if part.version})
    if made.pages != agenda["pages"]:
        raise CannotMake(f"edition-{kind}", "The page numbers do not add up. Build the pack again.")
    return MadeEdition(made.pdf, made.pages, agenda, fronts.pages, manifest(parts, made))


def _title(agenda: dict[str, Any]) -> str:
    title = f"Agenda pack: {agenda['committee']['name']}, {agenda['meeting']['date_words']}"
    return f"{title} (members’ edition)" if agenda["restricted"] else title


def _outline(agenda: dict[str, Any], planned: list[PlannedPart]) -> list[OutlineEntry]:
    """A bookmark per item with one per paper below it, exempt papers of public items among them."""
    entries = [OutlineEntry("Agenda", FRONT)]
    for item in agenda["items"]:
        own = [part for part in planned if part.item_key == item["key"]]
        if own:
            papers = {paper["key"]: paper for paper in item["papers"]}
            children = tuple(
                OutlineEntry(_bookmark(papers[part.key]), part.key) for part in own if part.key in papers
            )
            entries.append(OutlineEntry(f"{item['number']}. {item['title']}", item["link"], 0, children))
    return entries


def _bookmark(paper: dict[str, Any]) -> str:
    title = f"{paper['label']}: {paper['title']}" if paper["label"] else str(paper["title"])
    return f"{title} (exempt)" if paper["exempt"] else title


def _own_bookmarks(part: PlannedPart) -> tuple[Bookmark, ...]:
    rows = part.version.findings.get("bookmarks", []) if part.version else []
    return _bookmarks(rows)


def _bookmarks(rows: list[dict[str, Any]]) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(row["title"], row["page_offset"], _bookmarks(row.get("children", []))) for row in rows
    )
