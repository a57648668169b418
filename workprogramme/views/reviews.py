"""Reviews as officers keep them, and as everybody reads those that are published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from audit.log import entries_for
from committees.permissions import can_run, committee_to_run, committees_run_by
from committees.views.form_pages import Crumbs, allow, done, form_response
from committees.views.meetings import form_page
from committees.views.places import attempt
from scrutiny.lib.explained import ExplainedDate
from workprogramme import reviewing, scoping
from workprogramme.forms.reviews import (
    ApproveForm,
    EndForm,
    ExtendForm,
    ReviewForm,
    ScopingForm,
    StartForm,
)
from workprogramme.models import Review, Scoping
from workprogramme.permissions import review_to_run, reviews_run_by
from workprogramme.tracking import settled

PER_PAGE = 25


def crumbs_of(review: Review) -> Crumbs:
    page = reverse("workspace:review", args=[review.pk])
    return [("Reviews", reverse("workspace:reviews")), (review.title, page)]


def about(review: Review) -> dict[str, Any]:
    told = review.due_told
    return {
        "review": review,
        "overdue": review.is_overdue(timezone.localdate()),
        "due": ExplainedDate.from_json(told) if told else None,
        "members": review.members.select_related("person"),
        "extensions": review.extensions.all(),
    }


@login_required
@require_safe
def reviews(request: SignedInRequest) -> HttpResponse:
    allow(request.user.is_officer)
    found = reviews_run_by(request.user).select_related("committee", "kind").open_first()
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "committees": list(committees_run_by(request.user)),
        "breadcrumbs": [("Reviews", "")],
    }
    return render(request, "workprogramme/reviews/list.html", context)


@login_required
@require_safe
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    versions = list(shown.scopings.select_related("approved_in"))
    open_ones = shown.committee.reviews.open().count()
    context = about(shown) | {
        "scopings": [(each, scoping.standing(each)) for each in versions],
        "latest": versions[0],
        "parts": scoping.parts(versions[0]),
        "evidence": shown.evidence.all(),
        "recommendations": shown.recommendations.select_related("sending").order_by("pk"),
        "too_many": open_ones if open_ones > settled().most_reviews else 0,
        "history": entries_for(shown)[:50],
        "breadcrumbs": [*crumbs_of(shown)[:1], (shown.title, "")],
    }
    return render(request, "workprogramme/reviews/review.html", context)


@login_required
@form_page
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    committee = committee_to_run(request.user, slug)
    form = ReviewForm(_given(request), committee=committee)
    made: list[Review] = []
    if done(
        form,
        lambda: made.append(reviewing.open_review(committee, by=request.user, **form.cleaned_data)),
    ):
        messages.success(request, "The review is there. Write its scoping document next.")
        return redirect("workspace:review", made[0].pk)
    crumbs = [("Reviews", reverse("workspace:reviews"))]
    return form_response(request, form, "Add a review", crumbs, caption=committee.name)


@login_required
@form_page
def scope(request: SignedInRequest, pk: int) -> HttpResponse:
    """The draft is written over; over a version that stands, the next one begins."""
    shown = review_to_run(request.user, pk)
    form = ScopingForm(_given(request), instance=shown.scopings.order_by("-number")[0])
    if form.is_valid() and form.save_with(
        lambda: reviewing.write_scope(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The scoping document is saved.")
        return redirect("workspace:review", pk)
    return form_response(request, form, "Scoping document", crumbs_of(shown), caption=shown.title)


@login_required
@require_safe
def scoping_version(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    found = get_object_or_404(Scoping, review=shown, number=number)
    context = {
        "review": shown,
        "scoping": found,
        "standing": scoping.standing(found),
        "parts": scoping.parts(found),
        "breadcrumbs": [*crumbs_of(shown), (f"Version {number}", "")],
    }
    return render(request, "workprogramme/reviews/version.html", context)


def _given(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _step(
    request: SignedInRequest, shown: Review, form: forms.Form, heading: str, verb: Callable[..., object]
) -> HttpResponse:
    if request.method == "POST" and done(form, lambda: verb(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, "It is saved.")
        return redirect("workspace:review", shown.pk)
    return form_response(request, form, heading, crumbs_of(shown), caption=shown.title)


@login_required
@form_page
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    seen = shown.scopings.order_by("-number")[0].version
    form = ApproveForm(_given(request), review=shown, initial={"version": seen})
    return _step(request, shown, form, "The committee has approved the scope", reviewing.approve_scope)


@login_required
@form_page
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    form = StartForm(_given(request), initial={"on": timezone.localdate()})
    return _step(request, shown, form, "Start the review", reviewing.start)


@login_required
@form_page
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    return _step(request, shown, ExtendForm(_given(request)), "Give it longer", reviewing.extend)


@login_required
@form_page
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    return _step(request, shown, EndForm(_given(request)), "End it without a report", reviewing.end)


@login_required
@require_POST
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = review_to_run(request.user, pk)
    attempt(request, "Everybody can read of it now.", lambda: reviewing.publish(shown, by=request.user))
    return redirect("workspace:review", pk)


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    found = Review.objects.published().select_related("committee", "kind").order_by("-published_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workprogramme/public/reviews.html", {"page": page})


@require_safe
def public_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The scope that the committee approved last, never a draft, and the evidence that is public."""
    published = Review.objects.published().select_related("committee", "kind")
    shown = get_object_or_404(published, pk=pk)
    approved = scoping.approved(shown)
    context = about(shown) | {
        "parts": scoping.parts(approved) if approved else [],
        "standing": scoping.standing(approved) if approved else "",
        "lines": scoping.approved_lines(shown),
        "evidence": shown.evidence.filter(is_public=True),
        "recommendations": shown.recommendations.published().select_related("sending").order_by("pk"),
        "runs_it": can_run(request.user, shown.committee),
        "breadcrumbs": [("Reviews", reverse("workprogramme:reviews")), (shown.title, "")],
    }
    return render(request, "workprogramme/public/review.html", context)
