"""One page number for ever: which number is printed on which page.

Each series counts on its own, so leaving the exempt parts out of the public edition changes no public
number, and a supplement carries on where the last publication stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packs.parts import PageRange


def number(
    parts: Sequence[tuple[str, str, int]], start: Mapping[str, int] | None = None
) -> dict[str, PageRange]:
    """Give each (key, series, pages) its range, in the order the parts stand in the pack.

    `start` says with which number a series begins, 1 where it says nothing.
    """
    following = dict(start or {})
    if any(first < 1 for first in following.values()):
        raise ValueError("A page series starts at 1 or later.")
    ranges: dict[str, PageRange] = {}
    index = 0
    for key, series, pages in parts:
        if key in ranges:
            raise ValueError(f"Two parts of the pack have the key {key!r}.")
        if pages < 1:
            raise ValueError(f"Part {key!r} has no pages.")
        first = following.get(series, 1)
        last = first + pages - 1
        ranges[key] = PageRange(f"{series}{first}", f"{series}{last}", index, index + pages - 1)
        following[series] = last + 1
        index += pages
    return ranges


def next_numbers(
    parts: Sequence[tuple[str, str, int]], start: Mapping[str, int] | None = None
) -> dict[str, int]:
    """With which number each series goes on after these parts: the `start` of the next supplement."""
    following = dict(start or {})
    for _key, series, pages in parts:
        following[series] = following.get(series, 1) + pages
    return following
