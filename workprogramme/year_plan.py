"""The programme of a year as a drawing: months across, topics as bars and marks, meetings as lines."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from committees.models import Meeting

from .models import Topic
from .years import first_day, last_day

WIDTH, LEFT, TOP = 1240, 310, 84
ROW, HEADING, FOOT = 40, 32, 26
LETTERS_IN_A_LINE = 38
LABEL_ROOM = 58
LONGEST_AFTER = timedelta(days=184)


@dataclass(frozen=True, slots=True)
class Month:
    label: str
    x: int
    width: int


@dataclass(slots=True)
class MeetingLine:
    meeting: Meeting
    x: int
    topics: int
    capacity: int
    lane: int = 0

    @property
    def label(self) -> str:
        return f"{self.meeting.date:%-d %b}"

    @property
    def load(self) -> str:
        return f"{self.topics} of {self.capacity}"

    @property
    def overfull(self) -> bool:
        return self.topics > self.capacity

    @property
    def label_y(self) -> int:
        return 44 if self.lane == 0 else 14

    @property
    def load_y(self) -> int:
        return self.label_y + 16

    @property
    def line_y(self) -> int:
        return self.load_y + 5


@dataclass(slots=True)
class Row:
    """One topic. It has a mark, or a bar, or only words."""

    topic: Topic
    y: int
    lines: list[str]
    x: int | None = None
    width: int = 0

    @property
    def middle(self) -> int:
        return self.y + ROW // 2

    @property
    def text_y(self) -> int:
        return self.middle + (5 if len(self.lines) == 1 else -4)

    @property
    def bar_y(self) -> int:
        return self.middle - 8

    @property
    def words(self) -> str:
        return "" if self.x is not None else textwrap.shorten(self.topic.when, 60, placeholder="…")


@dataclass(slots=True)
class Band:
    """The topics of one section."""

    heading: str
    y: int
    rows: list[Row] = field(default_factory=list)

    @property
    def text_y(self) -> int:
        return self.y + HEADING - 10


@dataclass(slots=True)
class YearPlan:
    months: list[Month]
    lines: list[MeetingLine]
    bands: list[Band]
    height: int
    today_x: int | None
    warnings: list[str]
    width: int = WIDTH
    left: int = LEFT
    top: int = TOP

    @property
    def bottom(self) -> int:
        return self.height - FOOT

    @property
    def words_x(self) -> int:
        return LEFT + 12


def year_plan(
    year: int, topics: Sequence[Topic], meetings: Sequence[Meeting], capacity: int, today: date
) -> YearPlan:
    """`topics` in the order of the programme; `meetings` are those that take place."""
    end = _end_of(year, topics)
    start = first_day(year)
    days = (end - start).days + 1

    def x(day: date) -> int:
        return LEFT + (WIDTH - LEFT - 12) * min(max((day - start).days, 0), days) // days

    counts = Counter(topic.meeting_id for topic in topics if topic.meeting_id)
    shown = [each for each in meetings if start <= each.date <= end]
    lines = _in_lanes([MeetingLine(each, x(each.date), counts[each.pk], capacity) for each in shown])
    bands, height = _bands(topics)
    for row in (row for band in bands for row in band.rows):
        first, last = row.topic.first, row.topic.ends
        if first and start <= first <= end:
            row.x = x(first)
            row.width = max(x(last) - row.x, 12) if last else 0
    return YearPlan(
        months=_months(start, end, x),
        lines=lines,
        bands=bands,
        height=height + FOOT,
        today_x=x(today) if start <= today <= end else None,
        warnings=[*overfull(lines), *left_behind(topics, today)],
    )


def _end_of(year: int, topics: Iterable[Topic]) -> date:
    """The end of the year, or of the month of the last topic after it: programmes look ahead."""
    end = last_day(year)
    after = [day for topic in topics for day in (topic.first, topic.ends) if day and day > end]
    if not after:
        return end
    last = min(max(after), end + LONGEST_AFTER)
    return (last.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _months(start: date, end: date, x: object) -> list[Month]:
    assert callable(x)
    found, first = [], start
    while first <= end:
        following = (first + timedelta(days=31)).replace(day=1)
        found.append(Month(f"{first:%b}", x(first), x(following) - x(first)))
        first = following
    return found


def _in_lanes(lines: list[MeetingLine]) -> list[MeetingLine]:
    """Labels of meetings that follow closely stand one above the other."""
    free = [0, 0]
    for line in lines:
        line.lane = 0 if free[0] <= line.x else 1
        free[line.lane] = line.x + LABEL_ROOM
    return lines


def _bands(topics: Sequence[Topic]) -> tuple[list[Band], int]:
    bands: list[Band] = []
    y, section = TOP, None
    for topic in topics:
        if topic.section_id != section:
            section = topic.section_id
            bands.append(Band(topic.section.heading, y))
            y += HEADING
        lines = textwrap.wrap(topic.title, LETTERS_IN_A_LINE, max_lines=2, placeholder="…")
        bands[-1].rows.append(Row(topic, y, lines))
        y += ROW
    return bands, y


def overfull(lines: Iterable[MeetingLine]) -> list[str]:
    return [
        f"The meeting of {line.meeting.date:%-d %B %Y} has {line.topics} topics. "
        f"{line.capacity} is what one meeting can do justice to."
        for line in lines
        if line.overfull
    ]


def left_behind(topics: Iterable[Topic], today: date) -> list[str]:
    """Topics whose meeting is off, or whose day has passed without a word of what came of them."""
    found = []
    for topic in topics:
        last = topic.ends or topic.first
        if not topic.is_live:
            continue
        if topic.meeting and topic.meeting.is_cancelled:
            found.append(f"“{topic}” is planned for a meeting that is cancelled, on {topic.when}.")
        elif last and last < today:
            found.append(f"“{topic}” was planned for {topic.when}. Say what came of it, or move it.")
    return found
