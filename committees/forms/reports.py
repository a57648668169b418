"""The form of a report that has a template: a field for every part that somebody writes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from committees.exempt_part import words_of_it
from committees.models import Report, ReportTemplate
from committees.report_editions import value_of
from committees.report_templates import YES, Kind, Mode, Part, Pattern, Place
from council.models import Person
from scrutiny.lib.govuk_forms import Form

from .minutes import MARKDOWN
from .versioned import Versioned

SPARE_ROWS, MOST_ROWS = 2, 40
REASON = "_reason"
GROUPS = {
    Place.HEADING: "The table at the top",
    Place.FRONT: "Before the sections",
    Place.BODY: "Sections",
    Place.IMPLICATIONS: "Implications",
}
FIXED = ("title", "subtitle", "enquiries_to", "text_in")
HINTS = {
    Kind.LINES: "One to a line",
    Kind.RECOMMENDATIONS: "What the committee is asked to do, one recommendation to a line. They are held once, "
    "wherever they are printed",
    Kind.BACKGROUND: "One document to a line",
    Kind.SECTIONS: "Each heading (##) is a section of the report",
}


class TemplateReportForm(Versioned, Form):
    """Nothing but the title and the contact has to be filled in before it can be saved: drafts have gaps."""

    mark_optional = False

    def __init__(self, data: QueryDict | None, *, pattern: Pattern, report: Report, wards_label: str) -> None:
        self.pattern, self.report, self.wards_label = pattern, report, wards_label
        super().__init__(data)
        self.initial["version"] = report.version if report.pk else 0
        self._fixed_fields()
        for part in pattern.written:
            self._add(part)
        self.tables = {
            part.field: rows_of(part, data, value_of(report, part))
            for part in pattern.written
            if part.kind == Kind.TABLE
        }
        if report.item.is_exempt:
            self._keep_briefly()

    def _keep_briefly(self) -> None:
        """What is exempt stays in the browser no longer than the tab that it is typed in."""
        rows = [row for table in self.tables.values() for row in table.forms]
        for form in [self, *rows]:
            for field in form.fields.values():
                field.widget.attrs["data-keeps-draft-briefly"] = ""

    def _fixed_fields(self) -> None:
        people = Person.objects.filter(kind=Person.Kind.OFFICER)
        people |= Person.objects.filter(pk=self.report.enquiries_to_id)
        self.fields["title"] = forms.CharField(label="Title of the report", max_length=200)
        self.fields["subtitle"] = forms.CharField(label="Subtitle", max_length=200, required=False)
        self.fields["enquiries_to"] = forms.ModelChoiceField(
            people.order_by("family_name", "given_name"), label="Contact officer"
        )
        self.fields["text_in"] = forms.ChoiceField(
            label="Where its sections are",
            choices=[(Mode.HERE, "Written here"), (Mode.FILE, "In a file that is uploaded as a paper")],
        )
        for name in ("title", "subtitle", "text_in"):
            self.initial[name] = getattr(self.report, name)
        self.initial["enquiries_to"] = self.report.enquiries_to_id

    def _add(self, part: Part) -> None:
        if part.kind == Kind.TABLE:
            return
        value = value_of(self.report, part)
        hint = part.help or HINTS.get(part.kind, "")
        label = self.wards_label if part.kind == Kind.WARDS else part.heading
        if part.kind == Kind.YES_NO:
            choices = [("", "Not said yet"), (YES, "Yes"), ("no", "No")]
            self.fields[part.field] = forms.ChoiceField(label=label, choices=choices, required=False)
            self.fields[part.field + REASON] = forms.CharField(
                label=f"{label}: the reason", required=False, max_length=400, help_text=hint
            )
            self.initial[part.field], self.initial[part.field + REASON] = value["answer"], value["reason"]
            return
        if part.kind == Kind.RECOMMENDATIONS:
            self.fields["recommendations_lead"] = forms.CharField(
                label="Words before the recommendations", required=False, max_length=300, help_text=part.words
            )
            self.initial["recommendations_lead"] = self.report.answers.get("recommendations_lead", "")
        self.fields[part.field] = forms.CharField(
            label=label, required=False, help_text=hint, widget=widget_of(part), max_length=longest(part)
        )
        self.initial[part.field] = value

    @property
    def everything(self) -> list[Any]:
        """For the summary of errors: the form with its tables."""
        return [self, *self.tables.values()]

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The fields as the page shows them, each group under its heading."""
        yield "", [self[name] for name in FIXED]
        for place, heading in GROUPS.items():
            shown = [
                each for part in self.pattern.written if part.place == place for each in self._shown(part)
            ]
            if shown:
                yield heading, shown

    def _shown(self, part: Part) -> Iterator[Any]:
        if part.kind == Kind.TABLE:
            yield self.tables[part.field]
            return
        if part.kind == Kind.RECOMMENDATIONS:
            yield self["recommendations_lead"]
        yield self[part.field]
        if part.kind == Kind.YES_NO:
            yield self[part.field + REASON]

    def is_valid(self) -> bool:
        valid = super().is_valid()
        return valid and all(table.is_valid() for table in self.tables.values())

    @cached_property
    def values(self) -> dict[str, Any]:
        """As the verb takes them: the report's own fields, and the answers to the template together."""
        said = self.cleaned_data
        values: dict[str, Any] = {name: said[name] for name in FIXED}
        answers = dict(self.report.answers)
        for part in self.pattern.written:
            if not part.field.startswith("answer_"):
                values[part.field] = said[part.field]
            elif part.kind == Kind.TABLE:
                answers[part.key] = self.tables[part.field].rows
            elif part.kind == Kind.YES_NO:
                answers[part.key] = {"answer": said[part.field], "reason": said[part.field + REASON]}
            else:
                answers[part.key] = said[part.field]
        if "recommendations_lead" in said:
            answers["recommendations_lead"] = said["recommendations_lead"]
        return values | {"answers": answers}

    def differences(self, current: Any) -> list[dict[str, str]]:
        """Field by field, so that two people who wrote different sections see only what is really at odds."""
        mine, theirs = flat(self.pattern, _as_report(self.values)), flat(self.pattern, current)
        return [
            {"name": name, "label": label, "mine": plain(text), "theirs": plain(theirs[name][1])}
            for name, (label, text) in mine.items()
            if plain(text) != plain(theirs.get(name, ("", ""))[1])
        ]


