"""The weeks before a poll, as the council enters them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from committees.cycle import add_election_period, delete_election_period
from committees.forms.cycle import ElectionForm
from council.models import ElectionPeriod

from .calendar import officers_only


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def elections(request: SignedInRequest) -> HttpResponse:
    officers_only(request)
    form = ElectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            period = add_election_period(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"{period} is added. Plans warn of meetings in its period.")
            return redirect("workspace:elections")
    context = {"form": form, "periods": ElectionPeriod.objects.order_by("-start")}
    return render(request, "committees/cycle/elections.html", context)


@login_required
@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    officers_only(request)
    period = get_object_or_404(ElectionPeriod, pk=pk)
    delete_election_period(period, by=request.user)
    messages.success(request, f"{period} is deleted.")
    return redirect("workspace:elections")
