"""The date, time and file fields: what they accept and what they say."""

from __future__ import annotations

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from scrutiny.lib.govuk_forms import DateField, Form, MultipleFileField, TimeField, VersionField


class MeetingForm(Form):
    date = DateField(label="Meeting date")
    time = TimeField(label="Start time", required=False)


def date_form(day: str, month: str, year: str, time: str = "") -> MeetingForm:
    return MeetingForm({"date_day": day, "date_month": month, "date_year": year, "time": time})


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("11", "4", "2019"), ("11", "04", "2019"), (" 11 ", "April", "2019"), ("11", "apr", "2019")],
)
def test_a_date_in_any_usual_form(day: str, month: str, year: str) -> None:
    form = date_form(day, month, year)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["date"] == datetime.date(2019, 4, 11)


@pytest.mark.parametrize(
    ("parts", "message", "wrong"),
    [
        (("", "", ""), "Enter the meeting date", None),
        (("", "4", "2019"), "Meeting date must include a day", ["day"]),
        (("11", "", ""), "Meeting date must include a month and year", ["month", "year"]),
        (("31", "4", "2019"), "Meeting date must be a real date", ["day"]),
        (("11", "13", "2019"), "Meeting date must be a real date", ["month"]),
        (("x", "4", "2019"), "Meeting date must be a real date", ["day"]),
        (("11", "4", "19"), "Year must include 4 numbers", ["year"]),
        (("9" * 30, "4", "2019"), "Meeting date must be a real date", ["day"]),
    ],
)
def test_an_impossible_date_says_which_box(
    parts: tuple[str, str, str], message: str, wrong: list[str] | None
) -> None:
    form = date_form(*parts)
    assert form.errors["date"] == [message]
    assert (form.errors.as_data()["date"][0].params or {}).get("parts") == wrong


def test_a_date_that_was_not_touched_has_not_changed() -> None:
    data = {"date_day": "11", "date_month": "04", "date_year": "2019", "time": "10.15am"}
    initial = {"date": datetime.date(2019, 4, 11), "time": datetime.time(10, 15)}
    assert MeetingForm(data, initial=initial).changed_data == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:15", datetime.time(10, 15)),
        ("10.15am", datetime.time(10, 15)),
        ("2pm", datetime.time(14)),
        ("2.30 p.m.", datetime.time(14, 30)),
        ("18:00", datetime.time(18)),
        ("12am", datetime.time(0)),
        ("12pm", datetime.time(12)),
        ("midday", datetime.time(12)),
        ("Midnight", datetime.time(0)),
        ("", None),
    ],
)
def test_a_time_as_people_write_it(text: str, expected: datetime.time | None) -> None:
    form = date_form("1", "1", "2027", text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["time"] == expected


@pytest.mark.parametrize("text", ["2", "25:00", "13pm", "10:75", "soon", "0am"])
def test_a_time_that_could_be_misread_is_refused(text: str) -> None:
    assert date_form("1", "1", "2027", text).errors["time"] == ["Enter a time, like 10:15am or 2pm"]


def test_times_are_shown_the_short_way() -> None:
    field = TimeField()
    times = [
        datetime.time(10, 15),
        datetime.time(14),
        datetime.time(0, 5),
        datetime.time(12),
        datetime.time(0),
    ]
    shown = [field.widget.format_value(time) for time in times]
    assert shown == ["10:15am", "2pm", "12:05am", "midday", "midnight"]
    assert [field.clean(words) for words in shown] == times


class PapersForm(Form):
    papers = MultipleFileField(label="Papers")
    chair = forms.ChoiceField(label="Chair", choices=[("", ""), ("1", "A")])
    agreed = forms.BooleanField(label="The chair has agreed")
    what = forms.ChoiceField(label="What it is", choices=[("1", "A")], widget=forms.RadioSelect)
    version = VersionField()


def test_several_files_keep_their_order() -> None:
    files = [SimpleUploadedFile(f"{name}.pdf", b"x") for name in ("b", "a")]
    form = PapersForm(
        {"chair": "1", "agreed": "on", "what": "1", "version": "7"}, MultiValueDict({"papers": files})
    )
    assert form.is_valid(), form.errors
    assert [file.name for file in form.cleaned_data["papers"]] == ["b.pdf", "a.pdf"]
    assert form.cleaned_data["version"] == 7


def test_an_empty_file_among_several_is_refused() -> None:
    files = [SimpleUploadedFile("a.pdf", b"x"), SimpleUploadedFile("b.pdf", b"")]
    form = PapersForm({"chair": "1", "agreed": "on", "what": "1"}, MultiValueDict({"papers": files}))
    assert form.errors["papers"] == ["The submitted file is empty."]


def test_missing_answers_are_asked_for_in_words() -> None:
    errors = {name: messages[0] for name, messages in PapersForm({}, MultiValueDict()).errors.items()}
    assert errors == {
        "papers": "Choose a file for the papers",
        "chair": "Select the chair",
        "agreed": "Tick the box: The chair has agreed",
        "what": "Select what it is",
    }
