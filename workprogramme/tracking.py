"""Recommendations from draft to done. The state changes here alone; each change is a line in the audit book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, ChangedMeanwhile
from committees.models import Committee
from committees.references import fill, require_usable, series
from council.calendar_in_force import calendar_held_still
from scrutiny.lib.explained import ExplainedDate
from scrutiny.lib.working_days import Calendar

from .models import (
    Addressee,
    Evidence,
    Progress,
    Recommendation,
    RecommendationNumber,
    RecommendationStep,
    Response,
    Review,
    Sending,
    TrackerSettings,
)
from .models.topics import day_words
from .timetable import executive_response_due, local_response_due

State, Answer, Light = Recommendation.State, Recommendation.Answer, Recommendation.Light
TRANSITIONS: dict[Recommendation.State, frozenset[Recommendation.State]] = {
    State.DRAFT: frozenset({State.MADE, State.WITHDRAWN}),
    State.MADE: frozenset({State.SENT, State.WITHDRAWN}),
    State.SENT: frozenset({State.UNDER_WAY, State.REJECTED, State.WITHDRAWN}),
    State.UNDER_WAY: frozenset({State.UNDER_WAY, State.COMPLETE, State.REJECTED, State.WITHDRAWN}),
    State.COMPLETE: frozenset({State.UNDER_WAY}),
    State.REJECTED: frozenset({State.UNDER_WAY}),
    State.WITHDRAWN: frozenset(),
}
EARLIEST = date(1978, 1, 1)
ANSWERED = "The response is recorded. Nobody has said yet how it goes."
EDITABLE = ("text", "addressee_kind", "addressee")


def settled() -> TrackerSettings:
    return TrackerSettings.objects.first() or TrackerSettings()


@transaction.atomic
def draft(
    committee: Committee, *, source: dict[str, Any], by: User, day: date | None = None, **words: str
) -> Recommendation:
    """One more recommendation. `source` says where it comes from: the kind of origin, and that thing itself.

    `day` is for one that was made before it was entered here: its number is of that year.
    """
    reference = _next_reference(committee, day or timezone.localdate())
    made = Recommendation(committee=committee, reference=reference, **source, **words)
    if _committee_of(source) not in (None, committee.pk):
        raise ValidationError({"origin": "That belongs to another committee."})
    made.full_clean()
    made.save()
    record("draft recommendation", made, by=by, origin=made.origin)
    return made


@transaction.atomic
def edit(recommendation: Recommendation, *, version: int, by: User, **words: str) -> Recommendation:
    """The text is the committee's once it is agreed; to whom it goes can change until it is sent."""
    recommendation = locked(recommendation)
    if recommendation.version != version:
        raise ChangedMeanwhile(recommendation)
    changed = [name for name in EDITABLE if name in words and getattr(recommendation, name) != words[name]]
    if "text" in changed and recommendation.state != State.DRAFT:
        raise ValidationError({"text": "The committee has agreed these words, so they stay."})
    if changed and recommendation.state not in (State.DRAFT, State.MADE):
        raise CannotChange("It has been sent, so it stays as it is.")
    if changed:
        for name in changed:
            setattr(recommendation, name, words[name])
        recommendation.version += 1
        recommendation.full_clean()
        recommendation.save(update_fields=[*changed, "version"])
        record("edit recommendation", recommendation, by=by, fields=changed)
    return recommendation


@transaction.atomic
def agree(recommendation: Recommendation, *, on: date, by: User) -> Recommendation:
    """The committee has made it its own."""
    recommendation = locked(recommendation)
    _not_to_come(on, "on")
    _move(recommendation, State.MADE, made_on=on)
    record("agree recommendation", recommendation, by=by, on=str(on))
    return recommendation


@transaction.atomic
def publish(recommendation: Recommendation, *, by: User) -> Recommendation:
    """Onto the public monitor, with its responses and how it goes."""
    recommendation = locked(recommendation)
    if recommendation.state == State.DRAFT:
        raise CannotChange("The committee has to agree it first.")
    if recommendation.published_at is None:
        recommendation.published_at = timezone.now()
        recommendation.version += 1
        recommendation.save(update_fields=["published_at", "version"])
        record("publish recommendation", recommendation, by=by)
    return recommendation


