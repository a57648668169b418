"""Pre-decision slots: the last meeting at which a committee can still look at a decision that is to come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from callins.models import PlannedDecision
from committees.models import Committee, Meeting

from .models import ProgrammeSettings, Suggestion, Topic, TopicOrigin
from .watching import word_in


@dataclass(frozen=True, slots=True)
class Slot:
    planned: PlannedDecision
    word: str
    meeting: Meeting | None
    topics: tuple[Topic, ...]
    suggestion: Suggestion | None
    is_full: bool

    @property
    def too_late(self) -> list[Topic]:
        """Topics about it that are looked at only after it is taken."""
        due = self.planned.due
        return [topic for topic in self.topics if due and topic.first and topic.first >= due]


def slots(committee: Committee, settings: ProgrammeSettings) -> list[Slot]:
    """Every published decision to come in the committee's remit, soonest first."""
    found = []
    for planned in PlannedDecision.objects.published().to_come().soonest_first():
        word = word_in(planned, settings.watch_words)
        if word:
            found.append((planned, word))
    pks = [planned.pk for planned, _word in found]
    topics, suggestions = _topics(committee, pks), _suggestions(committee, pks)
    meetings = list(
        committee.meetings.filter(
            kind=Meeting.Kind.PUBLIC, state=Meeting.State.PLANNED, start__gt=timezone.now()
        ).order_by("start")
    )
    load = Counter(Topic.objects.live().filter(meeting__in=meetings).values_list("meeting", flat=True))
    made = []
    for planned, word in found:
        meeting = last_before(meetings, planned.due)
        full = meeting is not None and load[meeting.pk] >= settings.meeting_capacity
        made.append(
            Slot(planned, word, meeting, tuple(topics[planned.pk]), suggestions.get(planned.pk), full)
        )
    return made


def last_before(meetings: Sequence[Meeting], due: date | None) -> Meeting | None:
    """A decision without a day leaves no telling which meeting is the last before it."""
    if due is None:
        return None
    return next((meeting for meeting in reversed(meetings) if meeting.date < due), None)


def _topics(committee: Committee, pks: Sequence[int]) -> dict[int, list[Topic]]:
    by_plan: dict[int, list[Topic]] = defaultdict(list)
    origins = TopicOrigin.objects.filter(planned__in=pks, topic__committee=committee, topic__state="planned")
    for origin in origins.select_related("topic__meeting"):
        assert origin.planned_id is not None
        by_plan[origin.planned_id].append(origin.topic)
    return by_plan


def _suggestions(committee: Committee, pks: Sequence[int]) -> dict[int, Suggestion]:
    """The last one of each."""
    found = Suggestion.objects.filter(committee=committee, planned__in=pks).order_by("pk")
    return {each.planned_id: each for each in found if each.planned_id is not None}
