"""One row of the index before it is stored."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from .models import Entry
from .words import tidy

LONGEST = 200_000


@dataclass(frozen=True)
class Row:
    key: str
    kind: str
    day: date
    title: str
    text: str = ""
    page: str = ""
    place: str = ""
    committee_id: int | None = None
    meeting_id: int | None = None
    version_id: int | None = None
    item_id: int | None = None
    is_restricted: bool = False

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()

    def entry(self, subject_type: str, subject_id: int) -> Entry:
        return Entry(
            subject_type=subject_type, subject_id=subject_id, digest=self.digest, **asdict(self.tidied())
        )

    def tidied(self) -> Row:
        fields = asdict(self) | {"title": tidy(self.title)[:600], "text": tidy(self.text)[:LONGEST]}
        return Row(**fields)


def joined(*words: str) -> str:
    """Sentences of several fields, so that a phrase is not found across two of them."""
    return " · ".join(each.strip() for each in words if each and each.strip())
