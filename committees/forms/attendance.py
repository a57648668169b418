from __future__ import annotations

from django import forms

from scrutiny.lib.govuk_forms import DateField, Form


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
