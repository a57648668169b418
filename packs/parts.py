"""What a pack is made of, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry of a source document's own contents list; pages count from 0 within that document."""

    title: str
    page_offset: int
    children: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Ingested:
    """An upload made safe and normal, with what was found on the way.

    `removed`, `repaired` and `warnings` are sentences for the officer. `sizes` are the pages as they are
    seen, in points, after rotation.
    """

    pdf: bytes = field(repr=False)
    pages: int
    sizes: tuple[tuple[float, float], ...]
    tagged: bool
    title: str
    language: str
    removed: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a pack.

    `pdf` is what `ingest` or `render` returned, never a raw upload. `key` is what `pack:<key>` links
    point at. `series` is the prefix of its page numbers: "" for public pages, "E" for exempt ones.
    """

    key: str
    pdf: bytes = field(repr=False)
    title: str
    series: str = ""
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRange:
    """Where a part ended up: the numbers printed on its pages, and its pages counted from 0."""

    first_label: str
    last_label: str
    first_index: int
    last_index: int

    @property
    def pages(self) -> int:
        return self.last_index - self.first_index + 1

    def __str__(self) -> str:
        return f"{self.first_label} - {self.last_label}"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One bookmark of the pack: a page of the part called `key`."""

    title: str
    key: str
    page_offset: int = 0
    children: tuple[OutlineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What is printed over the pages besides their content.

    `page_word` stands before the number in the stamp ("Page 12"); `watermark` is a line at the head of
    every page, for a named person's copy. `named_size` is how large the stamp is on pages that have a name.
    """

    page_word: str = "Page"
    watermark: str = ""
    named_size: float = 1.0


@dataclass(frozen=True, slots=True)
class Assembled:
    pdf: bytes = field(repr=False)
    ranges: dict[str, PageRange]
    pages: int
    tagged: bool = False
    untagged_keys: tuple[str, ...] = ()
