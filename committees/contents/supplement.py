"""What a supplement carries: the papers that have come since, on the page numbers that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils import timezone

from committees.models import PaperVersion
from committees.models.committee import Section
from committees.models.publication import EditionKind, PublicationKind

from .agenda import Data
from .parts import Contents, PlannedPart
from .published import Published
from .reading import Business, Line


class Supplement(Contents):
    """`lateness` is what the officer said: in `reasons`, by item, why it is late; in `urgency`, why it cannot wait."""

    front_template = "supplement"
    kind = PublicationKind.SUPPLEMENT

    def __init__(self, whole: Contents, published: Published, lateness: Mapping[str, Any]) -> None:
        # All that was read is the same; only what is chosen from it differs.
        read = {name: value for name, value in vars(whole).items() if name not in ("all_parts", "key")}
        vars(self).update(read)
        self.whole = whole
        self.published = published
        self.follows = published.last_number
        self.lateness = lateness
        self.number = published.next_supplement
        self.start = published.next_numbers()
        self.late = {part.key for part in late_parts(whole, published)}
        self.businesses = list(_numbered_as_published(whole.businesses, published))

    @cached_property
    def key(self) -> str:
        return self.whole.key

    @property
    def front_name(self) -> str:  # type: ignore[override]
        return f"Supplement {self.number}"

    @cached_property
    def all_parts(self) -> list[PlannedPart]:
        return [part for business in self.businesses for part in self._of(business) if part.key in self.late]

    @property
    def has_exempt(self) -> bool:
        return any(part.exempt for part in self.all_parts) or any(
            business.item.restricted_title for business in self._concerned()
        )

    def title(self, kind: EditionKind) -> str:
        agenda = super().title(kind)
        return agenda.replace(str(self.kind.label), f"{self.front_name} ({self.what})", 1)

    @cached_property
    def what(self) -> str:
        """In brackets after the number: what sort of supplement it is."""
        known = {item.get("key"): item for item in self.published.agenda(EditionKind.MEMBERS)["items"]}
        if any(business.key not in known for business in self._concerned()):
            return "additional business"
        awaited = {paper.get("key") for item in known.values() for paper in item["papers"]}
        lines = [line for business in self._concerned() for line in self._late_lines(business)]
        if lines and all(f"expected-{line.paper.pk}" in awaited for line in lines):
            return "to follow papers"
        return "late papers"

    def agenda(self, kind: EditionKind) -> Data:
        concerned = {business.key for business in self._concerned()}
        agenda = super().agenda(kind)
        first = self.published.all[0]
        return {
            **agenda,
            "kind": str(self.kind),
            "supplement": self.number,
            "name": self.front_name,
            "what": self.what,
            "follows": f"{timezone.localdate(first.published_at):%-d %B %Y}",
            "urgency": self.lateness.get("urgency", ""),
            "items": [self._item(item, kind) for item in agenda["items"] if item["key"] in concerned],
            "information": [],
        }

    def _item(self, item: Data, kind: EditionKind) -> Data:
        shown = kind == EditionKind.MEMBERS or item["section"] == Section.PUBLIC
        papers = [paper for paper in item["papers"] if paper["key"] in self.late]
        if shown and item["key"] in self.late:
            papers.insert(0, _report(item))
        return {
            **item,
            "papers": papers,
            "withheld": not shown,
            "why_late": self.lateness.get("reasons", {}).get(item["key"], ""),
        }

    def _concerned(self) -> list[Business]:
        return [
            business
            for business in self.businesses
            if business.key in self.late or any(self._late_lines(business))
        ]

    def _late_lines(self, business: Business) -> list[Line]:
        return [line for line in business.lines if line.version and line.key in self.late]

    def late_items(self) -> list[tuple[Business, list[str]]]:
        """For the officer: each item concerned, and the names of what is late under it."""
        found = []
        for business in self._concerned():
            names = ["Report"] if business.key in self.late else []
            names += [line.name(restricted=line.exempt) for line in self._late_lines(business)]
            found.append((business, names))
        return found

    def reason(self) -> str:
        """Why its papers are late, in one paragraph for everybody."""
        reasons = self.lateness.get("reasons", {})
        said = [(business.number, reasons.get(business.key, "")) for business in self._concerned()]
        return " ".join(f"Item {number}: {words.rstrip('.')}." for number, words in said if words)


def _report(item: Data) -> Data:
    """The cover sheet as a line of its own: it comes late like any paper."""
    title = f"Report {item['reference']}" if item["reference"] else "Report"
    words = {"key": item["key"], "of": None, "label": "", "title": title, "state": "here"}
    exempt = item["section"] == Section.EXEMPT
    return {
        **words,
        "exempt": exempt,
        "confidential": False,
        "withheld": False,
        "paragraphs": item["paragraphs"] if exempt else [],
        "from": "",
        "to": "",
    }


def late_parts(contents: Contents, published: Published) -> list[PlannedPart]:
    """What has come since: not what replaces something published, which is for a correction."""
    known = published.parts()
    pks = [int(key.removeprefix("paper-")) for key in known if key.startswith("paper-")]
    versions = PaperVersion.objects.filter(pk__in=pks).only("paper_id", "classification")
    sides = {(version.paper_id, version.is_public) for version in versions}
    return [
        part
        for part in contents.all_parts
        if part.key not in known
        and (part.version is None or (part.version.paper_id, part.version.is_public) not in sides)
    ]


def _numbered_as_published(businesses: list[Business], published: Published) -> Iterator[Business]:
    """Items keep their published numbers; an item that was added is numbered after all of them."""
    numbers = {item.get("key"): item["number"] for item in published.agenda(EditionKind.MEMBERS)["items"]}
    following = max(numbers.values(), default=0)
    for business in businesses:
        number = numbers.get(business.key)
        if number is None:
            following += 1
            number = following
        yield replace(business, number=number)
