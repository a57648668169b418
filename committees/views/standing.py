"""Standing items and information texts: two ordered lists of a committee, edited alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from committees.configuration import add_line, delete_line, edit_line, move_line
from committees.forms.committees import InformationTextForm, StandingItemForm
from committees.models import InformationText, StandingItem
from committees.permissions import committee_to_configure, committees_configured_by

from .committees import crumbs_of, form_of
from .meetings import form_page


@dataclass(frozen=True)
class LineKind:
    """One of the two lists: its model, its form and its words."""

    model: Any
    form: Any
    list_name: str
    heading: str
    one: str
    intro: str


KINDS = {
    "items": LineKind(
        StandingItem,
        StandingItemForm,
        "workspace:standing_items",
        "Standing items",
        "standing item",
        "Every new agenda of the committee starts with these items, in this order. "
        "Agendas already made do not change.",
    ),
    "texts": LineKind(
        InformationText,
        InformationTextForm,
        "workspace:information_texts",
        "Information texts",
        "information text",
        "Printed in the committee’s packs after the council’s own information.",
    ),
}


def line_to_change(request: SignedInRequest, kind: str, pk: int) -> tuple[LineKind, Any]:
    if kind not in KINDS:
        raise Http404
    lines = KINDS[kind].model.objects.filter(committee__in=committees_configured_by(request.user))
    return KINDS[kind], get_object_or_404(lines.select_related("committee"), pk=pk)


@login_required
@require_safe
def lines(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    committee = committee_to_configure(request.user, slug)
    context = {
        "committee": committee,
        "kind": kind,
        "about": KINDS[kind],
        "lines": KINDS[kind].model.objects.filter(committee=committee),
        "breadcrumbs": crumbs_of(committee, KINDS[kind].heading),
        "actions": [
            {
                "text": f"Add {'a' if kind == 'items' else 'an'} {KINDS[kind].one}",
                "url": reverse("workspace:line_add", args=[slug, kind]),
            }
        ],
    }
    return render(request, "committees/workspace/lines.html", context)


@login_required
@form_page
def add(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    committee = committee_to_configure(request.user, slug)
    if kind not in KINDS:
        raise Http404
    about = KINDS[kind]
    form = about.form(request.POST or None)
    if form.is_valid():
        add_line(about.model(committee=committee, **form.cleaned_data), by=request.user)
        messages.success(request, f"{about.one.capitalize()} added.")
        return redirect(about.list_name, slug)
    article = "a" if kind == "items" else "an"
    return form_of(request, committee, form, f"Add {article} {about.one}", submit_label="Add")


@login_required
@form_page
def edit(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    about, line = line_to_change(request, kind, pk)
    form = about.form(request.POST or None, instance=line)
    if form.is_valid():
        edit_line(line, by=request.user, **form.cleaned_data)
        messages.success(request, f"{about.one.capitalize()} saved.")
        return redirect(about.list_name, line.committee.slug)
    return form_of(request, line.committee, form, f"Change the {about.one}", intro="")


@login_required
@require_POST
def move(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    about, line = line_to_change(request, kind, pk)
    direction = "up" if request.POST.get("direction") == "up" else "down"
    if move_line(line, direction, by=request.user):
        messages.success(request, f"“{line}” moved {direction}.")
    return redirect(about.list_name, line.committee.slug)


@login_required
@form_page
def delete(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Asks first, then deletes."""
    about, line = line_to_change(request, kind, pk)
    slug = line.committee.slug
    if request.method == "POST":
        delete_line(line, by=request.user)
        messages.success(request, f"“{line}” deleted.")
        return redirect(about.list_name, slug)
    context = {"line": line, "about": about, "cancel_url": reverse(about.list_name, args=[slug])}
    return render(request, "committees/workspace/line_delete.html", context)
