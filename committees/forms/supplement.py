from __future__ import annotations

from typing import Any

from django import forms

from committees.pending import Pending
from scrutiny.lib.govuk_forms import Form


class SupplementForm(Form):
    """A reason for each item that comes late, and for not waiting when there is too little notice."""

    def __init__(self, *args: Any, pending: Pending, urgent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for business, names in pending.late:
            said = f"item {business.number}, {business.title(restricted=False)}"
            self.fields[business.key] = forms.CharField(
                label=f"Why is it late? {said[:1].upper()}{said[1:]}",
                help_text=f"{'; '.join(names)}. Everybody can read the reason, also of an exempt paper.",
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=600,
                error_messages={"required": f"Say why it is late: {said}"},
            )
        if urgent:
            self.fields["urgency"] = forms.CharField(
                label="Why can it not wait for the next meeting?",
                help_text=(
                    "Less than five clear days are left before the meeting. The supplement prints this reason, "
                    "and the person presiding has to agree that the matter is urgent."
                ),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=1200,
                error_messages={"required": "Say why it cannot wait for the next meeting"},
            )

    @property
    def lateness(self) -> dict[str, Any]:
        said = {name: words.strip() for name, words in self.cleaned_data.items()}
        urgency = said.pop("urgency", "")
        return {"reasons": said, "urgency": urgency}
