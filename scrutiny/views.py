"""Pages that look across the apps."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from callins.call_in_gates import public_call_ins
from callins.models import Decision
from callins.models.callin import LIVE
from committees.models import Committee, Meeting, MinutesEdition, Publication
from committees.views.caching import for_everybody
from workprogramme.models import ProgrammeSection, Topic

SHOWN_ON_HOME = 6
SHORT = 4
LOOKED_AT = [ProgrammeSection.Kind.FORMAL, ProgrammeSection.Kind.REVIEW]


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Says that the web process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
@for_everybody
def home(request: HttpRequest) -> HttpResponse:
    context = meetings_and_papers() | business(timezone.now())
    return render(request, "public/home.html", context | {"committees": Committee.objects.current()})


def meetings_and_papers() -> dict[str, Any]:
    meetings = Meeting.objects.public().upcoming().select_related("committee")
    published = Publication.objects.filter(meeting__kind=Meeting.Kind.PUBLIC)
    minutes = MinutesEdition.objects.public().select_related("minutes__meeting__committee")
    return {
        "to_come": meetings[:SHOWN_ON_HOME],
        "published": published.select_related("meeting__committee").order_by("-published_at")[:SHOWN_ON_HOME],
        "minutes": minutes.order_by("-published_at")[:SHORT],
    }


def business(now: datetime) -> dict[str, Any]:
    """Decisions that are called in or still can be, and what the committees mean to look at."""
    live = public_call_ins().filter(state__in=sorted(LIVE)).select_related("decision")
    topics = Topic.objects.public().live().filter(section__kind__in=LOOKED_AT)
    related = topics.select_related("committee", "section", "meeting")
    return {
        "call_ins": live.order_by("-received_at")[:SHORT],
        "to_call_in": Decision.objects.open_to_call_in(now)[:SHORT],
        "topics": soonest(related, timezone.localdate(now))[:SHOWN_ON_HOME],
    }


def soonest(topics: QuerySet[Topic], today: date) -> QuerySet[Topic]:
    """What comes next first; then what has only words for its time."""
    day = Coalesce(TruncDate("meeting__start"), F("starts"))
    found: QuerySet[Topic] = (
        topics.annotate(day=day)
        .filter(Q(day=None) | Q(day__gte=today))
        .order_by(F("day").asc(nulls_last=True), "pk")
    )
    return found
