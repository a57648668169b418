from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import URLValidator

from committees.models import AgendaItem
from scrutiny.lib.govuk_forms import Form

moment = re.compile(r"^(?:(\d{1,2}):)?(\d{1,2}):(\d{2})$")


def spoken(seconds: int) -> str:
    """1:02:03, as players show it."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"


class MomentField(forms.CharField):
    def clean(self, value: Any) -> int | None:
        words = str(value or "").strip()
        if not words:
            return None
        found = moment.match(words)
        if found is None or int(found[2]) > 59 or int(found[3]) > 59:
            raise forms.ValidationError("Enter hours, minutes and seconds, like 0:12:30")
        return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])


class WebcastForm(Form):
    url = forms.URLField(
        label="Address of the webcast or recording",
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        max_length=500,
        error_messages={
            "required": "Enter the address of the webcast",
            "invalid": "Enter an address that begins with https://",
        },
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, items: list[AgendaItem], marks: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [f"item-{item.pk}" for item in items]
        for number, item in enumerate(items, start=1):
            key = f"item-{item.pk}"
            self.fields[key] = MomentField(
                label=f"Item {number}: {item.title}",
                required=False,
                initial=spoken(marks[key]) if key in marks else "",
                help_text="Where it begins in the recording, like 0:12:30" if number == 1 else "",
                widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
            )

    @property
    def marks(self) -> dict[str, int]:
        given = {key: self.cleaned_data[key] for key in self.keys}
        return {key: seconds for key, seconds in given.items() if seconds is not None}
