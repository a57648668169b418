"""What has changed since somebody last looked: on a page, and the new pages alone as a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.changes import Changes
from committees.contents import consolidated_of, edition_of
from committees.copies import line
from committees.files import file_name, serve_pdf
from committees.handouts import labels, not_in, parts_of, stored
from committees.models import ConsolidatedEdition, Edition
from committees.models.publication import EditionKind
from committees.page_spans import in_words, runs
from committees.permissions import can_read_all_up_to
from packs.subset import selected
from packs.watermark import watermarked

from .opening import kept_private, noted, opened
from .reader import edition_to_read

Source = Edition | ConsolidatedEdition


def changes_to_read(request: HttpRequest, reference: str, number: int, kind: str) -> Changes:
    """The gate: whoever may read what was published then, what is published now and all between."""
    then = edition_to_read(request.user, reference, number, kind)
    changes = Changes(then.publication.meeting, number, EditionKind(kind))
    newest = edition_to_read(request.user, reference, changes.newest.number, kind)
    if not can_read_all_up_to(request.user, newest, timezone.localdate(), since=number):
        raise Http404
    return changes


@require_safe
def whats_new(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponse:
    changes = changes_to_read(request, reference, number, kind)
    pages = _new_pages(changes)
    context = {
        "changes": changes,
        "publication": changes.since,
        "meeting": changes.since.meeting,
        "kind": kind,
        "restricted": kind != EditionKind.PUBLIC,
        "pages": in_words(runs(pages)) if pages and _source(changes) else "",
    }
    response = render(request, "public/whats_new.html", context)
    return kept_private(response, edition_of(changes.newest, EditionKind(kind)))


@require_safe
def new_pages(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponseBase:
    changes = changes_to_read(request, reference, number, kind)
    source, wanted = _source(changes), _new_pages(changes)
    if source is None or not wanted:
        raise Http404
    noted(request, *(edition_of(each, changes.kind) for each in changes.later))
    meeting = changes.since.meeting
    words = [meeting.committee.code, f"{meeting.date:%-d %B %Y}", "new since", f"version {number}", kind]
    return serve_pdf(
        request,
        ContentFile(_pdf(request, changes, source, wanted)),
        name=file_name(*words),
        restricted=kind != EditionKind.PUBLIC,
        download="download" in request.GET,
    )


def _new_pages(changes: Changes) -> list[str]:
    return [
        f"{part.series}{number}" for part in changes.new_parts for number in range(part.first, part.last + 1)
    ]


def _source(changes: Changes) -> Source | None:
    """The one file that holds all new pages; the consolidated pack where they are in several."""
    carriers = {part.publication.number: part.publication for part in changes.new_parts}
    if len(carriers) == 1:
        return edition_of(next(iter(carriers.values())), changes.kind)
    return consolidated_of(edition_of(changes.newest, changes.kind))


def _parts(source: Source) -> list[dict[str, object]]:
    return parts_of(source) if isinstance(source, Edition) else source.manifest["parts"]


def _pdf(request: HttpRequest, changes: Changes, source: Source, wanted: Sequence[str]) -> bytes:
    meeting, since = changes.since.meeting, changes.since.published_at
    title = f"New since {since:%-d %B %Y} ({meeting.committee.name}, {meeting.date:%-d %B %Y})"
    shown = labels(_parts(source))
    pages = sorted(shown.index(label) for label in wanted)
    made = selected(stored(source), pages, title=title)
    exempt = set(_exempt(source, changes.kind))
    on = [place for place, index in enumerate(pages) if index in exempt]
    edition = source if isinstance(source, Edition) else source.edition
    copy = opened(request, edition, pages=in_words(runs(list(wanted)))) if on else None
    return watermarked(made, line(copy), on=on) if copy else made


def _exempt(source: Source, kind: EditionKind) -> list[int]:
    if kind == EditionKind.PUBLIC:
        return []
    publication = source.publication if isinstance(source, Edition) else source.edition.publication
    public: Source | None = edition_of(publication, EditionKind.PUBLIC)
    if isinstance(source, ConsolidatedEdition) and isinstance(public, Edition):
        public = consolidated_of(public)
    return not_in(_parts(public) if public else [], _parts(source))
