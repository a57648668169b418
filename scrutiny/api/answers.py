"""How every answer is given: JSON for anybody, from any page, with a tag to ask again by."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from committees.views.caching import state_of
from scrutiny.feeds.fresh import tag

from .asked import USUAL, Wrong
from .resource import Data, site

View = Callable[..., Data]
ALLOWED = "GET, HEAD, OPTIONS"
MINUTE = 60


class Missing(Exception):
    """There is no such thing, or it is not published."""


def answered(view: View) -> Callable[..., HttpResponseBase]:
    """Of a view that gives plain data. Who asks makes no difference, so nobody is asked who they are."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in ("GET", "HEAD"):
            return problem(405, "Only reading is possible here.")
        etag, _ = state_of(request)
        known: HttpResponseBase | None = get_conditional_response(request, etag=etag)
        if known is None:
            try:
                known = written(view(request, *args, **kwargs))
            except Wrong as error:
                return problem(400, str(error))
            except Missing:
                return problem(404, "There is nothing published here.")
        known["ETag"] = etag
        known["Cache-Control"] = f"public, max-age={MINUTE}"
        return _for_any_page(known)

    # Whoever has a session sends its token; nothing here changes anything.
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def by_its_content(view: View) -> Callable[..., HttpResponseBase]:
    """For the search, whose index follows what is published a little later."""
    plain = answered(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked_for = request.META.pop("HTTP_IF_NONE_MATCH", None)
        response = plain(request, *args, **kwargs)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response
        etag = tag(response.content)
        response["ETag"] = etag
        if asked_for is not None:
            request.META["HTTP_IF_NONE_MATCH"] = asked_for
            found: HttpResponseBase | None = get_conditional_response(request, etag=etag, response=response)
            return _for_any_page(found or response)
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def written(data: Any, kind: str = "application/json", status: int = 200) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False, indent=1), content_type=kind, status=status)


def problem(status: int, detail: str) -> HttpResponseBase:
    titles = {400: "Wrong parameter", 404: "Not found", 405: "Not possible"}
    data = {"title": titles[status], "status": status, "detail": detail}
    response = written(data, "application/problem+json", status)
    if status == 405:
        response["Allow"] = ALLOWED
    response["Cache-Control"] = "no-store"
    return _for_any_page(response)


def _preflight() -> HttpResponseBase:
    response = HttpResponse(status=204)
    response["Allow"] = ALLOWED
    response["Access-Control-Allow-Methods"] = ALLOWED
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return _for_any_page(response)


def _for_any_page(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def paged(request: HttpRequest, asked: dict[str, Any], rows: Any, tell: Callable[[Any], Data]) -> Data:
    pages = Paginator(rows, asked.get("per_page", USUAL))
    number = asked.get("page", 1)
    found = pages.page(number).object_list if number <= pages.num_pages else []
    return _sheet(request, number, pages.num_pages, pages.count, [tell(row) for row in found])


def sheet(request: HttpRequest, asked: dict[str, Any], count: int, found: list[Data]) -> Data:
    size = asked.get("per_page", USUAL)
    return _sheet(request, asked.get("page", 1), max(1, -(-count // size)), count, found)


def _sheet(request: HttpRequest, number: int, pages: int, count: int, found: list[Data]) -> Data:
    def address(other: int) -> str:
        changed = request.GET.copy()
        changed["page"] = str(other)
        return site(f"{request.path}?{changed.urlencode()}")

    return {
        "count": count,
        "page": number,
        "pages": pages,
        "next": address(number + 1) if number < pages else None,
        "previous": address(min(number, pages + 1) - 1) if number > 1 else None,
        "results": found,
    }
