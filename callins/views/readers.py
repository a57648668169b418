"""Who may read a private paper of a decision, as officers give and take it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from callins.forms.readers import ReaderForm
from callins.models import ExecutivePaper, PaperReader
from callins.permissions import decision_to_run, papers_visible_to
from callins.readers import close_to, open_to
from committees.views.form_pages import done, form_response
from committees.views.meetings import form_page
from committees.views.places import attempt


def paper_to_open(request: SignedInRequest, slug: str, pk: int) -> ExecutivePaper:
    shown = decision_to_run(request.user, slug)
    return get_object_or_404(
        papers_visible_to(request.user).select_related("decision"), decision=shown, pk=pk
    )


@login_required
@form_page
def readers(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Those who have leave to read it, and the form to give it to somebody."""
    paper = paper_to_open(request, slug, pk)
    form = ReaderForm(request.POST if request.method == "POST" else None, paper=paper)
    here = redirect("workspace:decision_paper_readers", slug, pk)
    if done(form, lambda: open_to(paper, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{form.cleaned_data['user'].name} can read it now.")
        return here
    crumbs = [
        ("Decisions", reverse("workspace:decisions")),
        (paper.decision.reference, reverse("workspace:decision", args=[slug])),
    ]
    context = {
        "caption": str(paper),
        "submit_label": "Let them read it",
        "paper": paper,
        "readers": paper.readers.filter(taken_back_at=None).select_related("user"),
        "template": "callins/workspace/readers.html",
    }
    return form_response(request, form, "Who may read this paper", crumbs, **context)


@login_required
@require_POST
def close(request: SignedInRequest, slug: str, pk: int, reader: int) -> HttpResponse:
    paper = paper_to_open(request, slug, pk)
    found = get_object_or_404(PaperReader.objects.select_related("user"), paper=paper, pk=reader)
    attempt(request, f"{found.user.name} can no longer read it.", lambda: close_to(found, by=request.user))
    return redirect("workspace:decision_paper_readers", slug, pk)
