"""The annual scrutiny report: officers write, publish and put it onto an agenda; everybody reads it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from callins.permissions import can_run_decisions
from committees.files import serve_pdf
from committees.models import Meeting
from committees.permissions import meetings_run_by
from committees.views.form_pages import Crumbs, allow, done, form_response
from committees.views.meetings import form_page
from committees.views.places import agenda_url
from workprogramme.annual import publish as publish_report
from workprogramme.annual import put_on_agenda, report_of, save_texts, snapshot
from workprogramme.forms.annual import AnnualReportForm, PutForm
from workprogramme.models import AnnualEdition, AnnualReport
from workprogramme.years import year_of, year_words

FIRST_YEAR, LAST_YEAR = 1978, 2098
OFFERED = 6  # years to begin with


def year_given(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def crumbs_to(year: int | None = None) -> Crumbs:
    crumbs = [("Annual reports", reverse("workspace:annual_reports"))]
    if year is not None:
        crumbs.append((year_words(year), reverse("workspace:annual_report", args=[year])))
    return crumbs


@login_required
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """It is of no committee, so every democratic services officer keeps it."""
    allow(can_run_decisions(request.user))
    kept = {each.year: each for each in AnnualReport.objects.prefetch_related("editions")}
    this_year = year_of(timezone.localdate())
    years = sorted({*kept, *range(this_year - OFFERED + 1, this_year + 1)}, reverse=True)
    context = {
        "years": [(year, year_words(year), kept.get(year)) for year in years],
        "breadcrumbs": [("Annual reports", "")],
    }
    return render(request, "workprogramme/workspace/annual_reports.html", context)


@login_required
@form_page
def report(request: SignedInRequest, year: int) -> HttpResponse:
    allow(can_run_decisions(request.user))
    shown = report_of(year_given(year))
    form = AnnualReportForm(request.POST if request.method == "POST" else None, report=shown)

    def save() -> object:
        return save_texts(year, texts=form.values, version=form.opened_on, by=request.user)

    if request.method == "POST" and form.is_valid() and form.save_with(save):
        messages.success(request, "The words are saved.")
        return redirect("workspace:annual_report", year)
    return form_response(
        request, form, f"Annual scrutiny report {year_words(year)}", crumbs_to(),
        template="workprogramme/workspace/annual_report.html", submit_label="Save the words",
        year=year, shown=snapshot(shown), edition=shown.editions.first() if shown.pk else None,
    )  # fmt: skip


@login_required
@require_POST
def publish(request: SignedInRequest, year: int) -> HttpResponse:
    allow(can_run_decisions(request.user))
    edition = publish_report(year_given(year), by=request.user)
    messages.success(request, f"Edition {edition.number} is published, with the figures of today.")
    return redirect("workspace:annual_report", year)


@login_required
@form_page
def put(request: SignedInRequest, year: int) -> HttpResponse:
    allow(can_run_decisions(request.user))
    coming = meetings_run_by(request.user).filter(
        kind=Meeting.Kind.PUBLIC, state=Meeting.State.PLANNED, start__gt=timezone.now()
    )
    form = PutForm(
        request.POST if request.method == "POST" else None,
        meetings=coming.select_related("committee").order_by("start"),
    )

    def verb() -> object:
        return put_on_agenda(year_given(year), form.cleaned_data["meeting"], by=request.user)

    if request.method == "POST" and done(form, verb):
        messages.success(request, "The annual report is on the agenda, as it stands now.")
        return redirect(agenda_url(form.cleaned_data["meeting"]))
    return form_response(
        request,
        form,
        "Put it onto an agenda",
        crumbs_to(year_given(year)),
        submit_label="Put it onto the agenda",
    )


def published(year: int) -> AnnualEdition:
    """The newest edition, or 404."""
    found = AnnualEdition.objects.filter(report__year=year).order_by("-number").select_related("report")
    edition = found.first()
    if edition is None:
        raise Http404
    return edition


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    years = AnnualReport.objects.exclude(editions=None).distinct().values_list("year", flat=True)
    context = {
        "years": [(year, year_words(year)) for year in years],
        "breadcrumbs": [("Annual scrutiny reports", "")],
    }
    return render(request, "workprogramme/public/annual_reports.html", context)


@require_safe
def public_report(request: HttpRequest, year: int) -> HttpResponse:
    edition = published(year)
    context = {
        "edition": edition,
        "shown": edition.data,
        "breadcrumbs": [
            ("Annual scrutiny reports", reverse("workprogramme:annual_reports")),
            (year_words(edition.report.year), ""),
        ],
    }
    return render(request, "workprogramme/public/annual_report.html", context)


@require_safe
def public_pdf(request: HttpRequest, year: int) -> HttpResponseBase:
    edition = published(year)
    return serve_pdf(request, edition.pdf, name=f"annual-scrutiny-report-{year}.pdf", restricted=False)
