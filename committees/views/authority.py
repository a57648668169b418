"""Set-up: what the council is called, how it looks, the words and texts it prints."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.authority import (
    add_information,
    delete_information,
    edit_information,
    move_information,
    remove_logo,
    save_council,
    save_text,
    set_logo,
)
from committees.forms.authority import COUNCIL_FORMS, InformationForm, LogoForm, StandingTextForm
from committees.permissions import can_configure, can_keep_accounts
from committees.references import fill
from council.colours import contrast
from council.models import Council, Group, StandingText, Ward

from .form_pages import Crumbs, allow, done, form_response
from .meetings import form_page


def crumbs_to(*more: tuple[str, str]) -> Crumbs:
    return [("Set-up", reverse("workspace:council")), *((text, reverse(name)) for text, name in more)]


@login_required
@require_safe
def council(request: SignedInRequest) -> HttpResponse:
    """Everything there is to set up, or the first form when there is nothing yet."""
    allow(can_configure(request.user))
    council = Council.objects.first()
    if council is None:
        return redirect("workspace:council_edit", "details")
    context = {
        "shown": council,
        "contrast": contrast(council.brand_colour, council.brand_text_colour),
        "texts": StandingText.objects.count(),
        "groups": Group.objects.count(),
        "wards": Ward.objects.count(),
        "keeps_accounts": can_keep_accounts(request.user),
        "reference_example": fill(
            council.decision_pattern, code="", sequence=council.decision_first, day=timezone.localdate()
        ),
    }
    return render(request, "committees/setup/council.html", context)


@login_required
@form_page
def council_edit(request: SignedInRequest, section: str) -> HttpResponse:
    allow(can_configure(request.user) and section in COUNCIL_FORMS)
    form_class, heading = COUNCIL_FORMS[section]
    before = Council.objects.first()
    if before is None and section != "details":
        raise Http404
    form = form_class(request.POST if request.method == "POST" else None, instance=before)
    if form.is_valid() and form.save_with(
        lambda: save_council(version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "Saved. Every page shows it from now on.")
        return redirect("workspace:council")
    intro = "" if before else "Welcome. Say first who you are; every page and every pack prints it."
    return form_response(request, form, heading, crumbs_to(), intro=intro)


@login_required
@form_page
def logo(request: SignedInRequest) -> HttpResponse:
    allow(can_configure(request.user))
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if done(form, lambda: set_logo(form.cleaned_data["logo"].read(), by=request.user)):
        messages.success(request, "The logo is saved.")
        return redirect("workspace:council")
    return form_response(request, form, "Upload a logo", crumbs_to(), submit_label="Upload")


@login_required
@require_POST
def logo_remove(request: SignedInRequest) -> HttpResponse:
    allow(can_configure(request.user))
    remove_logo(by=request.user)
    messages.success(request, "The logo is taken away.")
    return redirect("workspace:council")


@login_required
@require_safe
def texts(request: SignedInRequest) -> HttpResponse:
    allow(can_configure(request.user))
    every = list(StandingText.objects.all())
    ours = {text.use: text for text in every}
    information = StandingText.Use.INFORMATION
    context = {
        "fixed": [(use, use.label, ours.get(use)) for use in StandingText.Use if use != information],
        "information": [text for text in every if text.use == information],
        "breadcrumbs": [*crumbs_to(), ("Standing texts", "")],
    }
    return render(request, "committees/setup/texts.html", context)


def text_form(request: SignedInRequest, form: Any, heading: str, **context: Any) -> HttpResponse:
    crumbs = crumbs_to(("Standing texts", "workspace:texts"))
    return form_response(request, form, heading, crumbs, **context)


@login_required
@form_page
def text_edit(request: SignedInRequest, use: str) -> HttpResponse:
    """The one text of a use other than information."""
    uses = {one.value: one for one in StandingText.Use if one != StandingText.Use.INFORMATION}
    allow(can_configure(request.user) and use in uses)
    text = StandingText.objects.filter(use=use).first() or StandingText(use=use)
    form = StandingTextForm(request.POST if request.method == "POST" else None, instance=text)
    if done(form, lambda: save_text(use, by=request.user, **form.cleaned_data)):
        messages.success(request, "The text is saved. Packs built from now on print it.")
        return redirect("workspace:texts")
    return text_form(request, form, uses[use].label)


@login_required
@form_page
def information_add(request: SignedInRequest) -> HttpResponse:
    allow(can_configure(request.user))
    form = InformationForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: add_information(by=request.user, **form.cleaned_data)):
        messages.success(request, "The information is added.")
        return redirect("workspace:texts")
    return text_form(request, form, "Add information", submit_label="Add")


def information_to_change(request: SignedInRequest, pk: int) -> StandingText:
    allow(can_configure(request.user))
    return get_object_or_404(StandingText, pk=pk, use=StandingText.Use.INFORMATION)


@login_required
@form_page
def information_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    text = information_to_change(request, pk)
    initial = {"title": text.title, "body": text.body}
    form = InformationForm(request.POST if request.method == "POST" else None, initial=initial)
    if done(form, lambda: edit_information(text, by=request.user, **form.cleaned_data)):
        messages.success(request, "The information is saved.")
        return redirect("workspace:texts")
    return text_form(request, form, "Change the information")


@login_required
@require_POST
def information_move(request: SignedInRequest, pk: int) -> HttpResponse:
    text = information_to_change(request, pk)
    direction = "up" if request.POST.get("direction") == "up" else "down"
    if move_information(text, direction, by=request.user):
        messages.success(request, f"“{text}” moved {direction}.")
    return redirect("workspace:texts")


@login_required
@form_page
def information_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks first, then deletes."""
    text = information_to_change(request, pk)
    if request.method == "POST":
        delete_information(text, by=request.user)
        messages.success(request, f"“{text}” deleted.")
        return redirect("workspace:texts")
    context = {
        "name": str(text),
        "warning": "Packs already published keep it. New ones will not have it.",
        "cancel_url": reverse("workspace:texts"),
    }
    return render(request, "committees/setup/delete.html", context)
