"""The days on which exempt papers are to be looked at again. Their titles stay where they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from committees.models import PaperVersion
from scrutiny.lib.explained import long_date

from .audiences import monitoring_officers, of_committees
from .models import Audience
from .promises import Deadline, People


class PaperReviewSource:
    subject_type = "paper_version"

    def subjects(self, since: date) -> Iterable[int]:
        return _kept_back().filter(review_on__gte=since).order_by("pk").values_list("pk", flat=True)

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        """A paper that was published, replaced or taken off needs no review any more."""
        versions = _kept_back().filter(pk__in=ids, review_on__isnull=False)
        return {
            version.pk: [_deadline(version)]
            for version in versions.select_related("paper__item__meeting__committee")
        }

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        versions = dict(
            PaperVersion.objects.filter(pk__in=ids).values_list("pk", "paper__item__meeting__committee_id")
        )
        everywhere, of_each = monitoring_officers(), of_committees(set(versions.values()))
        return {
            pk: {
                Audience.OFFICERS: of_each[committee][Audience.OFFICERS],
                Audience.MONITORING_OFFICER: everywhere,
            }
            for pk, committee in versions.items()
        }

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None


def _kept_back() -> QuerySet[PaperVersion]:
    return PaperVersion.objects.current().exclude(classification="public")


def _deadline(version: PaperVersion) -> Deadline:
    meeting = version.paper.item.meeting
    return Deadline(
        kind="exempt_review",
        subject_type="paper_version",
        subject_id=version.pk,
        part="",
        name="Review of a paper kept from the public",
        about=f"{meeting.committee.name}, {long_date(meeting.date)}",
        path=reverse("workspace:paper", args=[version.paper_id]),
        committee_id=meeting.committee_id,
        due_on=version.review_on or meeting.date,
        due_at=None,
        statutory=False,
        done=False,
    )
