"""The officers' calendar of meetings, a month at a time."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.forms.meetings import MonthForm
from committees.models import Meeting
from committees.month import bounds, month_after, month_before, weeks_of
from committees.permissions import committees_run_by
from council.calendar_in_force import calendar_in_force

from .meetings import officers_only


@login_required
@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    officers_only(request)
    first = MonthForm(request.GET).first_day()
    start, end = bounds(first)
    listed = (
        Meeting.objects.filter(committee__in=committees_run_by(request.user), start__gte=start, start__lt=end)
        .select_related("committee")
        .order_by("start")
    )
    weeks = weeks_of(first, listed, dict(calendar_in_force().holidays))
    context = {
        "first": first,
        "weeks": weeks,
        "days": [square for week in weeks for square in week if square.in_month and square.meetings],
        "before": month_before(first),
        "after": month_after(first),
        "today": timezone.localdate(),
    }
    return render(request, "committees/workspace/calendar.html", context)
