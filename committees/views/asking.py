"""Requests to read a document: the members who ask, the officers who answer, and the monitoring officer's glass."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import Role
from committees.emergency import break_glass, close
from committees.forms.access import AnswerForm, AskForm, BreakGlassForm
from committees.models import AccessRequest, EmergencyAccess
from committees.models.paper import Classification
from committees.permissions import committees_run_by, visible_to
from committees.requests import ask, committees_to_ask_for, grant_request, refuse_request
from scrutiny.lib.explained import ExplainedDate

from .form_pages import Crumbs, allow, done, form_response
from .meetings import form_page

PAGE = 25


@login_required
@require_safe
def restricted_papers(request: SignedInRequest) -> HttpResponse:
    """What somebody may read that the public may not, and what became of the things they asked for."""
    today = timezone.localdate()
    papers = (
        visible_to(request.user, today)
        .filter(published_at__isnull=False)
        .exclude(classification=Classification.PUBLIC)
        .select_related("paper__item__meeting__committee")
        .order_by("-paper__item__meeting__start", "paper__item__order", "paper__order", "-number")
    )
    context = {
        "page": Paginator(papers, PAGE).get_page(request.GET.get("page")),
        "requests": request.user.access_requests.select_related("committee").order_by("-made_at")[:PAGE],
        "can_ask": committees_to_ask_for(request.user, today).exists(),
    }
    return render(request, "committees/access/restricted_papers.html", context)


@login_required
@form_page
def ask_for(request: SignedInRequest) -> HttpResponse:
    committees = committees_to_ask_for(request.user, timezone.localdate())
    allow(committees.exists())
    wanted = request.GET.get("decision", "").replace("\0", "")[:120]
    known = {"document": f"The private papers of decision {wanted}", "relevance": f"Decision {wanted}"}
    given = request.POST if request.method == "POST" else None
    form = AskForm(given, committees=committees, initial=known if wanted else {})
    made: list[AccessRequest] = []
    if done(form, lambda: made.append(ask(by=request.user, **form.cleaned_data))):
        messages.success(request, f"You will have an answer by {made[0].due_on:%-d %B %Y}.")
        return redirect("papers:restricted")
    trail: Crumbs = [("Restricted papers", reverse("papers:restricted"))]
    return form_response(request, form, "Ask to read a document", trail, submit_label="Ask")


@login_required
@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    allow(request.user.is_officer)
    run = AccessRequest.objects.filter(committee__in=committees_run_by(request.user))
    listed = run.select_related("committee", "made_by").order_by(
        F("decided_at").desc(nulls_first=True), "due_on", "pk"
    )
    context = {
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "breadcrumbs": [("Workspace", reverse("workspace:dashboard")), ("Requests", "")],
    }
    return render(request, "committees/access/requests.html", context)


@login_required
@form_page
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    run = AccessRequest.objects.filter(committee__in=committees_run_by(request.user))
    asked = get_object_or_404(run.select_related("committee", "made_by", "decided_by", "item"), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, by=request.user)

    def settle() -> None:
        answer, reasons = form.cleaned_data["answer"], form.cleaned_data["reasons"]
        if answer == "granted":
            grant_request(asked, paper=form.cleaned_data["paper"], reasons=reasons, by=request.user)
        else:
            refuse_request(asked, reasons=reasons, by=request.user)

    if done(form, settle):
        messages.success(request, "The answer is sent.")
        return redirect("workspace:requests")
    trail: Crumbs = [("Requests", reverse("workspace:requests"))]
    context = {"asked": asked, "explained": ExplainedDate.from_json(asked.explanation)}
    template = "committees/access/request.html"
    return form_response(request, form, "Request to read a document", trail, template=template, **context)


@login_required
@require_safe
def emergency(request: SignedInRequest) -> HttpResponse:
    """Who opened which committee; officers see their own committees, the monitoring officer all."""
    allow(request.user.is_officer)
    may_open = request.user.has_role(Role.MONITORING_OFFICER)
    opened = EmergencyAccess.objects.select_related("user", "committee")
    if not may_open:
        opened = opened.filter(committee__in=committees_run_by(request.user))
    context = {
        "page": Paginator(opened, PAGE).get_page(request.GET.get("page")),
        "may_open": may_open,
        "now": timezone.now(),
        "breadcrumbs": [("Workspace", reverse("workspace:dashboard")), ("Emergency access", "")],
    }
    return render(request, "committees/access/emergency.html", context)


@login_required
@form_page
def emergency_open(request: SignedInRequest) -> HttpResponse:
    allow(request.user.has_role(Role.MONITORING_OFFICER))
    form = BreakGlassForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: break_glass(by=request.user, **form.cleaned_data)):
        messages.success(
            request, f"The {form.cleaned_data['committee']} is open to you. Others have been told."
        )
        return redirect("workspace:emergency")
    trail: Crumbs = [("Emergency access", reverse("workspace:emergency"))]
    return form_response(request, form, "Open a committee’s papers", trail, submit_label="Open the papers")


@login_required
@require_POST
def emergency_close(request: SignedInRequest, pk: int) -> HttpResponse:
    opened = get_object_or_404(EmergencyAccess, pk=pk, user=request.user)
    close(opened, by=request.user)
    messages.success(request, "The committee’s papers are closed to you again.")
    return redirect("workspace:emergency")
