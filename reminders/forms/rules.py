"""A rule as a form: its lines, one to a row, and its words."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from django import forms
from django.forms.utils import ErrorDict

from reminders.kinds import Kind
from reminders.models import ReminderLine, ReminderRule
from reminders.promises import Line
from reminders.rules import RuleInForce
from reminders.wording import WORDS, Texts, unknown_words
from scrutiny.lib.govuk_forms import Form, TimeField, VersionField

SPARE_ROWS = 1
MOST_ROWS = 12
SMALL = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class LineForm(Form):
    """One reminder; a row without a number of days is left out."""

    number = forms.IntegerField(
        label="How many days", min_value=0, max_value=366, widget=forms.TextInput(attrs=SMALL)
    )
    unit = forms.ChoiceField(label="Days", choices=ReminderLine.Unit.choices)
    direction = forms.ChoiceField(label="Before or after", choices=ReminderLine.Direction.choices)
    at = TimeField(label="Time of day")
    to = forms.MultipleChoiceField(
        label="Who gets it",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        error_messages={"required": "Select who gets it"},
    )

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(audience.value, audience.label) for audience in kind.audiences]
        self.fields["to"].choices = offered  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        if self.is_bound and not (self.data.get(self.add_prefix("number")) or "").strip():
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            return
        super().full_clean()

    @property
    def line(self) -> Line | None:
        said = self.cleaned_data
        if not said:
            return None
        direction: Literal["before", "after"] = "before" if said["number"] == 0 else said["direction"]
        return Line(said["number"], said["unit"], direction, said["at"], tuple(said["to"]))


class RuleForm(Form):
    mark_optional = False
    switched_on = forms.BooleanField(label="Send these reminders", required=False)
    subject = forms.CharField(label="Subject", max_length=160)
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 5}))
    overdue_subject = forms.CharField(label="Subject once it is overdue", max_length=160)
    overdue_text = forms.CharField(label="Text once it is overdue", widget=forms.Textarea(attrs={"rows": 5}))
    when_unsure = forms.ChoiceField(
        label="When the mail server does not say whether it took a mail",
        choices=ReminderRule.WhenUnsure.choices,
        widget=forms.RadioSelect,
    )
    version = VersionField()

    def __init__(self, kind: Kind, found: RuleInForce, own: ReminderRule | None, data: Any = None) -> None:
        unsure = ReminderRule.WhenUnsure
        initial = {name: getattr(found.texts, name) for name in Texts.__slots__}
        initial |= {
            "switched_on": found.rule.switched_on,
            "when_unsure": unsure.RESEND if found.rule.resend_when_unsure else unsure.HOLD,
            "version": own.version if own else None,
        }
        super().__init__(data, initial=initial)
        if kind.statutory:
            del self.fields["switched_on"]
        self.rows = self._rows(kind, found.rule.lines, data)

    def _rows(self, kind: Kind, lines: tuple[Line, ...], data: Any) -> list[LineForm]:
        number = len(lines) + SPARE_ROWS
        if data is not None:
            while number < MOST_ROWS and f"line-{number}-number" in data:
                number += 1
        return [LineForm(kind, data, prefix=f"line-{n}", initial=_initial(lines, n)) for n in range(number)]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name in Texts.__slots__:
            if wrong := unknown_words(said.get(name, "")):
                known = ", ".join(f"{{{word}}}" for word in WORDS)
                self.add_error(name, f"{{{wrong[0]}}} is not filled in. Use only {known}")
        return said

    def is_valid(self) -> bool:
        if not self.is_bound:
            return False
        wrong = [row for row in self.rows if not row.is_valid()]
        if not super().is_valid() or wrong:
            return False
        twice = [code for code, times in Counter(line.code for line in self.lines).items() if times > 1]
        if twice:
            self.add_error(None, "Two reminders are on the same day. Put them into one.")
        return not twice

    @property
    def lines(self) -> list[Line]:
        return [row.line for row in self.rows if row.line is not None]

    @property
    def texts(self) -> Texts:
        return Texts(*(self.cleaned_data[name] for name in Texts.__slots__))

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "lines": self.lines,
            "texts": self.texts,
            "switched_on": said.get("switched_on", True),
            "when_unsure": said["when_unsure"],
            "version": said["version"],
        }


def _initial(lines: tuple[Line, ...], number: int) -> dict[str, Any] | None:
    if number >= len(lines):
        return None
    line = lines[number]
    names = ("number", "unit", "direction", "at")
    return {name: getattr(line, name) for name in names} | {"to": list(line.to)}
