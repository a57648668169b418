"""Records of attendance: for officers, as a file, for everybody; and the six-month rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.attendance.records import (
    PARTS,
    as_csv,
    held,
    records_of,
    standings,
    year_in_words,
    year_of,
    years_with_meetings,
)
from committees.attendance.six_month_records import record_approved_absence, record_outside_attendance
from committees.forms.attendance import AbsenceForm, OutsideForm
from committees.models import Committee
from committees.permissions import committee_to_run
from council.calendar_in_force import calendar_in_force
from council.models import Person

from .form_pages import done, form_response
from .meetings import form_page, officers_only

FIRST_YEAR, LAST_YEAR = 1978, 2098


def year_asked_for(given: str, committee: Committee) -> int:
    """As it is written in addresses, like 2018; without one the latest year that has meetings."""
    if not given:
        return next(iter(years_with_meetings(committee)), year_of(timezone.localdate()))
    if not given.isascii() or not given.isdigit() or not FIRST_YEAR <= int(given) <= LAST_YEAR:
        raise Http404
    return int(given)


def shown_year(request: HttpRequest, committee: Committee) -> dict[str, Any]:
    year = year_asked_for(request.GET.get("year", ""), committee)
    return {
        "committee": committee,
        "year": year,
        "year_words": year_in_words(year),
        "years": [(each, year_in_words(each)) for each in years_with_meetings(committee)],
        "meetings": held(committee, year).count(),
        "parts": PARTS,
    }


@login_required
@require_safe
def records(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    context = shown_year(request, committee)
    context["records"] = records_of(committee, context["year"])
    here = reverse("workspace:committee", args=[committee.slug])
    context["breadcrumbs"] = [
        ("Workspace", reverse("workspace:dashboard")),
        (committee.name, here),
        ("Attendance", ""),
    ]
    return render(request, "committees/sitting/records.html", context)


@login_required
@require_safe
def records_csv(request: SignedInRequest, slug: str, year: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    found = year_asked_for(year, committee)
    response = HttpResponse(as_csv(records_of(committee, found)), content_type="text/csv; charset=utf-8")
    name = f"attendance-{committee.code}-{year_in_words(found)}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def public_record(request: HttpRequest, slug: str) -> HttpResponse:
    """How often councillors and co-opted members came. Why somebody did not is nobody's business."""
    committee = get_object_or_404(Committee, slug=slug)
    context = shown_year(request, committee)
    context["records"] = records_of(committee, context["year"])
    return render(request, "public/attendance.html", context)


@login_required
@require_safe
def six_months(request: SignedInRequest) -> HttpResponse:
    officers_only(request)
    today = timezone.localdate()
    context = {
        "standings": standings(today, calendar_in_force()),
        "today": today,
        "breadcrumbs": [("Workspace", reverse("workspace:dashboard")), ("Six-month rule", "")],
    }
    return render(request, "committees/sitting/six_months.html", context)


def councillor(request: SignedInRequest, pk: int) -> Person:
    officers_only(request)
    return get_object_or_404(Person, pk=pk, kind=Person.Kind.COUNCILLOR)


CRUMBS = [("Workspace", "workspace:dashboard"), ("Six-month rule", "workspace:six_months")]


@login_required
@form_page
def outside_add(request: SignedInRequest, pk: int) -> HttpResponse:
    person = councillor(request, pk)
    form = OutsideForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: record_outside_attendance(person, by=request.user, **form.cleaned_data)):
        messages.success(request, f"The attendance of {person} is recorded.")
        return redirect("workspace:six_months")
    crumbs = [(words, reverse(name)) for words, name in CRUMBS]
    return form_response(
        request, form, "Attendance at another meeting", crumbs, caption=str(person), submit_label="Record"
    )


@login_required
@form_page
def absence_add(request: SignedInRequest, pk: int) -> HttpResponse:
    person = councillor(request, pk)
    form = AbsenceForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: record_approved_absence(person, by=request.user, **form.cleaned_data)):
        messages.success(request, f"The approved absence of {person} is recorded.")
        return redirect("workspace:six_months")
    crumbs = [(words, reverse(name)) for words, name in CRUMBS]
    return form_response(
        request,
        form,
        "Absence approved by the council",
        crumbs,
        caption=str(person),
        intro="An approval counts only when the council gave it before the six months had run out.",
        submit_label="Record",
    )
