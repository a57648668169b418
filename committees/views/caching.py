"""Public pages in caches: what is the same for everybody may be kept by anybody, what is somebody’s own by nobody.

Whatever changes a page also writes a line into the audit book, so its last line stands for all of them and asking
whether a page is still fresh costs one query. Time changes pages too: no page is taken for fresh longer than
until the next full five minutes, so what closes at five o’clock is closed at five.

The web process itself keeps pages by the same mark: it shows one again only where it would have answered a cache
that it is still fresh.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from audit.models import Entry
from committees.recent import Recent
from scrutiny.lib.last_change import last_change

View = Callable[..., HttpResponseBase]
STEP = timedelta(minutes=5)
SECONDS = 60
TOKEN = b"csrfmiddlewaretoken"
pages = Recent(most_bytes=0)


def for_everybody(view: View) -> View:
    """Of a view that shows strangers all the same page. Whoever has a session is shown a page of their own."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        etag, changed = state_of(request)
        response: HttpResponseBase | None = get_conditional_response(
            request, etag=etag, last_modified=int(changed.timestamp()), response=None
        )
        if response is None:
            response = kept_page(etag)
        if response is None:
            response = view(request, *args, **kwargs)
            keep(request, response, etag)
        return response if starts_something(request, response) else marked(response, etag, changed)

    return answer


def state_of(request: HttpRequest) -> tuple[str, datetime]:
    number, among, at = last_change(Entry.objects.all(), at="at")
    now = timezone.now()
    begun = now - timedelta(seconds=now.timestamp() % STEP.total_seconds())
    words = f"{number} {among} {begun.timestamp()} {request.build_absolute_uri()}"
    return f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"', max(at, begun)


def keep(request: HttpRequest, response: HttpResponseBase, etag: str) -> None:
    """Only a whole page that is all right and the same for everybody who asks for this address."""
    pages.most_bytes = settings.KEPT_PAGES_BYTES
    if not isinstance(response, HttpResponse) or request.method != "GET" or response.status_code != 200:
        return
    private = starts_something(request, response) or response.has_header("Vary") or is_own(response)
    if settings.KEPT_PAGES_BYTES and not private:
        head = json.dumps(dict(response.headers)).encode()
        pages.keep(etag, head + b"\n" + response.content)


def kept_page(etag: str) -> HttpResponse | None:
    found = pages.find(etag) if settings.KEPT_PAGES_BYTES else None
    if found is None:
        return None
    head, _, content = found.partition(b"\n")
    return HttpResponse(content, headers=json.loads(head))


def starts_something(request: HttpRequest, response: HttpResponseBase) -> bool:
    """It holds a token against forged requests, which is one reader's own: a cookie for it comes later or is there."""
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        return False
    return bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE")) or TOKEN in response.content


def is_own(response: HttpResponseBase) -> bool:
    return bool(response.cookies) or response.has_header("Cache-Control")


def marked(response: HttpResponseBase, etag: str, changed: datetime) -> HttpResponseBase:
    """Only a page that is all right is kept, and never one that has begun a session or holds a token."""
    if is_own(response) or response.status_code not in (200, 304):
        return response
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed.timestamp())
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    patch_vary_headers(response, ["Cookie"])
    return response
