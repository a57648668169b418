"""What a public paper holds that nobody can see: shown on its pages, and agreed to by a second person."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.forms.safety import AgreeForm
from committees.models import PaperVersion, SafetyCheck
from committees.permissions import paper_to_run
from committees.safety import WHAT, agree, take_back
from packs.leaks import Leak
from packs.limits import Refused
from packs.thumbnails import marked_page

from .agenda import form_methods
from .places import crumbs


def check_to_look_at(request: SignedInRequest, pk: int) -> SafetyCheck:
    """The officers' gate to what was found in one public version."""
    found = SafetyCheck.objects.filter(version=pk).select_related("version", "agreed_by").first()
    if found is None:
        raise Http404
    found.version.paper = paper_to_run(request.user, found.version.paper_id)
    return found


@login_required
@form_methods
def findings(request: SignedInRequest, pk: int) -> HttpResponse:
    check = check_to_look_at(request, pk)
    form = AgreeForm(request.POST or None, initial={"seen": check.key})
    if request.method == "POST" and "take_back" in request.POST:
        take_back(check, by=request.user)
        return redirect("workspace:paper_hidden", pk)
    if request.method == "POST" and form.is_valid() and _agreed(request, check, form):
        messages.success(request, "You have agreed. Somebody else can now publish it.")
        return redirect("workspace:preflight", check.version.paper.item.meeting.reference)
    return render(request, "committees/publishing/hidden.html", _context(check, form))


def _agreed(request: SignedInRequest, check: SafetyCheck, form: AgreeForm) -> bool:
    words = form.cleaned_data
    try:
        agree(check, seen=words["seen"], reason=words["reason"], by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _context(check: SafetyCheck, form: AgreeForm) -> dict[str, Any]:
    version: PaperVersion = check.version
    meeting = version.paper.item.meeting
    return {
        "check": check,
        "version": version,
        "paper": version.paper,
        "meeting": meeting,
        "form": form,
        "pages": _pages(check.holds),
        "left_behind": [(WHAT[leak.kind], leak) for leak in check.leaks if not leak.still_there],
        "breadcrumbs": [
            *crumbs(meeting),
            (str(version.paper), reverse("workspace:paper", args=[version.paper_id])),
            ("What readers cannot see", ""),
        ],
    }


def _pages(leaks: list[Leak]) -> list[dict[str, Any]]:
    """Page by page, numbered as on the picture; first what concerns the file as a whole."""
    shown = []
    for page, on_page in groupby(sorted(leaks, key=lambda leak: leak.page), key=lambda leak: leak.page):
        mine = sorted(on_page, key=lambda leak: leak.box is None)
        rows = [
            {"number": number if leak.box else None, "what": WHAT[leak.kind], "words": leak.words}
            for number, leak in enumerate(mine, start=1)
        ]
        shown.append({"page": page, "rows": rows})
    return shown


@login_required
@require_safe
def page(request: SignedInRequest, pk: int, n: int) -> HttpResponse:
    """A page of the paper with a frame around each place where something was found."""
    check = check_to_look_at(request, pk)
    on_page = [leak for leak in check.holds if leak.page == n]
    if not on_page:
        raise Http404
    with check.version.pdf.open("rb") as file:
        pdf = file.read()
    try:
        picture = marked_page(pdf, n, [leak.box for leak in on_page if leak.box])
    except Refused as refusal:
        raise Http404 from refusal
    response = HttpResponse(picture, content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    return response
