"""From contents to the PDF of each edition. Knows nothing of builds: `progress` is told what happens."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pikepdf

from packs.manifest import manifest
from packs.numbering import number
from packs.parts import Assembled, Bookmark, OutlineEntry, PageRange, Part
from packs.splice import assemble

from .contents import FRONT, Contents, PlannedPart, with_pages
from .drawing import Drawing, count_pages
from .kept_parts import read
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
    # The pages we made for it, among them the front: to be kept for as long as it is.
    own: tuple[bytes, ...] = ()

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
    kept = contents.kept_pages
    pdfs = {part.key: _pdf(part, drawing, progress, kept.get(part.key, "")) for part in wanted}
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


def _pdf(part: PlannedPart, drawing: Drawing, progress: Progress, kept: str = "") -> bytes:
    """The document, or the page we made as it was published under the hash `kept`."""
    if part.version is None:
        progress(part.key, BuildPart.State.RENDERING)
        pdf = read(kept) if kept else drawing.draw(part.template, part.data)
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
        return number([(FRONT, "", self.pages), *parts], self.contents.start, self.contents.kept)

    def agenda(self, kind: EditionKind) -> dict[str, Any]:
        ranges = self.ranges(kind)
        total = max(span.last_index for span in ranges.values()) + 1
        filled = with_pages(self.contents.agenda(kind), self.contents.parts(kind), ranges, total)
        return {**filled, "first": ranges[FRONT].first_label}

    def _draw(self, kind: EditionKind, blanks: int = 0) -> bytes:
        data = {**self.agenda(kind), "blanks": list(range(blanks))}
        return self.drawing.draw(self.contents.front_template, data)

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
        Part(FRONT, fronts.pdfs[kind], contents.front_name),
        *(Part(part.key, pdfs[part.key], part.title, part.series, _own_bookmarks(part)) for part in planned),
    ]
    made = assemble(
        parts,
        title=contents.title(kind),
        outline=_outline(agenda, planned, contents.front_name),
        start=contents.start,
        kept=contents.kept,
    )
    made = mark_exempt(made, {part.key: part.version for part in planned if part.version})
    if made.pages != agenda["pages"]:
        raise CannotMake(f"edition-{kind}", "The page numbers do not add up. Build the pack again.")
    ours = [part.key for part in planned if part.version is None]
    own = (fronts.pdfs[kind], *(pdfs[key] for key in ours))
    return MadeEdition(made.pdf, made.pages, agenda, fronts.pages, _manifest(parts, made, planned), own)


def _manifest(parts: list[Part], made: Assembled, planned: list[PlannedPart]) -> dict[str, Any]:
    """With what each page we made was made from, by which it is known again when the pack is corrected."""
    whole = manifest(parts, made)
    sources = {part.key: part for part in planned if part.version is None}
    for row in whole["parts"]:
        if row["key"] in sources:
            part = sources[row["key"]]
            row |= {"source": part.source, "substance": part.substance}
    return whole


def _outline(agenda: dict[str, Any], planned: list[PlannedPart], front: str) -> list[OutlineEntry]:
    """A bookmark per item with one per paper below it, exempt papers of public items among them."""
    entries = [OutlineEntry(front, FRONT)]
    for item in agenda["items"]:
        own = [part for part in planned if part.item_key == item["key"]]
        if own:
            papers = {paper["key"]: paper for paper in item["papers"]}
            children = tuple(
                OutlineEntry(bookmark_title(papers[part.key]), part.key) for part in own if part.key in papers
            )
            entries.append(OutlineEntry(f"{item['number']}. {item['title']}", item["link"], 0, children))
    return entries


def bookmark_title(paper: dict[str, Any]) -> str:
    title = f"{paper['label']}: {paper['title']}" if paper["label"] else str(paper["title"])
    return f"{title} (exempt)" if paper["exempt"] else title


def _own_bookmarks(part: PlannedPart) -> tuple[Bookmark, ...]:
    rows = part.version.findings.get("bookmarks", []) if part.version else []
    return bookmarks(rows)


def bookmarks(rows: list[dict[str, Any]]) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(row["title"], row["page_offset"], bookmarks(row.get("children", []))) for row in rows
    )
