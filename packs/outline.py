"""The pack's bookmarks and page labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from packs import boxes
from packs.parts import Bookmark, OutlineEntry, PageRange, Part


def page_top(page: Object) -> Array:
    """A destination: the top of the page as it is seen, at whatever zoom the reader has chosen."""
    left, top = boxes.seen(page).top_left
    return Array([page, Name.XYZ, round(left, 2), round(top, 2), 0])


class OutlineWriter:
    """Writes the bookmark tree. The first entry of a part takes in the part's own bookmarks."""

    def __init__(
        self, pdf: Pdf, pages: Sequence[Object], parts: Sequence[Part], ranges: Mapping[str, PageRange]
    ) -> None:
        self.pdf = pdf
        self.pages = pages
        self.ranges = ranges
        self.own = {part.key: part.bookmarks for part in parts}

    def write(self, entries: Sequence[OutlineEntry]) -> None:
        root = self.pdf.make_indirect(Dictionary(Type=Name.Outlines))
        items = [self._entry(entry, root) for entry in entries if entry.key in self.ranges]
        if items:
            self._join(root, items)
            self.pdf.Root["/Outlines"] = root
            self.pdf.Root["/PageMode"] = Name.UseOutlines

    def _entry(self, entry: OutlineEntry, parent: Object) -> Object:
        part = self.ranges[entry.key]
        item = self._item(entry.title, part, entry.page_offset, parent)
        children = [self._entry(child, item) for child in entry.children if child.key in self.ranges]
        own = self.own.pop(entry.key, ()) if entry.page_offset == 0 else ()
        children += [self._bookmark(bookmark, part, item) for bookmark in own]
        # Shown closed, so that a long paper's own contents do not bury the agenda.
        return self._join(item, children, closed=True)

    def _bookmark(self, bookmark: Bookmark, part: PageRange, parent: Object) -> Object:
        item = self._item(bookmark.title, part, bookmark.page_offset, parent)
        return self._join(
            item, [self._bookmark(child, part, item) for child in bookmark.children], closed=True
        )

    def _item(self, title: str, part: PageRange, offset: int, parent: Object) -> Object:
        page = self.pages[min(part.first_index + max(offset, 0), part.last_index)]
        return self.pdf.make_indirect(Dictionary(Title=String(title), Parent=parent, Dest=page_top(page)))

    def _join(self, parent: Object, items: list[Object], *, closed: bool = False) -> Object:
        if not items:
            return parent
        for before, after in pairwise(items):
            before["/Next"] = after
            after["/Prev"] = before
        parent["/First"], parent["/Last"] = items[0], items[-1]
        parent["/Count"] = -len(items) if closed else len(items)
        return parent


def page_labels(
    parts: Sequence[Part], ranges: Mapping[str, PageRange], names: Mapping[str, Sequence[str]]
) -> Dictionary:
    """The number tree that makes a reader show the printed number of each page, however the numbers jump."""
    leaves = Array()
    expected = ("", 0)
    for part in parts:
        span = ranges[part.key]
        if part.key in names:
            for offset, name in enumerate(names[part.key]):
                leaves.append(span.first_index + offset)
                leaves.append(Dictionary(P=String(name)))
            expected = ("", 0)
            continue
        first = int(span.first_label.removeprefix(part.series))
        if (part.series, first) != expected:
            label = Dictionary(S=Name.D, St=first)
            if part.series:
                label["/P"] = String(part.series)
            leaves.append(span.first_index)
            leaves.append(label)
        expected = (part.series, first + span.pages)
    return Dictionary(Nums=leaves)
