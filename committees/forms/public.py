from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from committees.models import Committee, Meeting
from council.calendar import FIRST_YEAR
from scrutiny.lib.govuk_forms import Form


class MeetingFilter(Form):
    """What a reader may narrow the list of meetings by."""

    PERIODS = [("upcoming", "To come"), ("past", "Held"), ("all", "All")]

    q = forms.CharField(label="Search", required=False)
    committee = forms.ModelChoiceField(
        Committee.objects.all(), required=False, to_field_name="slug", empty_label="All committees"
    )
    period = forms.ChoiceField(label="When", choices=PERIODS, required=False)
    year = forms.IntegerField(
        required=False,
        min_value=FIRST_YEAR,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )

    def apply(self, meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
        wanted = self.cleaned_data if self.is_valid() else {}
        if words := wanted.get("q"):
            meetings = meetings.filter(
                Q(committee__name__icontains=words)
                | Q(committee__code__iexact=words)
                | Q(venue__icontains=words)
                | Q(reference__icontains=words)
            )
        if committee := wanted.get("committee"):
            meetings = meetings.filter(committee=committee)
        if year := wanted.get("year"):
            meetings = meetings.filter(start__year=year)
        now, period = timezone.now(), wanted.get("period") or ("all" if year else "upcoming")
        if period == "upcoming":
            return meetings.filter(start__gte=now).order_by("start")
        if period == "past":
            meetings = meetings.filter(start__lt=now)
        return meetings.order_by("-start")


class CalendarForm(Form):
    """A month of a year, all committees or one."""

    MONTHS = [(number, f"{date(2000, number, 1):%B}") for number in range(1, 13)]
    YEARS_AHEAD = 5

    month = forms.TypedChoiceField(choices=MONTHS, coerce=int, required=False, empty_value=None)
    year = forms.IntegerField(
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    committee = forms.ModelChoiceField(
        Committee.objects.all(), required=False, to_field_name="slug", empty_label="All committees"
    )

    def first_day(self) -> date:
        today = timezone.localdate()
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        year = given.get("year") or today.year
        month = given.get("month") or today.month
        return date(min(year, today.year + self.YEARS_AHEAD), month, 1)

    def chosen(self) -> Committee | None:
        return self.cleaned_data.get("committee") if self.is_bound else None
