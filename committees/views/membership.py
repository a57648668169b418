"""Adding members, ending memberships and changing roles."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.http import SignedInRequest
from committees.forms.committees import (
    PEOPLE_SHOWN,
    ChangeRoleForm,
    EndMembershipForm,
    FindPersonForm,
    MemberForm,
    apply_errors,
)
from committees.membership import add_member, change_role, end_membership
from committees.models import Membership
from committees.permissions import committee_to_configure, committees_configured_by

from .committees import crumbs_of, form_of
from .meetings import form_page


def membership_to_change(request: SignedInRequest, pk: int) -> Membership:
    allowed = Membership.objects.filter(committee__in=committees_configured_by(request.user))
    return get_object_or_404(allowed.select_related("committee", "person"), pk=pk)


@login_required
@form_page
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_configure(request.user, slug)
    find = FindPersonForm(request.GET or None)
    people = find.found(committee, timezone.localdate())
    form = MemberForm(request.POST or None, people=people)
    if form.is_valid():
        try:
            seat = add_member(committee, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            apply_errors(form, refusal)
        else:
            messages.success(request, f"{seat.person} is on the committee from {seat.start:%-d %B %Y}.")
            return redirect("workspace:committee", slug)
    context = {
        "committee": committee,
        "find": find,
        "form": form,
        "found": people.count(),
        "shown": PEOPLE_SHOWN,
        "breadcrumbs": crumbs_of(committee, "Add a member"),
    }
    return render(request, "committees/workspace/member_add.html", context)


@login_required
@form_page
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    membership = membership_to_change(request, pk)
    form = EndMembershipForm(request.POST or None)
    if form.is_valid():
        try:
            end_membership(membership, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            apply_errors(form, refusal)
        else:
            day = form.cleaned_data["on"]
            messages.success(request, f"{membership.person}’s last day is {day:%-d %B %Y}.")
            return redirect("workspace:committee", membership.committee.slug)
    heading = f"End the membership of {membership.person}"
    return form_of(request, membership.committee, form, heading, submit_label="End the membership")


@login_required
@form_page
def role(request: SignedInRequest, pk: int) -> HttpResponse:
    membership = membership_to_change(request, pk)
    form = ChangeRoleForm(request.POST or None, membership=membership)
    if form.is_valid():
        given = form.cleaned_data
        stays = given.get("former_chair") != "leaves"
        try:
            seat = change_role(
                membership,
                role=given["role"],
                start=given["start"],
                reason=given["reason"],
                former_chair_stays=stays,
                by=request.user,
            )
        except ValidationError as refusal:
            apply_errors(form, refusal)
        else:
            word = seat.get_role_display().lower()
            messages.success(request, f"{seat.person} is {word} from {seat.start:%-d %B %Y}.")
            return redirect("workspace:committee", membership.committee.slug)
    heading = f"Change the role of {membership.person}"
    intro = f"{membership.get_role_display()} since {membership.start:%-d %B %Y}."
    return form_of(request, membership.committee, form, heading, submit_label="Change the role", intro=intro)
