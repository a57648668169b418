"""The timetables that meetings take their dates from: the council's, and a committee's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from committees.forms.timetable_steps import step_form
from committees.models import Committee, TimetableStep
from committees.permissions import can_configure, committee_to_configure, committees_configured_by
from committees.timetable_steps import delete_step, save_step, start_own_timetable, use_the_councils_timetable


def may_see_the_councils(request: SignedInRequest) -> None:
    if not (request.user.is_officer or can_configure(request.user)):
        raise Http404


def whose(request: SignedInRequest, slug: str | None) -> Committee | None:
    """The committee whose timetable it is, or none for the council's; 404 for whoever may not change it."""
    if slug is None:
        may_see_the_councils(request)
        return None
    return committee_to_configure(request.user, slug)


def step_to_change(request: SignedInRequest, pk: int) -> TimetableStep:
    step = TimetableStep.objects.select_related("committee").filter(pk=pk).first()
    if step is None:
        raise Http404
    whose(request, step.committee.slug if step.committee else None)
    return step


def page_of(committee: Committee | None) -> HttpResponse:
    if committee is None:
        return redirect("workspace:timetable")
    return redirect("workspace:committee_timetable", committee.slug)


def in_order(steps: list[TimetableStep]) -> list[TimetableStep]:
    """From the first thing to do to the last; a clear day begins one day earlier than a day."""

    def days(step: TimetableStep) -> int:
        away = step.offset + (step.unit == TimetableStep.Unit.CLEAR_WORKING)
        return -away if step.direction == TimetableStep.Direction.BEFORE else away

    return sorted(steps, key=days)


@login_required
@require_safe
def timetable(request: SignedInRequest, slug: str | None = None) -> HttpResponse:
    committee = whose(request, slug)
    own = list(committee.timetable_steps.all()) if committee else []
    councils = list(TimetableStep.objects.filter(committee=None))
    context: dict[str, Any] = {
        "committee": committee,
        "follows_council": committee is not None and not own,
        "steps": in_order(own or councils),
        "can_change": committee is None or bool(own),
    }
    if committee is None:
        committees = committees_configured_by(request.user).current()
        context["with_own"] = committees.filter(timetable_steps__isnull=False).distinct()
        context["without_own"] = committees.filter(timetable_steps=None)
    return render(request, "committees/timetable/timetable.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, slug: str | None = None) -> HttpResponse:
    return edit_step(request, TimetableStep(committee=whose(request, slug)), "Add a line to the timetable")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    step = step_to_change(request, pk)
    return edit_step(request, step, f"Change “{step.name}”")


def edit_step(request: SignedInRequest, step: TimetableStep, heading: str) -> HttpResponse:
    form = step_form(step, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = save_step(form.instance, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, f"The timetable is saved. {followed(count)}")
            return page_of(step.committee)
    context = {"form": form, "heading": heading, "submit_label": "Save", "committee": step.committee}
    return render(request, "committees/timetable/form.html", context)


def followed(count: int) -> str:
    if count == 0:
        return "No meeting to come follows it yet."
    meetings = "1 meeting" if count == 1 else f"{count} meetings"
    return f"The open dates of {meetings} were worked out again."


@login_required
@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    step = step_to_change(request, pk)
    try:
        count = delete_step(step, by=request.user)
    except ValidationError as refusal:
        messages.error(request, f"{refusal.messages[0]} Nothing has changed.")
    else:
        messages.success(request, f"“{step.name}” is deleted. {followed(count)}")
    return page_of(step.committee)


@login_required
@require_POST
def own(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_configure(request.user, slug)
    start_own_timetable(committee, by=request.user)
    messages.success(request, "The committee has its own timetable now, a copy of the council’s to change.")
    return page_of(committee)


@login_required
@require_POST
def use_councils(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_configure(request.user, slug)
    count = use_the_councils_timetable(committee, by=request.user)
    messages.success(request, f"The committee follows the council’s timetable again. {followed(count)}")
    return page_of(committee)
