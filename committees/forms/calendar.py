from __future__ import annotations

from typing import Any

from django import forms

from council.models import CalendarDay
from scrutiny.lib.govuk_forms import DateField, Form

Kind = CalendarDay.Kind


class CalendarChangeForm(Form):
    """A bank holiday proclaimed late or taken away, or a day the offices are closed."""

    kind = forms.ChoiceField(label="What kind of change is it?", choices=Kind, widget=forms.RadioSelect)
    date = DateField(label="Date")
    name = forms.CharField(
        label="Name of the day", max_length=120, help_text="Like State funeral or Staff day"
    )
    counts_for = forms.MultipleChoiceField(
        label="If the offices are closed, which deadlines does the day not count for?",
        help_text="Leave all empty and the closure is only noted. No authority says it stops a statutory period.",
        choices=CalendarDay.CountsFor,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label="Where does the change come from?",
        help_text="Like the proclamation or the decision, with its date",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("kind") != Kind.CLOSURE and values.get("counts_for"):
            self.add_error("counts_for", "Only a closure can leave out some deadlines. Untick them.")
        return values
