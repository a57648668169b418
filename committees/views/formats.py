"""Asking for a paper in another format: the form that everybody has, and the list of the officers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from committees.formats import answer_format_request, ask_for_format, format_requests_run_by
from committees.forms.formats import FormatAnswerForm, FormatRequestForm
from committees.models import FormatRequest, Meeting
from scrutiny.lib.explained import ExplainedDate

from .form_pages import allow, done, form_response

PAGE = 25
form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """About a meeting, when the page that led here says which; about anything otherwise."""
    reference = request.GET.get("meeting", "").replace("\0", "")[:40]
    page = request.GET.get("page", "").replace("\0", "")[:8].upper()
    about = Meeting.objects.public().select_related("committee").filter(reference__iexact=reference).first()
    known = ""
    if about is not None:
        known = f"{about.committee.name}, {about.date:%-d %B %Y}" + (f", page {page}" if page else "")
    given = request.POST if request.method == "POST" else None
    form = FormatRequestForm(given, initial={"document": known} if known else {})
    made: list[FormatRequest] = []
    where = {"meeting": about, "page": page if about else ""}
    if done(form, lambda: made.append(ask_for_format(**where, **form.cleaned_data))):
        days = f"{made[0].due_on:%A %-d %B %Y}"
        messages.success(request, f"Thank you. You will have an answer by {days}.")
        return redirect(about.get_absolute_url() if about else reverse("accessibility_statement"))
    back = about.get_absolute_url() if about else reverse("home")
    context = {"form": form, "back": back, "about": about}
    return render(request, "public/ask_for_format.html", context)


@login_required
@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    allow(request.user.is_officer)
    listed = format_requests_run_by(request.user).order_by(
        F("answered_at").desc(nulls_first=True), "due_on", "pk"
    )
    context = {
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "breadcrumbs": [("Workspace", reverse("workspace:dashboard")), ("Other formats", "")],
    }
    return render(request, "committees/formats/requests.html", context)


@login_required
@form_page
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(format_requests_run_by(request.user), pk=pk)
    given = request.POST if request.method == "POST" else None
    form = FormatAnswerForm(given, initial={"version": asked.version})
    if done(form, lambda: answer_format_request(asked, by=request.user, **form.cleaned_data)):
        messages.success(request, "The request is answered.")
        return redirect("workspace:format_requests")
    crumbs = [("Other formats", reverse("workspace:format_requests"))]
    context = {
        "asked": asked,
        "today": timezone.localdate(),
        "explained": ExplainedDate.from_json(asked.explanation),
        "template": "committees/formats/request.html",
    }
    return form_response(request, form, "Request for another format", crumbs, **context)
