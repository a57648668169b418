"""The date calculator for officers: choose a kind of deadline, enter its dates, read the answer and why."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from council.calendar_in_force import calendar_in_force
from scrutiny.calculator_form import CalculatorForm, KindForm
from scrutiny.explain import KINDS
from scrutiny.lib.explained import DateProblem, ExplainedDate


@login_required
@require_safe
def calculator(request: SignedInRequest) -> HttpResponse:
    """A calculation changes nothing, so what was entered stays in the address and can be kept or sent."""
    if not request.user.is_officer:
        raise Http404
    choose = KindForm(request.GET if "kind" in request.GET else None)
    context: dict[str, Any] = {"choose": choose}
    if choose.is_valid():
        kind = KINDS[choose.cleaned_data["kind"]]
        form = CalculatorForm(request.GET if "answer" in request.GET else None, kind=kind)
        context |= {"kind": kind, "form": form, "explained": answer(form)}
    return render(request, "workspace/calculator.html", context)


def answer(form: CalculatorForm) -> ExplainedDate | None:
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return form.kind.explain(form.inputs, calendar_in_force())
    except DateProblem as problem:
        form.blame(problem)
    return None
