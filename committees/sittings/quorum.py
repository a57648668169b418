"""Whether enough members are in the room. Pure: facts in, reasons out.

A committee's quorum is set by standing orders (Local Government Act 1972, sections 101 and 106; Schedule 12,
paragraph 45). Those count who are in the room and may vote on what is being taken: nobody attending remotely, nobody
co-opted without a vote on it, and nobody who has left because of an interest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .voting import NON_VOTING_COOPTEE, VOTING_COOPTEE, Attender, why_no_vote


@dataclass(frozen=True, slots=True)
class Quorum:
    needed: int
    counted: tuple[str, ...]
    # Members and co-opted members who are there, or were and left, and why they do not count.
    not_counted: tuple[str, ...]

    @property
    def here(self) -> int:
        return len(self.counted)

    @property
    def is_met(self) -> bool:
        return self.here >= self.needed

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.here)

    def in_words(self) -> str:
        said = f"{self.here} in the room who may vote; {self.needed} needed"
        return (
            f"{said}."
            if self.is_met
            else f"{said}. The meeting is not quorate: {self.missing} more must come."
        )


def quorum(everybody: Iterable[Attender], *, needed: int, education: bool = False) -> Quorum:
    counted, not_counted = [], []
    for who in everybody:
        if who.capacity not in (
            "chair",
            "vice_chair",
            "member",
            "substitute",
            VOTING_COOPTEE,
            NON_VOTING_COOPTEE,
        ):
            continue
        if reason := why_no_vote(who, education=education):
            not_counted.append(reason)
        else:
            counted.append(who.name)
    return Quorum(needed, tuple(counted), tuple(not_counted))
