"""The set-up page of a report template: its name, and a form to each of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from committees.models import ReportTemplate
from committees.report_editions import latest
from committees.report_templates import (
    LONGEST_HEADING,
    LONGEST_WORDS,
    MOST_PARTS,
    Kind,
    Pattern,
    Place,
    Style,
    read,
)
from scrutiny.lib.govuk_forms import Form

from .versioned import Versioned

SPARE, STEP = 2, 10
NARROW = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class PartForm(Form):
    mark_optional = False

    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)
    heading = forms.CharField(
        label="Heading",
        required=False,
        max_length=LONGEST_HEADING,
        help_text="Leave it empty to take this part out",
    )
    place_in_order = forms.IntegerField(
        label="Place in the order", required=False, min_value=0, max_value=9999,
        widget=forms.TextInput(attrs=NARROW), error_messages={"invalid": "Place must be a number"},
    )  # fmt: skip
    kind = forms.ChoiceField(label="What it holds", choices=Kind.choices, initial=Kind.TEXT)
    place = forms.ChoiceField(label="Where it stands", choices=Place.choices, initial=Place.BODY)
    required = forms.BooleanField(label="Tell before publishing if it is empty", required=False)
    help = forms.CharField(label="Hint for the author", required=False, max_length=LONGEST_WORDS)
    words = forms.CharField(
        label="Words that are always printed",
        required=False,
        max_length=LONGEST_WORDS,
        help_text="Before recommendations, like “That the Committee:”, or instead of anything written",
    )
    columns = forms.CharField(
        label="Columns of a table", required=False, max_length=300, help_text="With commas between them"
    )

    @property
    def row(self) -> dict[str, Any]:
        said = self.cleaned_data
        columns = [each.strip() for each in said.get("columns", "").split(",")]
        return {**said, "columns": columns}


class BaseParts(forms.BaseFormSet):  # type: ignore[type-arg]
    @property
    def rows(self) -> list[dict[str, Any]]:
        """In the order that was asked for; what has no place yet comes last."""
        kept = [form.row for form in self.forms if form.cleaned_data.get("heading", "").strip()]
        last = MOST_PARTS * STEP * STEP
        return sorted(kept, key=lambda row: last if row["place_in_order"] is None else row["place_in_order"])


class ReportTemplateForm(Versioned, Form):
    """All of a template on one page, so that one saving is one edition."""

    name = forms.CharField(label="Name", max_length=80)
    offered = forms.BooleanField(label="New reports can use it", required=False)
    numbered = forms.BooleanField(label="Sections and paragraphs have numbers", required=False)
    style = forms.ChoiceField(label="Recommendations", choices=Style.choices)

    def __init__(self, data: QueryDict | None, *, template: ReportTemplate) -> None:
        self.template = template
        pattern = read(latest(template).holds)
        super().__init__(
            data,
            initial={
                "version": template.version,
                "name": template.name,
                "offered": template.retired_at is None,
                "numbered": pattern.numbered,
                "style": pattern.style,
            },
        )
        self.parts = parts_of(data, pattern)
        self.pattern: Pattern | None = None

    @property
    def everything(self) -> list[Any]:
        return [self, self.parts]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "offered")} | {"pattern": self.pattern}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.parts.is_valid() and "style" in cleaned:
            self.pattern = read(
                {"parts": self.parts.rows, "numbered": cleaned["numbered"], "style": cleaned["style"]}
            )
        elif not self.parts.is_valid():
            raise ValidationError("Put right the parts that are marked below.")
        return cleaned

    def differences(self, current: Any) -> list[dict[str, str]]:
        theirs, mine = read(latest(current).holds), self.pattern
        assert mine is not None
        rows = [
            ("Name", self.cleaned_data["name"], current.name),
            ("Parts", "\n".join(_said(mine)), "\n".join(_said(theirs))),
        ]
        return [{"label": label, "mine": one, "theirs": other} for label, one, other in rows if one != other]


def _said(pattern: Pattern) -> Iterator[str]:
    for part in pattern.parts:
        required = ", required" if part.required else ""
        yield f"{part.heading} ({part.kind.label.lower()}; {part.place.label.lower()}{required})"


def parts_of(data: QueryDict | None, pattern: Pattern) -> BaseParts:
    initial = [
        {
            "key": part.key,
            "heading": part.heading,
            "place_in_order": number * STEP,
            "kind": part.kind,
            "place": part.place,
            "required": part.required,
            "help": part.help,
            "words": part.words,
            "columns": ", ".join(part.columns),
        }
        for number, part in enumerate(pattern.parts, start=1)
    ]
    kind = forms.formset_factory(
        PartForm, formset=BaseParts, extra=SPARE, max_num=MOST_PARTS, absolute_max=MOST_PARTS + SPARE
    )
    formset = kind(data, initial=initial, prefix="parts")
    assert isinstance(formset, BaseParts)
    return formset
