"""Form fields and base forms in the GOV.UK manner; templates/govuk draws them."""

from __future__ import annotations

import datetime
import re
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList

from scrutiny.lib.clock import time_words

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
PARTS = ("day", "month", "year")
DJANGO_REQUIRED = forms.Field.default_error_messages["required"]


class DateInput(forms.MultiWidget):
    """Day, month and year in three boxes: easier to fill in than a calendar, and no format to guess."""

    template_name = "govuk/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        self.error_parts: set[str] = set()
        super().__init__({part: forms.TextInput(attrs={"inputmode": "numeric"}) for part in PARTS}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value)
            except ValueError:
                return [None, None, None]
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, subwidget in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            subwidget["label"] = part.capitalize()
            subwidget["attrs"]["id"] = f"{context['widget']['attrs'].get('id', '')}_{part}"
            width = 4 if part == "year" else 2
            classes = f"govuk-input govuk-date-input__input govuk-input--width-{width}"
            if part in self.error_parts:
                classes += " govuk-input--error"
            else:
                subwidget["attrs"].pop("aria-invalid", None)
            subwidget["attrs"]["class"] = classes
        return context


class DateField(forms.Field):
    """A date from three boxes; the month may be a number or a name. Errors say which box is wrong."""

    widget = DateInput
    default_error_messages = {
        "incomplete": "%(label)s must include a %(missing)s",
        "invalid": "%(label)s must be a real date",
        "short_year": "Year must include 4 numbers",
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        texts = [str(part or "").strip() for part in value]
        if not any(texts):
            return None
        missing = [part for part, text in zip(PARTS, texts, strict=True) if not text]
        if missing:
            raise self.error("incomplete", missing)
        return self.real_date(*texts)

    def real_date(self, day: str, month: str, year: str) -> datetime.date:
        numbers = {"day": number(day), "month": number(month) or month_number(month), "year": number(year)}
        wrong = [part for part in PARTS if numbers[part] is None]
        if not wrong and len(year) != 4:
            raise self.error("short_year", ["year"])
        if not wrong and not 1 <= (numbers["month"] or 0) <= 12:
            wrong = ["month"]
        if wrong:
            raise self.error("invalid", wrong)
        try:
            return datetime.date(numbers["year"] or 0, numbers["month"] or 0, numbers["day"] or 0)
        except (ValueError, OverflowError):
            raise self.error("invalid", ["day"]) from None

    def error(self, code: str, parts: list[str]) -> ValidationError:
        label = str(self.label or "Date")
        params = {"label": label, "parts": parts, "missing": " and ".join(parts)}
        return ValidationError(self.error_messages[code], code=code, params=params)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except (ValidationError, TypeError):
            return True


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def month_number(text: str) -> int | None:
    start = text[:3].lower()
    return MONTHS.index(start) + 1 if start in MONTHS and text.isalpha() else None


class TimeInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-5", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return time_words(value) if isinstance(value, datetime.time) else super().format_value(value)


class TimeField(forms.Field):
    """A time as people write it: 10:15, 10.15am, 2pm, midday."""

    widget = TimeInput
    default_error_messages = {"invalid": "Enter a time, like 10:15am or 2pm"}
    pattern = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?")
    words = {"midday": datetime.time(12), "noon": datetime.time(12), "midnight": datetime.time(0)}

    def to_python(self, value: Any) -> datetime.time | None:
        if value in self.empty_values or isinstance(value, datetime.time):
            return value or None
        text = str(value).strip().lower()
        if text in self.words:
            return self.words[text]
        match = self.pattern.fullmatch(text)
        # A bare "2" could be morning or afternoon, so it is not guessed.
        if not match or not (match["minute"] or match["half"]):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self.clock(int(match["hour"]), int(match["minute"] or 0), (match["half"] or "")[:1])

    def clock(self, hour: int, minute: int, half: str) -> datetime.time:
        possible = 1 <= hour <= 12 if half else True
        if half == "p" and hour < 12:
            hour += 12
        elif half == "a" and hour == 12:
            hour = 0
        if not possible or hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return datetime.time(hour, minute)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class MultipleFileInput(forms.FileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files at once; the cleaned value is a list in the order given."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, (list, tuple)) else [data]
        return [
            super(MultipleFileField, self).clean(file, initial)
            for file in files or [None]
            if file or self.required
        ]


class VersionField(forms.IntegerField):
    """The version of the record this form was opened on, so that a second saver is told."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.HiddenInput, "required": False, **kwargs})


class BaseFormMixin:
    """What every form of ours shares: our template pack, no browser bubbles, errors that say what to do."""

    use_required_attribute = False
    mark_optional = True
    fields: dict[str, forms.Field]
    errors: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()  # type: ignore[no-untyped-call]
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for name, field in self.fields.items():
            if field.error_messages.get("required") == DJANGO_REQUIRED:
                label = str(field.label or name.replace("_", " ").capitalize())
                field.error_messages["required"] = required_message(field, label)

    def error_list(self, name: str) -> ErrorList:
        """The errors of one field, empty when there are none."""
        found: ErrorList = self.errors.get(name, ErrorList())
        return found


# Labels that begin like this read on without "the": "Select what the room needs", "Enter your name".
READS_ON = re.compile(r"(the|a|an|your|any|what|which|who|why|how|when|where)\b", re.IGNORECASE)


def required_message(field: forms.Field, label: str) -> str:
    thing = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    if not READS_ON.match(thing):
        thing = f"the {thing}"
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick the box: {label}"
    if isinstance(field.widget, forms.FileInput):
        return f"Choose a file for {thing}"
    if isinstance(field.widget, (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"Select {thing}"
    return f"Enter {thing}"


class Form(BaseFormMixin, forms.Form):
    pass


class ModelForm(BaseFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    pass
