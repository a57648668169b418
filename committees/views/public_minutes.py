"""Minutes as everybody reads them: the draft and the approved ones, each with its date."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from audit.log import record_reading
from committees.files import file_name, serve_pdf
from committees.models import Minutes, MinutesEdition
from committees.permissions import can_read_minutes, can_run, may_check


@require_safe
def minutes(request: HttpRequest, reference: str) -> HttpResponse:
    found = (
        Minutes.objects.select_related("meeting__committee", "approved_in")
        .filter(meeting__reference__iexact=reference, meeting__kind="public", published_at__isnull=False)
        .first()
    )
    if found is None:
        raise Http404
    editions = list(found.editions.order_by("-number", "is_exempt"))
    public = [each for each in editions if not each.is_exempt]
    # Those that were replaced by a later draft stay listed; the exempt ones only for who may read them.
    exempt = [each for each in editions if each.is_exempt][:1]
    readable = [each for each in exempt if can_read_minutes(request.user, each, timezone.localdate())]
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "shown": public[0],
        "editions": public,
        "exempt": readable,
        "runs_it": can_run(request.user, found.meeting.committee),
        "checks_it": found.state == Minutes.State.PUBLISHED and may_check(request.user, found.meeting),
    }
    return render(request, "public/minutes.html", context)


@require_safe
def minutes_file(request: HttpRequest, reference: str, number: int, side: str) -> HttpResponseBase:
    found = MinutesEdition.objects.select_related("minutes__meeting__committee").filter(
        minutes__meeting__reference__iexact=reference, number=number, is_exempt=side == "exempt"
    )
    edition = get_object_or_404(found)
    unknown = side not in ("public", "exempt")
    if unknown or not can_read_minutes(request.user, edition, timezone.localdate()):
        raise Http404
    if edition.is_exempt:
        by = request.user if isinstance(request.user, User) else None
        record_reading("read exempt minutes", edition, by=by)
    words = f"{edition.get_stage_display()} {'exempt ' if edition.is_exempt else ''}minutes"
    return serve_pdf(
        request,
        edition.file.open("rb"),
        name=file_name(reference, words, str(number)),
        restricted=edition.is_exempt,
        download="download" in request.GET,
    )
