"""Our fields against the markup GOV.UK Frontend itself publishes (vendor/govuk-fixtures.json, MIT).

Only the skeleton is compared: which govuk- elements stand inside which. Words, ids and sizes are ours.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template

from scrutiny.lib.govuk_forms import DateField, Form

FIXTURES: dict[str, str] = json.loads((Path(__file__).parent / "vendor" / "govuk-fixtures.json").read_text())
pytestmark = pytest.mark.urls("scrutiny.tests.pack_urls")

VOID = {"input", "br", "img", "hr"}
SIZES = re.compile(r"govuk-(label|fieldset__legend)--[sml]$")
OPTIONS = [("yes", "Yes"), ("no", "No")]


class Skeleton(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.path: list[str] = []
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        ours = sorted(name for name in classes if name.startswith("govuk-") and not SIZES.match(name))
        here = f"{tag}.{'.'.join(ours)}" if ours else ""
        if here:
            self.found.add(" > ".join([step for step in self.path if step] + [here]))
        if tag not in VOID:
            self.path.append(here)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.path.pop()


class EveryKind(Form):
    input = forms.CharField(help_text="Hint")
    textarea = forms.CharField(help_text="Hint", widget=forms.Textarea)
    select = forms.ChoiceField(help_text="Hint", choices=OPTIONS)
    radios = forms.ChoiceField(help_text="Hint", choices=OPTIONS, widget=forms.RadioSelect)
    checkboxes = forms.MultipleChoiceField(
        help_text="Hint", choices=OPTIONS, widget=forms.CheckboxSelectMultiple
    )
    date = DateField(help_text="Hint")
    file = forms.FileField(help_text="Hint")
    amount = forms.CharField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].prefix = "£"  # type: ignore[attr-defined]


def drawn(template: str, form: forms.Form) -> set[str]:
    return Skeleton(
        Template("{% load govuk crispy_forms_tags %}" + template).render(Context({"form": form}))
    ).found


@pytest.mark.parametrize(
    ("fixture", "name"),
    [
        ("input: with error and hint", "input"),
        ("textarea: with hint and error message", "textarea"),
        ("select: with hint text and error message", "select"),
        ("radios: with hint and error message", "radios"),
        ("checkboxes: with error message and hint", "checkboxes"),
        ("date-input: with error on day input", "date"),
        ("file-upload: with error message and hint", "file"),
    ],
)
def test_a_wrong_field_has_the_shape_of_govuk_frontend(fixture: str, name: str) -> None:
    form = EveryKind({"date_day": "", "date_month": "4", "date_year": "2027"}, {})
    assert drawn("{{ form." + name + "|as_crispy_field }}", form) == Skeleton(FIXTURES[fixture]).found


def test_a_prefix_has_the_shape_of_govuk_frontend() -> None:
    assert (
        drawn("{{ form.amount|as_crispy_field }}", EveryKind())
        == Skeleton(FIXTURES["input: with prefix"]).found
    )


def test_the_error_summary_has_the_shape_of_govuk_frontend() -> None:
    expected = Skeleton(FIXTURES["error-summary: mixed with and without links"]).found
    assert drawn("{% error_summary form %}", EveryKind({})) == expected
