"""Planning a municipal year: the plans, one plan as a list and as a calendar, and making its meetings."""

from __future__ import annotations

from calendar import day_name
from collections import Counter
from datetime import date, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from committees.cycle import create_meetings, delete_plan, make_plan
from committees.cycle_warnings import Obstacles, kinds_of, starts_at
from committees.forms.cycle import PlanForm
from committees.models import CyclePlan, Meeting
from committees.permissions import committees_run_by
from committees.year_drawing import entries_of, months_between
from council.calendar_in_force import calendar_in_force

from .calendar import officers_only

form_page = require_http_methods(["GET", "HEAD", "POST"])
WEEKDAYS = tuple(day_name)
KINDS = {
    "not_a_working_day": "on a bank holiday or closed day",
    "election": "in a pre-election period",
    "members": "clashing with a meeting that shares members",
    "room": "in a room that is taken",
    "same_committee": "on a day their committee already meets",
    "milestone": "with a date of the timetable on a day nobody works",
    "late": "too soon for the whole timetable",
    "past": "in the past",
}


@login_required
@require_safe
def plans(request: SignedInRequest) -> HttpResponse:
    officers_only(request)
    listed = CyclePlan.objects.annotate(
        meetings=Count("proposals", distinct=True), committees=Count("patterns", distinct=True)
    )
    return render(request, "committees/cycle/plans.html", {"plans": listed})


@login_required
@form_page
def add(request: SignedInRequest) -> HttpResponse:
    officers_only(request)
    form = PlanForm(request.POST or None, initial=next_year())
    if request.method == "POST" and form.is_valid():
        try:
            plan = make_plan(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "The plan is made. Say now when each committee meets.")
            return redirect("workspace:cycle_plan", plan.pk)
    context = {"form": form, "heading": "Plan a municipal year", "submit_label": "Make the plan"}
    return render(request, "committees/cycle/form.html", context)


def next_year() -> dict[str, Any]:
    """The first municipal year that is not planned yet, from 1 May or the day after the last plan."""
    today = timezone.localdate()
    last = CyclePlan.objects.order_by("-end").values_list("end", flat=True).first()
    year = max(today.year + (today.month >= 5), last.year + (last.month >= 5) if last else 0)
    return {"name": f"{year} to {year + 1}", "start": date(year, 5, 1), "end": date(year + 1, 4, 30)}


@login_required
@require_safe
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    officers_only(request)
    shown = get_object_or_404(CyclePlan, pk=pk)
    obstacles = Obstacles(shown, calendar_in_force(), today=timezone.localdate())
    warnings = {} if shown.meetings_created_at else obstacles.all()
    run = run_by(request)
    rows = [
        {"proposal": each, "warnings": warnings.get(each.pk, []), "can_change": each.committee_id in run}
        for each in obstacles.proposals
    ]
    only = request.GET.get("only") == "warnings"
    context = {
        "plan": shown,
        "rows": [row for row in rows if row["warnings"] or not only],
        "only": only,
        "count": len(rows),
        "with_warnings": sum(bool(row["warnings"]) for row in rows),
        "kinds": [(KINDS[kind], number) for kind, number in sorted(kinds_of(warnings.values()).items())],
        **patterns_of(request, shown, obstacles, run),
    }
    return render(request, "committees/cycle/plan.html", context)


def run_by(request: SignedInRequest) -> set[int]:
    return set(committees_run_by(request.user).values_list("pk", flat=True))


def patterns_of(
    request: SignedInRequest, shown: CyclePlan, obstacles: Obstacles, run: set[int]
) -> dict[str, Any]:
    """Each committee's pattern with how many meetings it has now, and the committees still without one."""
    patterns = list(shown.patterns.select_related("committee"))
    counts = Counter(proposal.committee_id for proposal in obstacles.proposals)
    rows = [
        {"pattern": each, "count": counts[each.committee_id], "can_change": each.committee_id in run}
        for each in patterns
    ]
    planned = [each.committee_id for each in patterns]
    unplanned = committees_run_by(request.user).current().exclude(pk__in=planned)
    return {"patterns": rows, "unplanned": unplanned}


@login_required
@require_safe
def year(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole year of all committees on one sheet."""
    officers_only(request)
    shown = get_object_or_404(CyclePlan, pk=pk)
    calendar = calendar_in_force()
    obstacles = Obstacles(shown, calendar, today=timezone.localdate())
    made = Meeting.objects.public().filter(
        state=Meeting.State.PLANNED,
        start__gte=starts_at(shown.start, time.min),
        start__lte=starts_at(shown.end, time.max),
    )
    warnings = {} if shown.meetings_created_at else obstacles.all()
    to_change = run_by(request)
    entries = entries_of(shown, obstacles.proposals, made.select_related("committee"), warnings, to_change)
    context = {
        "plan": shown,
        "months": months_between(shown.start, shown.end, entries, calendar, obstacles.elections),
        "committees": sorted({(entry.code, entry.committee) for entry in entries}),
        "elections": obstacles.elections,
        "entries": entries,
        "weekdays": WEEKDAYS,
    }
    return render(request, "committees/cycle/year.html", context)


@login_required
@form_page
def create(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then all meetings at once."""
    officers_only(request)
    shown = get_object_or_404(CyclePlan, pk=pk)
    if request.method == "POST":
        return create_all(request, shown)
    if shown.meetings_created_at:
        return redirect("workspace:cycle_plan", shown.pk)
    obstacles = Obstacles(shown, calendar_in_force(), today=timezone.localdate())
    warnings = obstacles.all()
    rows = [{"proposal": each, "warnings": warnings[each.pk]} for each in obstacles.proposals]
    context = {
        "plan": shown,
        "count": len(rows),
        "rows": [row for row in rows if row["warnings"]],
        "others": committees_of_others(request, shown),
    }
    return render(request, "committees/cycle/create.html", context)


def committees_of_others(request: SignedInRequest, shown: CyclePlan) -> list[str]:
    """Committees in the plan that this officer does not run: their meetings are not theirs to make."""
    run = committees_run_by(request.user).values("pk")
    left = shown.proposals.exclude(committee__in=run).order_by("committee__name")
    return list(left.values_list("committee__name", flat=True).distinct())


def number(version: str) -> int:
    """What the page sent, or 0, which no plan has."""
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def create_all(request: SignedInRequest, shown: CyclePlan) -> HttpResponse:
    version = request.POST.get("version", "")
    if committees_of_others(request, shown):
        messages.error(request, "The plan holds committees you do not run. Nothing has changed.")
        return redirect("workspace:cycle_plan", shown.pk)
    try:
        made = create_meetings(shown, by=request.user, version=number(version))
    except ValidationError as refusal:
        messages.error(request, f"{refusal.messages[0]} Nothing has changed.")
    else:
        messages.success(request, f"{len(made)} meetings are made, each with its agenda and its dates.")
    return redirect("workspace:cycle_plan", shown.pk)


@login_required
@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    officers_only(request)
    shown = get_object_or_404(CyclePlan, pk=pk)
    if committees_of_others(request, shown):
        messages.error(request, "The plan holds committees you do not run. Nothing has changed.")
        return redirect("workspace:cycle_plan", shown.pk)
    try:
        delete_plan(shown, by=request.user)
    except ValidationError as refusal:
        messages.error(request, f"{refusal.messages[0]} Nothing has changed.")
        return redirect("workspace:cycle_plan", shown.pk)
    messages.success(request, f"The plan {shown} is deleted.")
    return redirect("workspace:cycle")
