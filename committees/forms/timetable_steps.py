from __future__ import annotations

from typing import Any

from django import forms

from committees.models import TimetableStep
from committees.timetable import REQUIRED_CLEAR_DAYS
from scrutiny.lib.govuk_forms import ModelForm, TimeField

Kind = TimetableStep.Kind
MOST_DAYS = 250


class StepForm(ModelForm):
    """A line of a timetable that is not the agenda's."""

    at = TimeField(
        label="Time of day", required=False, help_text="Leave blank if any time of the day will do"
    )

    class Meta:
        model = TimetableStep
        fields = ["kind", "name", "offset", "unit", "direction", "at", "authority", "citation"]
        labels = {
            "kind": "What is it for?",
            "name": "Name",
            "offset": "How many days",
            "unit": "What kind of days",
            "direction": "Before or after the meeting",
            "authority": "Who says so",
            "citation": "Where it is written",
        }
        help_texts = {
            "name": "As the meeting’s list of dates shows it, like “Draft reports to the lead officer”",
            "offset": "0 is the day of the meeting itself",
            "citation": "Like “Standing order 14.2”",
        }
        widgets = {
            "offset": forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
            "unit": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "authority": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_kinds_not_taken()
        radios = {
            "unit": TimetableStep.Unit.choices,
            "direction": TimetableStep.Direction.choices,
            "authority": TimetableStep.Authority.choices,
        }
        for name, choices in radios.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)

    def _offer_kinds_not_taken(self) -> None:
        """A timetable has one line of each kind, and any number of others."""
        steps = TimetableStep.objects.filter(committee=self.instance.committee).exclude(pk=self.instance.pk)
        taken = {Kind.AGENDA_PUBLICATION, *steps.exclude(kind=Kind.OTHER).values_list("kind", flat=True)}
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [choice for choice in Kind.choices if choice[0] not in taken]

    def clean_offset(self) -> int:
        offset: int = self.cleaned_data["offset"]
        if offset > MOST_DAYS:
            raise forms.ValidationError(f"The most is {MOST_DAYS} days")
        return offset


class AgendaStepForm(ModelForm):
    """The agenda's own line: the law sets everything but a longer notice."""

    class Meta:
        model = TimetableStep
        fields = ["name", "offset"]
        labels = {"name": "Name", "offset": "How many clear days before the meeting"}
        help_texts = {
            "offset": "The law asks for at least 5. A longer notice is your own choice. "
            "The day of publication and the day of the meeting do not count."
        }
        widgets = {"offset": forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"})}

    def clean_offset(self) -> int:
        offset: int = self.cleaned_data["offset"]
        if offset < REQUIRED_CLEAR_DAYS:
            raise forms.ValidationError(f"An agenda needs at least {REQUIRED_CLEAR_DAYS} clear days")
        if offset > MOST_DAYS:
            raise forms.ValidationError(f"The most is {MOST_DAYS} days")
        return offset


def step_form(step: TimetableStep, data: Any = None) -> StepForm | AgendaStepForm:
    form = AgendaStepForm if step.pk and step.kind == Kind.AGENDA_PUBLICATION else StepForm
    return form(data, instance=step)
