"""What can be found of a published pack: its agenda, and every page of its papers under the number printed on it.

Everything is read from what was published. Words that the public edition has not are tied to the item or to the
version they belong to, and found by those alone who may read that.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from committees.contents import FRONT, Published, edition_of
from committees.contents.published import PublishedPart, parts_of
from committees.handouts import numbers, stored
from committees.models import AgendaItem, Edition, Meeting, PaperVersion
from committees.models.publication import EditionKind
from committees.texts import words_for_the_index
from packs.limits import Refused
from packs.text import page_texts

from .models import Kind
from .rows import Row, joined

logger = logging.getLogger(__name__)
Data = dict[str, Any]
OF_ITEM, OF_PAPER = "item-", "paper-"


class Pack:
    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.published = Published(meeting)
        self.shared: dict[str, Any] = {
            "day": meeting.date,
            "meeting_id": meeting.pk,
            "committee_id": meeting.committee_id,
        }
        self._pages: dict[int, dict[str, str]] = {}

    def rows(self) -> Iterator[Row]:
        if self.published.pack is None:
            return
        public = self.published.agenda(EditionKind.PUBLIC)
        members = self.published.agenda(EditionKind.MEMBERS)
        titles = {paper["key"]: named(paper) for item in members["items"] for paper in item["papers"]}
        titles |= {item["key"]: item["title"] for item in members["items"]}
        titles |= {item["key"]: item["title"] for item in public["items"]}
        yield from self._items(public, members)
        yield from self._public_pages(titles)
        yield from self._papers(titles)
        yield from self._exempt_cover_sheets(
            titles | {each["key"]: each["title"] for each in members["items"]}
        )
        yield from self._released({item["key"]: item["title"] for item in public["items"]})

    def _items(self, public: Data, members: Data) -> Iterator[Row]:
        shown = {item["key"]: item for item in public["items"]}
        for item in public["items"]:
            yield self._item(item, f"item-{item['number']}")
        known = set(
            AgendaItem.objects.filter(
                pk__in=[number_in(item["key"], OF_ITEM) for item in members["items"]]
            ).values_list("pk", flat=True)
        )
        for item in members["items"]:
            pk, other = number_in(item["key"], OF_ITEM), shown.get(item["key"], {})
            same = item["title"] == other.get("title") and len(item["papers"]) == len(other.get("papers", []))
            if item["section"] == "exempt" and not same and pk in known:
                yield self._item(item, f"restricted-{item['number']}", item_id=pk, is_restricted=True)

    def _item(self, item: Data, key: str, **more: Any) -> Row:
        text = joined(
            item.get("reference", ""),
            item["note"],
            item["exempt_reason"],
            *(named(paper) for paper in item["papers"]),
        )
        place = str(item["number"])
        return Row(key, Kind.ITEM, title=item["title"], text=text, place=place, **self.shared, **more)

    def _public_pages(self, titles: dict[str, str]) -> Iterator[Row]:
        """Pages we made: the agenda itself, of a supplement too, and the cover sheets of public items."""
        for publication in self.published.current:
            for part in parts_of(publication, EditionKind.PUBLIC):
                if part.key == FRONT:
                    yield from self._made_pages(part, EditionKind.PUBLIC, "Agenda")
        for part in self.published.parts(EditionKind.PUBLIC).values():
            if part.key != FRONT and not part.key.startswith(OF_PAPER):
                title = titles.get(part.key, part.title)
                yield from self._made_pages(part, EditionKind.PUBLIC, title)

    def _exempt_cover_sheets(self, titles: dict[str, str]) -> Iterator[Row]:
        parts = [part for part in self.published.parts().values() if part.series and part.key != FRONT]
        sheets = {number_in(part.key, OF_ITEM): part for part in parts if part.key.startswith(OF_ITEM)}
        for pk in AgendaItem.objects.filter(pk__in=list(sheets)).values_list("pk", flat=True):
            part = sheets[pk]
            title = titles.get(part.key, part.title)
            yield from self._made_pages(part, EditionKind.MEMBERS, title, item_id=pk, is_restricted=True)

    def _made_pages(self, part: PublishedPart, kind: EditionKind, title: str, **more: Any) -> Iterator[Row]:
        words = self._words_of(edition_of(part.publication, kind))
        for number in range(part.first, part.last + 1):
            page = f"{part.series}{number}"
            if page in words:
                text = words[page]
                yield Row(
                    f"page-{page}", Kind.PAPER, title=title, text=text, page=page, **self.shared, **more
                )

    def _words_of(self, edition: Edition) -> dict[str, str]:
        """Of each page of a published PDF, by its number. A file nobody can read has none."""
        if edition.pk not in self._pages:
            try:
                texts = dict(zip(numbers(edition), page_texts(stored(edition)), strict=False))
            except (Refused, OSError) as error:
                logger.warning("No words of edition %s: %s", edition.pk, type(error).__name__)
                texts = {}
            self._pages[edition.pk] = texts
        return self._pages[edition.pk]

    def _papers(self, titles: dict[str, str]) -> Iterator[Row]:
        parts = {
            number_in(part.key, OF_PAPER): part
            for part in self.published.parts().values()
            if part.key.startswith(OF_PAPER)
        }
        words = words_for_the_index(parts)
        there = set(PaperVersion.objects.filter(pk__in=list(parts)).values_list("pk", flat=True))
        for pk, part in parts.items():
            if pk in there:
                yield from self._paper(pk, part, words[pk], titles.get(part.key, part.title))

    def _paper(self, pk: int, part: PublishedPart, words: dict[int, str], title: str) -> Iterator[Row]:
        """A paper from before its words were kept has those of the published file."""
        stored_words = {} if words else self._words_of(edition_of(part.publication, EditionKind.MEMBERS))
        for number in range(1, part.pages + 1):
            page = f"{part.series}{part.first + number - 1}"
            yield Row(
                f"{part.key}-{number}",
                Kind.PAPER,
                title=title,
                text=words.get(number) or stored_words.get(page, ""),
                page=page,
                version_id=pk,
                **self.shared,
            )

    def _released(self, titles: dict[str, str]) -> Iterator[Row]:
        """Public copies that came out after the pack: they have no number in it. Items as the public knows them."""
        packed = {number_in(key, OF_PAPER) for key in self.published.parts() if key.startswith(OF_PAPER)}
        copies = PaperVersion.objects.filter(
            paper__item__meeting=self.meeting, released_at__isnull=False, published_at__isnull=False
        ).exclude(pk__in=packed)
        released = {version.pk: version for version in copies.select_related("paper")}
        for pk, pages in words_for_the_index(released).items():
            version = released[pk]
            title = titles.get(f"{OF_ITEM}{version.paper.item_id}")
            for page, text in pages.items():
                yield Row(
                    f"paper-{pk}-{page}",
                    Kind.PAPER,
                    # Not by the paper's own title, which may date from when it was kept back.
                    title=f"A paper that had been kept back: {title}"
                    if title
                    else "A paper that had been kept back",
                    text=text,
                    place=str(page),
                    version_id=version.pk,
                    **self.shared,
                )


def named(paper: Data) -> str:
    return f"{paper['label']}: {paper['title']}" if paper["label"] else str(paper["title"])


def number_in(key: str, start: str) -> int:
    rest = str(key).removeprefix(start)
    return int(rest) if rest.isdecimal() else 0
