"""Printed page numbers and stretches of them: 10 to 24, E1 to E2. Knows no pack and no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .contents.words import listed

printed = re.compile(r"^([A-Z]?)([1-9][0-9]{0,5})$")


class NoSuchPages(ValueError):
    """The pages asked for are not in the pack; the message says so to the reader."""


@dataclass(frozen=True, slots=True)
class Span:
    first: str
    last: str

    @classmethod
    def parse(cls, words: str) -> Span:
        """10-24, E1-E3 or 7, as an address has them. Small letters are as good as large ones."""
        first, _, last = words.upper().partition("-")
        return cls(first.strip(), (last or first).strip())

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"

    @property
    def in_words(self) -> str:
        return self.first if self.first == self.last else f"{self.first} to {self.last}"

    def covers(self, other: Span) -> bool:
        ours, theirs = (_numbers(span) for span in (self, other))
        return (
            ours is not None
            and theirs is not None
            and ours[0] == theirs[0]
            and ours[1] <= theirs[1]
            and theirs[2] <= ours[2]
        )


def _numbers(span: Span) -> tuple[str, int, int] | None:
    first, last = printed.match(span.first), printed.match(span.last)
    if first is None or last is None or first[1] != last[1]:
        return None
    return first[1], int(first[2]), int(last[2])


def spans_of(item: Mapping[str, Any]) -> list[Span]:
    """Where an item of a published agenda has its pages: its own, and those of its papers elsewhere."""
    found: list[Span] = []
    for entry in [item, *item["papers"]]:
        if not entry.get("from"):
            continue
        span = Span(entry["from"], entry["to"])
        if not any(known.covers(span) for known in found):
            found.append(span)
    return found


def in_words(spans: Sequence[Span]) -> str:
    """Page 4; pages 10 to 24 and E1 to E2."""
    several = len(spans) != 1 or spans[0].first != spans[0].last
    return f"page{'s' if several else ''} {listed([span.in_words for span in spans])}"


def indexes(spans: Iterable[Span], labels: Sequence[str]) -> list[int]:
    """Which pages of the file, counted from 0, carry these numbers. Raises NoSuchPages."""
    where = {label: index for index, label in enumerate(labels)}
    found: set[int] = set()
    for span in spans:
        for label in (span.first, span.last):
            if label not in where:
                raise NoSuchPages(f"There is no page {label or 'without a number'} in this pack.")
        if where[span.first] > where[span.last]:
            raise NoSuchPages(f"Page {span.last} comes before page {span.first}.")
        found.update(range(where[span.first], where[span.last] + 1))
    return sorted(found)


def runs(labels: Sequence[str]) -> list[Span]:
    """The numbers as few stretches: 1 to 35, E1 to E6."""
    found: list[Span] = []
    expected = ""
    for label in labels:
        match = printed.match(label)
        if found and label == expected:
            found[-1] = Span(found[-1].first, label)
        else:
            found.append(Span(label, label))
        expected = f"{match[1]}{int(match[2]) + 1}" if match else ""
    return found
