"""What the programme does when an agenda item that carries a topic is deferred, withdrawn or put back."""

from __future__ import annotations

from accounts.models import User
from committees.agenda import item_deferred, item_restored, item_withdrawn
from committees.models import AgendaItem

from .models import Topic, TopicSlip
from .planning import place
from .timing import TO_BE_SCHEDULED, When, on_agenda_of


def join() -> None:
    item_deferred.join(follow_deferral)
    item_withdrawn.join(follow_withdrawal)
    item_restored.join(follow_return)


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
