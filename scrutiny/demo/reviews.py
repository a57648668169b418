"""The demo's reviews: one with a draft report, one that has reported, one being scoped, one that came to nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from committees.models import Committee, Meeting
from workprogramme import reviewing, tracking
from workprogramme.evidence import correct_evidence, log_evidence
from workprogramme.models import Review, ReviewKind, Topic
from workprogramme.review_members import add_member, remove_member

from .authority import person_called
from .source import table

EVIDENCE = ("kind", "title", "source", "summary")


def load_reviews(today: date, by: User) -> None:
    for row in table("reviews.toml")["reviews"]:
        load_review(row, today, by)


def held_before(committee: Committee, day: date) -> Meeting | None:
    """The last public meeting on or before a day."""
    held = committee.meetings.filter(
        kind=Meeting.Kind.PUBLIC, state=Meeting.State.PLANNED, start__date__lte=day
    )
    return held.order_by("-start").first()


def load_review(row: dict[str, Any], today: date, by: User) -> None:
    committee = Committee.objects.get(code=row["committee"])
    review = reviewing.open_review(
        committee,
        kind=ReviewKind.objects.get(name=row["kind"]),
        title=row["title"],
        topic=Topic.objects.filter(committee=committee, title=row.get("topic", "")).first(),
        by=by,
    )
    reviewing.write_scope(review, version=1, by=by, **row["scope"])
    for name, role in row["members"].items():
        add_member(review, person=person_called(name), role=role, by=by)
    if "left" in row:
        remove_member(review.members.get(person=person_called(row["left"])), by=by)
    started = today - timedelta(days=row.get("started", 0))
    meeting = held_before(committee, started)
    if "started" in row and meeting:
        run(review, row, started, meeting, today, by)


def run(review: Review, row: dict[str, Any], started: date, meeting: Meeting, today: date, by: User) -> None:
    """From its approval on."""
    reviewing.approve_scope(review, meeting=meeting, by=by)
    reviewing.publish(review, by=by)
    review = reviewing.start(review, on=started, by=by)
    for change in row.get("changes", []):
        latest = review.scopings.order_by("-number")[0]
        made = reviewing.write_scope(review, version=latest.version, by=by, **change)
        if made.waits_for_approval:
            reviewing.approve_scope(review, meeting=meeting, by=by)
    for entry in row.get("evidence", []):
        load_evidence(review, entry, today, by)
    extend(review, row, today, by)
    review.refresh_from_db()
    if "report" in row:
        review = reviewing.write_report(review, version=review.version, report=row["report"], by=by)
    for words in row.get("recommendations", []):
        given = {"addressee_kind": words.get("kind", "executive"), "addressee": words["addressee"]}
        source = {"origin": "review", "review": review}
        tracking.draft(review.committee, source=source, text=words["text"], by=by, **given)
    if "reported" in row:
        reviewing.report(review, on=today - timedelta(days=row["reported"]), by=by)
    if "ended" in row:
        reviewing.end(review, reason=row["ended"], by=by)


def load_evidence(review: Review, row: dict[str, Any], today: date, by: User) -> None:
    lines = review.scopings.order_by("-number")[0].lines
    details = {name: row[name] for name in EVIDENCE if name in row}
    entry = log_evidence(
        review,
        on=today - timedelta(days=row["days"]),
        line=lines[row["line"] - 1],
        is_public=row.get("public", False),
        by=by,
        **details,
    )
    if "correction" in row:
        correct_evidence(entry, version=entry.version, by=by, **row["correction"])


def extend(review: Review, row: dict[str, Any], today: date, by: User) -> None:
    given = row.get("extension")
    if given and review.due_on:
        reviewing.extend(
            review,
            to_day=review.due_on + timedelta(days=given["days"]),
            agreed_by=given["agreed_by"],
            agreed_on=today - timedelta(days=given["agreed"]),
            reason=given["reason"],
            by=by,
        )
