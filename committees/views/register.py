"""The register of what is kept back: why, until when, who has opened it; and letting it out with a second person."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from audit.log import entries_for
from committees.forms.access import RegisterFilter, ReleaseForm, kept_back
from committees.models import Paper, PaperVersion, Release
from committees.models.paper import Classification
from committees.permissions import meetings_run_by, paper_to_run
from committees.releases import confirm_release, propose_release, withdraw_release

from .form_pages import allow, done, form_response
from .meetings import form_page
from .places import attempt, crumbs

PAGE = 25
OPENED = ["read paper", "read original"]


@login_required
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    allow(request.user.is_officer)
    form = RegisterFilter(request.GET or None)
    run = PaperVersion.objects.filter(paper__item__meeting__in=meetings_run_by(request.user))
    listed = form.found(kept_back(run)).select_related("paper__item__meeting__committee", "classified_by")
    context = {
        "form": form,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "breadcrumbs": [("Workspace", reverse("workspace:dashboard")), ("Register of exempt papers", "")],
    }
    return render(request, "committees/access/register.html", context)


@login_required
@require_safe
def readings(request: SignedInRequest, pk: int) -> HttpResponse:
    paper = paper_to_run(request.user, pk)
    opened = entries_for(paper).filter(verb__in=OPENED)
    context = {
        "paper": paper,
        "page": Paginator(opened, PAGE).get_page(request.GET.get("page")),
        "to_release": _to_release(paper),
        "releases": Release.objects.filter(version__paper=paper).select_related(
            "version", "proposed_by", "confirmed_by"
        ),
        "breadcrumbs": [
            *crumbs(paper.item.meeting),
            (str(paper), reverse("workspace:paper", args=[paper.pk])),
            ("Who has opened it", ""),
        ],
    }
    return render(request, "committees/access/readings.html", context)


def _to_release(paper: Paper) -> QuerySet[PaperVersion]:
    """What may be proposed: the current exempt version, once it is published and while no proposal waits."""
    waiting = Release.objects.waiting().filter(version__paper=paper).values("version")
    current = paper.versions.filter(current=True, published_at__isnull=False)
    return current.filter(classification=Classification.EXEMPT).exclude(pk__in=waiting)


def _url(paper: Paper) -> str:
    return reverse("workspace:readings", args=[paper.pk])


@login_required
@form_page
def release_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    run = PaperVersion.objects.filter(paper__item__meeting__in=meetings_run_by(request.user))
    version = get_object_or_404(run.select_related("paper__item__meeting__committee"), pk=pk)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: propose_release(version, by=request.user, **form.cleaned_data)):
        messages.success(request, "The release is proposed. Somebody else must confirm it.")
        return redirect(_url(version.paper))
    trail = [*crumbs(version.paper.item.meeting), (str(version.paper), _url(version.paper))]
    return form_response(request, form, "Propose to release the paper", trail, submit_label="Propose")


@login_required
@require_POST
def release_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    releases = Release.objects.filter(version__paper__item__meeting__in=meetings_run_by(request.user))
    release = get_object_or_404(releases.select_related("version__paper"), pk=pk)
    if request.POST.get("answer") == "confirm":
        attempt(request, "The paper is public now.", lambda: confirm_release(release, by=request.user))
    else:
        attempt(request, "The proposal is withdrawn.", lambda: withdraw_release(release, by=request.user))
    return redirect(_url(release.version.paper))
