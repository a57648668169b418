"""What anybody can open: committees, meetings, published agendas and packs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.contents import Published, consolidated_of, edition_of
from committees.forms.public import MeetingFilter
from committees.handouts import labels, parts_of
from committees.meeting_dates import agenda_deadline
from committees.models import (
    Committee,
    Edition,
    FormerReference,
    Meeting,
    MeetingDate,
    Membership,
    MinutesEdition,
    TimetableStep,
)
from committees.models.publication import EditionKind
from committees.page_spans import in_words, runs
from committees.permissions import can_read_each, can_run
from committees.publishing import unpublished_changes
from committees.telling_members import told_of
from council.calendar_in_force import calendar_in_force

from .caching import for_everybody

MEETINGS_PER_PAGE = 25


@require_safe
@for_everybody
def committees(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    chairs = Membership.objects.on(today).filter(role=Membership.Role.CHAIR).select_related("person")
    meetings = Meeting.objects.public().upcoming().filter(state=Meeting.State.PLANNED)
    shown = Committee.objects.current().prefetch_related(
        Prefetch("memberships", chairs, to_attr="chairs"), Prefetch("meetings", meetings, to_attr="to_come")
    )
    return render(request, "public/committees.html", {"committees": shown})


@require_safe
@for_everybody
def committee(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Committee.objects.select_related("contact"), slug=slug)
    meetings = shown.meetings.public()
    context = {
        "committee": shown,
        "memberships": shown.memberships.on(timezone.localdate()).in_printed_order(),
        "to_come": meetings.upcoming()[:6],
        "held": meetings.past()[:6],
        "runs_it": can_run(request.user, shown),
    }
    return render(request, "public/committee.html", context)


@require_safe
@for_everybody
def meetings(request: HttpRequest) -> HttpResponse:
    form = MeetingFilter(request.GET or None)
    listed = form.apply(Meeting.objects.public().select_related("committee"))
    page = Paginator(listed, MEETINGS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/meetings.html", {"form": form, "page": page})


@require_safe
@for_everybody
def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    shown = (
        Meeting.objects.public()
        .select_related("committee", "contact", "webcast")
        .filter(reference__iexact=reference)
        .first()
    )
    if shown is None:
        return _moved(reference)
    published = Published(shown)
    runs_it = can_run(request.user, shown.committee)
    context = {
        "meeting": shown,
        "published": published,
        "publications": published.all[::-1],
        "runs_it": runs_it,
        "is_past": shown.start < timezone.now(),
        "ask_by": None if runs_it else question_deadline(shown),
        **outcome(shown),
        "changed": runs_it and bool(published.all) and unpublished_changes(shown, published.all[-1]),
        **_latest(request, shown, published),
    }
    if not published.all:
        context["deadline"] = agenda_deadline(shown, calendar_in_force())
    return render(request, "public/meeting.html", context)


def outcome(meeting: Meeting) -> dict[str, Any]:
    """The public minutes, and out of the newest of them what was decided and who was there."""
    editions = minutes_editions(meeting)
    data: dict[str, Any] = editions[0].data if editions else {}
    return {
        "minutes": editions,
        "decided": [entry for entry in data.get("entries", []) if entry.get("resolutions")],
        "present": data.get("present", []),
        "webcast": getattr(meeting, "webcast", None),
    }


def minutes_editions(meeting: Meeting) -> list[MinutesEdition]:
    """The public minutes there are, the newest first."""
    return list(MinutesEdition.objects.public().filter(minutes__meeting=meeting).order_by("-number"))


def question_deadline(meeting: Meeting) -> MeetingDate | None:
    """Until when the public can put a question, as long as that is to come."""
    dates = meeting.dates.filter(kind=TimetableStep.Kind.PUBLIC_QUESTIONS, due_on__gte=timezone.localdate())
    return dates.first()


@dataclass(frozen=True)
class LatePapers:
    """A supplement: which page numbers it carries, and how many members were told of it."""

    edition: Edition
    carries: str
    told: int


def late_papers(meeting: Meeting, published: Published, kind: EditionKind) -> list[LatePapers]:
    told = told_of(meeting) if published.supplements else {}
    found = []
    for supplement in published.supplements:
        edition = edition_of(supplement, kind)
        numbers = labels(parts_of(edition))
        carries = in_words(runs(numbers)) if numbers else ""
        found.append(LatePapers(edition, carries, told.get(supplement.number, 0)))
    return found


def _moved(reference: str) -> HttpResponse:
    """An address from before the meeting was moved still leads to it."""
    former = get_object_or_404(
        FormerReference.objects.select_related("meeting"),
        reference__iexact=reference,
        meeting__kind=Meeting.Kind.PUBLIC,
    )
    return redirect("committees:meeting", former.meeting.reference, permanent=True)


def _latest(request: HttpRequest, meeting: Meeting, published: Published) -> dict[str, Any]:
    """The newest editions this reader may open, and the agenda with what came after it in its place."""
    if published.pack is None:
        return {}
    # What was published is asked, not the agenda as it stands: an item may have lost since what it kept back then.
    held = [edition_of(publication, EditionKind.MEMBERS) for publication in published.current]
    entitled = can_read_each(request.user, held, timezone.localdate())
    kind = EditionKind.MEMBERS if entitled else EditionKind.PUBLIC
    newest = edition_of(published.current[-1], kind)
    return {
        "pack": published.pack,
        "public_edition": edition_of(published.pack, EditionKind.PUBLIC),
        "members_edition": edition_of(published.pack, EditionKind.MEMBERS) if entitled else None,
        "shown_edition": edition_of(published.pack, kind),
        "supplements": late_papers(meeting, published, kind),
        "consolidated": consolidated_of(newest),
        "agenda": published.agenda(kind),
    }
