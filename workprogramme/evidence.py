"""The evidence log of a review: what was heard, read or visited. A correction says that it is one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record

from .models import Evidence, Review
from .reviewing import name_of, open_review_to_change
from .tracking import changed_line

FIELDS = ("kind", "on", "title", "source", "line", "summary", "is_public")


@transaction.atomic
def log_evidence(review: Review, *, by: User, **details: Any) -> Evidence:
    review = open_review_to_change(review)
    made = Evidence(review=review, added_by=by, **details)
    _check(made)
    made.save()
    record("log evidence", review, by=by, name=name_of(review), evidence=made.pk)
    return made


@transaction.atomic
def correct_evidence(
    evidence: Evidence, *, version: int, correction: str, by: User, **details: Any
) -> Evidence:
    """Put right what the log says. What it said before stays in its history, and the entry says it was corrected."""
    open_review_to_change(evidence.review)
    found = Evidence.objects.select_for_update(of=("self",)).select_related("review")
    evidence = found.get(pk=evidence.pk)
    if evidence.version != version:
        raise changed_line(evidence, evidence.review)
    changed = [name for name in FIELDS if name in details and getattr(evidence, name) != details[name]]
    if not changed:
        return evidence
    for name in changed:
        setattr(evidence, name, details[name])
    evidence.corrected_on, evidence.correction = timezone.localdate(), correction
    evidence.version += 1
    _check(evidence)
    evidence.save(update_fields=[*changed, "corrected_on", "correction", "version"])
    record(
        "correct evidence", evidence.review, by=by, name=name_of(evidence.review), evidence=evidence.pk,
        fields=changed,
    )  # fmt: skip
    return evidence


def before(evidence: Evidence) -> list[Evidence]:
    """What the entry said before it was corrected, the newest first."""
    events = Evidence.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj_id=evidence.pk, version__lt=evidence.version
    )
    return list(events.order_by("-version"))


def _check(evidence: Evidence) -> None:
    if evidence.kind == Evidence.Kind.PRIVATE and evidence.is_public:
        raise ValidationError({"is_public": "What was heard in private is not published."})
    if evidence.on > timezone.localdate():
        raise ValidationError({"on": "That day is still to come."})
    evidence.full_clean()
