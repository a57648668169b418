"""What somebody has opened of a published pack, and so what is new to them.

It is asked publication by publication. That a supplement was published everybody may know; which edition of it
somebody opened, or may open, makes no difference to whether it is new to them, so no mark tells of exempt papers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User

from .models import Edition, Meeting, Opening, Publication

# A viewer asks for a file in many pieces; that is one opening.
ONE_OPENING = timedelta(minutes=5)


@transaction.atomic
def note_opened(editions: Iterable[Edition], *, by: User) -> None:
    """That somebody has the whole of these before them."""
    now = timezone.now()
    for edition in editions:
        line, is_new = Opening.objects.get_or_create(
            edition=edition, reader=by, defaults={"first_at": now, "last_at": now}
        )
        if not is_new and now - line.last_at > ONE_OPENING:
            line.last_at = now
            line.save(update_fields=["last_at"])


@dataclass(frozen=True)
class Seen:
    """Which publications of a meeting somebody has opened, by number, and when they did so last."""

    numbers: frozenset[int] = frozenset()
    last_at: datetime | None = None

    def new_among(self, current: Iterable[Publication]) -> list[Publication]:
        """What came out since they looked. To somebody who never looked everything is simply unread."""
        return [each for each in current if each.number not in self.numbers] if self.numbers else []

    def since(self, current: Iterable[Publication]) -> int:
        """The publication from which on they have not seen everything; 0 when there is nothing to catch up on."""
        unseen = [each.number for each in current if each.number not in self.numbers]
        return max((number for number in self.numbers if unseen and number < min(unseen)), default=0)


def seen_by(user: User, meetings: Iterable[Meeting]) -> dict[int, Seen]:
    """By meeting. One query, however many there are."""
    rows = (
        Opening.objects.filter(reader=user, edition__publication__meeting__in=meetings)
        .values_list("edition__publication__meeting", "edition__publication__number")
        .annotate(at=Max("last_at"))
    )
    numbers: dict[int, set[int]] = defaultdict(set)
    last: dict[int, datetime] = {}
    for meeting, number, at in rows:
        numbers[meeting].add(number)
        last[meeting] = max(at, last.get(meeting, at))
    return {meeting: Seen(frozenset(found), last[meeting]) for meeting, found in numbers.items()}
