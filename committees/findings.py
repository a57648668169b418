"""What a check before publishing finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    STOPS = "Must be put right first"
    NEEDS_REASON = "Needs a reason"
    NOTE = "For your attention"


@dataclass(frozen=True)
class Finding:
    """One thing found. `code` names the rule; `meaning` says what publishing in spite of it would mean."""

    code: str
    weight: Weight
    message: str
    meaning: str = ""
    # Why a second person agreed to it, and who; the file it is about.
    agreed: str = ""
    version: int | None = None
