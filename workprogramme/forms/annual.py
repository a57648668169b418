"""Forms of the annual report: a text under each heading, and the meeting that considers it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from committees.forms.minutes import MARKDOWN
from committees.forms.versioned import Versioned
from committees.models import Meeting
from scrutiny.lib.govuk_forms import Form
from workprogramme.annual import HEADINGS
from workprogramme.models import AnnualReport


class AnnualReportForm(Versioned, Form):
    mark_optional = False

    def __init__(self, data: QueryDict | None, *, report: AnnualReport) -> None:
        super().__init__(data, initial={"version": report.version, **report.texts})
        for key, heading in HEADINGS.items():
            self.fields[key] = forms.CharField(
                label=heading,
                required=False,
                max_length=50_000,
                widget=forms.Textarea(attrs={"rows": 5, **MARKDOWN}),
            )

    def differences(self, current: Any) -> list[dict[str, str]]:
        rows = [
            (
                heading,
                self.cleaned_data[key].replace("\r\n", "\n"),
                current.texts.get(key, "").replace("\r\n", "\n"),
            )
            for key, heading in HEADINGS.items()
        ]
        return [
            {"label": label, "mine": mine, "theirs": theirs} for label, mine, theirs in rows if mine != theirs
        ]


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{obj.local_start:%-d %B %Y}, {obj.committee.name}"


class PutForm(Form):
    meeting = MeetingChoice(
        Meeting.objects.none(), label="Meeting that considers it", empty_label="Choose a meeting"
    )

    def __init__(self, data: QueryDict | None, *, meetings: QuerySet[Meeting]) -> None:
        super().__init__(data)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = meetings
