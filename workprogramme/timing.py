"""When a topic is to be looked at: at a meeting, on a day, over some time, or in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.models import Meeting

from .models import Topic
from .models.topics import day_words

TO_BE_SCHEDULED = "To be scheduled"


@dataclass(frozen=True, slots=True)
class When:
    meeting: Meeting | None = None
    starts: date | None = None
    ends: date | None = None
    timing: str = ""

    @property
    def first(self) -> date | None:
        return self.meeting.date if self.meeting else self.starts

    def give_to(self, topic: Topic) -> Topic:
        topic.meeting, topic.starts, topic.ends, topic.timing = (
            self.meeting,
            self.starts,
            self.ends,
            self.timing,
        )
        return topic

    def __str__(self) -> str:
        return self.give_to(Topic()).when


WHEN_FIELDS = ("meeting", "starts", "ends", "timing")


def when_of(topic: Topic) -> When:
    return When(topic.meeting, topic.starts, topic.ends, topic.timing)


def on_agenda_of(meeting: Meeting) -> str:
    return f"the agenda of {day_words(meeting.date)}"
