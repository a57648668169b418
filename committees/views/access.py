"""Who may read the papers of an item: access given, people kept from it, authors; and substitutes of a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.access import (
    appoint_substitute,
    give_access,
    keep_from,
    lift,
    name_author,
    remove_author,
    revoke,
    withdraw_substitute,
)
from committees.forms.access import AuthorForm, DenialForm, GrantForm, SubstituteForm
from committees.models import AgendaItem, Authorship, Denial, Grant, Substitution
from committees.permissions import item_to_run, meeting_to_run, meetings_run_by

from .form_pages import Crumbs, done, form_response
from .meetings import form_page
from .places import attempt, crumbs


def access_crumbs(item: AgendaItem) -> Crumbs:
    return [*crumbs(item.meeting), ("Who may read it", reverse("workspace:item_access", args=[item.pk]))]


@login_required
@require_safe
def item_access(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    context = {
        "item": item,
        "grants": item.grants.select_related("user", "paper", "made_by"),
        "denials": item.denials.select_related("person", "user", "made_by"),
        "authorships": item.authorships.select_related("user"),
        "breadcrumbs": [*crumbs(item.meeting), ("Who may read it", "")],
    }
    return render(request, "committees/access/item.html", context)


@login_required
@form_page
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = GrantForm(request.POST if request.method == "POST" else None, item=item)
    if done(form, lambda: give_access(item, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{form.cleaned_data['user'].name} can read it now.")
        return redirect("workspace:item_access", pk)
    return form_response(
        request, form, "Give access", access_crumbs(item), caption=item.title, submit_label="Give access"
    )


@login_required
@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = get_object_or_404(Grant, pk=pk, item__meeting__in=meetings_run_by(request.user))
    attempt(request, "The access is taken back.", lambda: revoke(grant, by=request.user))
    return redirect("workspace:item_access", grant.item_id)


@login_required
@form_page
def deny(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = DenialForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: keep_from(item, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{form.cleaned_data['user'].name} can no longer read its exempt papers.")
        return redirect("workspace:meetings")
    intro = (
        "It beats every other access they have. Somebody kept from an item that holds anything exempt gets no"
        " members’ pack of the meeting."
    )
    return form_response(
        request, form, "Keep somebody from the item", access_crumbs(item), caption=item.title, intro=intro
    )


@login_required
@require_POST
def lift_denial(request: SignedInRequest, pk: int) -> HttpResponse:
    denial = get_object_or_404(Denial, pk=pk, item__meeting__in=meetings_run_by(request.user))
    attempt(request, f"{denial.who} is no longer kept from the item.", lambda: lift(denial, by=request.user))
    return redirect("workspace:item_access", denial.item_id)


@login_required
@form_page
def author_add(request: SignedInRequest, pk: int) -> HttpResponse:
    item = item_to_run(request.user, pk)
    form = AuthorForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: name_author(item, form.cleaned_data["user"], by=request.user)):
        messages.success(request, f"{form.cleaned_data['user'].name} can read the item’s papers and drafts.")
        return redirect("workspace:item_access", pk)
    return form_response(request, form, "Name an author", access_crumbs(item), caption=item.title)


@login_required
@require_POST
def author_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    authorship = get_object_or_404(Authorship, pk=pk, item__meeting__in=meetings_run_by(request.user))
    item = authorship.item_id
    attempt(request, "The author is removed.", lambda: remove_author(authorship, by=request.user))
    return redirect("workspace:item_access", item)


@login_required
@form_page
def substitutes(request: SignedInRequest, reference: str) -> HttpResponse:
    meeting = meeting_to_run(request.user, reference)
    form = SubstituteForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if done(form, lambda: appoint_substitute(meeting, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{form.cleaned_data['person']} can read this meeting’s papers.")
        return redirect("workspace:substitutes", meeting.reference)
    context = {
        "meeting": meeting,
        "places": meeting.substitutions.filter(withdrawn_at=None).select_related("person", "in_place_of"),
        "template": "committees/access/substitutes.html",
    }
    return form_response(request, form, "Substitutes", crumbs(meeting), submit_label="Add", **context)


@login_required
@require_POST
def substitute_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    place = get_object_or_404(Substitution, pk=pk, meeting__in=meetings_run_by(request.user))
    attempt(request, f"{place.person} is withdrawn.", lambda: withdraw_substitute(place, by=request.user))
    return redirect("workspace:substitutes", place.meeting.reference)
