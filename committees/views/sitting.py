"""The meeting screen, and everything on it that is one tap: it works by plain forms, and without a reload by script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.forms.sitting import AtForm, MarkForm, MoveForm
from committees.models import (
    Adjournment,
    AgendaItem,
    Attendance,
    Declaration,
    Exclusion,
    Meeting,
    Movement,
    Sitting,
    Vote,
)
from committees.permissions import item_to_run, meeting_to_run, meetings_run_by
from committees.sittings import attending, declaring, excluding, sitting, votes
from committees.sittings.screen import screen_of

from .form_pages import allow
from .places import attempt, crumbs

NUMBER = re.compile(r"[0-9]{1,18}")


def screen_url(meeting: Meeting, item: AgendaItem | None = None) -> str:
    page = reverse("workspace:sitting", args=[meeting.reference])
    return f"{page}?item={item.pk}" if item else page


def back_to(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """The screen, at the item the officer had open."""
    item = request.POST.get("at_item", "")
    return redirect(screen_url(meeting) + (f"?item={item}" if NUMBER.fullmatch(item) else ""))


@login_required
@require_safe
def screen(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    shown = screen_of(meeting)
    context = {
        "screen": shown,
        "meeting": meeting,
        "sitting": shown.sitting,
        "record": shown.record(request.GET.get("item")),
        "breadcrumbs": [*crumbs(meeting), ("Meeting screen", "")],
    }
    return render(request, "committees/sitting/screen.html", context)


def timed(
    request: SignedInRequest, meeting: Meeting, done: str, verb: Callable[[Any], object], form: Any = None
) -> HttpResponse:
    """A tap that has a time: now, or the one that was typed."""
    form = form or AtForm(request.POST, meeting=meeting)
    if form.is_valid():
        attempt(request, done, lambda: verb(form.cleaned_data))
    else:
        messages.error(request, next(iter(form.errors.values()))[0])
    return back_to(request, meeting)


@login_required
@require_POST
def open_meeting(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    return timed(
        request,
        meeting,
        "The meeting is open.",
        lambda given: sitting.open_sitting(meeting, at=given["at"], by=request.user),
    )


def sitting_to_run(request: SignedInRequest, reference: str) -> Sitting:
    meeting = meeting_to_run(request.user, reference)
    return get_object_or_404(Sitting.objects.select_related("meeting__committee"), meeting=meeting)


@login_required
@require_POST
def close_meeting(request: SignedInRequest, reference: str) -> HttpResponse:
    held = sitting_to_run(request, reference)
    return timed(
        request,
        held.meeting,
        "The meeting is closed.",
        lambda given: sitting.close_sitting(held, at=given["at"], by=request.user),
    )


@login_required
@require_POST
def reopen(request: SignedInRequest, reference: str) -> HttpResponse:
    held = sitting_to_run(request, reference)
    attempt(request, "The meeting is open again.", lambda: sitting.reopen(held, by=request.user))
    return back_to(request, held.meeting)


@login_required
@require_POST
def preside(request: SignedInRequest, reference: str) -> HttpResponse:
    held = sitting_to_run(request, reference)
    chosen = request.POST.get("attendance", "")
    who = held.meeting.attendances.filter(pk=chosen if NUMBER.fullmatch(chosen) else 0).first()
    if who is None:
        messages.error(request, "Choose who presides.")
    else:
        attempt(request, f"{who} presides.", lambda: sitting.preside(held, who, by=request.user))
    return back_to(request, held.meeting)


@login_required
@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    attempt(request, "", lambda: sitting.take(item, by=request.user))
    return redirect(screen_url(item.meeting, item))


@login_required
@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    pause = get_object_or_404(
        Adjournment.objects.select_related("sitting__meeting"),
        pk=pk,
        sitting__meeting__in=meetings_run_by(request.user),
    )
    return timed(
        request,
        pause.sitting.meeting,
        "The meeting has resumed.",
        lambda given: sitting.resume(pause, at=given["at"], by=request.user),
    )


@login_required
@require_POST
def adjournment_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    pause = get_object_or_404(Adjournment, pk=pk, sitting__meeting__in=meetings_run_by(request.user))
    attempt(
        request, "The adjournment is taken out.", lambda: sitting.remove_adjournment(pause, by=request.user)
    )
    return back_to(request, pause.sitting.meeting)


@login_required
@require_POST
def readmit(request: SignedInRequest, pk: int) -> HttpResponse:
    exclusion = get_object_or_404(
        Exclusion.objects.select_related("sitting__meeting"),
        pk=pk,
        sitting__meeting__in=meetings_run_by(request.user),
    )
    return timed(
        request,
        exclusion.sitting.meeting,
        "The public may come back in.",
        lambda given: excluding.readmit_the_public(exclusion, at=given["at"], by=request.user),
    )


STRIKE: dict[str, tuple[type[Exclusion | Declaration | Vote], Callable[..., object], str]] = {
    "exclusion": (Exclusion, excluding.strike_exclusion, "The resolution is struck out."),
    "declaration": (Declaration, declaring.strike_declaration, "The declaration is struck out."),
    "vote": (Vote, votes.strike_vote, "The vote is struck out."),
}


@login_required
@require_POST
def strike(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Take out what was entered by mistake. The row stays, and is printed nowhere."""
    allow(kind in STRIKE)
    model, verb, done = STRIKE[kind]
    found: Any = get_object_or_404(
        model._default_manager, pk=pk, struck_at=None, sitting__meeting__in=meetings_run_by(request.user)
    )
    attempt(request, done, lambda: verb(found, by=request.user))
    return back_to(request, found.sitting.meeting)


