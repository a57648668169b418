from __future__ import annotations

from typing import Any

from django import forms

from committees.preflight import Finding, Weight
from scrutiny.lib.govuk_forms import Form


class PublishForm(Form):
    """A reason for each finding that needs one, and for publishing again. `build` is the pack that was looked at."""

    build = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, findings: list[Finding], again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if again:
            self.fields["reason"] = forms.CharField(
                label="Why is the pack published again?",
                help_text="Everybody can read this beside the new pack.",
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": "Say why the pack is published again"},
            )
        for finding in findings:
            if finding.weight is Weight.NEEDS_REASON:
                self.fields[finding.code] = forms.CharField(
                    label=f"{finding.message} Why publish without it?",
                    help_text=finding.meaning,
                    widget=forms.Textarea(attrs={"rows": 2}),
                    error_messages={"required": f"Give a reason: {finding.message}"},
                )

    @property
    def overrides(self) -> dict[str, str]:
        return {code: words for code, words in self.cleaned_data.items() if code not in ("build", "reason")}


class ShortNoticeForm(Form):
    short_notice_reason = forms.CharField(
        label="Why is the agenda published with less than five clear days’ notice?",
        help_text="The agenda prints this, and the public can read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the agenda is published late"},
    )
