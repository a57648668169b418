"""Forms of the date calculator, made from the fields that each kind of deadline takes."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms

from callins.period import ANCHORS
from scrutiny.explain import ALL_KINDS, FIXED_WEEKDAY, Kind
from scrutiny.explain_inputs import (
    CALENDAR_FIELDS,
    Field,
    read_date,
    read_number,
    read_time,
    read_weekday,
    read_yes_no,
)
from scrutiny.lib.explained import DateProblem
from scrutiny.lib.govuk_forms import DateField, Form, TimeField, required_message
from scrutiny.lib.working_days import WEEKDAYS

LABELS = {
    "meeting_date": "Date of the meeting",
    "decision_date": "Date of the decision",
    "notice_date": "Date of the notice",
    "request_date": "Date of the request",
    "received_date": "Date it was received",
    "start_date": "Date it starts",
    "anchor": "What is it counted from?",
    "anchor_date": "Date it is counted from",
    "basis": "What kind of days",
    "clear_days": "How many clear days",
    "working_days_before": "How many working days before",
    "working_days_after": "How many working days after",
    "cutoff_time": "Time of day",
    "rule": "How is it counted?",
    "period": "How many days",
    "unit": "What kind of days",
    "count_anchor_day": "That day itself counts as day one",
    "weekday": "Which day of the following week",
    "roll": "If the last day is not a working day",
    "months": "How many months",
    "years": "How many years",
    "days": "How many days",
    "stage": "Which notice",
    "effective_rule": "When does the decision take effect?",
    "effective_time": "Time it takes effect",
    "closure_days": "Days the council is closed",
    "extra_holidays": "Extra bank holidays",
    "removed_holidays": "Bank holidays that are not",
    "weekend_days": "Weekend days",
}
# What is usual, by field, and by kind and field where the law gives a kind its own number.
USUAL: dict[str | tuple[str, str], str | int] = {
    ("key_decision_notice", "clear_days"): 28,
    ("key_decision_notice", "basis"): "calendar",
    ("private_meeting_notice", "clear_days"): 28,
    ("private_meeting_notice", "basis"): "calendar",
    ("scrutiny_copy_due", "clear_days"): 10,
    ("minutes_inspection_end", "years"): 6,
    ("background_papers_inspection_end", "years"): 4,
    ("executive_response_due", "months"): 2,
    "clear_days": 5,
    "basis": "working",
    "unit": "working",
    "rule": "period_beginning_with",
    "roll": "none",
    "anchor": "publication",
}
CHOICES: dict[str | tuple[str, str], str] = {
    ("effective_rule", "next_working_day"): "The working day after the call-in period ends",
    "working": "Working days",
    "clear_working": "Clear working days",
    "calendar": "Calendar days",
    "clear_calendar": "Clear calendar days",
    "period": "So many days",
    FIXED_WEEKDAY: "A fixed day of the following week",
    "none": "It stays where it is",
    "next_working_day": "It moves to the next working day",
    "previous_working_day": "It moves to the working day before",
    "period_beginning_with": "Beginning with the day itself",
    "months_after": "After that day, ending on the same day of a later month",
    "next_calendar_day": "The day after the call-in period ends",
    "last_day": "On the last day of the call-in period",
    "immediately": "At once",
    "first": "The first, 28 clear days before",
    "second": "The further one, 5 clear days before",
}
NOT_OFFERED = {"weekend_days"}  # a setting of the council, not of one calculation
MOST_LISTED = 40


class KindForm(Form):
    kind = forms.ChoiceField(
        label="Which deadline?",
        choices=[("", "Choose a deadline"), *((kind.name, kind.label) for kind in ALL_KINDS)],
    )


class DatesField(forms.Field):
    """Several dates, one on each line."""

    widget = forms.Textarea(attrs={"rows": 2})
    line = DateField(label="Each line")

    def to_python(self, value: Any) -> list[date]:
        lines = [line.split() for line in str(value or "").replace(",", "\n").splitlines() if line.strip()]
        if len(lines) > MOST_LISTED:
            raise forms.ValidationError(f"Enter no more than {MOST_LISTED} dates")
        return [self._one(words) for words in lines]

    def _one(self, words: list[str]) -> date:
        parts = words[0].replace("/", " ").replace("-", " ").split() if len(words) == 1 else words
        if len(parts) == 3:
            if len(parts[0]) == 4:
                parts.reverse()
            try:
                found = self.line.to_python(parts)
            except forms.ValidationError:
                found = None
            if found:
                return found
        message = f"“{' '.join(words)}” is not a date. Write each on its own line, like 19 September 2022"
        raise forms.ValidationError(message)


class CalculatorForm(Form):
    def __init__(self, data: Any = None, *, kind: Kind) -> None:
        self.kind = kind
        self.offered = [field for field in (*kind.fields, *CALENDAR_FIELDS) if field.name not in NOT_OFFERED]
        super().__init__(data)
        for field in self.offered:
            shown = form_field(field, kind.name)
            shown.error_messages["required"] = required_message(shown, str(shown.label))
            self.fields[field.name] = shown

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[field.name] for field in self.kind.fields]

    @property
    def what_if(self) -> list[forms.BoundField]:
        return [self[field.name] for field in CALENDAR_FIELDS if field.name in self.fields]

    @property
    def asks_what_if(self) -> bool:
        return any(self.errors.get(field.name) or field.value() for field in self.what_if)

    @property
    def inputs(self) -> dict[str, Any]:
        """What was entered, as `explain_date` takes it."""
        entered = {name: as_json(value) for name, value in self.cleaned_data.items()}
        return {name: value for name, value in entered.items() if value not in ("", None, [])}

    def blame(self, problem: DateProblem) -> None:
        """Show a problem at the field it names; what was typed stays."""
        message = problem.message[:1].upper() + problem.message[1:]
        if problem.field in self.fields:
            self.add_error(problem.field, message)
        else:
            self.add_error(None, f"{LABELS.get(problem.field, problem.field)}: {message}")


def as_json(value: Any) -> Any:
    if isinstance(value, list):
        return [as_json(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:%H:%M}" if isinstance(value, time) else value


def form_field(field: Field, kind: str) -> forms.Field:
    label, required = LABELS.get(field.name, field.name.replace("_", " ").capitalize()), field.required
    if field.name in {each.name for each in CALENDAR_FIELDS}:
        return DatesField(label=label, required=False, help_text="One on each line, like 19 September 2022")
    if field.choices:
        return choice_field(field, label, kind)
    if field.read is read_date:
        return DateField(label=label, required=required)
    if field.read is read_time:
        return TimeField(label=label, required=required, help_text="Like 10am or 5pm")
    if field.read is read_yes_no:
        return forms.BooleanField(label=label, required=False)
    if field.read is read_weekday:
        days = [("", "Choose a day"), *((name, name_of(name)) for name in WEEKDAYS)]
        return forms.ChoiceField(label=label, choices=days, required=required)
    assert field.read is read_number
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"})
    return forms.IntegerField(
        label=label, required=required, widget=widget, min_value=1, initial=usual_for(kind, field.name)
    )


def usual_for(kind: str, name: str) -> str | int | None:
    return USUAL.get((kind, name)) or USUAL.get(name)


def choice_field(field: Field, label: str, kind: str) -> forms.ChoiceField:
    words = [(value, choice_words(field.name, value)) for value in field.choices]
    if field.name == "anchor":
        # Several names for one event are for machines; people choose among the events.
        words = list({label: (value, label) for value, label in reversed(words)}.values())[::-1]
    if not field.required:
        words.insert(0, ("", "Not given"))
    usual = usual_for(kind, field.name)
    initial = usual if usual in field.choices else (field.choices[0] if field.required else "")
    return forms.ChoiceField(label=label, choices=words, required=field.required, initial=initial)


def choice_words(name: str, value: str) -> str:
    if name == "anchor":
        words = ANCHORS[value]
        return words[:1].upper() + words[1:]
    return CHOICES.get((name, value)) or CHOICES.get(value, value.replace("_", " ").capitalize())


def name_of(short: str) -> str:
    return {
        "MON": "Monday",
        "TUE": "Tuesday",
        "WED": "Wednesday",
        "THU": "Thursday",
        "FRI": "Friday",
        "SAT": "Saturday",
        "SUN": "Sunday",
    }[short]
