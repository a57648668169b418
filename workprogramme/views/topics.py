"""One topic: added, changed, given a time, brought to an end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.permissions import committee_to_run
from committees.views.form_pages import Crumbs, done, form_response
from committees.views.meetings import form_page
from committees.views.places import attempt
from workprogramme import planning, workflow
from workprogramme.forms.topics import (
    CompleteForm,
    MoveForm,
    NewTopicForm,
    OriginForm,
    ReasonForm,
    TopicForm,
)
from workprogramme.models import ProgrammeSection, Topic
from workprogramme.origins import add_origin, remove_origin
from workprogramme.permissions import topic_to_run
from workprogramme.timing import when_of
from workprogramme.years import first_day

from .programme import crumbs_to, programme_url, year_asked_for


def crumbs_of(topic: Topic) -> Crumbs:
    return [
        *crumbs_to(topic.committee, topic.year),
        (topic.title, reverse("workspace:topic", args=[topic.pk])),
    ]


def history_of(topic: Topic) -> list[Topic]:
    """The topic and those of earlier years that it was carried forward from, newest first."""
    found = [topic]
    while earlier := Topic.objects.filter(carried_to=found[-1]).first():
        found.append(earlier)
    return found


@login_required
@require_safe
def topic(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = topic_to_run(request.user, pk)
    earlier = history_of(shown)
    related = ("undertaking__call_in__decision", "planned", "decision", "suggestion", "recommendation")
    context = {
        "topic": shown,
        "committee": shown.committee,
        "steps": shown.steps.all(),
        "origins": shown.origins.select_related(*related),
        "slips": [slip for each in earlier for slip in each.slips.select_related("by")],
        "earlier": earlier[1:],
        "breadcrumbs": [*crumbs_of(shown)[:-1], (shown.title, "")],
    }
    return render(request, "workprogramme/workspace/topic.html", context)


@login_required
@form_page
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    committee, year = committee_to_run(request.user, slug), year_asked_for(request)
    initial = {
        "section": ProgrammeSection.objects.filter(retired_at=None).first(),
        "is_public": True,
        "undertakings": [pk for pk in request.GET.getlist("undertaking") if pk.isascii() and pk.isdecimal()],
        "recommendation": request.GET.get("recommendation"),
    }
    data = request.POST if request.method == "POST" else None
    form = NewTopicForm(data, committee=committee, since=first_day(year), initial=initial)
    made: list[Topic] = []

    def keep() -> None:
        given = form.details | {"origins": form.origins, "when": form.when}
        made.append(planning.add_topic(committee, year=year, by=request.user, **given))

    if done(form, keep):
        messages.success(request, f"“{made[0]}” is in the programme.")
        if "another" in request.POST:
            return redirect(request.get_full_path())
        return redirect(f"{programme_url(committee, year)}#topic-{made[0].pk}")
    words: dict[str, Any] = {"caption": committee.name, "submit_label": "Add the topic"}
    return form_response(request, form, "Add a topic", crumbs_to(committee, year), **words)


@login_required
@form_page
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = topic_to_run(request.user, pk)
    form = TopicForm(
        request.POST if request.method == "POST" else None, instance=topic_to_run(request.user, pk)
    )
    if form.is_valid() and form.save_with(
        lambda: planning.edit_topic(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The topic is saved.")
        return redirect("workspace:topic", pk)
    return form_response(request, form, "Change the topic", crumbs_of(shown))


@login_required
@form_page
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Also where the year plan sends what was dragged or moved by keys."""
    shown = topic_to_run(request.user, pk)
    now = when_of(shown)
    initial = {"meeting": now.meeting, "starts": now.starts, "ends": now.ends, "timing": now.timing}
    form = MoveForm(request.POST if request.method == "POST" else None, topic=shown, initial=initial)
    if done(
        form, lambda: planning.move(shown, form.when, reason=form.cleaned_data["reason"], by=request.user)
    ):
        messages.success(request, f"“{shown}” is planned for {form.when} now.")
        return redirect(f"{programme_url(shown.committee, shown.year)}#topic-{pk}")
    words: dict[str, Any] = {"caption": shown.title, "submit_label": "Move it"}
    if shown.item:
        words["intro"] = "It is on an agenda. Its item moves with it, and so do its report and papers."
    return form_response(request, form, "When is it looked at?", crumbs_of(shown), **words)


@login_required
@form_page
def complete(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = topic_to_run(request.user, pk)
    last = min(shown.first or timezone.localdate(), timezone.localdate())
    form = CompleteForm(request.POST if request.method == "POST" else None, initial={"on": last})
    return _end(request, shown, form, "The topic is done", "It is done", workflow.complete)


@login_required
@form_page
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = topic_to_run(request.user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return _end(request, shown, form, "Drop the topic", "Drop it", workflow.drop)


@login_required
@form_page
def carry(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = topic_to_run(request.user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    heading = "Carry the topic forward to next year"
    return _end(request, shown, form, heading, "Carry it forward", workflow.carry_forward)


def _end(
    request: SignedInRequest, shown: Topic, form: Any, heading: str, button: str, verb: Callable[..., Topic]
) -> HttpResponse:
    ended: list[Topic] = []
    if done(form, lambda: ended.append(verb(shown, by=request.user, **form.cleaned_data))):
        messages.success(request, "It is saved.")
        return redirect("workspace:topic", ended[0].pk)
    return form_response(request, form, heading, crumbs_of(shown), caption=shown.title, submit_label=button)


@login_required
@require_POST
def take_up_again(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = topic_to_run(request.user, pk)
    attempt(request, "It is in the programme again.", lambda: workflow.take_up_again(shown, by=request.user))
    return redirect("workspace:topic", pk)


@login_required
@form_page
def origin_add(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = topic_to_run(request.user, pk)
    form = OriginForm(request.POST if request.method == "POST" else None, topic=shown)
    if done(form, lambda: add_origin(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, "Where it comes from is saved.")
        return redirect("workspace:topic", pk)
    return form_response(request, form, "Where it comes from", crumbs_of(shown), caption=shown.title)


@login_required
@require_POST
def origin_remove(request: SignedInRequest, pk: int, origin: int) -> HttpResponse:
    shown = topic_to_run(request.user, pk)
    found = get_object_or_404(shown.origins, pk=origin)
    attempt(request, "It is taken out.", lambda: remove_origin(found, by=request.user))
    return redirect("workspace:topic", pk)
