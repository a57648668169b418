"""Keeping the programme: a topic is added, changed, and given a time. Its time and its agenda item move together.

Meetings are locked before topics, in the order of their days, as the verbs of the agenda do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import (
    CannotChange,
    ChangedMeanwhile,
    add_item,
    defer_item,
    later_meetings,
    withdraw_item,
)
from committees.models import AgendaItem, Committee, Meeting
from committees.models.committee import ItemKind, Section

from .models import Topic, TopicSlip, TopicStep
from .origins import add_origin
from .timing import WHEN_FIELDS, When, when_of

EDITABLE = (
    "section",
    "order",
    "title",
    "focus",
    "witnesses",
    "lead_officer",
    "lead_officer_name",
    "outcome",
    "is_public",
)
SCHEDULED = "Scheduled."
RESTRICTED = "Exempt report"


@transaction.atomic
def add_topic(
    committee: Committee,
    *,
    year: int,
    when: When,
    steps: Sequence[str] = (),
    origins: Iterable[dict[str, Any]] = (),
    by: User,
    **details: Any,
) -> Topic:
    """A line of the programme. At a meeting to come it gets an item on the agenda."""
    _require_known(details)
    if when.meeting:
        _lock_meetings(committee, [when.meeting])
    topic = when.give_to(Topic(committee=committee, year=year, **details))
    if "order" not in details:
        last = Topic.objects.of(committee, year).filter(section=topic.section).aggregate(last=Max("order"))
        topic.order = (last["last"] or 0) + 1
    topic.full_clean(exclude=["item", "carried_to"])
    topic.save()
    write_steps(topic, steps)
    for origin in origins:
        add_origin(topic, by=by, **origin)
    record("add topic", topic, by=by, name=name_of(topic), year=year, when=topic.when)
    if when.meeting:
        topic.item = _item_for(topic, when.meeting, by=by)
        topic.save(update_fields=["item"])
    return topic


@transaction.atomic
def edit_topic(
    topic: Topic, *, version: int, by: User, steps: Sequence[str] | None = None, **details: Any
) -> Topic:
    """Change everything but the time: that is `move`. Raises ChangedMeanwhile when there is a newer version."""
    _require_known(details)
    topic = open_topic(topic)
    if topic.version != version:
        raise ChangedMeanwhile(topic)
    changed = [name for name in details if getattr(topic, name) != details[name]]
    for name in changed:
        setattr(topic, name, details[name])
    if "is_public" in changed and topic.item:
        raise CannotChange("Take the topic off the agenda first, then say who may know of it.")
    if steps is not None and list(steps) != [step.text for step in topic.steps.all()]:
        write_steps(topic, steps)
        changed.append("steps")
    if changed:
        topic.version += 1
        topic.full_clean(exclude=["item", "carried_to"])
        topic.save(update_fields=[*(name for name in changed if name != "steps"), "version"])
        record("edit topic", topic, by=by, name=name_of(topic), fields=sorted(changed))
    return topic


@transaction.atomic
def move(topic: Topic, when: When, *, reason: str = "", by: User) -> Topic:
    """Give a topic another time, which goes into its history. Its agenda item moves with it.

    What had a day before moves only for a reason.
    """
    topic = open_topic(topic, when.meeting)
    if when == when_of(topic):
        raise CannotChange("That is when it is planned already.")
    if topic.first and not reason:
        raise ValidationError({"reason": "Say why it moves. The reason is published."})
    left = topic.item
    if left:
        # So that the agenda's verbs below find no topic to take along.
        topic.item = None
        topic.save(update_fields=["item"])
    item = _take_along(topic, left, when.meeting, reason, by=by)
    return place(topic, when, item, left=left, reason=reason or SCHEDULED, by=by)


def place(
    topic: Topic,
    when: When,
    item: AgendaItem | None,
    *,
    left: AgendaItem | None,
    reason: str,
    by: User | None,
) -> Topic:
    """Write the new time and remember the old one."""
    before, from_day = topic.when, topic.first
    when.give_to(topic)
    topic.item = item
    topic.version += 1
    topic.save(update_fields=[*WHEN_FIELDS, "item", "version"])
    remember(topic, before=before, from_day=from_day, left=left, reason=reason, by=by)
    record("move topic", topic, by=by, name=name_of(topic), before=before, after=topic.when)
    return topic


def remember(
    topic: Topic, *, before: str, from_day: Any, left: AgendaItem | None, reason: str, by: User | None
) -> TopicSlip:
    return TopicSlip.objects.create(
        topic=topic,
        before=before,
        after=topic.when,
        from_day=from_day,
        to_day=topic.first,
        left_item=left,
        reason=reason,
        by=by,
    )


def _take_along(
    topic: Topic, left: AgendaItem | None, meeting: Meeting | None, reason: str, *, by: User
) -> AgendaItem | None:
    """The item at the new meeting: the old one deferred with its papers where that can be done, or a new one."""
    standing = left is not None and left.state == left.State.ON_AGENDA and not left.meeting.is_cancelled
    if left is not None and standing:
        if meeting and later_meetings(left.meeting).filter(pk=meeting.pk).exists():
            return defer_item(left, meeting, reason=reason, by=by)
        withdraw_item(left, reason=f"Its topic of the work programme has moved. {reason}".strip(), by=by)
    return _item_for(topic, meeting, by=by) if meeting else None


def _item_for(topic: Topic, meeting: Meeting, *, by: User) -> AgendaItem | None:
    """Its item on the agenda of a meeting to come: one of that name which is there already, or a new one."""
    if meeting.start <= timezone.now():
        return None
    if not topic.is_public:
        return add_item(
            meeting,
            kind=ItemKind.REPORT,
            section=Section.EXEMPT,
            title=RESTRICTED,
            restricted_title=topic.title,
            by=by,
        )
    there = meeting.items.on_agenda().filter(title=topic.title, section=Section.PUBLIC, topic=None).first()
    return there or add_item(meeting, kind=ItemKind.REPORT, section=Section.PUBLIC, title=topic.title, by=by)


def write_steps(topic: Topic, steps: Sequence[str]) -> None:
    topic.steps.all().delete()
    for number, text in enumerate(steps, start=1):
        TopicStep.objects.create(topic=topic, number=number, text=text)


def open_topic(topic: Topic, meeting: Meeting | None = None) -> Topic:
    """Lock a topic that is still planned, after the meetings that a change of its time concerns."""
    seen = Topic.objects.select_related("meeting", "committee").get(pk=topic.pk)
    _lock_meetings(seen.committee, [each for each in (seen.meeting, meeting) if each], allow=seen.meeting)
    locked = (
        Topic.objects.select_for_update(of=("self",))
        .select_related("committee", "section", "meeting", "item__meeting", "lead_officer")
        .get(pk=topic.pk)
    )
    if locked.meeting_id != seen.meeting_id:
        raise CannotChange("Somebody else has just moved this topic. Load the page again.")
    if not locked.is_live:
        raise CannotChange(f"This topic is {locked.get_state_display().lower()}, so nothing has changed.")
    return locked


def _lock_meetings(
    committee: Committee, meetings: Sequence[Meeting], *, allow: Meeting | None = None
) -> None:
    """`allow` is where the topic stands now, whatever has become of that meeting."""
    pks = {meeting.pk for meeting in meetings}
    for meeting in Meeting.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("start"):
        wrong = meeting.committee_id != committee.pk or meeting.kind != Meeting.Kind.PUBLIC
        if (wrong or meeting.is_cancelled) and meeting != allow:
            raise CannotChange("Choose a public meeting of the committee that is not cancelled.")


def _require_known(details: dict[str, Any]) -> None:
    unknown = set(details) - set(EDITABLE)
    assert not unknown, f"Not a field of this verb: {unknown}"


def name_of(topic: Topic) -> str:
    """What the audit book calls it: a title that is not public has no place there."""
    return topic.title if topic.is_public else f"Topic {topic.pk}"
