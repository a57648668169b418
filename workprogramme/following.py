"""What the programme does when an agenda item that carries a topic is deferred, withdrawn or put back.

And when a meeting moves: its topics go along, and say so.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from committees.agenda import item_deferred, item_restored, item_withdrawn
from committees.meetings import meeting_moved
from committees.models import AgendaItem, Meeting

from .models import Topic, TopicSlip
from .models.topics import day_words
from .planning import place, remember
from .timing import TO_BE_SCHEDULED, When, on_agenda_of


def join() -> None:
    item_deferred.join(follow_deferral)
    item_withdrawn.join(follow_withdrawal)
    item_restored.join(follow_return)
    meeting_moved.join(follow_move)


def _topic_of(item: AgendaItem) -> Topic | None:
    """The agenda's verb has locked the meeting already."""
    locked = Topic.objects.select_for_update(of=("self",)).select_related("meeting", "committee")
    return locked.live().filter(item=item).first()


def follow_deferral(item: AgendaItem, moved: AgendaItem, reason: str, by: User) -> None:
    topic = _topic_of(item)
    if topic:
        why = reason or f"Deferred on {on_agenda_of(item.meeting)}."
        place(topic, When(meeting=moved.meeting), moved, left=item, reason=why, by=by)


def follow_withdrawal(item: AgendaItem, reason: str, by: User) -> None:
    """The reason given there is for colleagues, so it is not told here."""
    topic = _topic_of(item)
    if topic:
        why = f"Taken off {on_agenda_of(item.meeting)}."
        place(topic, When(timing=TO_BE_SCHEDULED), None, left=item, reason=why, by=by)


def follow_return(item: AgendaItem, by: User) -> None:
    """An item that comes back to its agenda brings its topic back, if that waits for a time ever since."""
    last = TopicSlip.objects.filter(left_item=item).order_by("-pk").values_list("topic", "pk").first()
    if last is None:
        return
    topics = Topic.objects.select_for_update(of=("self",)).live()
    topic = topics.filter(pk=last[0], item=None, meeting=None).exclude(slips__pk__gt=last[1]).first()
    if topic:
        why = f"Put back on {on_agenda_of(item.meeting)}."
        place(topic, When(meeting=item.meeting), item, left=None, reason=why, by=by)


def follow_move(meeting: Meeting, start_before: datetime, by: User) -> None:
    """A topic has the day of its meeting. That this has changed is part of the topic's own history."""
    before = timezone.localdate(start_before)
    if before == meeting.date:
        return
    for topic in Topic.objects.select_for_update(of=("self",)).live().filter(meeting=meeting):
        topic.meeting = meeting
        why = f"The meeting of {day_words(before)} was moved to {day_words(meeting.date)}."
        remember(topic, before=day_words(before), from_day=before, left=None, reason=why, by=by)
