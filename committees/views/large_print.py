"""The large print edition: the same readers as the edition that it enlarges, and the same copy numbers."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from committees.copies import line
from committees.files import serve_pdf
from committees.handouts import recent
from committees.models import EditionCopy, LargePrint
from committees.models.publication import EditionKind
from packs.watermark import watermarked

from .handouts import names
from .opening import opened
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


def _copy(found: LargePrint, copy: EditionCopy) -> bytes:
    def make() -> bytes:
        with found.file.open("rb") as file:
            return watermarked(file.read(), line(copy), on=found.recipe["exempt_pages"])

    return recent.get(("large print", found.pk, copy.pk), make)
