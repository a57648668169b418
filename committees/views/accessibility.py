"""The accessibility statement. What does not comply is listed by the packs themselves, page by page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.inaccessible import editions_with_untagged_papers, untagged

from .caching import for_everybody

PER_PAGE = 20
MOST = 500


@require_safe
@for_everybody
def statement(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("page", "")
    number = min(int(asked), MOST) if asked.isascii() and asked.isdigit() and int(asked[:4]) > 0 else 1
    start = (number - 1) * PER_PAGE
    editions = list(editions_with_untagged_papers()[start : start + PER_PAGE + 1])
    context = {
        "listed": [untagged(edition) for edition in editions[:PER_PAGE]],
        "newer": number - 1,
        "older": number + 1 if len(editions) > PER_PAGE else 0,
    }
    return render(request, "public/accessibility.html", context)
