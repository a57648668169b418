"""How often one person, or one address, may ask for what costs most: searches and files.

Everybody in a committee room may come from one address, and a reader of a PDF asks for it in many pieces, so
what strangers may ask from one address is many times what one person may. Sign-in has limits of its own.
All web processes count together, in Redis; while it is down each counts for itself, and no page fails for it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from redis.exceptions import RedisError

from .security_log import address_of, asked_too_often

MINUTE = 60
# The names of the addresses that answer with a file; a test holds every such address to it.
FILES = re.compile(
    r"(^|_)(file|original|edition|copy|item|range|pages?|download|zip|unconverted|large_print|consolidated|paper|notification|word|csv|xlsx|pdf|decision_notice)$"
)
SEARCHES = ("q",)
# The forms that strangers can write to us with.
OPEN_FORMS = ("suggest_topic", "ask_for_format", "put_question", "follow_by_mail", "send_my_link")


class RatesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, keywords: Any
    ) -> HttpResponseBase | None:
        kind = kind_of(request)
        if kind is None or kind not in settings.RATE_LIMITS or not _too_often(request, kind):
            return None
        asked_too_often(request, kind)
        response = render(request, "429.html", status=429)
        response["Retry-After"] = str(MINUTE)
        response["Cache-Control"] = "no-store"
        return response


def kind_of(request: HttpRequest) -> str | None:
    match = request.resolver_match
    if match is not None and FILES.search(match.url_name or ""):
        return "files"
    if match is not None and match.url_name in OPEN_FORMS and request.method == "POST":
        return "suggestions"
    if any(request.GET.get(name) for name in SEARCHES):
        return "searches"
    return None


def _too_often(request: HttpRequest, kind: str) -> bool:
    person, address = settings.RATE_LIMITS[kind]
    known = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
    who, most = (f"user-{request.user.pk}", person) if known else (address_of(request), address)
    key = f"{kind}-{who}-{int(time.time()) // MINUTE}"
    try:
        return _count(caches["rates"], key) > most
    except RedisError:
        return _count(caches["rates_here"], key) > most


def _count(counts: BaseCache, key: str) -> int:
    counts.add(key, 0, timeout=2 * MINUTE)
    try:
        return counts.incr(key)
    except ValueError:  # it ran out between the two
        return 0
