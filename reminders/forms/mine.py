"""What somebody wants to be reminded of, and how."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms

from reminders.kinds import KINDS
from reminders.models import Preference
from scrutiny.lib.govuk_forms import Form, TimeField

FREE_TO_CHOOSE = [(kind.code, kind.label) for kind in KINDS.values() if not kind.statutory]


class PreferenceForm(Form):
    mark_optional = False
    mode = forms.ChoiceField(
        label="How do you want your reminders?", choices=Preference.Mode.choices, widget=forms.RadioSelect
    )
    digest_at = TimeField(label="Time of the daily mail", required=False, help_text="Like 8am or 5:30pm")
    wanted = forms.MultipleChoiceField(
        label="What do you want to be reminded of?",
        choices=FREE_TO_CHOOSE,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        help_text="Only what you have to do with. Deadlines set by law always come, one by one and at once.",
    )

    def __init__(self, preference: Preference, data: Any = None) -> None:
        off = set(preference.switched_off)
        initial = {
            "mode": preference.mode,
            "digest_at": preference.digest_at,
            "wanted": [code for code, _ in FREE_TO_CHOOSE if code not in off],
        }
        super().__init__(data, initial=initial)
        self.fields["mode"].reveals = {Preference.Mode.DIGEST.value: "digest_at"}  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        missing = not said.get("digest_at") and "digest_at" not in self.errors
        if said.get("mode") == Preference.Mode.DIGEST and missing:
            self.add_error("digest_at", "Enter the time of the daily mail")
        return said

    @property
    def choice(self) -> dict[str, Any]:
        said = self.cleaned_data
        off = [code for code, _ in FREE_TO_CHOOSE if code not in said["wanted"]]
        return {
            "mode": said["mode"],
            "digest_at": said.get("digest_at") or self.initial["digest_at"] or time(8),
            "switched_off": off,
        }
