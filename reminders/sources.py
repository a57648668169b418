"""Where deadlines come from. Each app's deadlines join by one Source, registered in SOURCES.

A source tells deadlines, done ones too, and who is what to each subject. It also needs a trigger that writes a
line into reminders_changedsubject whenever one of its deadlines changes (see migrations 0002, 0005 and 0007), so that
plans are made anew from what was committed, whichever verb wrote it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol, runtime_checkable

from .action_source import ActionSource
from .call_in_source import CallInSource
from .executive_sources import DecisionSource, PlannedDecisionSource
from .format_source import FormatRequestSource
from .kinds import BROUGHT, Kind
from .meeting_source import MeetingSource
from .paper_source import PaperReviewSource
from .promises import Deadline, People
from .request_source import AccessRequestSource
from .response_source import ResponseSource
from .review_source import ReviewSource


class Source(Protocol):
    subject_type: str

    def subjects(self, since: date) -> Iterable[int]:
        """Everything with a deadline on that day or later, in ascending order."""
        ...

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        """Read afresh. A subject that is cancelled or gone has none."""
        ...

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        """Who is what to each subject today: only people who may know of it and can be written to."""
        ...

    def calendar_file(self, subject_id: int) -> bytes | None:
        """An iCalendar file to attach, where there is an event to attend."""
        ...


@dataclass(frozen=True, slots=True)
class OwnMail:
    """A mail that is no reminder of a deadline: its source writes it, just before it leaves."""

    subject: str
    text: str
    html: str
    stop_link: str = ""


@runtime_checkable
class WritesItsMails(Protocol):
    def mail(self, subject_id: int) -> OwnMail:
        """Read afresh, so that what is not published any more is not in it."""
        ...


JOINED: list[Source] = []


def join(source: Source, *kinds: Kind) -> None:
    """For an app above this one, when it starts: its mails go out by the same ledger."""
    JOINED.append(source)
    BROUGHT.update({kind.code: kind for kind in kinds})
    sources.cache_clear()


@cache
def sources() -> dict[str, Source]:
    registered: list[Source] = [
        MeetingSource(),
        ActionSource(),
        PaperReviewSource(),
        PlannedDecisionSource(),
        DecisionSource(),
        CallInSource(),
        AccessRequestSource(),
        FormatRequestSource(),
        ResponseSource(),
        ReviewSource(),
        *JOINED,
    ]
    return {source.subject_type: source for source in registered}
