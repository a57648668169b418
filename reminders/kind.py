"""A kind of deadline, and how it is reminded of unless the council or a committee says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

from .models import Audience
from .promises import Line
from .wording import LATE, SAMPLE, Texts, default_texts

NINE = time(9)
AUTHORS, OFFICERS, MONITORING = Audience.AUTHORS, Audience.OFFICERS, Audience.MONITORING_OFFICER
OF_A_COMMITTEE = (Audience.CHAIR, Audience.VICE_CHAIRS, Audience.MEMBERS)
OF_A_MEETING = (AUTHORS, OFFICERS, MONITORING, *OF_A_COMMITTEE, Audience.RESPONSIBLE)


@dataclass(frozen=True, slots=True)
class Kind:
    """`audiences` are those that its source can name; `words` are its own where the usual ones do not fit.

    `action` is what is to be done by then, `late` what once it is overdue. `named` is what its source calls one.
    """

    code: str
    label: str
    lines: tuple[Line, ...]
    statutory: bool = False
    action: str = "Please do what is still to be done by then."
    late: str = LATE
    audiences: tuple[Audience, ...] = OF_A_MEETING
    words: Texts | None = None
    named: str = ""
    sample: str = SAMPLE["about"]

    @property
    def texts(self) -> Texts:
        return self.words or default_texts(self.action, self.late)


def before(number: int, *to: str, unit: Literal["working", "calendar"] = "working") -> Line:
    return Line(number, unit, "before", NINE, to)


def after(number: int, *to: str, unit: Literal["working", "calendar"] = "working") -> Line:
    return Line(number, unit, "after", NINE, to)
