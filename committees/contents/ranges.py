"""Page numbers put into an agenda, once they are known."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping

from packs.parts import PageRange

from .agenda import Data
from .parts import PlannedPart

label_parts = re.compile(r"^([A-Z]*)([0-9]+)$")


def split(label: str) -> tuple[str, int]:
    """The series of a printed number, and the number in it: E3 is 3 of E."""
    match = label_parts.match(label)
    if match is None:
        raise ValueError(f"{label!r} is no page number of a pack.")
    return match[1], int(match[2])


def with_pages(
    agenda: Data, parts: Iterable[PlannedPart], ranges: Mapping[str, PageRange], pages: int
) -> Data:
    """A copy of the agenda in which every item and paper says its pages and what a link to it opens."""
    filled = copy.deepcopy(agenda)
    planned = list(parts)
    for item in filled["items"]:
        own = [part for part in planned if part.item_key == item["key"]]
        first, last = item_range(own, ranges)
        if own:
            item["from"], item["to"] = first, last
            item["link"] = next(part.key for part in own if ranges[part.key].first_label == first)
        for paper in item["papers"]:
            if paper["key"] in ranges:
                paper["from"] = ranges[paper["key"]].first_label
                paper["to"] = ranges[paper["key"]].last_label
    filled["pages"] = pages
    return filled


def item_range(parts: list[PlannedPart], ranges: Mapping[str, PageRange]) -> tuple[str, str]:
    """First and last page of an item: of its public pages, or of its exempt ones when it has no others.

    In a pack published again its papers may be on pages apart; then of those that begin it.
    """
    shown = [part for part in parts if not part.exempt] or parts
    if not shown:
        return "", ""
    first = last = ranges[shown[0].key]
    for part in shown[1:]:
        series, number = split(last.last_label)
        if split(ranges[part.key].first_label) != (series, number + 1):
            break
        last = ranges[part.key]
    return first.first_label, last.last_label
