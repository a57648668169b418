"""An agenda with its supplements in one pack: read and downloaded by those who may read all of it."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import handouts
from committees.contents import Published, consolidated_of, edition_of
from committees.files import file_name, serve_pdf
from committees.models import ConsolidatedEdition, Edition
from committees.models.publication import EditionKind
from committees.permissions import can_read_all_up_to

from .opening import kept_private, noted, opened
from .reader import edition_to_read


def consolidated_to_read(request: HttpRequest, reference: str, number: int, kind: str) -> ConsolidatedEdition:
    """The gate: whoever may read every document in it. A grant for one of them opens that one alone."""
    edition = edition_to_read(request.user, reference, number, kind)
    found = consolidated_of(edition)
    if found is None or not can_read_all_up_to(request.user, edition, timezone.localdate()):
        raise Http404
    return found


def carried(whole: ConsolidatedEdition) -> list[Edition]:
    """The editions that it puts together: of the newest whole pack by then and of the supplements to it."""
    publication = whole.edition.publication
    published = Published(publication.meeting)
    up_to = [each for each in published.all if each.number <= publication.number]
    first = max(each.number for each in up_to if each.supplement is None)
    return [edition_of(each, EditionKind(whole.edition.kind)) for each in up_to if each.number >= first]


@require_safe
def edition(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponseBase:
    whole = consolidated_to_read(request, reference, number, kind)
    copy = opened(request, whole.edition, consolidated=True)
    noted(request, *carried(whole))
    meeting = whole.edition.publication.meeting
    words = [meeting.committee.code, f"{meeting.date:%-d %B %Y}", "agenda with supplements", kind]
    return serve_pdf(
        request,
        ContentFile(handouts.whole_consolidated(whole, copy)) if copy else whole.file.open("rb"),
        name=file_name(*words, f"version {number}"),
        restricted=kind != EditionKind.PUBLIC,
        download="download" in request.GET,
    )


@require_safe
def read(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponse:
    whole = consolidated_to_read(request, reference, number, kind)
    publication = whole.edition.publication
    opened(request, whole.edition, consolidated=True)
    noted(request, *carried(whole))
    context = {
        "edition": whole,
        "publication": publication,
        "meeting": publication.meeting,
        "agenda": whole.agenda,
        "labels": handouts.labels(whole.manifest["parts"]),
        "name": whole.agenda["name"],
        "front_name": "Index",
        "pack_url": reverse("committees:consolidated", args=[publication.meeting.reference, number, kind]),
        "restricted": kind != EditionKind.PUBLIC,
    }
    return kept_private(render(request, "public/reader.html", context), whole.edition)