@transaction.atomic
def withdraw(recommendation: Recommendation, *, reason: str, by: User) -> Recommendation:
    recommendation = locked(recommendation)
    _move(recommendation, State.WITHDRAWN, withdrawn_reason=reason, light="")
    record("withdraw recommendation", recommendation, by=by, reason=reason)
    return recommendation


def response_due(received: date, calendar: Calendar, *, days: int | None) -> ExplainedDate:
    """Two months beginning with receipt, or the council's own promise if that ends sooner."""
    if days is None:
        return executive_response_due(received, calendar)
    return local_response_due(received, calendar, days=days)


@transaction.atomic
def send(
    recommendations: Sequence[Recommendation],
    *,
    notice: str,
    report_received_on: date,
    notice_received_on: date,
    asked_by: date | None = None,
    by: User,
) -> Sending:
    """With the notice that requires a response (section 9FE). `asked_by` is for partners, who have no such clock."""
    calendar = calendar_held_still()
    pks = [each.pk for each in recommendations]
    found = list(Recommendation.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    if len({(each.committee_id, each.addressee_kind, each.addressee) for each in found}) != 1:
        raise CannotChange("One notice goes to one body, for one committee.")
    first = found[0]
    _not_to_come(report_received_on, "report_received_on")
    _not_to_come(notice_received_on, "notice_received_on")
    received = max(report_received_on, notice_received_on)
    sending = Sending(
        committee_id=first.committee_id,
        addressee_kind=first.addressee_kind,
        addressee=first.addressee,
        notice=notice,
        report_received_on=report_received_on,
        notice_received_on=notice_received_on,
        sent_by=by,
    )
    if first.addressee_kind == Addressee.PARTNER:
        sending.due_on = asked_by
    else:
        due = response_due(received, calendar, days=settled().response_days)
        sending.due_on, sending.due_told = due.date, due.as_json()
    sending.full_clean()
    sending.save()
    for each in found:
        if each.made_on and each.made_on > received:
            raise ValidationError({"report_received_on": "It was agreed after that day."})
        _move(each, State.SENT, sending=sending)
        record("send recommendation", each, by=by, to=each.addressee, received=str(received))
    return sending


@transaction.atomic
def respond(
    recommendation: Recommendation,
    *,
    answer: str,
    given_by: str,
    on: date,
    reason: str = "",
    action: str = "",
    version: int | None = None,
    by: User,
) -> Response:
    """What the body that was asked has said. A second response stands beside the first, and is the one that counts.

    `version` is the one the officer saw, so that two officers do not record the same letter twice.
    """
    recommendation = locked(recommendation)
    if version is not None and recommendation.version != version:
        raise CannotChange("Somebody else has just changed this recommendation. Look at it, then save again.")
    if recommendation.sending is None:
        raise CannotChange("It has not been sent yet.")
    _not_to_come(on, "on")
    if on < recommendation.sending.received_on:
        raise ValidationError({"on": "It cannot be answered before it was received."})
    response = Response(
        recommendation=recommendation,
        answer=answer,
        given_by=given_by,
        on=on,
        reason=reason,
        action=action,
        recorded_by=by,
    )
    response.full_clean()
    if answer == Answer.REJECTED:
        light, progress, to = "", "", State.REJECTED
    else:
        light = recommendation.light if recommendation.state == State.UNDER_WAY else Light.AMBER
        progress, to = recommendation.progress or ANSWERED, State.UNDER_WAY
    response.save()
    _move(
        recommendation,
        to,
        answer=answer,
        answered_on=on,
        light=light,
        progress=progress,
        completed_on=None,
    )
    record("record response", recommendation, by=by, answer=answer, on=str(on))
    return response


@transaction.atomic
def report_progress(
    recommendation: Recommendation,
    *,
    light: str,
    words: str,
    version: int,
    by: User,
    at: datetime | None = None,
) -> Recommendation:
    """How it goes, as a colour and in words. Complete ends it; any other colour opens it again.

    `at` is for what was said before it was entered here.
    """
    at = at or timezone.now()
    recommendation = locked(recommendation)
    if recommendation.version != version:
        raise ChangedMeanwhile(recommendation)
    if recommendation.state not in (State.UNDER_WAY, State.COMPLETE):
        raise CannotChange("Record a response that accepts it first.")
    complete = light == Light.COMPLETE
    if complete and recommendation.state == State.COMPLETE:
        raise CannotChange("It is complete already.")
    report = Progress(recommendation=recommendation, light=light, words=words, by=by, at=at)
    report.full_clean()
    report.save()
    done = timezone.localdate(at) if complete else None
    to = State.COMPLETE if complete else State.UNDER_WAY
    _move(recommendation, to, light=light, progress=words, completed_on=done)
    record("report progress", recommendation, by=by, light=light)
    return recommendation


@transaction.atomic
def save_step(
    recommendation: Recommendation,
    step: RecommendationStep | None = None,
    *,
    version: int = 0,
    by: User,
    **details: Any,
) -> RecommendationStep:
    """Something that somebody is to do, or that it is done."""
    recommendation = locked(recommendation)
    if step is not None:
        step = recommendation.steps.select_for_update(of=("self",)).get(pk=step.pk)
        if step.version != version:
            raise changed_line(step, recommendation)
    if not recommendation.is_open or recommendation.state != State.UNDER_WAY:
        raise CannotChange("Steps belong to a recommendation that is being carried out.")
    step = step or RecommendationStep(recommendation=recommendation)
    verb = "change step" if step.pk else "add step"
    for name, value in details.items():
        setattr(step, name, value)
    if step.done_on:
        _not_to_come(step.done_on, "done_on")
    step.version += 1 if step.pk else 0
    step.full_clean()
    step.save()
    record(verb, recommendation, by=by, step=step.pk, who=step.who, due=str(step.due_on))
    return step


def changed_line(line: RecommendationStep | Evidence, of: Recommendation | Review) -> ChangedMeanwhile:
    """A line has its own version; who changed it stands in the audit book of what it belongs to."""
    told = ChangedMeanwhile(line, of)
    told.version = line.version
    return told


def locked(recommendation: Recommendation) -> Recommendation:
    found = Recommendation.objects.select_for_update(of=("self",)).select_related("committee", "sending")
    return found.get(pk=recommendation.pk)


def _move(recommendation: Recommendation, to: Recommendation.State, **fields: Any) -> None:
    state = Recommendation.State(recommendation.state)
    if to not in TRANSITIONS[state]:
        raise CannotChange(f"It is {state.label.lower()}, so nothing has changed.")
    recommendation.state = to
    for name, value in fields.items():
        setattr(recommendation, name, value)
    recommendation.version += 1
    recommendation.save(update_fields=["state", *fields, "version"])


def _next_reference(committee: Committee, day: date) -> str:
    """Given out once, never again. Locks the committee's series."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    kept = settled()
    pattern, year = kept.pattern, series(kept.reset, day)
    require_usable(pattern)
    given = RecommendationNumber.objects.filter(committee=committee, series=year)
    sequence = (given.aggregate(last=Max("sequence"))["last"] or 0) + 1
    while _is_taken(reference := fill(pattern, code=committee.code, sequence=sequence, day=day)):
        sequence += 1
    RecommendationNumber.objects.create(
        committee=committee, series=year, sequence=sequence, reference=reference
    )
    return reference


def _is_taken(reference: str) -> bool:
    return RecommendationNumber.objects.filter(reference=reference).exists()


def _committee_of(source: dict[str, Any]) -> int | None:
    """Of a meeting, a review or a topic. A call-in is of no committee until it is heard."""
    found = next((source[name] for name in ("meeting", "review", "topic") if source.get(name)), None)
    return found.committee_id if found else None


def _not_to_come(day: date, field: str) -> None:
    """Nor so long ago that no calendar of ours tells its working days."""
    if day > timezone.localdate():
        raise ValidationError({field: "That day is still to come."})
    if day < EARLIEST:
        raise ValidationError({field: f"Enter a day after {day_words(EARLIEST)}."})
