"""News as Atom: everything published, decisions, call-ins, and all of one committee."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from committees.models import Committee
from council.models import Council

from . import news
from .fresh import tag, unless_known
from .news import News

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
# XML has no place for them, and they come in with what people paste.
control = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@require_safe
def published(request: HttpRequest) -> HttpResponseBase:
    found = news.newest(news.publications(), news.minutes(), news.released_papers(), news.cancellations())
    page = reverse("committees:meetings")
    return _answer(request, found, "Papers and minutes", "Agendas, papers and minutes as they come out", page)


@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    found = news.newest(news.decisions())
    about = "Decisions of the executive, when they are published"
    return _answer(request, found, "Decisions", about, reverse("callins:decisions"))


@require_safe
def call_ins(request: HttpRequest) -> HttpResponseBase:
    found = news.newest(news.call_ins())
    about = "Decisions that councillors have called in"
    return _answer(request, found, "Call-ins", about, reverse("callins:call_ins"))


@require_safe
def of_committee(request: HttpRequest, slug: str) -> HttpResponseBase:
    of = get_object_or_404(Committee, slug=slug)
    found = news.newest(
        news.publications(of),
        news.minutes(of),
        news.released_papers(of),
        news.cancellations(of),
        news.decisions(of),
        news.call_ins(of),
    )
    about = f"Everything published for {of.name}"
    return _answer(request, found, of.name, about, of.get_absolute_url())


def _answer(request: HttpRequest, found: list[News], title: str, about: str, page: str) -> HttpResponseBase:
    written = _written(found, title, about, page, request.path)
    changed = max((item.changed for item in found), default=None)

    def make() -> HttpResponse:
        return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")

    return unless_known(request, tag(written), changed, make)


def _written(found: Iterable[News], title: str, about: str, page: str, here: str) -> str:
    council = Council.objects.values_list("name", flat=True).first() or "Scrutiny"
    feed = _Feed(
        title=control.sub("", f"{title} - {council}"),
        link=settings.SITE_URL + page,
        description=None,
        subtitle=control.sub("", about),
        language="en-GB",
        feed_url=settings.SITE_URL + here,
        feed_guid=settings.SITE_URL + here,
        author_name=control.sub("", council),
    )
    for item in found:
        feed.add_item(
            title=control.sub("", item.title),
            link=settings.SITE_URL + item.path,
            description=control.sub("", item.summary),
            unique_id=identity(item.key),
            pubdate=item.at,
            updateddate=item.changed,
            categories=[item.kind, *([item.committee] if item.committee else [])],
        )
    return feed.writeString("utf-8")


def identity(key: str) -> str:
    """A name that stays when addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{key}"


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """A feed with nothing in it is as old as can be, not new at every look."""
        return super().latest_post_date() if self.items else LONG_AGO
