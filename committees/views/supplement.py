"""Asking for a supplement: what it would carry, and why each paper of it is late."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from committees.building import request_build
from committees.forms.supplement import SupplementForm
from committees.models import Meeting
from committees.models.publication import PublicationKind
from committees.pending import pending
from committees.permissions import meeting_to_run
from committees.preflight_supplement import needs_urgency

from .places import agenda_url, crumbs


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    waiting = pending(meeting)
    urgent = needs_urgency(meeting, timezone.localdate())
    sent = request.POST if request.method == "POST" else None
    form = SupplementForm(sent, pending=waiting, urgent=urgent, initial=_said_before(meeting))
    if request.method == "POST" and waiting.late and form.is_valid():
        build = request_build(
            meeting, by=request.user, kind=PublicationKind.SUPPLEMENT, lateness=form.lateness
        )
        if build.lateness != form.lateness:
            messages.info(request, "A build was under way already. Build the supplement when it has ended.")
        return redirect("workspace:build", build.pk)
    context = {
        "meeting": meeting,
        "pending": waiting,
        "form": form,
        "is_published": meeting.publications.exists(),
        "heading": f"Build supplement {waiting.number}" if waiting.late else "Build a supplement",
        "caption": meeting,
        "cancel_url": agenda_url(meeting),
        "submit_label": "Build the supplement",
        "breadcrumbs": [*crumbs(meeting), ("Supplement", "")],
    }
    return render(request, "committees/publishing/supplement.html", context)


def _said_before(meeting: Meeting) -> dict[str, Any]:
    """The reasons given for the last try at it, so that nobody types them twice."""
    last = meeting.builds.filter(kind=PublicationKind.SUPPLEMENT).order_by("-pk").first()
    if last is None:
        return {}
    return {**last.lateness.get("reasons", {}), "urgency": last.lateness.get("urgency", "")}
