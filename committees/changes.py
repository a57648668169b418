"""What has changed since a publication: items and papers that were added, replaced or taken off, and the new pages.

Both states are read from what was published and from nothing else: the agenda of the newest whole pack by then,
with the supplements to it in their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .contents import FRONT, Published
from .contents.merging import merge
from .contents.published import PublishedPart, edition_of, parts_of
from .models import Meeting, PaperVersion, Publication
from .models.publication import EditionKind, PublicationKind
from .page_spans import Span

MEETING = {"date_words": "date", "time_words": "time", "venue": "place"}
DETAILS = ("note", "exempt_reason", "time_limit", "section", "reference", "paragraphs")


@dataclass(frozen=True)
class Change:
    """`what` is Added, Replaced, Removed or Changed. `pack` is the publication that carries the pages."""

    what: str
    name: str
    pages: Span | None = None
    pack: int = 0


@dataclass
class ItemChanges:
    number: int
    title: str
    what: str = ""
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class State:
    agenda: dict[str, Any]
    parts: Mapping[str, PublishedPart]

    @property
    def items(self) -> dict[str, dict[str, Any]]:
        return {item["key"]: item for item in self.agenda["items"]}


class Changes:
    def __init__(self, meeting: Meeting, number: int, kind: EditionKind) -> None:
        published = Published(meeting)
        self.kind = kind
        self.since = next(each for each in published.all if each.number == number)
        self.later = [each for each in published.all if each.number > number]
        self.current = published.current
        self.before = _state(_current_at(published.all, number), kind)
        self.now = _state(self.current, kind)
        self.papers = _papers_of([*self.before.items.values(), *self.now.items.values()])
        self.meeting = [
            f"The {word} is now {self.now.agenda['meeting'][name]}."
            for name, word in MEETING.items()
            if self.before.agenda["meeting"].get(name) != self.now.agenda["meeting"].get(name)
        ]
        self.items = [changed for item in self.now.items.values() if (changed := self._item(item))]
        self.items += [
            ItemChanges(item["number"], item["title"], "Removed")
            for key, item in self.before.items.items()
            if key not in self.now.items
        ]

    @property
    def newest(self) -> Publication:
        return self.current[-1]

    @property
    def new_parts(self) -> list[PublishedPart]:
        """The documents that nobody had by then, front pages aside."""
        return [part for key, part in self.now.parts.items() if key != FRONT and self._is_new(part)]

    def _is_new(self, part: PublishedPart) -> bool:
        old = self.before.parts.get(part.key)
        return old is None or old.sha256 != part.sha256

    def _item(self, item: dict[str, Any]) -> ItemChanges | None:
        old = self.before.items.get(item["key"])
        found = ItemChanges(item["number"], item["title"], "" if old else "Added")
        if old:
            found.changes += _words(old, item)
        found.changes += self._cover(item["key"])
        found.changes += self._papers(old, item)
        return found if found.changes or not old else None

    def _cover(self, key: str) -> Iterator[Change]:
        part = self.now.parts.get(key)
        if part and self._is_new(part):
            what = "Changed" if key in self.before.parts else "Added"
            yield Change(what, "Report and cover sheet", _span(part), part.publication.number)

    def _papers(self, old: dict[str, Any] | None, item: dict[str, Any]) -> Iterator[Change]:
        before = {paper["key"]: paper for paper in (old or {}).get("papers", [])}
        now = {paper["key"]: paper for paper in item["papers"] if paper["key"] != item["key"]}
        replaced = set()
        for key, paper in now.items():
            same = before.get(key)
            part = self.now.parts.get(key)
            if part is None or (same and same["from"] and not self._is_new(part)):
                continue
            twins = {
                other for other, line in before.items() if self._is_version_of(line, paper) and line["from"]
            }
            replaced |= twins
            yield Change("Replaced" if twins else "Added", _name(paper), _span(part), part.publication.number)
        for key, paper in before.items():
            if key not in now and key not in replaced and not self._has_come(paper, now):
                yield Change("Removed", _name(paper))

    def _is_version_of(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        same = self.papers.get(old["key"]) == self.papers.get(new["key"])
        return same and old["key"] != new["key"] and bool(old.get("exempt")) == bool(new.get("exempt"))

    def _has_come(self, awaited: dict[str, Any], now: Mapping[str, dict[str, Any]]) -> bool:
        """A paper that was to follow and is here, or was here and is now told to follow: no removal."""
        return any(self.papers.get(key) == self.papers.get(awaited["key"]) for key in now)


def _state(publications: Sequence[Publication], kind: EditionKind) -> State:
    agendas = [(each.number, edition_of(each, kind).agenda) for each in publications]
    parts = {part.key: part for each in publications for part in parts_of(each, kind)}
    return State(merge(agendas), parts)


def _current_at(publications: Sequence[Publication], number: int) -> list[Publication]:
    """The whole pack that counted then, and the supplements to it by then."""
    known = [each for each in publications if each.number <= number]
    whole = [each.number for each in known if each.kind != PublicationKind.SUPPLEMENT][-1]
    return [each for each in known if each.number >= whole]


def _papers_of(items: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Which paper each line of the agendas is a version of."""
    keys = {paper["key"] for item in items for paper in item["papers"]}
    pks = {int(key.removeprefix("paper-")) for key in keys if key.startswith("paper-")}
    found = {
        f"paper-{pk}": of for pk, of in PaperVersion.objects.filter(pk__in=pks).values_list("pk", "paper_id")
    }
    expected = {key: int(key.removeprefix("expected-")) for key in keys if key.startswith("expected-")}
    return found | expected


def _words(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    if old["title"] != new["title"]:
        yield Change("Changed", f"Title, which was “{old['title']}”")
    if any(old.get(name) != new.get(name) for name in DETAILS):
        yield Change("Changed", "Words of the agenda")


def _span(part: PublishedPart) -> Span:
    return Span(f"{part.series}{part.first}", f"{part.series}{part.last}")


def _name(paper: Mapping[str, Any]) -> str:
    return f"{paper['label']}: {paper['title']}" if paper["label"] else str(paper["title"])