@login_required
@require_POST
def draw_up(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    attempt(request, "The list is up to date.", lambda: attending.draw_up(meeting, by=request.user))
    return back_to(request, meeting)


@login_required
@require_POST
def rest_absent(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    attempt(
        request, "Everybody else is absent.", lambda: attending.mark_the_rest_absent(meeting, by=request.user)
    )
    return back_to(request, meeting)


def line_to_run(request: SignedInRequest, pk: int) -> Attendance:
    found = Attendance.objects.select_related("meeting__committee")
    return get_object_or_404(found, pk=pk, meeting__in=meetings_run_by(request.user))


@login_required
@require_POST
def mark(request: SignedInRequest, pk: int) -> HttpResponse:
    line = line_to_run(request, pk)
    form = MarkForm(request.POST)
    allow(form.is_valid())
    attempt(request, "", lambda: attending.mark(line, by=request.user, **form.values))
    return back_to(request, line.meeting)


@login_required
@require_POST
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody arrives or leaves, during the item the meeting is at."""
    line = line_to_run(request, pk)
    form = MoveForm(request.POST, meeting=line.meeting)
    held = Sitting.objects.filter(meeting=line.meeting).select_related("current_item").first()
    item = held.current_item if held else None

    def verb(given: dict[str, Any]) -> object:
        if given["kind"] == Movement.Kind.LEFT:
            return attending.leave(line, at=given["at"], by=request.user, item=item)
        mode = given["mode"] or Attendance.Mode.IN_PERSON
        return attending.arrive(line, at=given["at"], by=request.user, mode=mode, item=item)

    return timed(request, line.meeting, "", verb, form)


@login_required
@require_POST
def move_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    movement = get_object_or_404(
        Movement.objects.select_related("attendance__meeting"),
        pk=pk,
        attendance__meeting__in=meetings_run_by(request.user),
    )
    attempt(request, "", lambda: attending.undo_movement(movement, by=request.user))
    return back_to(request, movement.attendance.meeting)


@login_required
@require_POST
def guest_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    line = line_to_run(request, pk)
    attempt(request, f"{line} is taken off the list.", lambda: attending.remove_guest(line, by=request.user))
    return back_to(request, line.meeting)