def as_sent(pattern: Pattern, report: Report) -> dict[str, str]:
    """What a report says, in the fields that its page sends."""
    form = TemplateReportForm(None, pattern=pattern, report=report, wards_label="")
    sent = {name: str(form[name].value() or "") for name in form.fields if name != "version"}
    for table in form.tables.values():
        sent |= {f"{table.prefix}-{name}": str(len(table.forms)) for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
        sent |= {
            row.add_prefix(name): str(row[name].value() or "") for row in table.forms for name in row.fields
        }
    return sent


def _as_report(values: dict[str, Any]) -> Report:
    """What was typed, as a report that is never saved."""
    return Report(**values)


def plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def flat(pattern: Pattern, report: Report) -> dict[str, tuple[str, str]]:
    """Everything a report says as label and text, by the name of its field on the page."""
    found = {
        "title": ("Title of the report", report.title),
        "subtitle": ("Subtitle", report.subtitle),
        "enquiries_to": ("Contact officer", str(report.enquiries_to)),
        "text_in": ("Where its sections are", report.get_text_in_display()),
        "recommendations_lead": (
            "Words before the recommendations",
            str(report.answers.get("recommendations_lead", "")),
        ),
    }
    for part in pattern.written:
        value = value_of(report, part)
        if part.kind == Kind.TABLE:
            text = "\n\n".join("\n".join(row) for row in value)
            found[part.field] = (part.heading, text)
        elif part.kind == Kind.YES_NO:
            found[part.field] = (part.heading, str(value["answer"]))
            found[part.field + REASON] = (f"{part.heading}: the reason", str(value["reason"]))
        else:
            found[part.field] = (part.heading, str(value))
    return found


def widget_of(part: Part) -> forms.Widget:
    if part.is_text:
        return forms.Textarea(attrs={"rows": 8 if part.kind == Kind.SECTIONS else 5, **MARKDOWN})
    if part.kind in (Kind.LINE, Kind.REPORT_OF, Kind.WARDS, Kind.FORWARD_PLAN):
        return forms.TextInput()
    return forms.Textarea(attrs={"rows": 4 if part.kind == Kind.RECOMMENDATIONS else 2})


def longest(part: Part) -> int | None:
    if part.kind in (Kind.REPORT_OF, Kind.WARDS, Kind.FORWARD_PLAN):
        return Report._meta.get_field(part.field).max_length  # type: ignore[union-attr]
    return 300 if part.kind == Kind.LINE else 100_000


class BaseRows(forms.BaseFormSet):  # type: ignore[type-arg]
    part: Part

    @property
    def rows(self) -> list[list[str]]:
        """Those with anything in them."""
        found = [
            [str(form.cleaned_data.get(name, "")).replace("\r\n", "\n").strip() for name in form.fields]
            for form in self.forms
        ]
        return [row for row in found if any(row)]


def rows_of(part: Part, data: QueryDict | None, rows: list[list[str]]) -> BaseRows:
    """A table as a form to a row, with some to spare."""
    names = [f"c{number}" for number in range(len(part.columns))]
    fields = {
        name: forms.CharField(
            label=column, required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
        )
        for name, column in zip(names, part.columns, strict=True)
    }
    row_form = type("RowForm", (Form,), {**fields, "mark_optional": False})
    kind = forms.formset_factory(
        row_form, formset=BaseRows, extra=SPARE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 10
    )
    initial = [dict(zip(names, row, strict=False)) for row in rows]
    formset = kind(data, initial=initial, prefix=part.field)
    assert isinstance(formset, BaseRows)
    formset.part = part
    return formset


class ChooseTemplateForm(Versioned, Form):
    template = forms.ModelChoiceField(
        ReportTemplate.objects.none(), label="Template", required=False, empty_label="A plain cover sheet",
        help_text="What its parts hold is kept, also where the other template does not print it",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, report: Report) -> None:
        super().__init__(data, initial={"version": report.version})
        offered = ReportTemplate.objects.offered()
        if report.template:
            self.initial["template"] = report.template.template_id
            offered |= ReportTemplate.objects.filter(pk=report.template.template_id)
        field = self.fields["template"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offered

    def differences(self, current: Any) -> list[dict[str, str]]:
        """Whoever wrote in the report meanwhile has taken nothing from this choice, but should be seen."""
        mine = str(self.cleaned_data["template"] or "A plain cover sheet")
        theirs = str(current.template.template if current.template else "A plain cover sheet")
        return [{"label": "Template", "mine": mine, "theirs": f"{theirs}, and the report as it was changed"}]


class ExemptPartForm(Versioned, Form):
    text = forms.CharField(
        label="What must not be published",
        help_text="Printed as a paper of its own, in the members’ edition only",
        widget=forms.Textarea(attrs={"rows": 14, "data-keeps-draft-briefly": "", **MARKDOWN}),
        max_length=100_000,
    )

    def differences(self, current: Any) -> list[dict[str, str]]:
        mine, theirs = plain(self.cleaned_data["text"]), plain(words_of_it(current))
        label = str(self.fields["text"].label)
        return [{"label": label, "mine": mine, "theirs": theirs}] if mine != theirs else []
