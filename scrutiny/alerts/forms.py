from __future__ import annotations

from django import forms

from scrutiny.lib.govuk_forms import Form

from .models import Often


class AddressForm(Form):
    address = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class AskForm(AddressForm):
    often = forms.ChoiceField(
        label="How often do you want to hear of it?",
        choices=Often.choices,
        initial=Often.DAILY,
        widget=forms.RadioSelect,
    )


class OftenForm(Form):
    often = forms.ChoiceField(label="How often", choices=Often.choices)
