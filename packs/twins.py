"""What a tagged page says and how it is built: headings, lists, tables. Runs in the child process."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pypdfium2
from pypdfium2 import raw

from packs.sandbox import pack

DEEPEST = 40
MOST_NODES = 20_000
Node = list[Any]
# The words of each piece of marked content, with where on the page they begin.
Said = dict[int, list[tuple[str, float]]]


def answer(data: bytes, options: dict[str, Any]) -> bytes:
    first, last = int(options["first"]), int(options["last"])
    with pypdfium2.PdfDocument(data) as document:
        pages = [_page(document[index]) for index in range(first, min(last + 1, len(document)))]
    return pack({"pages": pages}, [])


def _page(page: pypdfium2.PdfPage) -> dict[str, Any]:
    """`tree` is empty for a page without tags."""
    words = page.get_textpage()
    said = _marked_words(page, words)
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    built: list[Any] = []
    if tree:
        count = raw.FPDF_StructTree_CountChildren(tree)
        reader = _Reader(said)
        built = [reader.node(raw.FPDF_StructTree_GetChildAtIndex(tree, place), 0) for place in range(count)]
        raw.FPDF_StructTree_Close(tree)
    return {"tree": [node for node in built if node], "text": words.get_text_bounded()}


def _marked_words(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> Said:
    found: Said = defaultdict(list)
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=4):
        number = raw.FPDFPageObj_GetMarkedContentID(thing.raw)
        if number >= 0:
            found[number].append((_words(thing.raw, words), thing.get_bounds()[0]))
    return found


def _words(thing: Any, words: pypdfium2.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(thing, words.raw, None, 0)
    letters = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(thing, words.raw, letters, size)
    return bytes(letters)[:size].decode("utf-16-le", "replace").rstrip("\0")


def _name(function: Callable[..., int], element: Any) -> str:
    size = function(element, None, 0)
    text = ctypes.create_string_buffer(size)
    function(element, text, size)
    return text.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


class _Reader:
    def __init__(self, said: Said) -> None:
        self.said = said
        self.left = MOST_NODES

    def node(self, element: Any, depth: int) -> Node | None:
        """[type, words beside it, what is in it, where it begins]; in it are texts and nodes."""
        self.left -= 1
        if not element or depth > DEEPEST or self.left < 0:
            return None
        inside: list[Any] = []
        begins: list[float] = []
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                below = self.node(child, depth + 1)
                inside += [below] if below else []
                begins += [below[3]] if below and below[3] is not None else []
            else:
                number = raw.FPDF_StructElement_GetChildMarkedContentID(element, place)
                said = self.said.get(number, [])
                inside += [" ".join(words for words, _ in said)] if number >= 0 else []
                begins += [left for _, left in said]
        kind = _name(raw.FPDF_StructElement_GetType, element)
        return [kind, _name(raw.FPDF_StructElement_GetAltText, element), inside, min(begins, default=None)]
