"""Rows that stand in an order, which people change one place at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Ordered(Protocol):
    order: int

    def save(self, *, update_fields: Iterable[str]) -> None: ...


Row = TypeVar("Row")


def moved(rows: Sequence[Row], row: Row, *, up: bool) -> list[Row] | None:
    """All rows with `row` one place further up or down; None when it is already at that end."""
    place = rows.index(row)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return None
    order = list(rows)
    order[place], order[other] = order[other], order[place]
    return order


def write_order(rows: Sequence[Ordered]) -> None:
    """Number the rows from 1. No version is raised: whoever is editing the words need not hear of it."""
    for number, row in enumerate(rows, start=1):
        if row.order != number:
            row.order = number
            row.save(update_fields=["order"])
