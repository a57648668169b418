"""Apologies: members send their own, officers write down the others; and inviting those who vote on education."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.attendance.apologies import (
    invite_cooptees,
    meetings_of,
    record_apologies,
    send_own_apologies,
    take_back_apologies,
    told_of_education,
)
from committees.forms.before import ApologiesForm, OwnApologiesForm
from committees.models import Attendance, Meeting
from committees.permissions import item_to_run, meeting_to_run
from council.models import Person

from .form_pages import done, form_response
from .meetings import form_page
from .places import attempt, crumbs


def own(request: SignedInRequest) -> Person:
    """The page is for people the council names: others get 404."""
    person = request.user.person
    if person is None or not request.user.is_active:
        raise Http404
    return person


def own_meeting(request: SignedInRequest, reference: str) -> Meeting:
    person = own(request)
    found = next((meeting for meeting in meetings_of(person) if meeting.reference == reference), None)
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def my_meetings(request: SignedInRequest) -> HttpResponse:
    person = own(request)
    meetings = meetings_of(person)
    lines = {line.meeting_id: line for line in Attendance.objects.filter(person=person, meeting__in=meetings)}
    shown = [(meeting, lines.get(meeting.pk)) for meeting in meetings]
    return render(request, "committees/sitting/my_meetings.html", {"shown": shown})


@login_required
@form_page
def my_apologies(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = own_meeting(request, reference)
    form = OwnApologiesForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: send_own_apologies(meeting, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Your apologies for {meeting.date:%-d %B %Y} are sent.")
        return redirect("attending:my_meetings")
    here = [("Your meetings", reverse("attending:my_meetings"))]
    return form_response(
        request,
        form,
        "Send apologies",
        here,
        caption=f"{meeting.committee}, {meeting.date:%-d %B %Y}",
        submit_label="Send my apologies",
    )


@login_required
@require_POST
def my_apologies_back(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = own_meeting(request, reference)
    attempt(
        request,
        "You are expected at the meeting again.",
        lambda: take_back_apologies(meeting, own(request), by=request.user),
    )
    return redirect("attending:my_meetings")


@login_required
@form_page
def apologies(request: SignedInRequest, reference: str) -> HttpResponse:
    """Before the meeting: who cannot come, who takes their place, which co-opted members are told."""
    meeting = meeting_to_run(request.user, reference)
    form = ApologiesForm(request.POST if request.method == "POST" else None, meeting=meeting)

    def verb() -> object:
        given = dict(form.cleaned_data)
        return record_apologies(meeting, given.pop("person"), by=request.user, **given)

    if done(form, verb):
        messages.success(request, f"The apologies of {form.cleaned_data['person']} are recorded.")
        return redirect("workspace:apologies", meeting.reference)
    context = {
        "meeting": meeting,
        "sent": meeting.attendances.exclude(apologies_by="").in_printed_order(),
        "places": meeting.substitutions.standing().select_related("person", "in_place_of"),
        "education": told_of_education(meeting),
        "template": "committees/sitting/apologies.html",
    }
    return form_response(
        request,
        form,
        "Apologies and substitutes",
        crumbs(meeting),
        submit_label="Record apologies",
        **context,
    )


@login_required
@require_POST
def apologies_back(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    person = get_object_or_404(Person, pk=pk, attendances__meeting=meeting)
    attempt(
        request, f"{person} is expected again.", lambda: take_back_apologies(meeting, person, by=request.user)
    )
    return redirect("workspace:apologies", meeting.reference)


@login_required
@require_POST
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    attempt(request, "The co-opted members are told.", lambda: invite_cooptees(item, by=request.user))
    return redirect("workspace:apologies", item.meeting.reference)
