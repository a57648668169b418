"""Reads a finished pack the way a suspicious reader would: page by page, link by link, byte by byte."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

import pikepdf

from packs.text import page_texts

stamp = re.compile(r"Page ([CE]?\d+)\b")


@dataclass
class ReadPack:
    texts: list[str]
    labels: list[str]
    links: dict[int, list[int]] = field(default_factory=dict)  # page -> pages its links open
    bookmarks: list[tuple[int, str, int]] = field(default_factory=list)  # level, title, page

    def pages_with(self, word: str) -> list[str]:
        """Labels of the pages with a word like MARSH-1, MARSH-2 ..."""
        return [
            label
            for label, text in zip(self.labels, self.texts, strict=True)
            if re.search(rf"{word}-\d", text)
        ]

    def stamps(self) -> list[str]:
        return [stamp.findall(text)[-1] for text in self.texts]


def read(pdf: bytes) -> ReadPack:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.objgen: index for index, page in enumerate(document.pages)}
        pack = ReadPack(page_texts(pdf), [page.label for page in document.pages])
        for index, page in enumerate(document.pages):
            targets = [
                numbers[link["/Dest"][0].objgen] for link in page.get("/Annots", []) if "/Dest" in link
            ]
            if targets:
                pack.links[index] = targets
        with document.open_outline() as outline:
            pack.bookmarks = list(walk(outline.root, numbers, 0))
    return pack


def walk(items, numbers, level):
    for entry in items:
        yield level, str(entry.title), numbers[entry.destination[0].objgen]
        yield from walk(entry.children, numbers, level + 1)


def everything_in(pdf: bytes) -> bytes:
    """Every string and every decoded stream of the file, with text operators joined, and the raw bytes."""
    found = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            found.append(thing.unparse(resolved=True) if not isinstance(thing, pikepdf.Stream) else b"")
            found += [str(words).encode() for words in strings(thing)]
            if isinstance(thing, pikepdf.Stream):
                found += [str(words).encode() for words in strings(thing.stream_dict)]
                try:
                    found.append(thing.read_bytes())
                except pikepdf.PdfError:
                    found.append(thing.read_raw_bytes())
    return b"\n".join(found + [text.encode() for text in page_texts(pdf)])


def strings(thing):
    if isinstance(thing, pikepdf.String):
        yield thing
    elif isinstance(thing, pikepdf.Dictionary):
        for value in thing.as_dict().values():
            if not value_is_indirect(value):
                yield from strings(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not value_is_indirect(value):
                yield from strings(value)


def value_is_indirect(value) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect
