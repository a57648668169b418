"""The date calculator: every kind can be asked, errors stand at their field, and nothing typed is lost."""

from datetime import date

import pytest
from django.test import Client

from committees.calendar_changes import Kind, change_calendar
from scrutiny.calculator_form import CalculatorForm
from scrutiny.explain import ALL_KINDS
from scrutiny.tests.cast import Cast

PAGE = "/workspace/calculator/"
AGENDA = {
    "kind": "agenda_publication_deadline",
    "answer": "1",
    "meeting_date_day": "22",
    "meeting_date_month": "9",
    "meeting_date_year": "2022",
    "basis": "working",
    "clear_days": "5",
}
CALL_IN = {
    "kind": "call_in_last_day",
    "answer": "1",
    "anchor": "publication",
    "anchor_date_day": "1",
    "anchor_date_month": "6",
    "anchor_date_year": "2027",
    "rule": "period",
    "period": "5",
    "unit": "working",
    "cutoff_time": "5pm",
    "roll": "none",
}


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_asks_only_for_the_kind(officer: Client) -> None:
    page = text(officer.get(PAGE))

    assert all(kind.label.replace("'", "&#x27;") in page for kind in ALL_KINDS)
    assert "Work out the date" not in page
    assert "Error: " not in page


@pytest.mark.parametrize("kind", [kind.name for kind in ALL_KINDS])
def test_every_kind_has_a_form_with_words_for_its_fields(officer: Client, kind: str) -> None:
    page = text(officer.get(PAGE, {"kind": kind}))

    assert "Work out the date" in page
    assert "Error: " not in page


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_every_kind_says_which_of_its_fields_are_missing(officer: Client, kind) -> None:
    page = text(officer.get(PAGE, {"kind": kind.name, "answer": "1"}))
    form = CalculatorForm({"answer": "1"}, kind=kind)

    assert "There is a problem" in page
    assert set(form.errors) == {field.name for field in kind.fields if field.required}


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_every_kind_gives_an_answer_from_its_usual_values(officer: Client, kind) -> None:
    entered = {"kind": kind.name, "answer": "1"}
    for field in CalculatorForm(kind=kind):
        if hasattr(field.field.widget, "widgets"):
            entered |= dict(
                zip([f"{field.name}_{part}" for part in ("day", "month", "year")], (3, 6, 2027), strict=True)
            )
        elif field.field.required:
            entered[field.name] = field.initial or 5
    if "unit" in CalculatorForm(kind=kind).fields:
        entered |= {"period": "5", "unit": "working"}

    page = text(officer.get(PAGE, entered))

    assert "app-answer" in page, page[page.find("There is a problem") :][:800]
    assert "Why this date?" in page


def test_the_answer_with_its_reasons(officer: Client) -> None:
    page = text(officer.get(PAGE, AGENDA))

    assert "Tuesday 13 September 2022" in page
    assert "Bank holiday for the State Funeral of Queen Elizabeth II" in page
    assert "100A(6)" in page


def test_a_cut_off_time_is_part_of_the_answer(officer: Client) -> None:
    assert "Tuesday 8 June 2027 at 5pm" in text(officer.get(PAGE, CALL_IN))


def test_a_fixed_day_of_the_following_week(officer: Client) -> None:
    fields = CALL_IN | {"rule": "weekday_of_following_week", "weekday": "TUE", "period": "", "unit": ""}

    assert "Tuesday 8 June 2027 at 5pm" in text(officer.get(PAGE, fields))


def test_it_counts_on_the_councils_own_calendar(officer: Client, cast: Cast) -> None:
    change_calendar(Kind.HOLIDAY, date(2027, 6, 21), "Jubilee", by=cast.officer, reason="Proclaimed")
    june = {"meeting_date_day": "24", "meeting_date_month": "6", "meeting_date_year": "2027"}

    assert "Tuesday 15 June 2027" in text(officer.get(PAGE, AGENDA | june))


def test_a_calendar_that_were_different(officer: Client) -> None:
    different = AGENDA | {"removed_holidays": "19 September 2022", "extra_holidays": "16/09/2022\n2022-09-15"}
    page = text(officer.get(PAGE, different))

    assert "Monday 12 September 2022" in page
    assert '<details class="govuk-details" open>' in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"meeting_date_day": "31"}, "Date of the meeting must be a real date"),
        ({"meeting_date_day": ""}, "must include a day"),
        ({"meeting_date_year": "1850"}, "outside the calendar"),
        ({"meeting_date_year": "9999"}, "outside the calendar"),
        ({"clear_days": "0"}, "greater than or equal to 1"),
        ({"clear_days": "five"}, "Enter a whole number"),
        ({"clear_days": "99999"}, "99999 days is no deadline"),
        ({"basis": "lunar"}, "Select a valid choice"),
        ({"closure_days": "soon"}, "is not a date"),
        ({"removed_holidays": "20 September 2022"}, "is not a bank holiday"),
        ({"extra_holidays": "1 1 9999"}, "outside the calendar"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(officer: Client, wrong: dict, words: str) -> None:
    page = text(officer.get(PAGE, AGENDA | wrong))

    assert "Error: Date calculator" in page
    assert words in page
    assert f'href="#id_{next(iter(wrong)).removesuffix("_day").removesuffix("_year")}' in page
    assert "app-answer" not in page
    assert 'value="9"' in page
    for typed in wrong.values():
        assert typed in page


def test_rules_that_do_not_go_together_name_the_field(officer: Client) -> None:
    page = text(officer.get(PAGE, CALL_IN | {"weekday": "TUE"}))

    assert 'href="#id_weekday"' in page
    assert "does not go with the rule" in page


@pytest.mark.parametrize("kind", ["", "moon", "agenda_publication_deadline'--"])
def test_an_unknown_kind_is_refused(officer: Client, kind: str) -> None:
    page = text(officer.get(PAGE, {"kind": kind, "answer": "1"}))

    assert "Error: Date calculator" in page
    assert 'href="#id_kind"' in page


def test_beyond_what_is_known_the_answer_is_provisional(officer: Client) -> None:
    assert "Provisional" in text(officer.get(PAGE, AGENDA | {"meeting_date_year": "2045"}))


@pytest.mark.parametrize("who", ["member", "administrator", "non_voting_cooptee"])
def test_the_calculator_is_for_officers(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))

    assert client.get(PAGE).status_code == 404
