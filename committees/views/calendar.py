"""The calendar that every deadline is counted on, and what changing it did."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from committees.calendar_changes import change_calendar, effects_elsewhere, withdraw_change
from committees.forms.calendar import CalendarChangeForm
from committees.meeting_dates import in_words
from committees.models import MeetingDate
from council.calendar import FIRST_YEAR, LAST_YEAR
from council.calendar_in_force import calendar_in_force
from council.models import CalendarDay


def officers_only(request: SignedInRequest) -> None:
    if not request.user.is_officer:
        raise Http404


@login_required
@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    officers_only(request)
    year = _year(request.GET.get("year", ""))
    in_force = calendar_in_force()
    holidays = sorted(pair for pair in in_force.holidays if pair[0].year == year)
    context = {
        "year": year,
        "holidays": holidays,
        "closures": sorted(
            (closure for closure in in_force.closures if closure.date.year == year),
            key=lambda closure: closure.date,
        ),
        "provisional": date(year, 12, 31) > in_force.known_until,
        "changes": CalendarDay.objects.order_by("-added_at")[:50],
    }
    return render(request, "committees/calendar/calendar.html", context)


def _year(text: str) -> int:
    year = int(text) if text.isdecimal() and len(text) == 4 else timezone.localdate().year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    officers_only(request)
    form = CalendarChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = change_calendar(by=request.user, day=form.cleaned_data.pop("date"), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, "The calendar is changed. These are the dates it moved.")
            return redirect("workspace:calendar_change", change.pk)
    context = {
        "form": form,
        "heading": "Change the calendar",
        "submit_label": "Change the calendar",
        "intro": "Open deadlines are worked out again. Nothing already published or past is rewritten.",
    }
    return render(request, "committees/calendar/form.html", context)


@login_required
@require_safe
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one change did to meetings and published agendas."""
    officers_only(request)
    shown = get_object_or_404(CalendarDay, pk=pk)
    effects = list(shown.effects.select_related("meeting__committee"))
    dates = MeetingDate.objects.filter(meeting__in={effect.meeting_id for effect in effects})
    stands = {(row.meeting_id, row.name, in_words(row.due_on)): row for row in dates}
    # Each with the date as it became, which can say why; none where another change has moved it on since.
    rows = [(effect, stands.get((effect.meeting_id, effect.name, effect.after))) for effect in effects]
    context = {"change": shown, "effects": rows, "elsewhere": effects_elsewhere(shown)}
    return render(request, "committees/calendar/change.html", context)


@login_required
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    officers_only(request)
    try:
        withdraw_change(get_object_or_404(CalendarDay, pk=pk), by=request.user)
    except ValidationError as refusal:
        messages.error(request, f"{refusal.messages[0]} Nothing has changed.")
    else:
        messages.success(request, "The change is withdrawn and open deadlines are worked out again.")
    return redirect("workspace:calendar_change", pk)
