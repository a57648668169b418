"""The forms of call-in rules, one for each group. They are made from the settings themselves, so that no setting
can be in the rules and missing from the page."""

from __future__ import annotations

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import time
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from django import forms
from django.forms.utils import ErrorDict

from callins.rule_files import presets
from callins.rule_reading import BadRules, read_rules, write_rules
from callins.rule_words import choice_words
from callins.rules import Rules
from scrutiny.lib.govuk_forms import DateField, Form, TimeField, VersionField

SPARE_ROWS = 1
MOST_ROWS = 40


class LinesField(forms.CharField):
    """One entry to a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class NumbersField(forms.CharField):
    """Whole numbers with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        parts = [part.strip() for part in str(value or "").split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
            raise forms.ValidationError("Enter whole numbers with commas between them, like 2, 1")
        return [int(part) for part in parts]


def form_field(kind: Any, setting: Field[Any]) -> forms.Field:
    """The box in which a setting is filled in."""
    said: dict[str, Any] = {
        "label": setting.metadata["label"],
        "help_text": setting.metadata["hint"],
        "required": False,
    }
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (each for each in get_args(kind) if each is not type(None))
        if get_origin(kind) is Literal:
            return forms.ChoiceField(choices=[("", "Not set"), *_choices(kind)], **said)
    if get_origin(kind) is Literal:
        return forms.ChoiceField(choices=_choices(kind, setting.name), **said | {"required": True})
    if get_origin(kind) is tuple:
        return _list_field(get_args(kind)[0], said)
    if kind is bool:
        return forms.BooleanField(**said)
    if kind is int:
        small = forms.NumberInput(attrs={"class": "govuk-input--width-3"})
        return forms.IntegerField(min_value=0, max_value=1000, widget=small, **said)
    if kind is time:
        return TimeField(**said)
    said["required"] = setting.default is MISSING
    return forms.CharField(max_length=400, **said)


def _choices(kind: Any, setting: str = "") -> list[tuple[str, str]]:
    return [(code, choice_words(code, setting)) for code in get_args(kind)]


def _list_field(inner: Any, said: dict[str, Any]) -> forms.Field:
    if get_origin(inner) is Literal:
        boxes = forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"})
        return forms.MultipleChoiceField(choices=_choices(inner), widget=boxes, **said)
    if inner is int:
        return NumbersField(**said)
    said["help_text"] = said["help_text"] or "One to a line"
    return LinesField(**said)


class SettingsForm(Form):
    """The settings of one dataclass, without the lists of rows it holds."""

    def __init__(self, kind: type, *args: Any, **kwargs: Any) -> None:
        hints, own = get_type_hints(kind), {}
        for setting in fields(kind):
            if row_type(hints[setting.name]) is None:
                own[setting.name] = form_field(hints[setting.name], setting)
        self.base_fields = own  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def as_data(self) -> dict[str, Any]:
        """What `read_rules` reads: an empty box is a setting that is not set."""
        data = {}
        for name, value in self.cleaned_data.items():
            empty_text = isinstance(self.fields[name], forms.CharField) and not isinstance(
                self.fields[name], (LinesField, NumbersField)
            )
            data[name] = value if value != "" or empty_text else None
        return data


class RowForm(SettingsForm):
    """One row of a list; a row with nothing in its first box is left out."""

    def full_clean(self) -> None:
        first = next(iter(self.fields))
        if self.is_bound and not (self.data.get(self.add_prefix(first)) or "").strip():
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            return
        super().full_clean()


def row_type(hint: Any) -> type | None:
    if get_origin(hint) is not tuple:
        return None
    inner = get_args(hint)[0]
    return inner if isinstance(inner, type) and is_dataclass(inner) else None


class GroupForm(SettingsForm):
    """One group of a rule set, with its rows; what is wrong with the rules as a whole is said above."""

    def __init__(self, rules: Rules, group: str, version: int, data: Any = None) -> None:
        self.rules, self.group = rules, group
        part = getattr(rules, group)
        kind = type(part)
        super().__init__(kind, data, initial=write_rules(part))
        self.fields["version"] = VersionField(initial=version)
        hints = get_type_hints(kind)
        self.row_lists: list[tuple[str, str, list[RowForm]]] = []
        for setting in fields(kind):
            inner = row_type(hints[setting.name])
            if inner is not None:
                rows = self._rows(setting.name, inner, write_rules(getattr(part, setting.name)), data)
                self.row_lists.append((setting.name, setting.metadata["label"], rows))

    def _rows(self, name: str, kind: type, held: list[Any], data: Any) -> list[RowForm]:
        number = len(held) + SPARE_ROWS
        if data is not None:
            while number < MOST_ROWS and any(key.startswith(f"{name}-{number}-") for key in data):
                number += 1
        return [
            RowForm(kind, data, prefix=f"{name}-{n}", initial=held[n] if n < len(held) else None)
            for n in range(number)
        ]

    def is_valid(self) -> bool:
        if not self.is_bound:
            return False
        rows = [row for _, _, each in self.row_lists for row in each]
        wrong = [row for row in rows if not row.is_valid()]
        return super().is_valid() and not wrong and self._read()

    def _read(self) -> bool:
        data = write_rules(self.rules)
        own = self.as_data()
        own.pop("version", None)
        for name, _, rows in self.row_lists:
            own[name] = [row.as_data() for row in rows if row.cleaned_data]
        data[self.group] = own
        try:
            self.changed_rules = read_rules(data)
        except BadRules as error:
            for problem in error.problems:
                name = problem.path.removeprefix(f"{self.group}.").split(".")[0].split("[")[0]
                message = problem.message[0].upper() + problem.message[1:]
                self.add_error(name if name in self.fields else None, message)
            return False
        return True


class LoadForm(Form):
    preset = forms.ChoiceField(
        label="Whose rules", help_text="Each says where it comes from and how old that is"
    )
    valid_from = DateField(
        label="From", help_text="Decisions first published from that day follow these rules"
    )
    note = forms.CharField(label="Why", required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loaded = {preset.name: preset.rules for preset in presets()}
        field = self.fields["preset"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Choose a council"),
            *((name, f"{rules.council} ({rules.vintage})") for name, rules in self.loaded.items()),
        ]


class NewVersionForm(Form):
    valid_from = DateField(
        label="From", help_text="Decisions first published before that day keep their rules"
    )
    note = forms.CharField(label="Why", max_length=400, help_text="Like “Council resolved on 14 May”")
