"""The calendar that everybody has: a month of all public meetings, or of one committee’s."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.forms.public import CalendarForm
from committees.models import Meeting
from committees.month import bounds, month_after, month_before, weeks_of
from council.calendar_in_force import calendar_in_force

from .caching import for_everybody


@require_safe
@for_everybody
def calendar(request: HttpRequest) -> HttpResponse:
    form = CalendarForm(request.GET or None)
    first = form.first_day()
    start, end = bounds(first)
    listed = Meeting.objects.public().filter(start__gte=start, start__lt=end)
    committee = form.chosen()
    if committee is not None:
        listed = listed.filter(committee=committee)
    weeks = weeks_of(
        first,
        listed.select_related("committee").order_by("start"),
        dict(calendar_in_force().holidays),
    )
    context = {
        "form": form,
        "first": first,
        "weeks": weeks,
        "days": [square for week in weeks for square in week if square.in_month and square.meetings],
        "before": month_before(first),
        "after": month_after(first),
        "today": timezone.localdate(),
        "of": committee.slug if committee else "",
    }
    return render(request, "public/calendar.html", context)
