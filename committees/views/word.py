"""Word files of minutes and agendas, for the officers of the committee."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from audit.log import record_reading
from committees.contents import Published, describe
from committees.files import file_name
from committees.minutes.material import material_of
from committees.minutes.wording import described
from committees.models.publication import EditionKind
from committees.permissions import meeting_to_run
from committees.word import agenda_docx, minutes_docx
from council.models import Council

from .minutes import minutes_to_run

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_safe
def minutes_word(request: SignedInRequest, reference: str, side: str) -> HttpResponse:
    minutes = minutes_to_run(request, reference)
    exempt = side == "exempt"
    material = material_of(minutes)
    if side not in ("public", "exempt") or exempt not in material.sides:
        raise Http404
    if exempt:
        record_reading("read exempt minutes", minutes, by=request.user, kind="Word")
    made = minutes_docx(described(minutes, exempt=exempt, material=material), material.council)
    return word_file(made, file_name(reference, "exempt" if exempt else "", "minutes", ending="docx"))


@login_required
@require_safe
def agenda_word(request: SignedInRequest, reference: str) -> HttpResponse:
    """The public agenda: as published, or as it stands before that."""
    meeting = meeting_to_run(request.user, reference)
    published = Published(meeting)
    data = published.agenda(EditionKind.PUBLIC) if published.pack else describe(meeting, EditionKind.PUBLIC)
    return word_file(agenda_docx(data, Council.objects.get()), file_name(reference, "agenda", ending="docx"))


def word_file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
