"""What a search of one file can find."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

# Left, top, right, bottom as parts of the page as it is seen, from 0 to 1.
Box = tuple[float, float, float, float]
# Enough for an officer to recognise a passage by.
MOST_WORDS = 200


class Kind(StrEnum):
    COVERED = "covered"
    INVISIBLE = "invisible"
    OFF_PAGE = "off_page"
    PICTURE = "picture"
    LAYER = "layer"
    ATTACHMENT = "attachment"
    FORM = "form"
    COMMENT = "comment"
    MARKED = "marked"
    METADATA = "metadata"
    REVISION = "revision"
    TRACKED = "tracked"
    HIDDEN = "hidden"
    SHARED = "shared"
    NAMED = "named"
    UNREDACTED = "unredacted"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Leak:
    """`still_there` says that the public copy has it too; otherwise it stayed behind when the file was rewritten.

    `page` counts from 1; 0 is the file as a whole. `words` may be what was meant to stay secret.
    """

    kind: Kind
    still_there: bool = True
    page: int = 0
    box: Box | None = None
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        box = row["box"]
        return cls(**{**row, "kind": Kind(row["kind"]), "box": tuple(box) if box else None})


def short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
