"""Who leads a political group: kept on the pages of the people who do."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.http import SignedInRequest
from committees.forms.directory import LeaderForm
from committees.leadership import correct_leader, record_leader
from committees.permissions import can_keep_people
from council.models import GroupLeader, Person

from .directory import crumbs_to, person_to_keep
from .form_pages import allow, done, form_response
from .meetings import form_page


@login_required
@form_page
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = person_to_keep(request, pk)
    allow(shown.kind == Person.Kind.COUNCILLOR)
    term = shown.terms.filter(start__lte=timezone.localdate()).select_related("group").first()
    form = LeaderForm(request.POST if request.method == "POST" else None, group=term.group if term else None)
    if done(form, lambda: record_leader(shown, by=request.user, **form.cleaned_data)):
        role = GroupLeader.Role(form.cleaned_data["role"]).label.lower()
        messages.success(request, f"{shown} is recorded: {role}, {form.cleaned_data['group']}.")
        return redirect("workspace:person", pk)
    heading = "Record who leads a political group"
    return form_response(request, form, heading, crumbs_to(shown), caption=shown.full_name)


@login_required
@form_page
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    allow(can_keep_people(request.user))
    shown = get_object_or_404(GroupLeader.objects.select_related("person", "group"), pk=pk)
    who = shown.person
    form = LeaderForm(request.POST if request.method == "POST" else None, leader=shown)
    if done(form, lambda: correct_leader(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, "It is saved.")
        return redirect("workspace:person", who.pk)
    intro = "Write down the last day, or put right what was typed wrongly."
    return form_response(request, form, str(shown), crumbs_to(who), caption=who.full_name, intro=intro)
