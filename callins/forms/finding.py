"""The forms of the finding on validity, and of what was put right before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from callins.models import State
from callins.submissions import check
from committees.forms.versioned import Versioned
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.cut_off import cut_off
from scrutiny.lib.explained import long_date
from scrutiny.lib.govuk_forms import DateField, TimeField

from .stages import StepForm, words

VALID, CURE, INVALID = "valid", "cure", "invalid"


class JudgeForm(Versioned, StepForm):
    finding = forms.ChoiceField(label="Your finding", widget=forms.RadioSelect)
    judgement = words(
        "Reasons",
        required=False,
        help_text="Needed to refuse it, to have it put right and when you go against the checks."
        " Everybody can read why it was refused",
    )

    def prepare(self) -> None:
        self.initial["version"] = self.call_in.version
        choices = [(VALID, "Yes, it is valid")] if self.call_in.stage == State.RECEIVED else []
        if choices and self.rules.validation.cure_days is not None and self.call_in.cured_at is None:
            choices.append((CURE, "Not yet: ask the signatories to put it right"))
        choices.append((INVALID, "No, it is not valid"))
        finding = self.fields["finding"]
        assert isinstance(finding, forms.ChoiceField)
        finding.choices = choices

    def intro(self) -> str:
        if self.call_in.stage == State.DEFECTIVE and self.call_in.cure_by:
            return f"It was to be put right by {long_date(self.call_in.cure_by)}. The reasons are published."
        failures = check(self.call_in, self.rules, calendar_in_force()).failures
        if not failures:
            return "Every check is passed."
        return "The checks found what the rules do not allow: " + " ".join(each.message for each in failures)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("finding") in (CURE, INVALID) and not values.get("judgement", "").strip():
            self.add_error("judgement", "Say what is wrong with it")
        return values


class PutRightForm(StepForm):
    day = DateField(label="Day it came back corrected")
    time = TimeField(label="Time", help_text="It decides whether it was put right in time")

    def prepare(self) -> None:
        now = timezone.localtime()
        self.initial.update(day=now.date(), time=now.time())

    @property
    def at(self) -> datetime:
        """To the minute, as somebody writes it down: never before they were told what to put right."""
        told, written = (
            self.call_in.defects_told_at,
            cut_off(self.cleaned_data["day"], self.cleaned_data["time"]),
        )
        return max(told, written.moment) if told else written.moment
