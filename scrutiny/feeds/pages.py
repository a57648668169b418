"""The page that says all the ways in which somebody can follow what scrutiny does."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.models import Committee
from committees.views.caching import for_everybody


@require_safe
@for_everybody
def follow(request: HttpRequest) -> HttpResponse:
    context = {"committees": Committee.objects.current(), "site": settings.SITE_URL}
    return render(request, "public/follow.html", context)
