"""What a year plan is made of: each committee's pattern, and the meetings proposed from it or by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from committees.cycle import add_proposal, change_proposal, drop_pattern, drop_proposal, save_pattern
from committees.cycle_warnings import Obstacles, slot_of
from committees.forms.cycle import NewProposalForm, PatternForm, ProposalForm
from committees.models import Committee, CyclePattern, CyclePlan, ProposedMeeting
from committees.permissions import committee_to_run, committees_run_by
from council.calendar_in_force import calendar_in_force

from .calendar import officers_only

form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@form_page
def pattern(request: SignedInRequest, pk: int, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    plan = get_object_or_404(CyclePlan, pk=pk)
    kept = plan.patterns.filter(committee=committee).first()
    form = PatternForm(request.POST or None, initial=usual_pattern(kept, committee))
    if request.method == "POST" and form.is_valid():
        try:
            count = save_pattern(filled_in(kept, plan, committee, form), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, f"{committee}: {count} meetings proposed.")
            return redirect("workspace:cycle_plan", plan.pk)
    context = {
        "form": form,
        "plan": plan,
        "heading": "When does it meet?",
        "caption": committee.name,
        "submit_label": "Propose the meetings",
        "intro": STARTS_AFRESH if kept else "",
    }
    return render(request, "committees/cycle/form.html", context)


def filled_in(
    kept: CyclePattern | None, plan: CyclePlan, committee: Committee, form: PatternForm
) -> CyclePattern:
    pattern = kept or CyclePattern(plan=plan, committee=committee)
    for name, value in form.cleaned_data.items():
        setattr(pattern, name, value)
    return pattern


STARTS_AFRESH = (
    "Saving proposes this committee’s meetings afresh. "
    "What you adjusted, dropped or added by hand for it is lost."
)


def usual_pattern(kept: CyclePattern | None, committee: Committee) -> dict[str, Any]:
    if kept:
        return {name: getattr(kept, name) for name in PatternForm.base_fields}
    every_month_but_august = [month for month in range(1, 13) if month != 8]
    return {
        "start_time": committee.start_time,
        "venue": committee.venue,
        "months": every_month_but_august,
    }


@login_required
@require_POST
def pattern_drop(request: SignedInRequest, pk: int, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    kept = get_object_or_404(CyclePattern.objects.select_related("plan"), plan=pk, committee=committee)
    try:
        drop_pattern(kept, by=request.user)
    except ValidationError as refusal:
        messages.error(request, f"{refusal.messages[0]} Nothing has changed.")
    else:
        messages.success(request, f"{committee} is out of the plan.")
    return redirect("workspace:cycle_plan", pk)


def proposal_to_change(request: SignedInRequest, pk: int) -> ProposedMeeting:
    found = (
        ProposedMeeting.objects.select_related("committee", "plan", "meeting")
        .filter(pk=pk, committee__in=committees_run_by(request.user))
        .first()
    )
    if found is None:
        raise Http404
    return found


@login_required
@form_page
def proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adjust one proposed meeting: what stands in its way, free days nearby, and the form."""
    shown = proposal_to_change(request, pk)
    if shown.plan.meetings_created_at:
        return redirect("workspace:cycle_plan", shown.plan_id)
    form = ProposalForm(request.POST or None, initial=when_and_where(shown))
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen")
        try:
            change_proposal(shown, by=request.user, seen=seen, **form.when_and_where)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            # As it stands now, not as it was refused; what was typed stays in the form.
            shown = proposal_to_change(request, pk)
        else:
            say_what_remains(request, shown)
            return redirect("workspace:cycle_plan", shown.plan_id)
    slot = slot_of(shown)
    obstacles = Obstacles(shown.plan, calendar_in_force(), today=timezone.localdate())
    warnings = obstacles.about(slot)
    free = obstacles.days_without(slot) if warnings else []
    context = {"form": form, "proposal": shown, "was": when_and_where(shown), "warnings": warnings}
    context |= {"free": free, "seen": shown.as_seen}
    return render(request, "committees/cycle/proposal.html", context)


def when_and_where(shown: ProposedMeeting) -> dict[str, Any]:
    return {"date": shown.date, "start_time": shown.start_time, "venue": shown.venue}


def say_what_remains(request: SignedInRequest, changed: ProposedMeeting) -> None:
    obstacles = Obstacles(changed.plan, calendar_in_force(), today=timezone.localdate())
    left = obstacles.about(slot_of(changed))
    if left:
        words = " ".join(warning.message for warning in left)
        messages.warning(request, f"{changed}: saved, but look again. {words}")
    else:
        messages.success(request, f"{changed}: saved, and nothing stands in its way.")


@login_required
@form_page
def proposal_add(request: SignedInRequest, pk: int) -> HttpResponse:
    officers_only(request)
    plan = get_object_or_404(CyclePlan, pk=pk)
    form = NewProposalForm(request.POST or None, committees=committees_run_by(request.user).current())
    if request.method == "POST" and form.is_valid():
        try:
            made = add_proposal(plan, form.cleaned_data["committee"], by=request.user, **form.when_and_where)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say_what_remains(request, made)
            return redirect("workspace:cycle_plan", plan.pk)
    context = {"form": form, "plan": plan, "heading": "Add a meeting", "submit_label": "Add the meeting"}
    return render(request, "committees/cycle/form.html", context | {"caption": plan.name})


@login_required
@require_POST
def proposal_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = proposal_to_change(request, pk)
    try:
        drop_proposal(shown, by=request.user)
    except ValidationError as refusal:
        messages.error(request, f"{refusal.messages[0]} Nothing has changed.")
    else:
        messages.success(request, f"{shown} is dropped from the plan.")
    return redirect("workspace:cycle_plan", shown.plan_id)
