"""One page number for ever: which number is printed on which page.

Each series counts on its own, so leaving the exempt parts out of the public edition changes no public
number, and a supplement carries on where the last publication stopped. A part that was published before
keeps the numbers it was published under.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from packs.parts import PageRange


def number(
    parts: Sequence[tuple[str, str, int]],
    start: Mapping[str, int] | None = None,
    kept: Mapping[str, int] | None = None,
) -> dict[str, PageRange]:
    """Give each (key, series, pages) its range, in the order the parts stand in the pack.

    `start` says with which number a series begins, 1 where it says nothing. `kept` says with which number the
    parts begin that have theirs already; the series goes on past them as if they were not there.
    """
    following = dict(start or {})
    kept = kept or {}
    if any(first < 1 for first in [*following.values(), *kept.values()]):
        raise ValueError("A page series starts at 1 or later.")
    ranges: dict[str, PageRange] = {}
    index = 0
    for key, series, pages in parts:
        if key in ranges:
            raise ValueError(f"Two parts of the pack have the key {key!r}.")
        if pages < 1:
            raise ValueError(f"Part {key!r} has no pages.")
        first = kept.get(key) or following.get(series, 1)
        last = first + pages - 1
        ranges[key] = PageRange(f"{series}{first}", f"{series}{last}", index, index + pages - 1)
        if key not in kept:
            following[series] = last + 1
        index += pages
    _require_each_number_once(parts, ranges)
    return ranges


def _require_each_number_once(parts: Sequence[tuple[str, str, int]], ranges: Mapping[str, PageRange]) -> None:
    ends: dict[str, list[tuple[int, int]]] = {}
    for key, series, pages in parts:
        first = int(ranges[key].first_label.removeprefix(series))
        ends.setdefault(series, []).append((first, first + pages - 1))
    for spans in ends.values():
        spans.sort()
        if any(after[0] <= before[1] for before, after in pairwise(spans)):
            raise ValueError("A page number would be used twice.")


def next_numbers(
    parts: Sequence[tuple[str, str, int]], start: Mapping[str, int] | None = None
) -> dict[str, int]:
    """With which number each series goes on after these parts: the `start` of the next supplement."""
    following = dict(start or {})
    for _key, series, pages in parts:
        following[series] = following.get(series, 1) + pages
    return following
