"""What becomes of a topic: done, dropped, taken up again, carried into the next year. The state changes here alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, withdraw_item

from .models import Topic, TopicOrigin
from .origins import copied
from .planning import EDITABLE, name_of, open_topic, remember, write_steps
from .timing import TO_BE_SCHEDULED, When, when_of
from .years import first_day, year_words

State = Topic.State
TRANSITIONS: dict[Topic.State, frozenset[Topic.State]] = {
    State.PLANNED: frozenset({State.COMPLETE, State.DROPPED, State.CARRIED}),
    State.COMPLETE: frozenset({State.PLANNED}),
    State.DROPPED: frozenset({State.PLANNED}),
    State.CARRIED: frozenset(),
}


def _move(topic: Topic, to: Topic.State, **fields: Any) -> None:
    if to not in TRANSITIONS[Topic.State(topic.state)]:
        raise CannotChange(f"This topic is {topic.get_state_display().lower()}, so nothing has changed.")
    topic.state = to
    for name, value in fields.items():
        setattr(topic, name, value)
    topic.version += 1
    topic.save(update_fields=["state", *fields, "version"])


@transaction.atomic
def complete(topic: Topic, *, on: date, result: str = "", by: User) -> Topic:
    topic = open_topic(topic)
    if on > timezone.localdate():
        raise CannotChange("That day is still to come.")
    _move(topic, State.COMPLETE, completed_on=on, result=result)
    record("complete topic", topic, by=by, name=name_of(topic), on=str(on))
    return topic


@transaction.atomic
def drop(topic: Topic, *, reason: str, by: User) -> Topic:
    """It stays on record with the reason, and leaves the agenda of a meeting to come."""
    topic = open_topic(topic)
    item, topic.item = topic.item, None
    _move(topic, State.DROPPED, dropped_at=timezone.now(), dropped_reason=reason, item=None)
    if item and item.state == item.State.ON_AGENDA and item.meeting.start > timezone.now():
        withdraw_item(item, reason="Its topic of the work programme was dropped.", by=by)
    record("drop topic", topic, by=by, name=name_of(topic), reason=reason)
    return topic


@transaction.atomic
def take_up_again(topic: Topic, *, by: User) -> Topic:
    """A topic that was dropped or finished is planned again, to be scheduled."""
    topic = Topic.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=topic.pk)
    before, from_day, left = topic.when, topic.first, topic.item
    When(timing=TO_BE_SCHEDULED).give_to(topic)
    times = {name: getattr(topic, name) for name in ("meeting", "starts", "ends", "timing")}
    _move(
        topic,
        State.PLANNED,
        completed_on=None,
        dropped_at=None,
        dropped_reason="",
        item=None,
        **times,
    )
    remember(topic, before=before, from_day=from_day, left=left, reason="Taken up again.", by=by)
    record("take up topic again", topic, by=by, name=name_of(topic))
    return topic


@transaction.atomic
def carry_forward(topic: Topic, *, reason: str = "", by: User) -> Topic:
    """Into the programme of the next year. The old line stays where it was and says where it went."""
    topic = open_topic(topic)
    year = topic.year + 1
    day = topic.first
    keeps_its_time = bool(topic.timing) or (day is not None and day >= first_day(year))
    item = topic.item
    if item and not keeps_its_time and item.meeting.start > timezone.now():
        raise CannotChange(f"“{topic}” is on an agenda of this year. Defer it, or take it off first.")
    before = topic.when
    new = _copy(topic, year, when_of(topic) if keeps_its_time else When(timing=TO_BE_SCHEDULED), by)
    _move(topic, State.CARRIED, carried_to=new, item=None if keeps_its_time else item)
    if keeps_its_time and item:
        new.item = item
        new.save(update_fields=["item"])
    remember(
        new,
        before=before,
        from_day=day,
        left=None,
        reason=reason or f"Carried forward from the programme of {year_words(topic.year)}.",
        by=by,
    )
    record("carry topic forward", topic, by=by, name=name_of(topic), year=year)
    return new


@transaction.atomic
def carry_all_forward(topics: Iterable[Topic], *, reason: str = "", by: User) -> list[Topic]:
    return [carry_forward(topic, reason=reason, by=by) for topic in topics]


def _copy(topic: Topic, year: int, when: When, by: User) -> Topic:
    new = when.give_to(
        Topic(committee=topic.committee, year=year, **{name: getattr(topic, name) for name in EDITABLE})
    )
    new.save()
    write_steps(new, [step.text for step in topic.steps.all()])
    TopicOrigin.objects.bulk_create(
        TopicOrigin(topic=new, **copied(origin)) for origin in topic.origins.all()
    )
    return new
