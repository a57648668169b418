"""What a committee settles about its programme, and what the council does about all of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from committees.forms.versioned import VersionedForm
from committees.references import require_usable
from scrutiny.lib.govuk_forms import Form
from workprogramme.models import (
    Criterion,
    ProgrammeSection,
    ProgrammeSettings,
    ReviewKind,
    TrackerSettings,
)

from .topics import area

MOST_MONTHS = 36
SHORT = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class ProgrammeSettingsForm(VersionedForm):
    class Meta:
        model = ProgrammeSettings
        fields = ("meeting_capacity", "watches", "report_body", "action_required")
        labels = {
            "meeting_capacity": "Topics that one meeting can do justice to",
            "watches": "Words to look for on the forward plan",
            "report_body": "What the report on the programme says",
            "action_required": "What the report asks the committee to do",
        }
        help_texts = {
            "watches": "One to a line, like Children or Adult Social Care. A decision that holds one of them is"
            " suggested for the programme",
            "report_body": "Begin a line with ### for a heading. Leave an empty line between paragraphs",
            "action_required": "One to a line",
        }
        widgets = {
            "meeting_capacity": forms.NumberInput(attrs=SHORT),
            "watches": area(5),
            "report_body": area(9),
            "action_required": area(2),
        }


class LineForm(VersionedForm):
    """A section, a criterion, a kind of review: one that is retired stays where it was used."""

    retired = forms.BooleanField(label="No longer used", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["retired"] = self.instance.retired_at is not None

    @property
    def line_values(self) -> dict[str, Any]:
        values = dict(self.values)
        retired = values.pop("retired")
        return values | {"retired_at": (self.instance.retired_at or timezone.now()) if retired else None}

    def differences(self, current: Any) -> list[dict[str, str]]:
        current.retired = current.retired_at is not None
        return super().differences(current)


class SectionForm(LineForm):
    class Meta:
        model = ProgrammeSection
        fields = ("heading", "kind", "order", "when_empty")
        labels = {"kind": "What it holds", "order": "Place", "when_empty": "What it says when it is empty"}
        widgets = {"kind": forms.RadioSelect, "order": forms.NumberInput(attrs=SHORT)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ProgrammeSection.Kind.choices  # type: ignore[attr-defined]


class CriterionForm(LineForm):
    class Meta:
        model = Criterion
        fields = ("name", "question", "most_points", "weight", "order")
        labels = {"most_points": "Most points", "weight": "How many times it counts", "order": "Place"}
        help_texts = {"question": "What the points are given for"}
        widgets = {name: forms.NumberInput(attrs=SHORT) for name in ("most_points", "weight", "order")}


class ReviewKindForm(LineForm):
    class Meta:
        model = ReviewKind
        fields = ("name", "months", "order")
        labels = {
            "name": "What the council calls it",
            "months": "How many months it is given",
            "order": "Place",
        }
        help_texts = {
            "name": "Like Task and finish group, Spotlight review, Inquiry day",
            "months": "From its start. What runs already keeps its day",
        }
        widgets = {name: forms.NumberInput(attrs=SHORT) for name in ("months", "order")}

    def clean_months(self) -> int:
        months = int(self.cleaned_data["months"])
        if months > MOST_MONTHS:
            raise forms.ValidationError(f"How many months must be {MOST_MONTHS} or fewer")
        return months


class TrackerSettingsForm(VersionedForm):
    class Meta:
        model = TrackerSettings
        fields = ("response_days", "most_reviews", "pattern", "reset")
        labels = {
            "response_days": "Days in which the executive has promised to respond",
            "most_reviews": "Reviews that one committee can carry at once",
            "pattern": "Pattern of their references",
            "reset": "When do the numbers start again?",
        }
        help_texts = {
            "response_days": "Leave it blank for the two months of section 9FE. A promise that ends later than that"
            " does not count. What was sent already keeps its day",
            "most_reviews": "Officers are warned above this",
            "pattern": "{code} is the committee, {seq:02} the number, {yy} the year",
        }
        widgets = {
            "response_days": forms.NumberInput(attrs=SHORT),
            "most_reviews": forms.NumberInput(attrs=SHORT),
            "pattern": forms.TextInput(attrs={"class": "govuk-input--width-20"}),
            "reset": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reset"].choices = TrackerSettings._meta.get_field("reset").choices  # type: ignore[attr-defined]

    def clean_pattern(self) -> str:
        pattern = str(self.cleaned_data["pattern"]).strip()
        require_usable(pattern)
        return pattern


class ImportForm(Form):
    file = forms.FileField(
        label="Spreadsheet or CSV file",
        help_text="With the columns that the export has. Nothing is changed yet: you see first what each row"
        " would do",
    )
