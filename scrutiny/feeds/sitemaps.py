"""The map of the site for search engines: a file for each kind of page, and a list of those files.

A kind stays far below the 50,000 addresses that one file may hold: twenty years make some thousand meetings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from callins.call_in_gates import public_call_ins
from callins.models import Decision, PlannedDecision
from committees.models import Committee, Meeting, MinutesEdition
from council.models import Person
from workprogramme.models import AnnualReport, Recommendation, Review, Topic

from .fresh import tag, unless_known

SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
Place = tuple[str, datetime | None]
PAGES = (
    "home",
    "committees:committees",
    "committees:meetings",
    "committees:calendar",
    "committees:councillors",
    "callins:decisions",
    "callins:forward_plan",
    "callins:call_ins",
    "workprogramme:programmes",
    "workprogramme:recommendations",
    "workprogramme:reviews",
    "workprogramme:annual_reports",
    "accessibility_statement",
    "feeds:follow",
    "alerts:choose",
    "api:description",
)


def pages() -> Iterator[Place]:
    return ((reverse(name), None) for name in PAGES)


def committees() -> Iterator[Place]:
    return ((row.get_absolute_url(), None) for row in Committee.objects.all())


def meetings() -> Iterator[Place]:
    """A meeting’s page changes when something is published for it, its minutes included, and when it is called off."""
    changed = Greatest(
        Max("publications__published_at"), Max("minutes__editions__published_at"), "cancelled_at"
    )
    rows = Meeting.objects.public().annotate(changed=changed).order_by("-start")
    for reference, at in rows.values_list("reference", "changed")[:MOST]:
        yield reverse("committees:meeting", args=[reference]), at


def minutes() -> Iterator[Place]:
    rows = MinutesEdition.objects.public().order_by("-minutes__meeting__start")
    newest = rows.values("minutes__meeting__reference").annotate(at=Max("published_at"))
    for row in newest[:MOST]:
        yield reverse("committees:minutes", args=[row["minutes__meeting__reference"]]), row["at"]


def councillors() -> Iterator[Place]:
    rows = Person.objects.filter(kind=Person.Kind.COUNCILLOR, terms__isnull=False).distinct()
    return ((reverse("committees:councillor", args=[pk]), None) for pk in rows.values_list("pk", flat=True))


def decisions() -> Iterator[Place]:
    rows = Decision.objects.published().order_by("-first_published_at")
    for slug, at in rows.values_list("slug", "last_published_at")[:MOST]:
        yield reverse("callins:decision", args=[slug]), at


def forward_plan() -> Iterator[Place]:
    rows = PlannedDecision.objects.published().order_by("-published_at")
    for slug, at in rows.values_list("slug", "published_at")[:MOST]:
        yield reverse("callins:planned", args=[slug]), at


def call_ins() -> Iterator[Place]:
    rows = public_call_ins().annotate(at=Coalesce("closed_at", "accepted_at")).order_by("-accepted_at")
    for reference, at in rows.values_list("reference", "at")[:MOST]:
        yield reverse("callins:call_in", args=[reference]), at


def topics() -> Iterator[Place]:
    rows = Topic.objects.public().order_by("-pk")
    for slug, pk in rows.values_list("committee__slug", "pk")[:MOST]:
        yield reverse("workprogramme:topic", args=[slug, pk]), None


def recommendations() -> Iterator[Place]:
    rows = Recommendation.objects.published().order_by("-pk")
    for pk, at in rows.values_list("pk", "published_at")[:MOST]:
        yield reverse("workprogramme:recommendation", args=[pk]), at


def reviews() -> Iterator[Place]:
    rows = Review.objects.published().order_by("-pk")
    for pk, at in rows.values_list("pk", "published_at")[:MOST]:
        yield reverse("workprogramme:review", args=[pk]), at


def annual_reports() -> Iterator[Place]:
    rows = AnnualReport.objects.filter(editions__isnull=False).annotate(at=Max("editions__published_at"))
    for year, at in rows.order_by("-year").values_list("year", "at"):
        yield reverse("workprogramme:annual_report", args=[year]), at


KINDS: dict[str, Callable[[], Iterable[Place]]] = {
    "pages": pages,
    "committees": committees,
    "meetings": meetings,
    "minutes": minutes,
    "councillors": councillors,
    "decisions": decisions,
    "forward-plan": forward_plan,
    "call-ins": call_ins,
    "work-programme": topics,
    "recommendations": recommendations,
    "reviews": reviews,
    "annual-reports": annual_reports,
}


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    files = [(reverse("feeds:sitemap_of_kind", args=[kind]), None) for kind in KINDS]
    return _answer(request, "sitemapindex", "sitemap", files)


@require_safe
def of_kind(request: HttpRequest, kind: str) -> HttpResponseBase:
    if kind not in KINDS:
        raise Http404
    return _answer(request, "urlset", "url", KINDS[kind]())


def _answer(request: HttpRequest, outer: str, inner: str, places: Iterable[Place]) -> HttpResponseBase:
    found = list(places)
    changed = max((at for _, at in found if at), default=None)
    written = _written(outer, inner, found)

    def make() -> HttpResponse:
        return HttpResponse(written, content_type="application/xml; charset=utf-8")

    return unless_known(request, tag(written), changed, make)


def _written(outer: str, inner: str, places: Iterable[Place]) -> str:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement(outer, AttributesImpl({"xmlns": SCHEMA}))
    for path, at in places:
        xml.startElement(inner, AttributesImpl({}))
        xml.addQuickElement("loc", settings.SITE_URL + path)
        if at:
            xml.addQuickElement("lastmod", timezone.localtime(at).isoformat(timespec="seconds"))
        xml.endElement(inner)
    xml.endElement(outer)
    xml.endDocument()
    return out.getvalue()
