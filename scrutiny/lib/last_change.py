"""The mark of a book that only grows: it is another one as soon as a line has come to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max, QuerySet, Subquery

LATE = 200
NEVER = datetime.min.replace(tzinfo=UTC)


def last_change(lines: QuerySet[Any], *, at: str) -> tuple[int, int, datetime]:
    """The number of the last line, how many there are of the last numbers, and when the last was written.

    A change that takes long can become visible after one that was begun later, below it in the book: the number of
    lines tells. `at` is the field with the time of a line.
    """
    newest = lines.order_by("-pk").values("pk")[:1]
    last = lines.order_by().filter(pk__gt=Subquery(newest) - LATE)
    found = last.aggregate(number=Max("pk"), among=Count("pk"), at=Max(at))
    return found["number"] or 0, found["among"], found["at"] or NEVER
