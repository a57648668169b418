"""Decisions as officers record and publish them."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import File
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from callins.call_in_gates import call_ins_to_run
from callins.clocks import publication_deadline
from callins.decision_notice import decision_notice
from callins.decisions import (
    correct_decision,
    edit_decision,
    make_decision,
    publish_decision,
    save_report,
    withdraw_decision,
)
from callins.forms.decisions import (
    CorrectionForm,
    DecisionForm,
    NewDecisionForm,
    PaperForm,
    ReportForm,
    option_rows,
)
from callins.forms.filters import DRAFTS, LISTS
from callins.forms.plan import ReasonForm
from callins.models import Decision, PlannedDecision, RuleSet
from callins.notice_periods import key_notice
from callins.papers import add_paper, remove_paper
from callins.permissions import decision_to_run, papers_visible_to, planned_to_run, require_officer
from committees.drawing import Drawing
from committees.files import file_name, serve_pdf
from committees.uploads import receive
from committees.views.form_pages import Crumbs, done, form_response
from committees.views.meetings import form_page
from committees.views.places import attempt
from council.calendar_in_force import calendar_in_force
from council.models import Council
from scrutiny.lib.explained import ExplainedDate

from .plan import FORM
from .public import decision_context, list_context

# What a decision takes over from the entry of the forward plan that it was made of.
TAKEN_OVER = [
    "title",
    "restricted_title",
    "maker_kind",
    "decision_maker",
    "maker_person",
    "is_key",
    "key_spending",
    "key_wards",
    "key_reason",
    "is_education",
    "all_wards",
    "contact",
    "is_private",
    "paragraphs",
    "private_reason",
]


def crumbs_to(decision: Decision | None = None) -> Crumbs:
    crumbs = [("Decisions", reverse("workspace:decisions"))]
    if decision:
        crumbs.append((decision.reference, reverse("workspace:decision", args=[decision.slug])))
    return crumbs


@login_required
@require_safe
def decisions(request: SignedInRequest) -> HttpResponse:
    require_officer(request.user)
    context = list_context(request, Decision.objects.all(), DRAFTS | LISTS, timezone.now())
    context["actions"] = [
        {"text": "Record a decision", "url": reverse("workspace:decision_add"), "primary": True},
        {"text": "Call-in rules", "url": reverse("workspace:rule_sets")},
    ]
    return render(request, "callins/workspace/decisions.html", context)


@login_required
@require_safe
def decision(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = decision_to_run(request.user, slug)
    context = decision_context(shown, papers_visible_to(request.user))
    context["call_ins"] = call_ins_to_run(request.user).filter(decision=shown)
    context["publish_by"] = publish_by(shown)
    context |= {"breadcrumbs": [*crumbs_to(), (shown.reference, "")], "late": late_key_decision(shown)}
    return render(request, "callins/workspace/decision.html", context)


def publish_by(decision: Decision) -> ExplainedDate | None:
    """While it is not published: the day by which the rules want it to be."""
    rule_set = RuleSet.objects.in_force(decision.made_on) if decision.state == Decision.State.DRAFT else None
    if rule_set is None:
        return None
    return publication_deadline(rule_set.parsed, calendar_in_force(), made_on=decision.made_on)


def late_key_decision(decision: Decision) -> bool:
    """A key decision for which neither 28 clear days nor one of the two ways round them is on record."""
    if not decision.is_key:
        return False
    if decision.planned is None or decision.planned.published_at is None:
        return True
    decision.planned.due = decision.made_on  # it is the day of the decision that counts, not the planned one
    notice = key_notice(decision.planned, today=timezone.localdate(), calendar=calendar_in_force())
    return notice is not None and not notice.settled


@login_required
@form_page
def add(request: SignedInRequest) -> HttpResponse:
    """A new record; `?planned=` starts from an entry of the forward plan, which gives it the reference."""
    require_officer(request.user)
    slug = request.GET.get("planned")
    planned = planned_to_run(request.user, slug) if slug else None
    form_class = DecisionForm if planned else NewDecisionForm
    data = request.POST if request.method == "POST" else None
    form = form_class(data, initial=starting_from(planned) if planned else {"in_framework": True})
    made: list[Decision] = []
    if done(form, lambda: made.append(make_decision(by=request.user, planned=planned, **form.values))):
        messages.success(request, f"{made[0].reference} is recorded. It is not published yet.")
        return redirect("workspace:decision", made[0].slug)
    words: dict[str, Any] = {
        "caption": str(planned) if planned else "",
        "submit_label": "Record the decision",
    }
    return form_response(request, form, "Record a decision", crumbs_to(), template=FORM, **words)


def starting_from(planned: PlannedDecision) -> dict[str, Any]:
    known = {name: getattr(planned, name) for name in TAKEN_OVER}
    return known | {"purpose": planned.matter, "made_on": planned.due, "wards": list(planned.wards.all())}


@login_required
@form_page
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = decision_to_run(request.user, slug)
    if shown.is_published:
        return redirect("workspace:decision_correct", slug)
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(data, instance=decision_to_run(request.user, slug))
    if form.is_valid() and form.save_with(
        lambda: edit_decision(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The record is saved.")
        return redirect("workspace:decision", slug)
    return form_response(request, form, "Change the record", crumbs_to(shown), template=FORM)


@login_required
@form_page
def correct(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = decision_to_run(request.user, slug)
    data = request.POST if request.method == "POST" else None
    form = CorrectionForm(data, instance=decision_to_run(request.user, slug))
    if form.is_valid() and form.save_with(
        lambda: correct_decision(shown, version=form.opened_on, by=request.user, **form.values)
    ):
        messages.success(request, "The correction is published. No date has moved.")
        return redirect("workspace:decision", slug)
    words = {
        "intro": "Readers see what was wrong and when it was put right. The first publication counts for call-in.",
        "submit_label": "Publish the correction",
    }
    return form_response(request, form, "Correct the record", crumbs_to(shown), template=FORM, **words)


@login_required
@form_page
def report(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = decision_to_run(request.user, slug)
    data = request.POST if request.method == "POST" else None
    form = ReportForm(data, instance=decision_to_run(request.user, slug).report)
    options = option_rows(data, shown.report)
    valid = form.is_valid() & (data is None or options.is_valid())
    if (
        data is not None
        and valid
        and form.save_with(
            lambda: save_report(
                shown, version=form.opened_on, options=options.rows, by=request.user, **form.values
            )
        )
    ):
        messages.success(request, "The report is saved.")
        return redirect("workspace:decision", slug)
    words = {"caption": shown.officers_title, "options": options, "template": "callins/workspace/report.html"}
    return form_response(request, form, "Report to the decision maker", crumbs_to(shown), **words)


@login_required
@require_safe
def notice(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """The record with its report as a PDF, as it stands now."""
    shown = decision_to_run(request.user, slug)
    pdf = Drawing(Council.objects.get()).draw("decision_notice", decision_notice(shown))
    name = file_name("Decision", shown.reference)
    return serve_pdf(request, File(io.BytesIO(pdf)), name=name, restricted=True)


@login_required
@require_POST
def publish(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = decision_to_run(request.user, slug)
    words = f"{shown.reference} is published. Its dates are settled, and publishing again moves none of them."
    attempt(request, words, lambda: publish_decision(shown, by=request.user))
    return redirect("workspace:decision", slug)


@login_required
@form_page
def withdraw(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = decision_to_run(request.user, slug)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: withdraw_decision(shown, reason=form.cleaned_data["reason"], by=request.user)):
        messages.success(request, "The decision is withdrawn. The record stays, with your reason.")
        return redirect("workspace:decision", slug)
    words: dict[str, Any] = {"submit_label": "Withdraw it", "submit_warning": True, "caption": shown.title}
    return form_response(request, form, "Withdraw the decision", crumbs_to(shown), **words)


@login_required
@form_page
def paper_add(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = decision_to_run(request.user, slug)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("classification", "paragraphs")}
        received = receive(
            form.cleaned_data["papers"],
            lambda data, name: add_paper(shown, data, name=name, by=request.user, **given),
        )
        if received.accepted:
            messages.success(request, received.in_words)
        for refused in received.refused:
            form.add_error("papers", f"{refused.name}: {refused.reason}")
        if not received.refused:
            return redirect("workspace:decision", slug)
    words = {"caption": shown.officers_title, "submit_label": "Upload"}
    return form_response(request, form, "Add papers", crumbs_to(shown), **words)


@login_required
@require_POST
def paper_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    shown = decision_to_run(request.user, slug)
    found = get_object_or_404(papers_visible_to(request.user).filter(decision=shown), pk=pk)
    attempt(request, f"“{found}” is taken away.", lambda: remove_paper(found, by=request.user))
    return redirect("workspace:decision", slug)
