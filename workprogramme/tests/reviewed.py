"""Reviews for tests, made through the verbs."""

from __future__ import annotations

from django.utils import timezone

from scrutiny.tests.cast import Cast, meeting
from workprogramme import reviewing
from workprogramme.evidence import log_evidence
from workprogramme.models import Review, ReviewKind
from workprogramme.review_members import add_member

from .programme import days_ahead


def opened(cast: Cast, title: str = "Gangs") -> Review:
    kind = ReviewKind.objects.get(name="Task and finish group")
    return reviewing.open_review(cast.committee, kind=kind, title=title, by=cast.officer)


def reviewed(cast: Cast, title: str, secret: str, *, publish: bool) -> Review:
    """Started, with a draft of a change and evidence that only officers may read."""
    review, by, today = opened(cast, title), cast.officer, timezone.localdate()
    held = cast.committee.meetings.filter(start__lt=timezone.now(), kind="public").first()
    held = held or meeting(cast.committee, days_ahead(-40))
    reviewing.write_scope(review, version=1, rationale="Asked for", enquiry_lines="Who\nWhy", by=by)
    reviewing.approve_scope(review, meeting=held, by=by)
    reviewing.start(review, on=today, by=by)
    reviewing.write_scope(review, version=2, change=f"Now {secret}", notes=secret, by=by)
    assert cast.member.person is not None
    add_member(review, person=cast.member.person, role="member", by=by)
    details = {"kind": "visit", "on": today, "summary": secret, "is_public": False}
    log_evidence(review, title=f"At {secret}", by=by, **details)
    # A line of enquiry that no committee has approved is for officers, though the evidence on it is public.
    open_to_all = {"summary": "Ten", "is_public": True, "line": f"Why {secret}?"}
    log_evidence(review, title="Figures", by=by, **(details | open_to_all))
    review.refresh_from_db()
    reviewing.write_report(review, version=review.version, report=f"Draft on {secret}", by=by)
    if publish:
        reviewing.publish(review, by=by)
    return Review.objects.get(pk=review.pk)
