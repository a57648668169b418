"""The forward plan as officers keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from callins.forms.filters import PlanFilter
from callins.forms.plan import NOTICES, NewPlannedForm, PlannedForm, ReasonForm, SlipForm
from callins.models import PlannedDecision
from callins.permissions import planned_to_run, require_officer
from callins.planning import (
    AnyNotice,
    edit_plan,
    plan_decision,
    publish_notice,
    record_notice,
    slip,
    take_back_notice,
    withdraw_plan,
)
from committees.views.form_pages import Crumbs, done, form_response
from committees.views.meetings import form_page
from committees.views.places import attempt

from .public import PER_PAGE, plan_context

FORM = "callins/workspace/form.html"


def crumbs_to(planned: PlannedDecision | None = None) -> Crumbs:
    crumbs = [("Forward plan", reverse("workspace:forward_plan"))]
    if planned:
        crumbs.append((planned.reference, reverse("workspace:planned_decision", args=[planned.slug])))
    return crumbs


@login_required
@require_safe
def forward_plan(request: SignedInRequest) -> HttpResponse:
    require_officer(request.user)
    form = PlanFilter(request.GET or None)
    found = form.apply(PlannedDecision.objects.all(), timezone.now())
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "actions": [{"text": "Plan a decision", "url": reverse("workspace:planned_add"), "primary": True}],
    }
    return render(request, "callins/workspace/forward_plan.html", context)


@login_required
@require_safe
def planned(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = planned_to_run(request.user, slug)
    context = plan_context(shown) | {
        "decision": getattr(shown, "decision", None),
        "breadcrumbs": [*crumbs_to(), (shown.reference, "")],
        "notice_kinds": [(kind, words[2]) for kind, words in NOTICES.items()],
    }
    names = ("exceptions", "urgencies", "private_notices")
    context["recorded"] = [
        (kind, words[2], one)
        for (kind, words), name in zip(NOTICES.items(), names, strict=True)
        for one in context[name]
    ]
    return render(request, "callins/workspace/planned.html", context)


@login_required
@form_page
def add(request: SignedInRequest) -> HttpResponse:
    require_officer(request.user)
    form = NewPlannedForm(
        request.POST if request.method == "POST" else None, initial={"more_documents": True}
    )
    made: list[PlannedDecision] = []
    if done(form, lambda: made.append(plan_decision(by=request.user, **form.values))):
        messages.success(request, f"{made[0].reference} is entered. Publish its notice next.")
        return redirect("workspace:planned_decision", made[0].slug)
    return form_response(
        request, form, "Plan a decision", crumbs_to(), template=FORM, submit_label="Enter the decision"
    )


@login_required
@form_page
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = planned_to_run(request.user, slug)
    data = request.POST if request.method == "POST" else None
    form = PlannedForm(data, instance=planned_to_run(request.user, slug))
    if form.is_valid() and form.save_with(
        lambda: edit_plan(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The entry is saved.")
        return redirect("workspace:planned_decision", slug)
    return form_response(request, form, "Change the entry", crumbs_to(shown), template=FORM)


@login_required
@require_POST
def publish(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = planned_to_run(request.user, slug)
    words = f"{shown.reference} is on the public forward plan. Today is its day of notice."
    attempt(request, words, lambda: publish_notice(shown, by=request.user))
    return redirect("workspace:planned_decision", slug)


@login_required
@form_page
def move(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = planned_to_run(request.user, slug)
    data = request.POST if request.method == "POST" else None
    form = SlipForm(data, initial={"due": shown.due, "period": shown.period})
    if done(form, lambda: slip(shown, by=request.user, **form.cleaned_data)):
        messages.success(request, "The new time is saved. The one before stays on record.")
        return redirect("workspace:planned_decision", slug)
    return form_response(request, form, "Move the decision", crumbs_to(shown), caption=shown.title)


@login_required
@form_page
def withdraw(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = planned_to_run(request.user, slug)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: withdraw_plan(shown, reason=form.cleaned_data["reason"], by=request.user)):
        messages.success(request, "The entry is withdrawn. It stays on record, with your reason.")
        return redirect("workspace:planned_decision", slug)
    words: dict[str, Any] = {"submit_label": "Withdraw it", "submit_warning": True, "caption": shown.title}
    return form_response(request, form, "Withdraw the entry", crumbs_to(shown), **words)


@login_required
@form_page
def notice_add(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    shown = planned_to_run(request.user, slug)
    if kind not in NOTICES:
        raise Http404
    form_class, model, heading, intro = NOTICES[kind]
    form = form_class(request.POST if request.method == "POST" else None)

    def keep() -> None:
        record_notice(model(planned=shown, **form.cleaned_data), by=request.user)  # type: ignore[arg-type]

    if done(form, keep):
        messages.success(request, "The notice is recorded.")
        return redirect("workspace:planned_decision", slug)
    return form_response(
        request, form, heading, crumbs_to(shown), caption=shown.title, intro=intro, submit_label="Record it"
    )


@login_required
@form_page
def notice_take_back(request: SignedInRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    shown = planned_to_run(request.user, slug)
    if kind not in NOTICES:
        raise Http404
    found = get_object_or_404(NOTICES[kind][1]._default_manager.filter(planned=shown), pk=pk)
    assert isinstance(found, AnyNotice)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    reason = form.fields["reason"]
    reason.help_text = "For your colleagues. The record stays, and no longer counts"
    if done(form, lambda: take_back_notice(found, reason=form.cleaned_data["reason"], by=request.user)):
        messages.success(request, "The notice is taken back.")
        return redirect("workspace:planned_decision", slug)
    words: dict[str, Any] = {"submit_label": "Take it back", "submit_warning": True, "caption": shown.title}
    return form_response(request, form, "Take the notice back", crumbs_to(shown), **words)
