"""A committee's own pages: what it is, and what its agendas start from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.configuration import create_committee, edit_committee
from committees.forms.committees import CommitteeForm, NewCommitteeForm, apply_errors
from committees.models import Committee, Membership
from committees.permissions import can_configure, can_run, committee_to_configure, committees_configured_by
from committees.references import fill

from .meetings import form_page
from .places import with_status

USUAL_REPORT_PATTERN = "{code}/{seq:02}/{yy}"


@login_required
@require_safe
def committees(request: SignedInRequest) -> HttpResponse:
    if not (request.user.is_officer or can_configure(request.user)):
        raise Http404
    today = timezone.localdate()
    chairs = Membership.objects.on(today).filter(role=Membership.Role.CHAIR).select_related("person")
    in_seat = Q(memberships__start__lte=today) & (Q(memberships__end=None) | Q(memberships__end__gte=today))
    listed = (
        committees_configured_by(request.user)
        .annotate(members_today=Count("memberships", filter=in_seat))
        .prefetch_related(Prefetch("memberships", chairs, to_attr="chairs"))
        .order_by("name")
    )
    actions = []
    if can_configure(request.user):
        actions = [{"text": "Add a committee", "url": reverse("workspace:committee_add")}]
    return render(request, "committees/workspace/committees.html", {"committees": listed, "actions": actions})


@login_required
@require_safe
def committee(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = committee_to_configure(request.user, slug)
    today = timezone.localdate()
    seats = list(shown.memberships.in_printed_order())
    context = {
        "committee": shown,
        "members": [seat for seat in seats if seat.start <= today and not (seat.end and seat.end < today)],
        "past": sorted(
            (seat for seat in seats if seat.end and seat.end < today),
            key=lambda seat: seat.end or today,
            reverse=True,
        ),
        "coming": sorted((seat for seat in seats if seat.start > today), key=lambda seat: seat.start),
        "example": example_reference(shown),
        "standing_items": shown.standing_items.all(),
        "texts": shown.information_texts.all(),
        "runs_it": can_run(request.user, shown),
        "officers": shown.scopes.select_related("user").order_by("user__name"),
        "chooses_officers": can_configure(request.user),
        "breadcrumbs": [("Committees", reverse("workspace:committees")), (shown.name, "")],
    }
    return render(request, "committees/workspace/committee.html", context)


def example_reference(committee: Committee) -> str:
    try:
        return fill(committee.report_pattern, code=committee.code, sequence=9, day=timezone.localdate())
    except ValidationError:
        return ""


@login_required
@form_page
def add(request: SignedInRequest) -> HttpResponse:
    if not can_configure(request.user):
        raise Http404
    form = NewCommitteeForm(request.POST or None, initial={"report_pattern": USUAL_REPORT_PATTERN})
    if form.is_valid():
        details = form.values
        details["slug"] = details["slug"] or slugify(details["name"])[:80]
        try:
            made = create_committee(by=request.user, **details)
        except ValidationError as refusal:
            apply_errors(form, refusal)
        else:
            messages.success(request, f"{made.name} is added. Add its members and its standing items next.")
            return redirect("workspace:committee", made.slug)
    return form_of(request, None, form, "Add a committee", submit_label="Add the committee")


@login_required
@form_page
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = committee_to_configure(request.user, slug)
    form = CommitteeForm(request.POST or None, instance=committee_to_configure(request.user, slug))
    if form.is_valid() and form.save_with(
        lambda: edit_committee(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The committee’s details are saved.")
        return redirect("workspace:committee", slug)
    return with_status(form_of(request, shown, form, "Change the committee"), form)


def crumbs_of(committee: Committee | None, here: str) -> list[tuple[str, str]]:
    crumbs = [("Committees", reverse("workspace:committees"))]
    if committee:
        crumbs.append((committee.name, reverse("workspace:committee", args=[committee.slug])))
    return [*crumbs, (here, "")]


def form_of(
    request: SignedInRequest, committee: Committee | None, form: Any, heading: str, **context: Any
) -> HttpResponse:
    crumbs = crumbs_of(committee, heading)
    context |= {
        "form": form,
        "heading": heading,
        "caption": committee.name if committee else "",
        "cancel_url": crumbs[-2][1],
        "committee": committee,
        "breadcrumbs": crumbs,
    }
    return render(request, "committees/workspace/committee_form.html", context)
