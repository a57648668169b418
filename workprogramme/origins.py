"""Where topics come from, with what they come from kept in step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.log import record
from callins.informal import give_back_undertaking, take_up_undertaking
from callins.models import Decision, PlannedDecision, Undertaking
from committees.agenda import CannotChange

from .models import Recommendation, Suggestion, Topic, TopicOrigin

Kind = TopicOrigin.Kind


@transaction.atomic
def add_origin(
    topic: Topic,
    *,
    kind: str,
    words: str = "",
    on: date | None = None,
    undertaking: Undertaking | None = None,
    planned: PlannedDecision | None = None,
    decision: Decision | None = None,
    suggestion: Suggestion | None = None,
    recommendation: Recommendation | None = None,
    by: User,
) -> TopicOrigin:
    """Say where a topic comes from. An undertaking is thereby taken up, and waits no longer."""
    if recommendation is not None and recommendation.state == Recommendation.State.DRAFT:
        raise CannotChange("A draft is nobody's recommendation yet, so there is nothing to follow up.")
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    if undertaking is not None:
        take_up_undertaking(undertaking, by=by)
    origin = TopicOrigin(
        topic=topic,
        kind=kind,
        words=words,
        on=on,
        undertaking=undertaking,
        planned=planned,
        decision=decision,
        suggestion=suggestion,
        recommendation=recommendation,
    )
    origin.full_clean()
    origin.save()
    record("add origin of topic", origin, by=by, name=f"Origin of topic {topic.pk}", kind=kind)
    return origin


@transaction.atomic
def remove_origin(origin: TopicOrigin, *, by: User) -> None:
    """What was entered wrongly goes. The history of changes keeps it."""
    origin = (
        TopicOrigin.objects.select_for_update(of=("self",)).select_related("undertaking").get(pk=origin.pk)
    )
    if origin.suggestion_id is not None:
        raise CannotChange("The topic was adopted from a suggestion. That stays on record.")
    if origin.undertaking and not _taken_up_elsewhere(origin):
        give_back_undertaking(origin.undertaking, by=by)
    record(
        "remove origin of topic", origin, by=by, name=f"Origin of topic {origin.topic_id}", kind=origin.kind
    )
    origin.delete()


def _taken_up_elsewhere(origin: TopicOrigin) -> bool:
    return TopicOrigin.objects.filter(undertaking=origin.undertaking_id).exclude(pk=origin.pk).exists()


def copied(origin: TopicOrigin) -> dict[str, Any]:
    """What a topic that is carried forward takes with it."""
    names = ("kind", "words", "on", "undertaking", "planned", "decision", "suggestion", "recommendation")
    return {name: getattr(origin, name) for name in names}
