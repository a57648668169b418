"""What the robots of search engines leave alone: pages of persons and of officers, and endless ways of asking."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from .fresh import for_programs

LEFT_ALONE = (
    "/accounts/",
    "/alerts/",
    "/my/",
    "/reminders/",
    "/restricted-papers/",
    "/search/",
    "/workspace/",
    "/your-actions/",
    "/your-meetings/",
    "/your-papers/",
    "/*?page=",
    "/*/pages/",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('feeds:sitemap')}", ""]
    return for_programs(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))
