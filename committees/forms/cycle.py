from __future__ import annotations

import datetime as dt
from calendar import month_name
from typing import Any

from django import forms
from django.db.models import QuerySet

from committees.models import Committee, CyclePattern, CyclePlan
from council.calendar import FIRST_YEAR, LAST_YEAR
from scrutiny.lib.govuk_forms import DateField, Form, TimeField

# A municipal year begins in May.
MONTHS = [(number, month_name[number]) for number in (5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4)]
VENUE_HINT = "Room, building and postcode, as the agenda prints it"


class KnownYearsMixin:
    """Refuses a date that the calendar knows nothing about, and says which box it is in."""

    def within_known_years(self, day: dt.date) -> dt.date:
        # A timetable reaches up to a year before a meeting and after it.
        first, last = FIRST_YEAR + 1, LAST_YEAR - 1
        if not first <= day.year <= last:
            message = f"Year must be from {first} to {last}"
            raise forms.ValidationError(message, params={"parts": ["year"]})
        return day


class PlanForm(KnownYearsMixin, Form):
    name = forms.CharField(label="Name of the year", max_length=60, help_text="Like 2027 to 2028")
    start = DateField(
        label="First day", help_text="The day after the annual meeting of the council, or 1 May"
    )
    end = DateField(label="Last day")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if CyclePlan.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("There is a plan of that name already")
        return name

    def clean_start(self) -> dt.date:
        return self.within_known_years(self.cleaned_data["start"])

    def clean_end(self) -> dt.date:
        return self.within_known_years(self.cleaned_data["end"])


class PatternForm(Form):
    """When a committee meets, like the second Thursday of each month but August."""

    week = forms.TypedChoiceField(
        label="Which one of the month", choices=CyclePattern.Week, coerce=int, widget=forms.RadioSelect
    )
    weekday = forms.TypedChoiceField(
        label="Day of the week", choices=CyclePattern.Weekday, coerce=int, widget=forms.RadioSelect
    )
    months = forms.TypedMultipleChoiceField(
        label="Months it meets in", choices=MONTHS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    start_time = TimeField(label="Start time", help_text="Like 10:15am or 2pm")
    venue = forms.CharField(label="Venue", max_length=200, help_text=VENUE_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"].error_messages["required"] = "Tick the months the committee meets in"
        self.fields["week"].error_messages["required"] = "Choose which one of the month, like the second"


class ProposalForm(KnownYearsMixin, Form):
    date = DateField(label="Date")
    start_time = TimeField(label="Start time", help_text="Like 10:15am or 2pm")
    venue = forms.CharField(label="Venue", max_length=200, help_text=VENUE_HINT)

    def clean_date(self) -> dt.date:
        return self.within_known_years(self.cleaned_data["date"])

    @property
    def when_and_where(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {"day": values["date"], "start_time": values["start_time"], "venue": values["venue"]}


class NewProposalForm(ProposalForm):
    committee = forms.ModelChoiceField(
        Committee.objects.none(), label="Committee", to_field_name="slug", empty_label="Choose a committee"
    )
    field_order = ["committee"]

    def __init__(self, *args: Any, committees: QuerySet[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = committees


class ElectionForm(KnownYearsMixin, Form):
    name = forms.CharField(label="Election", max_length=120, help_text="Like Local elections 2027")
    start = DateField(label="First day of the pre-election period")
    polling_day = DateField(label="Polling day")

    def clean_start(self) -> dt.date:
        return self.within_known_years(self.cleaned_data["start"])

    def clean_polling_day(self) -> dt.date:
        return self.within_known_years(self.cleaned_data["polling_day"])
