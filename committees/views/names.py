"""Political groups and wards: two lists of names, kept alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.authority import delete_place, save_place
from committees.forms.authority import GroupForm, WardForm
from committees.permissions import can_configure
from council.models import Council, Group, GroupLeader, Ward

from .authority import crumbs_to
from .form_pages import Crumbs, allow, done, form_response
from .meetings import form_page


@dataclass(frozen=True)
class NameList:
    model: Any
    form: Any
    one: str
    many: str


def list_of(request: SignedInRequest, kind: str) -> NameList:
    allow(can_configure(request.user))
    if kind == "groups":
        return NameList(Group, GroupForm, "political group", "political groups")
    if kind == "wards":
        word = ((Council.objects.first() or Council()).ward_word or "Ward").lower()
        return NameList(Ward, WardForm, word, f"{word}s")
    raise Http404


def crumbs_of_list(kind: str, about: NameList) -> Crumbs:
    return [*crumbs_to(), (about.many.capitalize(), reverse("workspace:names", args=[kind]))]


@login_required
@require_safe
def names(request: SignedInRequest, kind: str) -> HttpResponse:
    about = list_of(request, kind)
    today = timezone.localdate()
    in_office = Q(terms__start__lte=today) & (Q(terms__end=None) | Q(terms__end__gte=today))
    add_url = reverse("workspace:name_add", args=[kind])
    leaders = GroupLeader.objects.on(today).select_related("person").order_by("-role")
    rows = about.model.objects.annotate(councillors=Count("terms", filter=in_office))
    if kind == "groups":
        rows = rows.prefetch_related(Prefetch("leaders", leaders, to_attr="leaders_today"))
    context = {
        "kind": kind,
        "heading": about.many.capitalize(),
        "names": rows,
        "breadcrumbs": [*crumbs_to(), (about.many.capitalize(), "")],
        "actions": [{"text": f"Add a {about.one}", "url": add_url}],
    }
    return render(request, "committees/setup/names.html", context)


@login_required
@form_page
def add(request: SignedInRequest, kind: str) -> HttpResponse:
    about = list_of(request, kind)
    form = about.form(request.POST if request.method == "POST" else None)
    if done(form, lambda: save_place(about.model(**form.cleaned_data), by=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} is added.")
        return redirect("workspace:names", kind)
    return form_response(request, form, f"Add a {about.one}", crumbs_of_list(kind, about), submit_label="Add")


@login_required
@form_page
def edit(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    about = list_of(request, kind)
    place = get_object_or_404(about.model, pk=pk)
    form = about.form(request.POST if request.method == "POST" else None, instance=place)
    if done(form, lambda: save_place(form.instance, by=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} is saved.")
        return redirect("workspace:names", kind)
    return form_response(request, form, f"Rename the {about.one}", crumbs_of_list(kind, about))


@login_required
@form_page
def delete(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Asks first, then deletes."""
    about = list_of(request, kind)
    place = get_object_or_404(about.model, pk=pk)
    url = reverse("workspace:names", args=[kind])
    if request.method == "POST":
        try:
            delete_place(place, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, f"{place} is deleted.")
        return redirect(url)
    warning = "Only one that nobody holds or held office for can be deleted."
    context = {"name": str(place), "warning": warning, "cancel_url": url}
    return render(request, "committees/setup/delete.html", context)
