from __future__ import annotations

from django import forms

from scrutiny.lib.govuk_forms import Form


class AgreeForm(Form):
    """`seen` is the key of the check that the officer looked at."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why may it be published as it is?",
        help_text="Kept with the publication and in the audit book.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the paper may be published as it is"},
    )
