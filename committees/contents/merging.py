"""One agenda from a published pack and its supplements. The words are those that were published."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from .agenda import Data


def merge(agendas: Sequence[tuple[int, Data]]) -> Data:
    """The pack's agenda with the supplements' papers in their places.

    Each comes with the number of its publication. Every item and paper then says in `pack` which publication
    carries it, and in `supplement` which supplement that is.
    """
    (number, pack), *supplements = agendas
    whole = copy.deepcopy(pack)
    for item in whole["items"]:
        _carried_by(item, number, None)
    for number, supplement in supplements:
        for late in copy.deepcopy(supplement["items"]):
            _carried_by(late, number, supplement.get("supplement"))
            _add(whole, late)
        if not any(whole["exempt"].values()):
            whole["exempt"] = supplement["exempt"]
    return whole


def _carried_by(item: Data, number: int, supplement: int | None) -> None:
    for entry in [item, *item["papers"]]:
        entry.setdefault("pack", number)
        entry.setdefault("supplement", supplement)


def _add(whole: Data, late: Data) -> None:
    item = next((item for item in whole["items"] if item.get("key") == late["key"]), None)
    if item is None:
        section = [place for place, item in enumerate(whole["items"]) if item["section"] == late["section"]]
        public = [place for place, item in enumerate(whole["items"]) if item["section"] == "public"]
        place = max(section or public, default=-1) + 1
        whole["items"].insert(place, late)
        return
    if late["from"] and not item["from"]:
        item |= {name: late[name] for name in ("from", "to", "link", "pack", "supplement")}
        item |= {name: late[name] for name in ("note", "reference") if late[name]}
        # The report is then what the item's own pages begin with.
        late["papers"] = [paper for paper in late["papers"] if paper["key"] != item["key"]]
    for paper in late["papers"]:
        _put(item["papers"], paper)


def _put(papers: list[Data], late: Data) -> None:
    """Where the agenda said that the paper was to follow, or else after the others."""
    for place, paper in enumerate(papers):
        if paper.get("key") == f"expected-{late['of']}":
            papers[place] = late
            return
    papers.append(late)
