from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from committees.models import Committee, Meeting
from scrutiny.lib.govuk_forms import Form


class MeetingFilter(Form):
    """What a reader may narrow the list of meetings by."""

    PERIODS = [("upcoming", "To come"), ("past", "Held"), ("all", "All")]

    q = forms.CharField(label="Search", required=False)
    committee = forms.ModelChoiceField(
        Committee.objects.all(), required=False, to_field_name="slug", empty_label="All committees"
    )
    period = forms.ChoiceField(label="When", choices=PERIODS, required=False)

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
        now, period = timezone.now(), wanted.get("period") or "upcoming"
        if period == "upcoming":
            return meetings.filter(start__gte=now).order_by("start")
        if period == "past":
            meetings = meetings.filter(start__lt=now)
        return meetings.order_by("-start")
