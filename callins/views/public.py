"""What anybody can open: the forward plan, the register of decisions, and the public papers of a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from audit.log import record_reading
from callins.call_in_gates import may_start, public_call_ins
from callins.forms.filters import LISTS, DecisionFilter, PlanFilter, counts
from callins.models import Decision, PlannedDecision
from callins.notice_periods import key_notice, private_notice
from callins.permissions import Visitor, can_run_decisions, papers_visible_to
from callins.standing import review_words, standing
from committees.files import file_name, serve_pdf
from committees.requests import committees_to_ask_for
from council.calendar_in_force import calendar_in_force

PER_PAGE = 25


@require_safe
def forward_plan(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = PlanFilter(request.GET or None)
    found = form.apply(PlannedDecision.objects.published().select_related("contact"), now)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "callins/public/forward_plan.html", {"form": form, "page": page})


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """The whole forward plan as one document, for the notice board and for paper."""
    entries = (
        PlannedDecision.objects.published()
        .to_come()
        .select_related("contact")
        .prefetch_related("wards")
        .soonest_first()
    )
    context = {"entries": entries, "today": timezone.localdate()}
    return render(request, "callins/public/notice.html", context)


@require_safe
def planned(request: HttpRequest, slug: str) -> HttpResponse:
    entries = PlannedDecision.objects.published().select_related("contact", "decision")
    shown = get_object_or_404(entries, slug=slug)
    context = plan_context(shown) | {"runs_it": can_run_decisions(request.user)}
    return render(request, "callins/public/planned.html", context)


def plan_context(shown: PlannedDecision) -> dict[str, Any]:
    """What the public page and the officers' page say of an entry."""
    calendar, today = calendar_in_force(), timezone.localdate()
    decision = getattr(shown, "decision", None)
    return {
        "planned": shown,
        "decision": decision if decision and decision.is_published else None,
        "key_notice": key_notice(shown, today=today, calendar=calendar),
        "private_notice": private_notice(shown, calendar),
        "exceptions": shown.general_exceptions.filter(taken_back_at=None),
        "urgencies": shown.special_urgencies.filter(taken_back_at=None),
        "private_notices": shown.private_notices.filter(taken_back_at=None),
        "slips": shown.slips.all(),
        "wards": shown.wards.all(),
    }


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    published = Decision.objects.published()
    context = list_context(request, published, LISTS, now)
    return render(request, "callins/public/decisions.html", context)


def list_context(
    request: HttpRequest, decisions: Any, names: dict[str, str], now: datetime
) -> dict[str, Any]:
    """One of the lists of decisions, with how many the others have."""
    shown = request.GET.get("list", "")
    shown = shown if shown in names else "all"
    form = DecisionFilter(request.GET or None)
    page = Paginator(form.apply(decisions, shown, now), PER_PAGE).get_page(request.GET.get("page"))
    for decision in page.object_list:
        decision.standing = standing(decision, now)  # type: ignore[attr-defined]
    numbers = counts(decisions, now, names)
    return {
        "form": form,
        "page": page,
        "shown": shown,
        "shown_name": names[shown],
        "lists": [(name, label, numbers[name]) for name, label in names.items()],
    }


@require_safe
def decision(request: HttpRequest, slug: str) -> HttpResponse:
    related = (
        "contact",
        "planned",
        "committee",
        "rule_set",
        "replaced_by",
        "report__author",
        "report__director",
    )
    shown = get_object_or_404(Decision.objects.published().select_related(*related), slug=slug)
    context = decision_context(shown, papers_visible_to(request.user).filter(classification="public"))
    context["runs_it"] = can_run_decisions(request.user)
    context["call_ins"] = public_call_ins().filter(decision=shown)
    context["may_call_in"] = shown.is_open_to_call_in(timezone.now()) and may_start(request.user, shown)
    context["opened"] = set(
        papers_visible_to(request.user).filter(decision=shown).values_list("pk", flat=True)
    )
    context["may_ask"] = may_ask(request.user, shown)
    # The record of a private decision is published, the report it was made on is not.
    context["show_report"] = context["show_report"] and not shown.is_private
    return render(request, "callins/public/decision.html", context)


def may_ask(user: Visitor, shown: Decision) -> bool:
    """Whether somebody can ask for what is kept back (regulation 17), which scrutiny members can."""
    if not isinstance(user, User) or can_run_decisions(user):
        return False
    kept_back = (
        shown.is_private or shown.papers.filter(removed_at=None).exclude(classification="public").exists()
    )
    return kept_back and committees_to_ask_for(user, timezone.localdate()).exists()


def decision_context(shown: Decision, papers: QuerySet[Any]) -> dict[str, Any]:
    report, options = shown.report, shown.report.options.all()
    return {
        "decision": shown,
        "standing": standing(shown, timezone.now()),
        "review": review_words(shown),
        "report": report,
        "options": options,
        "show_report": report.has_words,
        "papers": papers.filter(decision=shown, removed_at=None),
        "kept_back": shown.papers.filter(removed_at=None).exclude(classification="public"),
        "corrections": shown.corrections.all(),
        "wards": shown.wards.all(),
    }


@require_safe
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """One paper, to those who may have it; to everybody else it does not exist."""
    found = (
        papers_visible_to(request.user).select_related("decision").filter(decision__slug=slug, pk=pk).first()
    )
    if found is None:
        raise Http404
    restricted = not found.is_public or found.removed_at is not None or not found.decision.is_published
    if restricted and request.user.is_authenticated:
        record_reading("read decision paper", found, by=request.user)
    name = file_name(found.decision.reference, str(found.label or found.title))
    return serve_pdf(
        request, found.pdf.open("rb"), name=name, restricted=restricted, download="download" in request.GET
    )
