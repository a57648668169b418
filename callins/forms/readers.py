"""Opening a paper of a decision to one member."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from callins.models import ExecutivePaper, PaperReader
from callins.readers import MEMBERS, usual_end
from committees.models import AccessRequest
from scrutiny.lib.govuk_forms import DateField, Form

from .matter import area


class RequestChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        asked = obj.document if len(obj.document) <= 80 else f"{obj.document[:80]}…"
        return f"{obj.made_by.name}, due by {obj.due_on:%-d %B %Y}: {asked}"


class ReaderForm(Form):
    user = forms.ModelChoiceField(
        User.objects.none(), label="Who may read it?", empty_label="Choose a member"
    )
    basis = forms.ChoiceField(
        label="By what right?", choices=PaperReader.Basis.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why?",
        widget=area(3),
        help_text="The decision or the review they need it for. It is kept on record",
    )
    until = DateField(label="Until")
    request = RequestChoice(
        AccessRequest.objects.none(),
        label="Does it answer a request?",
        required=False,
        empty_label="No",
        help_text="The request is answered with it",
    )

    def __init__(self, *args: Any, paper: ExecutivePaper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, person__kind__in=MEMBERS).order_by("name")
        waiting = AccessRequest.objects.filter(state=AccessRequest.State.OPEN).select_related("made_by")
        for name, rows in (("user", people), ("request", waiting)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        self.initial.setdefault("until", usual_end(timezone.localdate()))
