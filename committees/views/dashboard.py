"""What an officer has to do now and this week."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.panels import panels_for
from committees.permissions import can_configure, committees_run_by
from committees.workload import workload
from council.models import Council

from .meetings import officers_only


@login_required
@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    if can_configure(request.user) and not request.user.is_officer:
        if not Council.objects.exists():
            return redirect("workspace:council")
        return redirect("workspace:committees")
    officers_only(request)
    today = timezone.localdate()
    context = {
        "work": workload(committees_run_by(request.user).current(), today),
        "today": today,
        "panels": panels_for(request.user),
    }
    return render(request, "committees/workspace/dashboard.html", context)
