"""Officers say where a meeting can be watched."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from committees.forms.webcast import WebcastForm
from committees.models import Meeting, Webcast
from committees.permissions import meeting_to_run
from committees.webcasts import items_to_watch, moments_recorded, remove_webcast, save_webcast

from .form_pages import allow, done, form_response
from .meetings import form_page
from .places import attempt, crumbs


@login_required
@form_page
def webcast(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    allow(meeting.kind == Meeting.Kind.PUBLIC)
    known = Webcast.objects.filter(meeting=meeting).first()
    form = WebcastForm(
        request.POST if request.method == "POST" else None,
        items=items_to_watch(meeting),
        marks=known.marks if known else moments_recorded(meeting),
        initial={"url": known.url} if known else {},
    )
    if done(
        form,
        lambda: save_webcast(meeting, url=form.cleaned_data["url"], marks=form.marks, by=request.user),
    ):
        messages.success(request, "The public page of the meeting shows where to watch it.")
        return redirect(meeting)
    context = {"template": "committees/sitting/webcast.html", "webcast": known, "meeting": meeting}
    return form_response(request, form, "Webcast", crumbs(meeting), submit_label="Save", **context)


@login_required
@require_POST
def webcast_remove(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    attempt(request, "The webcast is taken off the page.", lambda: remove_webcast(meeting, by=request.user))
    return redirect(meeting)
