"""The large print edition: the same readers as the edition that it enlarges, and the same copy numbers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees import large_print as making
from committees.copies import line
from committees.files import serve_pdf
from committees.handouts import recent
from committees.models import EditionCopy, LargePrint
from committees.models.publication import EditionKind
from committees.permissions import meeting_to_run
from packs.watermark import watermarked

from .handouts import names
from .opening import opened
from .places import agenda_url
from .reader import edition_to_read


@require_safe
def large_print(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponseBase:
    edition = edition_to_read(request.user, reference, number, kind)
    found = LargePrint.objects.filter(edition=edition, state=LargePrint.State.MADE).first()
    if found is None:
        raise Http404
    copy = opened(request, edition, large_print=True)
    return serve_pdf(
        request,
        ContentFile(_copy(found, copy)) if copy else found.file.open("rb"),
        name=names(edition, "large print"),
        restricted=edition.kind != EditionKind.PUBLIC,
        download="download" in request.GET,
    )


@login_required
@require_POST
def try_again(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    if making.try_again(meeting, by=request.user):
        messages.success(request, "The large print is being made once more.")
    return redirect(agenda_url(meeting))


def _copy(found: LargePrint, copy: EditionCopy) -> bytes:
    def make() -> bytes:
        with found.file.open("rb") as file:
            return watermarked(file.read(), line(copy), on=found.recipe["exempt_pages"])

    return recent.get(("large print", found.pk, copy.pk), make)
