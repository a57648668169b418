"""Pages that look across the apps."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from committees.models import Committee, Meeting, Publication

SHOWN_ON_HOME = 6


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Says that the web process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    to_come = Meeting.objects.public().upcoming().select_related("committee")[:SHOWN_ON_HOME]
    published = Publication.objects.select_related("meeting__committee").order_by("-published_at")[
        :SHOWN_ON_HOME
    ]
    context = {"to_come": to_come, "published": published, "committees": Committee.objects.current()}
    return render(request, "public/home.html", context)
