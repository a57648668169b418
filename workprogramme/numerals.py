"""Steps as reports number them: (i), (ii), (iii)."""

from __future__ import annotations

from collections.abc import Sequence

PARTS = [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]


def roman(number: int) -> str:
    written = ""
    for value, letters in PARTS:
        while number >= value:
            written, number = written + letters, number - value
    return written


def numbered(steps: Sequence[str]) -> list[str]:
    """A single step has no number."""
    if len(steps) < 2:
        return list(steps)
    return [f"({roman(number)}) {step}" for number, step in enumerate(steps, start=1)]
