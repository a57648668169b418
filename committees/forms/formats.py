from __future__ import annotations

from django import forms

from committees.models import FormatRequest
from scrutiny.lib.govuk_forms import Form


class FormatRequestForm(Form):
    document = forms.CharField(
        label="What do you need?",
        help_text="The meeting and the paper, and the page if it is only one",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say which paper you need"},
    )
    format = forms.ChoiceField(
        label="In which format?",
        choices=FormatRequest.Format.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a format"},
    )
    details = forms.CharField(
        label="Anything else we should know",
        help_text="Such as the size of the print, the language, or the day you need it by",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = forms.CharField(
        label="Your name",
        max_length=120,
        error_messages={"required": "Enter your name"},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label="Telephone number",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    address = forms.CharField(
        label="Postal address",
        help_text="If it is to come by post",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> None:
        given = self.cleaned_data
        if not self.errors and not any(given.get(name) for name in ("email", "phone", "address")):
            self.add_error("email", "Give an e-mail address, a phone number or a postal address")


class FormatAnswerForm(Form):
    answer = forms.CharField(
        label="What was sent, or why nothing could be",
        widget=forms.Textarea,
        error_messages={"required": "Say what was sent, or why nothing could be"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
