"""What everybody can read of call-ins."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from callins.call_in_gates import public_call_in, public_call_ins
from callins.models.callin import LIVE
from callins.permissions import can_run_decisions
from callins.submissions import rules_of
from council.calendar_in_force import calendar_in_force

from .desk import parts_of

PER_PAGE = 25
LISTS = {"all": "All", "open": "Open", "settled": "Settled"}


@require_safe
def call_ins(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("list", "all")
    rows = public_call_ins().select_related("decision").order_by("-received_at", "-pk")
    if shown == "open":
        rows = rows.filter(state__in=sorted(LIVE))
    elif shown == "settled":
        rows = rows.exclude(state__in=sorted(LIVE))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "shown": shown if shown in LISTS else "all", "lists": LISTS.items()}
    return render(request, "callins/call_ins/public_list.html", context)


@require_safe
def call_in(request: HttpRequest, reference: str) -> HttpResponse:
    shown = public_call_in(reference)
    parts = parts_of(shown, rules_of(shown.decision), calendar_in_force())
    # What was decided in private is not told by way of what was said against it.
    withheld = shown.decision.is_private
    context = parts | {"runs_it": can_run_decisions(request.user), "withheld": withheld}
    return render(request, "callins/call_ins/public.html", context)
