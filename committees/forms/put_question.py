"""The form with which anybody puts a question. It keeps machines out without asking anybody else about people."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.core import signing

from committees.models import AgendaItem, PublicQuestion
from committees.questions import ASKER_FIELDS
from scrutiny.lib.govuk_forms import Form

from .sitting import choose

SALT = "put_question"
SOONEST = 3  # seconds; nobody writes a question faster
LONGEST = 3000


class PutQuestionForm(Form):
    kind = forms.ChoiceField(
        label="What do you want to send?",
        choices=PublicQuestion.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to send"},
    )
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label="Which item of the agenda is it about?",
        required=False,
        empty_label="None of them, or I am not sure",
    )
    text = forms.CharField(
        label="Your question or what you want to say",
        help_text="It may be published with the answer. Leave out your name, and whatever is private about anybody",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter your question or what you want to say"},
    )
    name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name"},
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We send you a receipt, and tell you whether it is taken",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": "Enter your e-mail address"},
    )
    phone = forms.CharField(
        label="Telephone number",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    speaks_for = forms.CharField(label="Organisation you speak for", required=False, max_length=120)
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(
            attrs={"tabindex": "-1", "autocomplete": "off", "aria-label": "Leave this empty"}
        ),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "item", items)
        field: Any = self.fields["item"]
        field.label_from_instance = lambda item: titles[item.pk]
        self.initial["opened"] = stamp(time.time())
        if not items:
            del self.fields["item"]

    def clean(self) -> None:
        """Only a program fills in what nobody sees, or sends at once."""
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(
                "Send it again. A box that is not for you was filled in; it is empty now."
            )
        if not self.errors and _age(self.cleaned_data.get("opened", "")) < SOONEST:
            raise forms.ValidationError("That was very quick. Read it through, then send it again.")

    def again(self) -> None:
        """Ready to be sent once more by somebody who is no program: all they typed stands."""
        sent: Any = self.data
        fresh = sent.copy()
        fresh["website"] = ""
        if not _age(fresh.get("opened", "")):
            fresh["opened"] = stamp(time.time())
        self.data = fresh

    @property
    def asker(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ASKER_FIELDS}

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("kind", "item", "text")}


def stamp(moment: float) -> str:
    """When the form was opened, so that nobody can say otherwise."""
    return signing.dumps(moment, salt=SALT)


def _age(opened: str) -> float:
    try:
        return time.time() - float(signing.loads(opened, salt=SALT))
    except signing.BadSignature:
        return 0
