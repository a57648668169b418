from __future__ import annotations

from typing import Any

from django import forms

from committees.models import InterestType
from scrutiny.lib.govuk_forms import DateField, Form, ModelForm


class OutsideForm(Form):
    on = DateField(label="Day of the meeting")
    body = forms.CharField(label="Which meeting it was", max_length=160, help_text="Like Full Council")


class AbsenceForm(Form):
    approved_on = DateField(label="Day the council approved it")
    until = DateField(label="Last day it covers")
    reason = forms.CharField(
        label="Reason",
        required=False,
        help_text="Only officers read it",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class InterestTypeForm(ModelForm):
    class Meta:
        model = InterestType
        fields = ["name", "effect", "keeps_from_papers", "citation", "order", "offered"]
        labels = {
            "effect": "What it means at a meeting",
            "keeps_from_papers": "It keeps them from the item’s exempt papers",
            "citation": "Where it is written",
            "order": "Place in the list",
            "offered": "Officers can choose it",
        }
        widgets = {"effect": forms.RadioSelect}
        error_messages = {"name": {"unique": "There is an interest of this name already"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        effect = self.fields["effect"]
        assert isinstance(effect, forms.ChoiceField)
        effect.choices = InterestType.Effect.choices
