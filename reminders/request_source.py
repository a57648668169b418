"""Members' requests for documents, which are to be answered within ten clear days. What they ask for stays there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.urls import reverse

from committees.models import AccessRequest

from .audiences import monitoring_officers, of_committees
from .models import Audience
from .promises import Deadline, People


class AccessRequestSource:
    subject_type = "access_request"

    def subjects(self, since: date) -> Iterable[int]:
        waiting = AccessRequest.objects.filter(state=AccessRequest.State.OPEN, due_on__gte=since)
        return waiting.order_by("pk").values_list("pk", flat=True)

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        rows = AccessRequest.objects.filter(pk__in=ids).select_related("committee", "made_by")
        return {row.pk: [_deadline(row)] for row in rows}

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        committees = dict(AccessRequest.objects.filter(pk__in=ids).values_list("pk", "committee_id"))
        everywhere, of_each = monitoring_officers(), of_committees(set(committees.values()))
        return {
            pk: {
                Audience.OFFICERS: of_each[committee][Audience.OFFICERS],
                Audience.MONITORING_OFFICER: everywhere,
            }
            for pk, committee in committees.items()
        }

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None


def _deadline(request: AccessRequest) -> Deadline:
    return Deadline(
        kind="information_request",
        subject_type="access_request",
        subject_id=request.pk,
        part="",
        name="Answer to a member’s request for a document",
        about=f"{request.committee.name}, request {request.pk} of {request.made_by.name}",
        path=reverse("workspace:request", args=[request.pk]),
        committee_id=request.committee_id,
        due_on=request.due_on,
        due_at=None,
        statutory=True,
        done=request.state != AccessRequest.State.OPEN,
    )
