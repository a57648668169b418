"""Reviews from their scope to their report. The state of a review changes here alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, ChangedMeanwhile
from committees.models import Committee, Meeting
from council.calendar_in_force import calendar_in_force

from . import tracking
from .models import Recommendation, Review, ReviewExtension, ReviewKind, Scoping, Topic
from .scoping import NAMES
from .timetable import task_group_completion_due

State = Review.State
FARTHEST_START = timedelta(days=366)
TRANSITIONS: dict[Review.State, frozenset[Review.State]] = {
    State.SCOPING: frozenset({State.UNDER_WAY, State.ENDED}),
    State.UNDER_WAY: frozenset({State.REPORTED, State.ENDED}),
    State.REPORTED: frozenset(),
    State.ENDED: frozenset(),
}


@transaction.atomic
def open_review(
    committee: Committee, *, kind: ReviewKind, title: str, topic: Topic | None = None, by: User
) -> Review:
    """A review to be scoped, with the first draft of its scoping document."""
    if topic and topic.committee_id != committee.pk:
        raise ValidationError({"topic": "That is a topic of another committee."})
    review = Review(committee=committee, kind=kind, title=title, topic=topic)
    review.full_clean()
    review.save()
    today = timezone.localdate()
    Scoping.objects.create(review=review, number=1, drawn_on=today, type_of_review=kind.name, made_by=by)
    record("open review", review, by=by, name=name_of(review), kind=kind.name)
    return review


@transaction.atomic
def write_scope(
    review: Review,
    *,
    version: int,
    change: str = "",
    is_significant: bool = True,
    by: User,
    **words: str,
) -> Scoping:
    """Fill in the draft; or, over a version that was approved or stands, begin the next one.

    A significant change has to be approved by the committee again before the review can report.
    """
    review = open_review_to_change(review)
    latest = review.scopings.select_for_update().get(number=_last_number(review))
    if latest.version != version:
        raise ChangedMeanwhile(latest)
    unknown = set(words) - set(NAMES)
    assert not unknown, f"Not in a scoping document: {unknown}"
    drafting = latest.waits_for_approval
    if not drafting and not change:
        raise ValidationError({"change": "Say what changes."})
    target = latest if drafting else _copy(latest, by)
    for name, value in words.items():
        setattr(target, name, value)
    target.drawn_on = timezone.localdate()
    if target.number > 1:
        target.change = change or target.change
    if not drafting:
        target.is_significant = is_significant
    target.version = latest.version + 1
    target.full_clean()
    target.save()
    record("write scoping document", review, by=by, name=name_of(review), number=target.number)
    return target


def _copy(latest: Scoping, by: User) -> Scoping:
    words = {name: getattr(latest, name) for name in NAMES}
    return Scoping(review=latest.review, number=latest.number + 1, made_by=by, **words)


@transaction.atomic
def approve_scope(review: Review, *, meeting: Meeting, version: int | None = None, by: User) -> Scoping:
    """The committee has approved the latest version at a meeting. It is never rewritten afterwards.

    `version` is the one the officer saw: what somebody else has written since is not approved by accident.
    """
    review = open_review_to_change(review)
    latest = review.scopings.select_for_update().get(number=_last_number(review))
    if meeting.committee_id != review.committee_id or meeting.start > timezone.now():
        raise ValidationError({"meeting": "Choose a meeting of the committee that has begun."})
    if not latest.waits_for_approval:
        raise CannotChange("Nothing waits for approval.")
    if version is not None and latest.version != version:
        raise CannotChange("Somebody else has just changed the scoping document. Read it, then approve it.")
    latest.approved_in, latest.approved_on = meeting, meeting.date
    latest.save(update_fields=["approved_in", "approved_on"])
    record(
        "approve scoping document", review, by=by, name=name_of(review), number=latest.number,
        meeting=meeting.reference,
    )  # fmt: skip
    return latest


@transaction.atomic
def start(review: Review, *, on: date, by: User) -> Review:
    """Its time begins: as many months as its kind is given."""
    review = open_review_to_change(review)
    _require_approved(review)
    if on > timezone.localdate() + FARTHEST_START:
        raise ValidationError({"on": "That is more than a year from now."})
    if on < tracking.EARLIEST:
        raise ValidationError({"on": "That is too long ago."})
    due = task_group_completion_due(on, calendar_in_force(), months=review.kind.months)
    _move(review, State.UNDER_WAY, started_on=on, due_on=due.date, due_told=due.as_json())
    record("start review", review, by=by, name=name_of(review), on=str(on), due=str(due.date))
    return review


@transaction.atomic
def extend(
    review: Review, *, to_day: date, agreed_by: str, agreed_on: date, reason: str, by: User
) -> ReviewExtension:
    review = open_review_to_change(review)
    if review.due_on is None:
        raise CannotChange("The review has not started.")
    if to_day <= review.due_on:
        raise ValidationError({"to_day": "Give a day after the one by which it is due now."})
    if agreed_on > timezone.localdate():
        raise ValidationError({"agreed_on": "That day is still to come."})
    made = ReviewExtension(
        review=review,
        from_day=review.due_on,
        to_day=to_day,
        agreed_by=agreed_by,
        agreed_on=agreed_on,
        reason=reason,
    )
    made.full_clean()
    made.save()
    review.due_on, review.due_told = to_day, None
    review.version += 1
    review.save(update_fields=["due_on", "due_told", "version"])
    record("extend review", review, by=by, name=name_of(review), to=str(to_day), agreed_by=agreed_by)
    return made


@transaction.atomic
def write_report(review: Review, *, version: int, report: str, by: User) -> Review:
    """The draft. Nobody but officers reads it here until the committee has agreed it."""
    review = open_review_to_change(review)
    if review.state != State.UNDER_WAY:
        raise CannotChange("Start the review first.")
    if review.version != version:
        raise ChangedMeanwhile(review)
    if review.report != report:
        review.report = report
        review.version += 1
        review.save(update_fields=["report", "version"])
        record("write report of review", review, by=by, name=name_of(review))
    return review


@transaction.atomic
def report(
    review: Review, *, on: date, version: int | None = None, with_all: bool = False, by: User
) -> Review:
    """The committee has agreed the report as it is drafted. A change of scope that waits for approval comes first.

    `with_all` agrees and, where the review is public, publishes the recommendations that are still drafts.
    `version` is the one whose draft the officer saw.
    """
    review = open_review_to_change(review)
    if version is not None and review.version != version:
        raise ChangedMeanwhile(review)
    _require_approved(review)
    if review.state == State.UNDER_WAY and not review.report.strip():
        raise CannotChange("Write the report first.")
    if on > timezone.localdate():
        raise ValidationError({"on": "That day is still to come."})
    if review.started_on and on < review.started_on:
        raise ValidationError({"on": "The review had not started on that day."})
    _move(review, State.REPORTED, reported_on=on)
    record("report review", review, by=by, name=name_of(review), on=str(on))
    for each in review.recommendations.filter(state=Recommendation.State.DRAFT) if with_all else ():
        tracking.agree(each, on=on, by=by)
        if review.published_at:
            tracking.publish(each, by=by)
    return review


@transaction.atomic
def end(review: Review, *, reason: str, by: User) -> Review:
    review = open_review_to_change(review)
    _move(review, State.ENDED, ended_on=timezone.localdate(), ended_reason=reason)
    record("end review", review, by=by, name=name_of(review))
    return review


@transaction.atomic
def publish(review: Review, *, by: User) -> Review:
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.published_at is None:
        review.published_at = timezone.now()
        review.version += 1
        review.save(update_fields=["published_at", "version"])
        record("publish review", review, by=by)
    return review


def _require_approved(review: Review) -> None:
    if review.scopings.filter(is_significant=True, approved_on=None).exists():
        raise CannotChange("The committee has to approve the scoping document first.")


def _last_number(review: Review) -> int:
    return max(review.scopings.values_list("number", flat=True))


def open_review_to_change(review: Review) -> Review:
    """Locked, with its committee and its kind. One that has ended stays as it was."""
    found = Review.objects.select_for_update(of=("self",)).select_related("committee", "kind")
    locked = found.get(pk=review.pk)
    if not locked.is_open:
        raise CannotChange(f"This review is {locked.get_state_display().lower()}, so nothing has changed.")
    return locked


def _move(review: Review, to: Review.State, **fields: Any) -> None:
    if to not in TRANSITIONS[Review.State(review.state)]:
        raise CannotChange(f"This review is {review.get_state_display().lower()}, so nothing has changed.")
    review.state = to
    for name, value in fields.items():
        setattr(review, name, value)
    review.version += 1
    review.save(update_fields=["state", *fields, "version"])


def name_of(review: Review) -> str:
    """What the audit book calls it: a title that is not public has no place there."""
    return review.title if review.published_at else f"Review {review.pk}"
