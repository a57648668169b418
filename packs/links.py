"""Links and destinations inside one document, kept through its way into a pack.

Page references do not survive copying pages from file to file, names do. So ingest turns every local
destination into a named one, and `splice` turns the names into pages of the pack.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from packs.objects import array, dictionary, text, tree_entries
from packs.parts import Bookmark

FITS = frozenset({"/XYZ", "/Fit", "/FitH", "/FitV", "/FitR", "/FitB", "/FitBH", "/FitBV"})
MAX_BOOKMARKS = 2000
MAX_BOOKMARK_LEVELS = 8


class Destinations:
    """Every place in a document that something can point at."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self.named: dict[str, object] = {}
        old = dictionary(pdf.Root, "/Dests")
        if old is not None:
            self.named.update((key.removeprefix("/"), value) for key, value in old.items())
        names = dictionary(dictionary(pdf.Root, "/Names"), "/Dests")
        for key, value in tree_entries(names, "/Names"):
            self.named.setdefault(text(key), value)

    def resolve(self, target: object) -> tuple[int, list[Object]] | None:
        """The page a destination means, counted from 0, and how to show it."""
        for _step in range(5):
            if isinstance(target, Name):
                target = self.named.get(str(target).removeprefix("/"))
            elif isinstance(target, String):
                target = self.named.get(text(target))
            elif isinstance(target, Dictionary):
                target = target.get("/D")
            else:
                break
        if not isinstance(target, Array) or len(target) == 0:
            return None
        items = list(target)
        page = self._page(items[0])
        if page is None:
            return None
        fit = items[1:6] if len(items) > 1 and text(items[1]) in FITS else [Name.Fit]
        return page, [item for item in fit if not isinstance(item, (Dictionary, Array))]

    def _page(self, item: object) -> int | None:
        if isinstance(item, Dictionary):
            return self.pages.get(item.objgen)
        if isinstance(item, int) and not isinstance(item, bool) and 0 <= item < len(self.pages):
            return item
        return None


def link_target(annotation: Object) -> object:
    """What a link inside its own document points at, or None."""
    if "/Dest" in annotation:
        return annotation.get("/Dest")
    action = dictionary(annotation, "/A")
    return action.get("/D") if action is not None and action.get("/S") == Name.GoTo else None


def name_destinations(pdf: Pdf) -> None:
    """Give every local link a named destination; drop the links that lead nowhere."""
    places = Destinations(pdf)
    names: dict[tuple[int, str], tuple[str, Array]] = {}
    for page in pdf.pages:
        kept = Array()
        for annotation in array(page.obj, "/Annots"):
            target = link_target(annotation)
            if target is None:
                kept.append(annotation)
                continue
            place = places.resolve(target)
            if place is None:
                continue
            index, fit = place
            known = (index, " ".join(str(item) for item in fit))
            if known not in names:
                names[known] = (f"d{len(names):06}", Array([pdf.pages[index].obj, *fit]))
            if "/A" in annotation:
                del annotation["/A"]
            annotation["/Dest"] = String(names[known][0])
            kept.append(annotation)
        _keep_annotations(page.obj, kept)
    for key in ("/Dests", "/Names"):
        if key in pdf.Root:
            del pdf.Root[key]
    if names:
        leaves = Array()
        for name, value in names.values():
            leaves.append(String(name))
            leaves.append(value)
        pdf.Root["/Names"] = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=leaves)))


def _keep_annotations(page: Object, kept: Array) -> None:
    if len(kept):
        page["/Annots"] = kept
    elif "/Annots" in page:
        del page["/Annots"]


def own_bookmarks(pdf: Pdf) -> tuple[Bookmark, ...]:
    """The contents list a document brings with it."""
    places = Destinations(pdf)
    seen: set[tuple[int, int]] = set()
    outlines = dictionary(pdf.Root, "/Outlines")
    return _siblings(dictionary(outlines, "/First"), places, seen, 0)


def _siblings(
    item: Dictionary | None, places: Destinations, seen: set[tuple[int, int]], level: int
) -> tuple[Bookmark, ...]:
    found: list[Bookmark] = []
    while item is not None and item.objgen not in seen and len(seen) < MAX_BOOKMARKS:
        if item.is_indirect:
            seen.add(item.objgen)
        children: tuple[Bookmark, ...] = ()
        if level < MAX_BOOKMARK_LEVELS:
            children = _siblings(dictionary(item, "/First"), places, seen, level + 1)
        place = places.resolve(link_target(item))
        title = " ".join(text(item.get("/Title")).split())[:300]
        if place is not None and title:
            found.append(Bookmark(title, place[0], children))
        else:
            found.extend(children)
        item = dictionary(item, "/Next")
    return tuple(found)
