"""The dates of one meeting: what is done, what is past and what is still due, each with its reasons."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.calendar_changes import notice_in_breach, notice_of
from committees.meeting_dates import say_done, set_dates, take_back_done
from committees.models import Meeting, MeetingDate
from committees.permissions import committees_run_by, meeting_to_run
from committees.preflight import WHEN_NOTICE_IS_LOST
from committees.timetable import background_papers_inspection_end, minutes_inspection_end
from council.calendar_in_force import calendar_held_still, calendar_in_force


@login_required
@require_safe
def dates(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    calendar = calendar_in_force()
    context = {
        "meeting": meeting,
        "dates": meeting.dates.all(),
        "effects": meeting.calendar_effects.select_related("change"),
        "breach": notice_in_breach(meeting),
        "notice": notice_of(meeting, calendar),
        "what_to_do": WHEN_NOTICE_IS_LOST,
        "inspection": [
            ("Minutes, agenda and reports", minutes_inspection_end(meeting.date, calendar)),
            ("Background papers", background_papers_inspection_end(meeting.date, calendar)),
        ],
    }
    return render(request, "committees/timetable/dates.html", context)


def date_to_change(request: SignedInRequest, pk: int) -> MeetingDate:
    row = (
        MeetingDate.objects.select_related("meeting")
        .filter(pk=pk, meeting__committee__in=committees_run_by(request.user))
        .first()
    )
    if row is None:
        raise Http404
    return row


@login_required
@require_POST
def done(request: SignedInRequest, pk: int) -> HttpResponse:
    row = date_to_change(request, pk)
    try:
        if "undo" in request.POST:
            take_back_done(row, by=request.user)
        else:
            say_done(row, by=request.user)
    except ValidationError as refusal:
        messages.error(request, f"{refusal.messages[0]} Nothing has changed.")
    else:
        words = "open again" if "undo" in request.POST else "done"
        messages.success(request, f"“{row.name}” is {words}.")
    return redirect("workspace:meeting_dates", row.meeting.reference)


@login_required
@require_POST
def work_out(request: SignedInRequest, reference: str) -> HttpResponse:
    """For a meeting made before its committee had a timetable."""
    meeting: Meeting = meeting_to_run(request.user, reference)
    with transaction.atomic():
        calendar = calendar_held_still()
        if not meeting.dates.exists():
            set_dates(meeting, calendar)
    return redirect("workspace:meeting_dates", meeting.reference)
