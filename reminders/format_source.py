"""People who asked for a paper in another format. Who they are and what they asked for stays on the request's page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.urls import reverse

from committees.models import FormatRequest
from scrutiny.lib.explained import long_date

from .audiences import democratic_services, monitoring_officers, of_committees
from .models import Audience
from .promises import Deadline, People


class FormatRequestSource:
    subject_type = "format_request"

    def subjects(self, since: date) -> Iterable[int]:
        waiting = FormatRequest.objects.filter(answered_at=None, due_on__gte=since)
        return waiting.order_by("pk").values_list("pk", flat=True)

    def deadlines(self, ids: Collection[int]) -> Mapping[int, list[Deadline]]:
        rows = FormatRequest.objects.filter(pk__in=ids).select_related("meeting__committee")
        return {row.pk: [_deadline(row)] for row in rows}

    def people(self, ids: Collection[int]) -> Mapping[int, People]:
        """What is about no meeting in particular is for all of democratic services."""
        rows = dict(FormatRequest.objects.filter(pk__in=ids).values_list("pk", "meeting__committee_id"))
        of_each = of_committees({committee for committee in rows.values() if committee is not None})
        everybody, everywhere = democratic_services(), monitoring_officers()
        return {
            pk: {
                Audience.OFFICERS: everybody if committee is None else of_each[committee][Audience.OFFICERS],
                Audience.MONITORING_OFFICER: everywhere,
            }
            for pk, committee in rows.items()
        }

    def calendar_file(self, subject_id: int) -> bytes | None:
        return None


def _deadline(request: FormatRequest) -> Deadline:
    meeting = request.meeting
    where = f"{meeting.committee.name}, {long_date(meeting.date)}, " if meeting else ""
    return Deadline(
        kind="format_request",
        subject_type="format_request",
        subject_id=request.pk,
        part="",
        name="Answer to somebody who needs another format",
        about=f"{where}request {request.pk}" if where else f"Request {request.pk}",
        path=reverse("workspace:format_request", args=[request.pk]),
        committee_id=meeting.committee_id if meeting else None,
        due_on=request.due_on,
        due_at=None,
        statutory=False,
        done=request.answered_at is not None,
    )
