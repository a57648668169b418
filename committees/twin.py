"""A page of a published pack for the web: which file it stands in, and what it says there.

Only what was published is read, never the agenda as it stands now.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from packs.limits import Refused
from packs.thumbnails import thumbnails
from packs.twin import TwinPage, twin_pages

from .contents import FRONT, Published, edition_of
from .contents.agenda import Data
from .contents.published import PublishedPart, parts_of
from .handouts import labels, recent, stored
from .handouts import parts_of as rows_of
from .models import Edition, Meeting, PaperVersion
from .models.publication import EditionKind
from .page_spans import printed

WIDTH = 1100
TABLE = 'aria-label="Table"'


@dataclass(frozen=True)
class Leaf:
    """One printed number, the document it belongs to and the edition that carries it."""

    label: str
    part: PublishedPart
    edition: Edition
    published: Published

    @property
    def is_exempt(self) -> bool:
        return self.edition.kind != EditionKind.PUBLIC

    @property
    def replaced(self) -> bool:
        """By a corrected pack, or by a document published since."""
        if self.part.key == FRONT:
            return self.part.publication not in self.published.current
        return self.published.parts(EditionKind(self.edition.kind)).get(self.part.key) != self.part

    @cached_property
    def version(self) -> PaperVersion | None:
        if not self.part.key.startswith("paper-"):
            return None
        return PaperVersion.objects.filter(pk=int(self.part.key.removeprefix("paper-"))).first()

    @property
    def number_in_part(self) -> int:
        """Counted from 1 within the document."""
        return int(self.label.lstrip("E")) - self.part.first + 1

    @property
    def is_ours(self) -> bool:
        """A page that we made from words, which can be read as words."""
        return self.version is None or bool(self.version.template)

    @property
    def labels(self) -> list[str]:
        return [f"{self.part.series}{number}" for number in range(self.part.first, self.part.last + 1)]

    @cached_property
    def order(self) -> list[str]:
        """Every number of the edition, in the order of its file."""
        return labels(rows_of(self.edition))

    @property
    def before(self) -> str:
        at = self.order.index(self.labels[0] if self.is_ours else self.label)
        return self.order[at - 1] if at else ""

    @property
    def after(self) -> str:
        at = self.order.index(self.labels[-1] if self.is_ours else self.label)
        return self.order[at + 1] if at + 1 < len(self.order) else ""

    @property
    def agenda(self) -> Data:
        return self.published.agenda(EditionKind(self.edition.kind))

    @property
    def item(self) -> Data | None:
        """The agenda item it belongs to, as the newest agenda words it."""
        keys = {self.part.key}
        for item in self.agenda["items"]:
            if item["key"] in keys or any(paper["key"] in keys for paper in item["papers"]):
                found: Data = item
                return found
        return None

    @property
    def title(self) -> str:
        """What the document is called."""
        item = self.item
        if self.part.key == FRONT:
            return "Agenda"
        for paper in item["papers"] if item else []:
            if paper["key"] == self.part.key:
                return f"{paper['label']}: {paper['title']}" if paper["label"] else str(paper["title"])
        return str(item["title"]) if item else self.part.title


def leaf_of(meeting: Meeting, page: str) -> Leaf | None:
    """What is current comes first; a number that was replaced still leads to what it stood on."""
    label = page.upper()
    match = printed.match(label)
    if match is None:
        return None
    kind = EditionKind.MEMBERS if match[1] else EditionKind.PUBLIC
    published = Published(meeting)
    older = [each for each in published.all[::-1] if each not in published.current]
    for publication in [*published.current[::-1], *older]:
        for part in parts_of(publication, kind):
            if part.series == match[1] and part.first <= int(match[2]) <= part.last:
                return Leaf(label, part, edition_of(publication, kind), published)
    return None


def shown_pages(leaf: Leaf) -> list[tuple[str, TwinPage]]:
    """The whole of a document that we made, one page of any other. A file nobody can read has no words."""
    wanted = leaf.labels if leaf.is_ours else [leaf.label]
    first = leaf.order.index(wanted[0])
    key = ("twin", leaf.edition.pk, first, len(wanted))
    made = recent.get(key, lambda: _read(leaf.edition, first, first + len(wanted) - 1))
    return [
        (label, _named(TwinPage(**page), label))
        for label, page in zip(wanted, json.loads(made), strict=False)
    ]


def _named(page: TwinPage, label: str) -> TwinPage:
    """Tables that can be scrolled have names of their own, so that a screen reader can tell them apart."""
    first, *others = page.html.split(TABLE)
    numbered = (f'aria-label="Table {number} of page {label}"{rest}' for number, rest in enumerate(others, 1))
    return replace(page, html=first + "".join(numbered))


def _read(edition: Edition, first: int, last: int) -> bytes:
    try:
        pages = twin_pages(stored(edition), first, last)
    except Refused:
        pages = [TwinPage("", "")] * (last - first + 1)
    return json.dumps([asdict(page) for page in pages]).encode()


def picture(leaf: Leaf) -> bytes:
    """Of a public page, as WebP; kept a while, for it never changes."""
    index = leaf.order.index(leaf.label)
    key = ("picture", leaf.edition.pk, index)
    return recent.get(key, lambda: thumbnails(stored(leaf.edition), WIDTH, first=index, last=index)[0])


def own_picture(pdf: bytes) -> bytes:
    """Of the one page of a reader's own copy. It is kept nowhere."""
    return thumbnails(pdf, WIDTH, first=0, last=0)[0]
