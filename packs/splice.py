"""Putting parts together into one pack.

The parts were normalised when they came in, so this only copies pages and writes what belongs to the pack:
page numbers, links between parts, bookmarks, labels, title. A pure function of its arguments: the same
parts give the same bytes, so that a pack's digest identifies it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from packs import foremost, metadata
from packs.crosslinks import PackLinks, take_destinations
from packs.graft import Graft, layers
from packs.metadata import State
from packs.numbering import number
from packs.outline import OutlineWriter, page_labels
from packs.parts import Assembled, Marks, OutlineEntry, PageRange, Part
from packs.stamp import Stamper

__all__ = ["Assembled", "Marks", "OutlineEntry", "Part", "assemble"]

# Kept with every edition. Raise it when the same parts give other bytes.
VERSION = 3
# Pages on each branch of the tree of pages.
BRANCH = 25


def assemble(
    parts: Sequence[Part],
    *,
    title: str,
    language: str = "en-GB",
    outline: Sequence[OutlineEntry] = (),
    start: Mapping[str, int] | None = None,
    kept: Mapping[str, int] | None = None,
    marks: Marks | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
) -> Assembled:
    """One PDF of all the parts in their order.

    `start` says with which number a series begins, for supplements, and `kept` with which number a part begins
    that was published before. Parts that the reader may not see must not be among `parts`: nothing is taken
    out afterwards. `names` are what the pages of some parts are called instead of their numbers, which then
    must be in a series of their own.
    """
    if not parts:
        raise ValueError("A pack needs at least one part.")
    with Pdf.new() as pack:
        sources = [pikepdf.open(io.BytesIO(part.pdf)) for part in parts]
        try:
            counts = [
                (part.key, part.series, len(source.pages))
                for part, source in zip(parts, sources, strict=True)
            ]
            ranges = number(counts, start, kept)
            assembly = _Assembly(pack, parts, sources, ranges, names or {})
            return assembly.build(title, language, outline, marks or Marks())
        finally:
            for source in sources:
                source.close()


class _Assembly:
    def __init__(
        self,
        pack: Pdf,
        parts: Sequence[Part],
        sources: Sequence[Pdf],
        ranges: dict[str, PageRange],
        names: Mapping[str, Sequence[str]],
    ) -> None:
        self.pack = pack
        self.parts = parts
        self.sources = sources
        self.ranges = ranges
        self.names = names

    def build(self, title: str, language: str, entries: Sequence[OutlineEntry], marks: Marks) -> Assembled:
        places = [take_destinations(source) for source in self.sources]
        states = [State.read(source) for source in self.sources]
        labels = self._labels()
        # The first thing in the file: every page that is shown needs it.
        stamper = Stamper.for_labels(self.pack, labels, marks)
        pages = self._copy_pages()
        graft = Graft(self.pack)
        for part, source in zip(self.parts, self.sources, strict=True):
            span = self.ranges[part.key]
            graft.add(part, source, pages[span.first_index : span.last_index + 1], language)
        layers(self.pack, self.sources)
        PackLinks(self.parts, self.ranges, pages, labels).write(places, graft.forget)
        graft.finish()
        for page, label, size in zip(pages, labels, self._sizes(marks), strict=True):
            stamper.stamp(page, label, size)
        OutlineWriter(self.pack, pages, self.parts, self.ranges).write(entries)
        self.pack.Root["/PageLabels"] = page_labels(self.parts, self.ranges, self.names)
        untagged = [part.key for part, state in zip(self.parts, states, strict=True) if not state.tagged]
        whole = State(tagged=not untagged, accessible=all(state.accessible for state in states))
        metadata.describe(self.pack, title=title, language=language, state=whole)
        return Assembled(foremost.write(self.pack), self.ranges, len(pages), whole.tagged, tuple(untagged))

    def _copy_pages(self) -> list[Object]:
        """All pages at once: added one by one, each costs more than the one before.

        The tree has branches, so that a reader that wants one page need not fetch those before it.
        """
        pages = [self.pack.copy_foreign(page.obj) for source in self.sources for page in source.pages]
        tree = self.pack.Root["/Pages"]
        branches = Array()
        for first in range(0, len(pages), BRANCH):
            kids = pages[first : first + BRANCH]
            branch = self.pack.make_indirect(
                Dictionary(Type=Name.Pages, Parent=tree, Kids=Array(kids), Count=len(kids))
            )
            for page in kids:
                page["/Parent"] = branch
            branches.append(branch)
        tree["/Kids"], tree["/Count"] = branches, len(pages)
        return pages

    def _sizes(self, marks: Marks) -> list[float]:
        return [
            marks.named_size if part.key in self.names else 1.0
            for part in self.parts
            for _page in range(self.ranges[part.key].pages)
        ]

    def _labels(self) -> list[str]:
        labels: list[str] = []
        for part in self.parts:
            span = self.ranges[part.key]
            if part.key in self.names:
                labels += self.names[part.key]
                continue
            first = int(span.first_label.removeprefix(part.series))
            labels += [f"{part.series}{first + offset}" for offset in range(span.pages)]
        return labels
