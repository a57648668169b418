"""Answers that programs fetch again and again: told "not modified" when nothing has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

QUARTER_OF_AN_HOUR = 900


def tag(*words: object) -> str:
    return f'"{hashlib.sha256(" ".join(map(str, words)).encode()).hexdigest()[:32]}"'


def unless_known(
    request: HttpRequest, etag: str, changed: datetime | None, make: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """Made only for somebody who does not have it yet. It is the same for everybody, whoever asks."""
    moment = int(changed.timestamp()) if changed else None
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=moment)
    response = make() if response is None else response
    response["ETag"] = etag
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    return for_programs(response)


def for_programs(response: HttpResponseBase) -> HttpResponseBase:
    """Programs on other people’s pages may read it too."""
    response["Cache-Control"] = f"public, max-age={QUARTER_OF_AN_HOUR}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
