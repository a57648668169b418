"""What was published, the newest first: of the whole council or of one committee.

Each kind is read through the queryset of the public page that shows it, and said in the words of that page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from callins.call_in_gates import public_call_ins
from callins.models import Decision
from committees.models import Committee, Meeting, MinutesEdition, Publication
from committees.permissions import visible_to
from scrutiny.lib.explained import long_date

MOST = 50
SUMMARY = 600


@dataclass(frozen=True)
class News:
    """`key` is its own for ever; `changed` is when it last said something else."""

    key: str
    kind: str
    title: str
    summary: str
    path: str
    at: datetime
    changed: datetime
    committee: str = ""


def newest(*several: Iterable[News]) -> list[News]:
    return nlargest(MOST, (each for some in several for each in some), key=lambda news: (news.at, news.key))


def publications(committee: Committee | None = None) -> Iterator[News]:
    rows = Publication.objects.filter(meeting__kind=Meeting.Kind.PUBLIC)
    rows = rows.filter(meeting__committee=committee) if committee else rows
    for row in rows.select_related("meeting__committee").order_by("-published_at", "-pk")[:MOST]:
        yield News(
            f"publication-{row.pk}",
            "Agenda",
            f"{row.title}: {of_meeting(row.meeting)}",
            row.reason,
            row.meeting.get_absolute_url(),
            row.published_at,
            row.published_at,
            row.meeting.committee.name,
        )


def minutes(committee: Committee | None = None) -> Iterator[News]:
    rows = MinutesEdition.objects.public().defer("data")
    rows = rows.filter(minutes__meeting__committee=committee) if committee else rows
    for row in rows.select_related("minutes__meeting__committee").order_by("-published_at", "-pk")[:MOST]:
        meeting = row.minutes.meeting
        yield News(
            f"minutes-{row.pk}",
            "Minutes",
            f"{row.get_stage_display()} minutes: {of_meeting(meeting)}",
            "",
            reverse("committees:minutes", args=[meeting.reference]),
            row.published_at,
            row.published_at,
            meeting.committee.name,
        )


def cancellations(committee: Committee | None = None) -> Iterator[News]:
    rows = Meeting.objects.public().filter(state=Meeting.State.CANCELLED)
    rows = rows.filter(committee=committee) if committee else rows
    for row in rows.select_related("committee").order_by("-cancelled_at", "-pk")[:MOST]:
        at = row.cancelled_at or row.start
        yield News(
            f"cancelled-{row.pk}",
            "Meeting",
            f"Cancelled: {of_meeting(row)}",
            row.cancellation_notice,
            row.get_absolute_url(),
            at,
            at,
            row.committee.name,
        )


def released_papers(committee: Committee | None = None) -> Iterator[News]:
    """Public copies that came out after their pack. The title may date from when the paper was kept back."""
    rows = visible_to(AnonymousUser(), timezone.localdate()).filter(released_at__isnull=False)
    rows = rows.filter(paper__item__meeting__committee=committee) if committee else rows
    related = rows.select_related("paper__item__meeting__committee")
    for row in related.order_by("-released_at", "-pk")[:MOST]:
        if row.released_at:
            meeting = row.paper.item.meeting
            yield News(
                f"paper-{row.pk}",
                "Paper",
                f"A paper that had been kept back: {of_meeting(meeting)}",
                "It is now published.",
                reverse("papers:paper", args=[row.pk]),
                row.released_at,
                row.released_at,
                meeting.committee.name,
            )


def decisions(committee: Committee | None = None) -> Iterator[News]:
    rows: QuerySet[Decision] = Decision.objects.published()
    rows = rows.filter(committee=committee) if committee else rows
    for row in rows.select_related("committee").order_by("-first_published_at", "-pk")[:MOST]:
        if row.first_published_at:
            yield News(
                f"decision-{row.pk}",
                "Decision",
                row.title,
                shortened(f"{row.reference}, by {row.decision_maker}. {row.decision}"),
                row.get_absolute_url(),
                row.first_published_at,
                row.withdrawn_at or row.last_published_at or row.first_published_at,
                row.committee.name if row.committee else "",
            )


def call_ins(committee: Committee | None = None) -> Iterator[News]:
    rows = public_call_ins().select_related("decision__committee")
    rows = rows.filter(decision__committee=committee) if committee else rows
    for row in rows.order_by("-accepted_at", "-pk")[:MOST]:
        if row.accepted_at:
            told = [row.accepted_at, row.informal_at, row.arranged_at, row.referred_back_at, row.closed_at]
            yield News(
                f"call-in-{row.pk}",
                "Call-in",
                f"Call-in of {row.decision.title}",
                f"{row.reference}: {row.get_state_display()}.",
                reverse("callins:call_in", args=[row.reference]),
                row.accepted_at,
                max(at for at in told if at),
                row.decision.committee.name if row.decision.committee else "",
            )


def of_meeting(meeting: Meeting) -> str:
    return f"{meeting.committee.name}, {long_date(meeting.date)}"


def shortened(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= SUMMARY else plain[:SUMMARY].rsplit(" ", 1)[0] + " …"
