"""Links in a finished pack: from part to part, and within each part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pikepdf import Array, Dictionary, Object, Pdf, String

from packs.links import Destinations
from packs.objects import dictionary, text
from packs.outline import page_top
from packs.parts import PageRange, Part

# A generated part links to another one with <a href="pack:item-4">.
SCHEME = "pack:"


class PackLinks:
    """Turns `pack:` addresses and the parts' named destinations into pages of the pack."""

    def __init__(
        self,
        parts: Sequence[Part],
        ranges: Mapping[str, PageRange],
        pages: Sequence[Object],
        labels: Sequence[str],
    ) -> None:
        self.parts = parts
        self.ranges = ranges
        self.pages = pages
        self.labels = labels
        self.titles = {part.key: part.title for part in parts}

    def write(
        self, places: Sequence[Destinations | None], forget: Callable[[Object], None] | None = None
    ) -> None:
        """`places` are the parts' own; `forget` is told of each link that had to go."""
        for part, own in zip(self.parts, places, strict=True):
            span = self.ranges[part.key]
            for page in self.pages[span.first_index : span.last_index + 1]:
                annotations = page.get("/Annots")
                if annotations is None:
                    continue
                kept = Array()
                for link in annotations:
                    if self._point(link, span, own):
                        kept.append(link)
                    elif forget is not None:
                        forget(link)
                self._set(page, kept)

    def _set(self, page: Object, kept: Array) -> None:
        if len(kept):
            page["/Annots"] = kept
        else:
            del page["/Annots"]

    def _point(self, link: Object, span: PageRange, places: Destinations | None) -> bool:
        """Make one link lead somewhere in the pack; False when it cannot."""
        if "/Dest" in link:
            place = places.resolve(link.get("/Dest")) if places else None
            if place is None:
                return False
            offset, fit = place
            link["/Dest"] = Array([self.pages[span.first_index + offset], *fit])
            return True
        action = dictionary(link, "/A")
        address = text(action.get("/URI")) if isinstance(action, Dictionary) else ""
        if not address.startswith(SCHEME):
            return True
        target = self.ranges.get(address.removeprefix(SCHEME))
        if target is None:
            return False
        del link["/A"]
        link["/Dest"] = page_top(self.pages[target.first_index])
        title = self.titles[address.removeprefix(SCHEME)]
        link["/Contents"] = String(f"{title}, page {self.labels[target.first_index]}")
        return True


def take_destinations(source: Pdf) -> Destinations | None:
    """A part's named destinations, out of the part: they must not be copied as they are."""
    if "/Names" not in source.Root:
        return None
    places = Destinations(source)
    del source.Root["/Names"]
    return places
