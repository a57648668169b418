"""Looking a finished pack over: does everything in it lead where it says it leads?

Independent of the code that writes packs, so that a fault there is found here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from packs.checktags import tag_problems
from packs.objects import array, dictionary, text, tree_entries


def problems(pdf: bytes) -> list[str]:
    """What is wrong with a pack, one sentence each; nothing when it is sound."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as pack:
        pages = {page.obj.objgen: index for index, page in enumerate(pack.pages)}
        found = list(pack.get_warnings())
        return [
            *(f"qpdf: {warning}" for warning in found),
            *_title_problems(pack),
            *_label_problems(pack),
            *_link_problems(pack, pages),
            *_outline_problems(pack, pages),
            *_active_problems(pack),
            *tag_problems(pack),
        ]


def labels(pack: Pdf) -> list[str]:
    """The page labels as a reader shows them. Only plain decimal numbers and names, which is what packs use."""
    starts: dict[int, tuple[str, int]] = {}
    names: dict[int, str] = {}
    for key, label in tree_entries(dictionary(pack.Root, "/PageLabels"), "/Nums"):
        if isinstance(key, int) and isinstance(label, Dictionary) and "/S" not in label:
            names[key] = text(label.get("/P"))
        elif isinstance(key, int) and isinstance(label, Dictionary):
            starts[key] = (text(label.get("/P")), int(label.get("/St", 1)))
    shown = []
    prefix, number = "", 1
    for index in range(len(pack.pages)):
        prefix, number = starts.get(index, (prefix, number))
        shown.append(names.get(index, f"{prefix}{number}"))
        number += 1
    return shown


def _title_problems(pack: Pdf) -> Iterator[str]:
    if not text(pack.Root.get("/Lang")):
        yield "The document has no language."
    info = dictionary(pack.trailer, "/Info")
    if info is None or not text(info.get("/Title")):
        yield "The document has no title."
    preferences = dictionary(pack.Root, "/ViewerPreferences")
    if preferences is None or not preferences.get("/DisplayDocTitle"):
        yield "The title is not shown by readers."


def _label_problems(pack: Pdf) -> Iterator[str]:
    shown = labels(pack)
    if "/PageLabels" not in pack.Root:
        yield "The pages have no labels."
    if len(set(shown)) != len(shown):
        yield "A page number is used twice."


def _leads(target: object, pages: dict[tuple[int, int], int]) -> bool:
    if not isinstance(target, Array) or len(target) < 2:
        return False
    page = target[0]
    return isinstance(page, Dictionary) and page.objgen in pages


def _link_problems(pack: Pdf, pages: dict[tuple[int, int], int]) -> Iterator[str]:
    for number, page in enumerate(pack.pages, start=1):
        for link in array(page.obj, "/Annots"):
            action = dictionary(link, "/A")
            if "/Dest" in link:
                if not _leads(link.get("/Dest"), pages):
                    yield f"A link on page {number} leads nowhere."
            elif action is None or action.get("/S") != Name.URI:
                yield f"A link on page {number} does something else than lead somewhere."
            elif text(action.get("/URI")).startswith("pack:"):
                yield f"A link on page {number} still has an address inside the pack."


def _outline_problems(pack: Pdf, pages: dict[tuple[int, int], int]) -> Iterator[str]:
    root = dictionary(pack.Root, "/Outlines")
    if root is None:
        return
    waiting: list[Object | None] = [root.get("/First")]
    seen: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if not isinstance(item, Dictionary):
            continue
        if item.objgen in seen:
            yield "The bookmarks run in a circle."
            return
        seen.add(item.objgen)
        if not _leads(item.get("/Dest"), pages):
            yield f"The bookmark “{text(item.get('/Title'))}” leads nowhere."
        waiting += [item.get("/Next"), item.get("/First")]


def _active_problems(pack: Pdf) -> Iterator[str]:
    """Nothing in a pack acts by itself or carries files."""
    for key in ("/OpenAction", "/AA", "/AcroForm", "/Collection", "/AF"):
        if key in pack.Root:
            yield f"The catalog has {key}."
    names = dictionary(pack.Root, "/Names")
    for key in ("/JavaScript", "/EmbeddedFiles"):
        if names is not None and key in names:
            yield f"The catalog has {key}."
