"""Files of a published pack that are made when they are asked for: a reader's own copy, an item, some pages."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from committees import handouts
from committees.files import file_name, serve_pdf
from committees.forms.handouts import PageRangeForm
from committees.models import Edition
from committees.models.publication import EditionKind
from committees.page_spans import NoSuchPages, Span, in_words, indexes, runs, spans_of

from .opening import kept_private, noted, opened
from .reader import edition_to_read

WHOLE = "agenda pack"


def names(edition: Edition, *words: str) -> str:
    """A file name that says which pack it is, and nothing of what is in it."""
    publication = edition.publication
    meeting, when = publication.meeting, f"{publication.meeting.date:%-d %B %Y}"
    if publication.supplement:
        which = [f"supplement {publication.supplement}", *(each for each in words if each != WHOLE)]
        return file_name(meeting.committee.code, when, *which, edition.kind)
    version = [f"version {publication.number}"] if publication.number > 1 else []
    return file_name(meeting.committee.code, when, *words, edition.kind, *version)


@require_safe
def edition(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponseBase:
    """One published PDF, to those who may have it; to everybody else it does not exist."""
    found = edition_to_read(request.user, reference, number, kind)
    copy = opened(request, found)
    noted(request, found)
    return serve_pdf(
        request,
        ContentFile(handouts.whole(found, copy)) if copy else found.file.open("rb"),
        name=names(found, WHOLE),
        restricted=found.kind != EditionKind.PUBLIC,
        download="download" in request.GET,
    )


@require_safe
def item(request: HttpRequest, reference: str, number: int, kind: str, item: int) -> HttpResponseBase:
    """The pages of one agenda item, with the numbers they have in the pack."""
    found = edition_to_read(request.user, reference, number, kind)
    wanted = next((each for each in found.agenda["items"] if each["number"] == item), None)
    spans = spans_of(wanted) if wanted else []
    if wanted is None or not spans:
        raise Http404
    return _serve(request, found, spans, f"Item {item}: {wanted['title']}", f"item {item}")


@require_safe
def page_range(request: HttpRequest, reference: str, number: int, kind: str, span: str) -> HttpResponseBase:
    found = edition_to_read(request.user, reference, number, kind)
    wanted = Span.parse(span)
    try:
        return _serve(request, found, [wanted], in_words([wanted]).capitalize(), f"pages {wanted}")
    except NoSuchPages:
        form = PageRangeForm({"first": wanted.first, "last": wanted.last}, labels=handouts.numbers(found))
        return _ask(request, found, form, status=404)


def _serve(
    request: HttpRequest, edition: Edition, spans: list[Span], title: str, name: str
) -> HttpResponseBase:
    pages = indexes(spans, handouts.numbers(edition))
    exempt = bool(set(pages) & set(handouts.exempt_pages(edition)))
    copy = opened(request, edition, pages=", ".join(map(str, spans))) if exempt else None
    meeting = edition.publication.meeting
    title = f"{title} ({meeting.committee.name}, {meeting.date:%-d %B %Y})"
    return serve_pdf(
        request,
        ContentFile(handouts.some(edition, copy, pages, title)),
        name=names(edition, name),
        restricted=edition.kind != EditionKind.PUBLIC,
        download="download" in request.GET,
    )


@require_safe
def pages(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponse:
    """Ask for some pages; a range that is there leads to its file."""
    found = edition_to_read(request.user, reference, number, kind)
    asked = request.GET if "first" in request.GET else None
    form = PageRangeForm(asked, labels=handouts.numbers(found))
    if asked is not None and form.is_valid():
        address = redirect("committees:page_range", reference, number, kind, str(form.span))
        address["Location"] += "?download=1"
        return address
    return _ask(request, found, form)


def _ask(request: HttpRequest, edition: Edition, form: PageRangeForm, status: int = 200) -> HttpResponse:
    meeting = edition.publication.meeting
    context = {
        "edition": edition,
        "meeting": meeting,
        "publication": edition.publication,
        "restricted": edition.kind != EditionKind.PUBLIC,
        "form": form,
        "there": in_words(runs(form.labels)),
        "items": [(each, in_words(spans_of(each))) for each in edition.agenda["items"] if spans_of(each)],
    }
    response = render(request, "public/pages.html", context, status=status)
    return kept_private(response, edition)
