"""The longlist: suggestions are made, scored, shortlisted, and adopted or refused for a reason that is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from callins.models import PlannedDecision
from committees.agenda import CannotChange, ChangedMeanwhile
from committees.models import Committee

from .models import Criterion, ProgrammeSection, Score, Suggester, Suggestion, Topic, TopicOrigin
from .planning import add_topic
from .timing import TO_BE_SCHEDULED, When
from .years import year_of

State, Source = Suggestion.State, Suggestion.Source


@transaction.atomic
def suggest(
    *,
    title: str,
    why: str = "",
    source: str,
    committee: Committee | None = None,
    year: int | None = None,
    planned: PlannedDecision | None = None,
    planned_when: str = "",
    name: str = "",
    email: str = "",
    by: User | None,
) -> Suggestion:
    """`name` and `email` are a resident's. They are kept apart and never published."""
    suggestion = Suggestion.objects.create(
        committee=committee,
        year=year or year_of(timezone.localdate()),
        source=source,
        title=title,
        why=why,
        made_by=by if source in (Source.MEMBER, Source.OFFICER) else None,
        planned=planned,
        planned_when=planned_when,
    )
    if name or email:
        Suggester.objects.create(suggestion=suggestion, name=name, email=email)
    _note("suggest topic", suggestion, by, source=source)
    return suggestion


@transaction.atomic
def score(suggestion: Suggestion, points: Mapping[int, int | None], *, version: int, by: User) -> Suggestion:
    """The points on each criterion, by its number; None takes a score away."""
    suggestion = _open(suggestion, version)
    criteria = {each.pk: each for each in Criterion.objects.filter(pk__in=points)}
    for pk, given in points.items():
        if given is None:
            suggestion.scores.filter(criterion=pk).delete()
            continue
        if not 0 <= given <= criteria[pk].most_points:
            raise ValidationError(f"{criteria[pk]}: give 0 to {criteria[pk].most_points} points.")
        Score.objects.update_or_create(
            suggestion=suggestion, criterion=criteria[pk], defaults={"points": given, "by": by}
        )
    _save(suggestion)
    _note("score suggestion", suggestion, by)
    return suggestion


@transaction.atomic
def shortlist(suggestion: Suggestion, *, listed: bool = True, by: User) -> Suggestion:
    suggestion = _open(suggestion)
    _save(suggestion, state=State.SHORTLISTED if listed else State.NEW)
    _note("shortlist suggestion" if listed else "take suggestion off shortlist", suggestion, by)
    return suggestion


@transaction.atomic
def give_to(suggestion: Suggestion, committee: Committee, *, by: User) -> Suggestion:
    """To the committee whose business it is."""
    suggestion = _open(suggestion)
    _save(suggestion, committee=committee)
    _note("give suggestion to committee", suggestion, by, committee=committee.code)
    return suggestion


@transaction.atomic
def adopt(
    suggestion: Suggestion,
    *,
    section: ProgrammeSection,
    public_title: str,
    reason: str = "",
    year: int,
    by: User,
) -> Topic:
    """It becomes a topic, to be scheduled, which says where it came from."""
    suggestion = _open(suggestion)
    if suggestion.committee is None:
        raise CannotChange("Say first which committee’s business it is.")
    by_plan = suggestion.source == Source.FORWARD_PLAN
    origin: dict[str, Any] = {
        "kind": TopicOrigin.Kind.FORWARD_PLAN if by_plan else TopicOrigin.Kind.SUGGESTION,
        "suggestion": suggestion,
        "planned": suggestion.planned,
        "on": timezone.localdate(suggestion.made_at),
    }
    topic = add_topic(
        suggestion.committee,
        year=year,
        when=When(timing=TO_BE_SCHEDULED),
        section=section,
        title=public_title,
        focus=reason,
        origins=[origin],
        by=by,
    )
    _save(
        suggestion,
        state=State.ADOPTED,
        topic=topic,
        public_title=public_title,
        reason=reason,
        decided_at=timezone.now(),
    )
    _note("adopt suggestion", suggestion, by, topic=topic.pk)
    return topic


@transaction.atomic
def refuse(suggestion: Suggestion, *, public_title: str, reason: str, by: User) -> Suggestion:
    """The public reads the officer's title and the reason, never the suggester's own words."""
    suggestion = _open(suggestion)
    _save(
        suggestion,
        state=State.REFUSED,
        public_title=public_title,
        reason=reason,
        decided_at=timezone.now(),
    )
    _note("refuse suggestion", suggestion, by, reason=reason)
    return suggestion


@transaction.atomic
def forget_suggester(suggestion: Suggestion, *, by: User) -> None:
    """Wipe who a resident is, once nobody has to write to them any more."""
    suggestion = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    gone, _kinds = Suggester.objects.filter(suggestion=suggestion).delete()
    if not gone:
        raise CannotChange("Nothing is kept about who suggested it.")
    _note("forget suggester", suggestion, by)


def _open(suggestion: Suggestion, version: int | None = None) -> Suggestion:
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("committee", "planned")
        .get(pk=suggestion.pk)
    )
    if not suggestion.is_waiting:
        raise CannotChange(f"This is {suggestion.get_state_display().lower()}, so nothing has changed.")
    if version is not None and suggestion.version != version:
        raise ChangedMeanwhile(suggestion)
    return suggestion


def _save(suggestion: Suggestion, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(suggestion, name, value)
    suggestion.version += 1
    suggestion.save(update_fields=[*fields, "version"])


def _note(verb: str, suggestion: Suggestion, by: User | None, **detail: Any) -> None:
    # By number: a resident's words may say who they are.
    record(verb, suggestion, by=by, name=f"Suggestion {suggestion.pk}", **detail)
