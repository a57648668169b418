"""Giving each page only the pictures it draws.

Many programs write one list of resources for a whole document. A reader on screen fetches all that a page lists
before it draws the page: with one list, every picture of a report to show one page of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from packs.content import is_form
from packs.objects import dictionary


def lend_pictures(pdf: Pdf) -> None:
    """Pages that draw the same pictures go on sharing one list; what is not a picture is shared by all."""
    pages = [page for page in pdf.pages if _pictures(page.obj) is not None]
    users = Counter(page.obj["/Resources"].objgen for page in pages)
    lists: dict[tuple[tuple[int, int], frozenset[str]], Object] = {}
    for page in pages:
        shared = page.obj["/Resources"]
        if not shared.is_indirect or users[shared.objgen] == 1:
            continue
        drawn = _drawn(page, shared["/XObject"])
        if drawn is None or len(drawn) == len(shared["/XObject"].keys()):
            continue
        key = (shared.objgen, drawn)
        if key not in lists:
            lists[key] = _list(pdf, shared, drawn)
        page.obj["/Resources"] = lists[key]


def _pictures(page: Object) -> Dictionary | None:
    return dictionary(page.get("/Resources"), "/XObject")


def _drawn(page: pikepdf.Page, pictures: Object) -> frozenset[str] | None:
    """The names of what the page draws; None where a drawing may take more from the page's own list."""
    found = set()
    for instruction in pikepdf.parse_content_stream(page, "Do"):
        operands: Sequence[object] = list(instruction.operands)
        name = str(operands[0]) if operands and isinstance(operands[0], Name) else ""
        if name not in pictures:
            continue
        if is_form(pictures[name]) and "/Resources" not in pictures[name]:
            return None
        found.add(name)
    return frozenset(found)


def _list(pdf: Pdf, shared: Object, drawn: frozenset[str]) -> Object:
    fonts = dictionary(shared, "/Font")
    if fonts is not None and not fonts.is_indirect:
        shared["/Font"] = pdf.make_indirect(fonts)
    own = Dictionary(dict(shared.items()))
    own["/XObject"] = Dictionary({name: shared["/XObject"][name] for name in sorted(drawn)})
    return pdf.make_indirect(own)
