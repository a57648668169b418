"""Public pages in caches: what is the same for everybody may be kept by anybody, what is somebody’s own by nobody.

Whatever changes a page also writes a line into the audit book, so its last line stands for all of them and asking
whether a page is still fresh costs one query. Time changes pages too: no page is taken for fresh longer than
until the next full five minutes, so what closes at five o’clock is closed at five.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from audit.models import Entry

View = Callable[..., HttpResponseBase]
STEP = timedelta(minutes=5)
SECONDS = 60


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
            response = view(request, *args, **kwargs)
        return marked(response, etag, changed)

    return answer


def state_of(request: HttpRequest) -> tuple[str, datetime]:
    last = Entry.objects.order_by("-pk").values_list("pk", "at").first()
    number, at = last or (0, datetime.min.replace(tzinfo=timezone.get_default_timezone()))
    now = timezone.now()
    begun = now - timedelta(seconds=now.timestamp() % STEP.total_seconds())
    words = f"{number} {begun.timestamp()} {request.get_host()} {request.get_full_path()}"
    return f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"', max(at, begun)


def marked(response: HttpResponseBase, etag: str, changed: datetime) -> HttpResponseBase:
    """Only a page that is all right is kept, and never one that has begun a session or holds a token."""
    own = bool(response.cookies) or response.has_header("Cache-Control")
    if own or response.status_code not in (200, 304):
        return response
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed.timestamp())
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    patch_vary_headers(response, ["Cookie"])
    return response
