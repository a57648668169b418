"""The interests that the council's code of conduct asks members to declare. Kept by those who set the council up."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.forms.attendance import InterestTypeForm
from committees.models import InterestType
from committees.permissions import can_configure
from committees.sittings.declaring import save_interest_type

from .authority import crumbs_to
from .form_pages import Crumbs, allow, done, form_response
from .meetings import form_page


def crumbs_of_list() -> Crumbs:
    return [*crumbs_to(), ("Interests", reverse("workspace:interests"))]


@login_required
@require_safe
def interests(request: SignedInRequest) -> HttpResponse:
    allow(can_configure(request.user))
    context = {
        "types": InterestType.objects.all(),
        "heading": "Interests that members declare",
        "breadcrumbs": [*crumbs_to(), ("Interests", "")],
        "actions": [{"text": "Add an interest", "url": reverse("workspace:interest_add")}],
    }
    return render(request, "committees/setup/interests.html", context)


@login_required
@form_page
def add(request: SignedInRequest) -> HttpResponse:
    allow(can_configure(request.user))
    form = InterestTypeForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: save_interest_type(InterestType(**form.cleaned_data), by=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} is added.")
        return redirect("workspace:interests")
    return form_response(request, form, "Add an interest", crumbs_of_list(), submit_label="Add")


@login_required
@form_page
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    allow(can_configure(request.user))
    found = get_object_or_404(InterestType, pk=pk)
    form = InterestTypeForm(request.POST if request.method == "POST" else None, instance=found)
    if done(form, lambda: save_interest_type(form.instance, by=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} is saved.")
        return redirect("workspace:interests")
    return form_response(request, form, "Change the interest", crumbs_of_list(), submit_label="Save")
