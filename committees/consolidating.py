"""An agenda pack with its supplements as one PDF, spliced from the documents that were published.

Every page keeps the number it was published under; only the index in front of them is new, and numbered C.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from packs.manifest import manifest
from packs.parts import OutlineEntry, Part
from packs.splice import assemble

from .contents import FRONT, Supplement, split
from .contents.merging import merge
from .contents.published import edition_of
from .drawing import Drawing
from .kept_parts import read, read_version, versions_of
from .making import MadeEdition, bookmark_title, bookmarks
from .markings import mark_exempt
from .models.publication import EditionKind

SERIES = "C"


@dataclass(frozen=True)
class Source:
    """An edition that goes into it: the parts it was made of, and the agenda it prints."""

    number: int
    name: str
    agenda: dict[str, Any]
    rows: list[dict[str, Any]]

    @property
    def front(self) -> str:
        """The key of its front page, which every edition has."""
        return f"{FRONT}-{self.number}"

    def key(self, row: Mapping[str, Any]) -> str:
        return self.front if row["key"] == FRONT else str(row["key"])


def consolidate(
    supplement: Supplement, made: Mapping[EditionKind, MadeEdition], drawing: Drawing
) -> dict[EditionKind, MadeEdition]:
    """Raises NotKept when a published document can no longer be had as it was."""
    return {kind: _one(supplement, kind, made[kind], drawing) for kind in made}


def _one(supplement: Supplement, kind: EditionKind, made: MadeEdition, drawing: Drawing) -> MadeEdition:
    sources = [*_published(supplement, kind), _new(supplement, made)]
    first = supplement.start.get(SERIES, 1)
    rows = [row for source in sources for row in source.rows]
    agenda = merge([(source.number, source.agenda) for source in sources]) | {
        "kind": "consolidated",
        "name": f"Agenda with {_supplements(sources)}",
        "first": f"{SERIES}{first}",
        "restricted": any(source.agenda.get("restricted") for source in sources),
        "made_of": [_made_of(source) for source in sources],
    }
    index = drawing.draw("consolidated", agenda)
    front = Part(FRONT, index, "Index", SERIES)
    parts = [front, *sorted(_parts(sources, made), key=_place(sources))]
    kept = {source.key(row): split(row["from"])[1] for source in sources for row in source.rows}
    whole = assemble(
        parts, title=_title(agenda), outline=_outline(agenda, sources, kept), start={SERIES: first}, kept=kept
    )
    whole = mark_exempt(whole, versions_of(row["key"] for row in rows))
    agenda["pages"] = whole.pages
    pages = whole.pages - sum(row["pages"] for row in rows)
    return MadeEdition(whole.pdf, whole.pages, agenda, pages, manifest(parts, whole))


def _published(supplement: Supplement, kind: EditionKind) -> Iterator[Source]:
    for publication in supplement.published.current:
        edition = edition_of(publication, kind)
        name = _name(edition.agenda) or publication.title
        yield Source(publication.number, name, edition.agenda, edition.manifest.get("parts", []))


def _new(supplement: Supplement, made: MadeEdition) -> Source:
    return Source(supplement.follows + 1, _name(made.agenda), made.agenda, made.manifest["parts"])


def _name(agenda: Mapping[str, Any]) -> str:
    return f"{agenda['name']} ({agenda['what']})" if "what" in agenda else ""


def _supplements(sources: list[Source]) -> str:
    numbers = [str(source.agenda["supplement"]) for source in sources[1:]]
    return f"supplement {numbers[0]}" if len(numbers) == 1 else f"supplements {numbers[0]} to {numbers[-1]}"


def _title(agenda: Mapping[str, Any]) -> str:
    title = f"{agenda['name']}: {agenda['committee']['name']}, {agenda['meeting']['date_words']}"
    return f"{title} (members’ edition)" if agenda["restricted"] else title


def _parts(sources: list[Source], made: MadeEdition) -> Iterator[Part]:
    new = {hashlib.sha256(pdf).hexdigest(): pdf for pdf in made.own}
    versions = versions_of(row["key"] for source in sources for row in source.rows)
    for source in sources:
        for row in source.rows:
            key, sha256 = source.key(row), row["sha256"]
            version = versions.get(key)
            pdf = read_version(version, sha256) if version else new.get(sha256) or read(sha256)
            own = bookmarks(version.findings.get("bookmarks", [])) if version else ()
            title = source.name if row["key"] == FRONT else row["title"]
            yield Part(key, pdf, title, split(row["from"])[0], own)


def _place(sources: list[Source]) -> Any:
    """Public pages first, and each series in the order of its numbers."""
    places = {source.key(row): split(row["from"]) for source in sources for row in source.rows}
    return lambda part: places[part.key]


def _made_of(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "key": source.front,
        "pages": _ranges(source.rows, ""),
        "exempt_pages": _ranges(source.rows, "E"),
    }


def _ranges(rows: list[dict[str, Any]], series: str) -> list[dict[str, str]]:
    """The stretches of numbers that some parts have in a series."""
    spans = sorted(
        (split(row["from"])[1], split(row["to"])[1]) for row in rows if split(row["from"])[0] == series
    )
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and joined[-1][1] + 1 == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return [{"from": f"{series}{first}", "to": f"{series}{last}"} for first, last in joined]


def _outline(
    agenda: Mapping[str, Any], sources: list[Source], known: Mapping[str, int]
) -> list[OutlineEntry]:
    """The index, every item with its papers wherever they are, and what each publication printed in front."""
    entries = [OutlineEntry("Index", FRONT)]
    for item in agenda["items"]:
        papers = [paper for paper in item["papers"] if paper["key"] in known]
        children = tuple(OutlineEntry(bookmark_title(paper), paper["key"]) for paper in papers)
        target = item["link"] or (papers[0]["key"] if papers else "")
        if target:
            entries.append(OutlineEntry(f"{item['number']}. {item['title']}", target, 0, children))
    return [*entries, *(OutlineEntry(f"{source.name}: front page", source.front) for source in sources)]
