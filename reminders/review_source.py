"""The days by which reviews are to report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from workprogramme.models import Review
from workprogramme.models.reviews import ReviewMember

from .audiences import monitoring_officers, of_committees, of_people
from .kind import OF_A_COMMITTEE
from .models import Audience
from .promises import Deadline, People, Recipient


class ReviewSource:
    subject_type = "review"

    def subjects(self, since: date) -> Iterable[int]:
        running = Review.objects.filter(state=Review.State.UNDER_WAY, due_on__gte=since)
        return running.order_by("pk").values_list("pk", flat=True)

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        """One that ended without a report waits for nothing."""
        rows = Review.objects.filter(pk__in=ids, due_on__isnull=False).exclude(state=Review.State.ENDED)
        return {row.pk: [_deadline(row)] for row in rows.select_related("committee")}

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        """Until it is published only officers can open its page, so only they hear of it."""
        rows = list(Review.objects.filter(pk__in=ids))
        everywhere, of_each = monitoring_officers(), of_committees({row.committee_id for row in rows})
        leads, found = _leads(ids), dict[int, People]()
        for row in rows:
            theirs = of_each[row.committee_id]
            readers = OF_A_COMMITTEE if row.published_at else ()
            found[row.pk] = {
                **{audience: theirs[audience] for audience in (Audience.OFFICERS, *readers)},
                Audience.MONITORING_OFFICER: everywhere,
                Audience.RESPONSIBLE: leads.get(row.pk, []) if row.published_at else [],
            }
        return found

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None


def _leads(ids: Collection[int]) -> dict[int, list[Recipient]]:
    still = Q(left_on=None) | Q(left_on__gt=timezone.localdate())
    rows = ReviewMember.objects.filter(still, review__in=ids, role=ReviewMember.Role.LEAD)
    pairs = list(rows.order_by("pk").values_list("review_id", "person_id"))
    known, found = of_people([person for _, person in pairs]), dict[int, list[Recipient]]()
    for review, person in pairs:
        found.setdefault(review, []).extend(known[person])
    return found


def _deadline(review: Review) -> Deadline:
    """Before it is published even its title is for officers only."""
    assert review.due_on is not None
    public = review.published_at is not None
    return Deadline(
        kind="review_end",
        subject_type="review",
        subject_id=review.pk,
        part="",
        name="End of a review",
        about=f"{review.committee.name}, {review.title if public else f'review {review.pk}'}",
        path=review.get_absolute_url() if public else reverse("workspace:review", args=[review.pk]),
        committee_id=review.committee_id,
        due_on=review.due_on,
        due_at=None,
        statutory=False,
        done=review.state != Review.State.UNDER_WAY,
    )
