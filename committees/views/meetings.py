"""Meetings as officers see them: the list, and making, changing, moving and cancelling one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from committees.agenda import CannotChange
from committees.forms.meetings import (
    PLACE,
    CancelForm,
    EditMeetingForm,
    MeetingFilter,
    NewMeetingForm,
    RescheduleForm,
    WhenForm,
    default_sort,
)
from committees.meetings import (
    cancel_meeting,
    clone_meeting,
    create_meeting,
    edit_meeting,
    reschedule,
    warnings_about_moving,
)
from committees.models import Committee, Meeting
from committees.permissions import committee_to_run, committees_run_by, meeting_to_run
from scrutiny.lib.clock import time_words

from .places import with_status

MEETINGS_PER_PAGE = 25
form_page = require_http_methods(["GET", "HEAD", "POST"])


def officers_only(request: SignedInRequest) -> None:
    if not request.user.is_officer:
        raise Http404


@login_required
@require_safe
def meetings(request: SignedInRequest) -> HttpResponse:
    officers_only(request)
    run = committees_run_by(request.user)
    form = MeetingFilter(request.GET or None, committees=run)
    listed = form.apply(Meeting.objects.filter(committee__in=run).select_related("committee"))
    context = {
        "form": form,
        "page": Paginator(listed, MEETINGS_PER_PAGE).get_page(request.GET.get("page")),
        "default_sort": default_sort(request.GET.get("period") or "upcoming"),
        "now": timezone.now(),
        "actions": list_actions(),
    }
    return render(request, "committees/workspace/meetings.html", context)


def list_actions() -> list[dict[str, Any]]:
    return [
        {"text": "Calendar", "url": reverse("workspace:meetings_calendar")},
        {"text": "Make a meeting", "url": reverse("workspace:meeting_add"), "primary": True},
    ]


@login_required
@form_page
def add(request: SignedInRequest) -> HttpResponse:
    officers_only(request)
    slug = request.GET.get("committee") or only_committee(request)
    if not slug:
        choices = committees_run_by(request.user).current()
        return render(request, "committees/workspace/choose_committee.html", {"committees": choices})
    committee = committee_to_run(request.user, slug)
    form = NewMeetingForm(request.POST or None, initial=usual_details(committee))
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        meeting = create_meeting(committee, start=form.start, kind=kind, by=request.user, **form.details)
        messages.success(request, f"{meeting.get_kind_display()} made: {meeting.reference}.")
        return redirect("workspace:meeting", meeting.reference)
    context = {"form": form, "committee": committee, "standing": committee.standing_items.all()}
    return render(request, "committees/workspace/meeting_add.html", context)


def only_committee(request: SignedInRequest) -> str:
    slugs = list(committees_run_by(request.user).current().values_list("slug", flat=True)[:2])
    return slugs[0] if len(slugs) == 1 else ""


def usual_details(committee: Committee) -> dict[str, Any]:
    return {"time": committee.start_time} | {name: getattr(committee, name) for name in PLACE}


@login_required
@form_page
def edit(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    form = EditMeetingForm(request.POST or None, instance=meeting_to_run(request.user, reference))
    if form.is_valid() and form.save_with(
        lambda: edit_meeting(meeting, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The meeting’s details are saved.")
        return redirect("workspace:meeting", meeting.reference)
    return with_status(form_of(request, meeting, form, "Change the meeting"), form)


@login_required
@form_page
def move(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    local = timezone.localtime(meeting.start)
    form = RescheduleForm(request.POST or None, initial={"date": local.date(), "time": local.time()})
    warnings: list[str] = []
    if form.is_valid() and not form.is_confirmed and form.start != meeting.start:
        warnings = warnings_about_moving(meeting, form.start, now=timezone.now())
    if warnings:
        form.ask_to_confirm()
    elif form.is_valid():
        try:
            moved = reschedule(meeting, start=form.start, by=request.user)
        except CannotChange as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, moved_message(meeting, moved))
            return redirect("workspace:meeting", moved.reference)
    heading, label = "Reschedule the meeting", "Reschedule anyway" if warnings else "Reschedule"
    return form_of(request, meeting, form, heading, submit_label=label, warnings=warnings)


def moved_message(before: Meeting, after: Meeting) -> str:
    when = f"{after.local_start:%A %-d %B %Y}"
    if before.reference == after.reference:
        return f"The meeting now begins at {time_words(after.local_start.time())} on {when}."
    return f"The meeting is now on {when}. Its reference is {after.reference}; the old address leads to it."


@login_required
@form_page
def cancel(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            cancel_meeting(meeting, notice=form.cleaned_data["notice"], by=request.user)
        except CannotChange as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "The meeting is cancelled and the notice is shown to the public.")
            return redirect("workspace:meetings")
    return form_of(
        request, meeting, form, "Cancel the meeting", submit_label="Cancel the meeting", submit_warning=True
    )


@login_required
@form_page
def clone(request: SignedInRequest, reference: str) -> HttpResponse:
    source = meeting_to_run(request.user, reference)
    local = timezone.localtime(source.start)
    later = local.date() + timedelta(weeks=4)
    form = WhenForm(request.POST or None, initial={"date": later, "time": local.time()})
    if form.is_valid():
        meeting = clone_meeting(source, start=form.start, by=request.user)
        messages.success(
            request, f"Made {meeting.reference} with the items of {source.reference}, without papers."
        )
        return redirect("workspace:meeting", meeting.reference)
    intro = "The new meeting has the same place, people and agenda items. Papers and report references stay behind."
    return form_of(request, source, form, "Clone the meeting", submit_label="Make the meeting", intro=intro)


def form_of(
    request: SignedInRequest, meeting: Meeting, form: Any, heading: str, **context: Any
) -> HttpResponse:
    back = reverse("workspace:meeting", args=[meeting.reference])
    caption = f"{meeting.committee.name}, {meeting.local_start:%-d %B %Y}"
    context |= {
        "form": form,
        "heading": heading,
        "caption": caption,
        "cancel_url": back,
        "meeting": meeting,
        "breadcrumbs": [
            ("Meetings", reverse("workspace:meetings")),
            (meeting.reference, back),
            (heading, ""),
        ],
    }
    return render(request, "committees/workspace/meeting_form.html", context)
