"""What a committee settles, what the council settles, and what the forward plan brings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.models import Committee
from committees.permissions import can_configure, committee_to_run
from committees.views.form_pages import Crumbs, allow, form_response
from committees.views.meetings import form_page
from committees.views.places import attempt
from workprogramme.forms.settings import (
    CriterionForm,
    LineForm,
    ProgrammeSettingsForm,
    ReviewKindForm,
    SectionForm,
    TrackerSettingsForm,
)
from workprogramme.models import Criterion, ProgrammeSection, ProgrammeSettings, ReviewKind
from workprogramme.setting_up import save_line, save_tracker_settings
from workprogramme.slots import slots
from workprogramme.tracking import settled
from workprogramme.watching import look_through

from .programme import crumbs_to, programme_url

LineModel = type[ProgrammeSection] | type[Criterion] | type[ReviewKind]
LINES: dict[str, tuple[type[LineForm], LineModel, str]] = {
    "section": (SectionForm, ProgrammeSection, "Part of every programme"),
    "criterion": (CriterionForm, Criterion, "Criterion for suggestions"),
    "review-kind": (ReviewKindForm, ReviewKind, "Kind of review"),
}


def settings_of(committee: Committee) -> ProgrammeSettings:
    found = ProgrammeSettings.objects.filter(committee=committee).first()
    return found or ProgrammeSettings(committee=committee)


@login_required
@form_page
def settings(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    line = settings_of(committee)
    form = ProgrammeSettingsForm(
        request.POST if request.method == "POST" else None, instance=settings_of(committee)
    )
    if form.is_valid() and form.save_with(
        lambda: save_line(line, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The settings are saved.")
        return redirect(programme_url(committee))
    words: dict[str, Any] = {"caption": committee.name}
    return form_response(request, form, "Settings of the programme", crumbs_to(committee), **words)


@login_required
@require_safe
def watch(request: SignedInRequest, slug: str) -> HttpResponse:
    """The forward plan as it concerns this committee, with the last meeting before each decision."""
    committee = committee_to_run(request.user, slug)
    settled = settings_of(committee)
    context = {
        "committee": committee,
        "words": settled.watch_words,
        "slots": slots(committee, settled),
        "breadcrumbs": [*crumbs_to(committee), ("Forward plan watch", "")],
    }
    return render(request, "workprogramme/workspace/watch.html", context)


@login_required
@require_POST
def look(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    raised: list[int] = []
    if attempt(request, "", lambda: raised.append(look_through(committee, by=request.user))):
        plural = "" if raised[0] == 1 else "s"
        messages.success(request, f"{raised[0] or 'No'} new suggestion{plural} on the longlist.")
    return redirect("workspace:programme_watch", slug)


def setup_crumbs() -> Crumbs:
    return [("Programme, reviews and recommendations", reverse("workspace:programme_setup"))]


@login_required
@require_safe
def setup(request: SignedInRequest) -> HttpResponse:
    """The council's own parts and criteria."""
    allow(can_configure(request.user))
    context = {
        "sections": ProgrammeSection.objects.all(),
        "criteria": Criterion.objects.all(),
        "review_kinds": ReviewKind.objects.all(),
        "tracker": settled(),
        "breadcrumbs": [("Programme, reviews and recommendations", "")],
    }
    return render(request, "workprogramme/workspace/setup.html", context)


@login_required
@form_page
def tracker(request: SignedInRequest) -> HttpResponse:
    """How recommendations are numbered, how soon they are answered, how many reviews are enough."""
    allow(can_configure(request.user))
    form = TrackerSettingsForm(request.POST if request.method == "POST" else None, instance=settled())
    if form.is_valid() and form.save_with(
        lambda: save_tracker_settings(version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "It is saved.")
        return redirect("workspace:programme_setup")
    return form_response(request, form, "Recommendations and reviews", setup_crumbs())


@login_required
@form_page
def line_add(request: SignedInRequest, kind: str) -> HttpResponse:
    allow(can_configure(request.user))
    form_class, model, heading = _kind(kind)
    return _line(request, model(), form_class, heading)


@login_required
@form_page
def line(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    allow(can_configure(request.user))
    form_class, model, heading = _kind(kind)
    return _line(request, get_object_or_404(model._default_manager, pk=pk), form_class, heading)


def _kind(kind: str) -> tuple[type[LineForm], LineModel, str]:
    if kind not in LINES:
        raise Http404
    return LINES[kind]


def _line(request: SignedInRequest, shown: Any, form_class: type[LineForm], heading: str) -> HttpResponse:
    opened = type(shown)._default_manager.filter(pk=shown.pk).first() or type(shown)()
    form = form_class(request.POST if request.method == "POST" else None, instance=opened)
    if form.is_valid() and form.save_with(
        lambda: save_line(shown, version=form.opened_on, by=request.user, **form.line_values)
    ):
        messages.success(request, "It is saved.")
        return redirect("workspace:programme_setup")
    return form_response(request, form, heading, setup_crumbs())
