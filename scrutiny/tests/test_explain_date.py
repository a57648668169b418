"""`manage.py explain_date`: answers as JSON, and refuses what it cannot answer, naming the field."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

AGENDA = {"meeting_date": "2025-09-15", "basis": "working", "clear_days": 5}
WINDOW = {"anchor": "publication", "anchor_date": "2025-09-15", "period": 5, "unit": "working"}
WEEKDAY = {
    "anchor": "publication",
    "anchor_date": "2025-09-15",
    "rule": "weekday_of_following_week",
    "weekday": "TUE",
}
EFFECT = {**WINDOW, "effective_rule": "next_calendar_day"}
RESPONSE = {"received_date": "2025-09-15", "months": 2, "rule": "period_beginning_with"}
INSPECTION = {"meeting_date": "2025-09-15", "years": 6, "rule": "period_beginning_with"}
TWO_MORE = '"meeting_date": "2025-09-15", "basis": "working"'
BACK = "previous_working_day"
SUBMISSION = {"meeting_date": "2025-09-15", "working_days_before": 7, "cutoff_time": "10:00"}


def answer(kind, inputs):
    out = io.StringIO()
    call_command("explain_date", kind, inputs if isinstance(inputs, str) else json.dumps(inputs), stdout=out)
    return json.loads(out.getvalue())


def without(inputs, name):
    return {key: value for key, value in inputs.items() if key != name}


def test_the_answer_is_json_with_a_date_and_its_explanation():
    told = answer("agenda_publication_deadline", {**AGENDA, "meeting_date": "2019-04-25"})
    assert told["date"] == "2019-04-15"
    assert "Good Friday" in told["explanation"]
    assert "Easter Monday" in told["explanation"]
    assert told["provisional"] is False
    assert {"date": "2019-04-19", "counted": False, "number": None, "reason": "Good Friday"} in told["days"]


def test_a_time_of_day_gives_an_instant():
    told = answer("report_submission_deadline", {**SUBMISSION, "meeting_date": "2025-10-16"})
    assert told["moment"] == "2025-10-07T10:00:00+01:00"


def test_beyond_the_known_bank_holidays_the_answer_is_provisional():
    told = answer("agenda_publication_deadline", {**AGENDA, "meeting_date": "2031-05-13"})
    assert told["date"] == "2031-05-02"
    assert told["provisional"] is True
    assert "provisional" in told["explanation"]


def test_optional_fields_may_be_null():
    assert answer("call_in_last_day", {**WINDOW, "cutoff_time": None})["moment"] is None


def test_days_given_with_the_inputs_amend_the_calendar():
    more = {"extra_holidays": ["2025-09-10"], "closure_days": ["2025-09-11"]}
    told = answer("agenda_publication_deadline", {**AGENDA, **more})
    assert told["date"] == "2025-09-03"
    assert "bank holiday added by the council" in told["explanation"]
    assert "council closed" in told["explanation"]
    friday_off = {"weekend_days": ["FRI", "SAT", "Sunday"]}
    assert answer("agenda_publication_deadline", {**AGENDA, **friday_off})["date"] == "2025-09-03"


@pytest.mark.parametrize(
    ("kind", "inputs", "field"),
    [
        ("coffee_break", {}, "kind"),
        ("agenda_publication_deadline", "{not json", "inputs"),
        ("agenda_publication_deadline", '"2025-09-15"', "inputs"),
        ("agenda_publication_deadline", "[]", "inputs"),
        ("agenda_publication_deadline", "[" * 5000, "inputs"),
        ("agenda_publication_deadline", '{"clear_days": 5, "clear_days": 6}', "clear_days"),
        ("agenda_publication_deadline", {}, "meeting_date"),
        ("agenda_publication_deadline", without(AGENDA, "basis"), "basis"),
        ("agenda_publication_deadline", without(AGENDA, "clear_days"), "clear_days"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": None}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "15/09/2025"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "2025-02-29"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "20250915"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "2025-W38-1"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "2025-09-15T10:00"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": " 2025-09-15"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "٢٠٢٥-٠٩-١٥"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": 20250915}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "1066-10-14"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "1978-01-03"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "2250-01-01"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "meeting_date": "9999-12-31"}, "meeting_date"),
        ("agenda_publication_deadline", {**AGENDA, "clear_days": 0}, "clear_days"),
        ("agenda_publication_deadline", {**AGENDA, "clear_days": -5}, "clear_days"),
        ("agenda_publication_deadline", {**AGENDA, "clear_days": 5.0}, "clear_days"),
        ("agenda_publication_deadline", {**AGENDA, "clear_days": "5"}, "clear_days"),
        ("agenda_publication_deadline", {**AGENDA, "clear_days": True}, "clear_days"),
        ("agenda_publication_deadline", {**AGENDA, "clear_days": 10**9}, "clear_days"),
        ("agenda_publication_deadline", {**AGENDA, "basis": "lunar"}, "basis"),
        ("agenda_publication_deadline", {**AGENDA, "basis": ["working"]}, "basis"),
        ("agenda_publication_deadline", {**AGENDA, "closing_days": []}, "closing_days"),
        ("agenda_publication_deadline", {**AGENDA, "closure_days": "2025-09-10"}, "closure_days"),
        ("agenda_publication_deadline", {**AGENDA, "closure_days": ["soon"]}, "closure_days"),
        ("agenda_publication_deadline", {**AGENDA, "closure_days": ["2500-01-01"]}, "closure_days"),
        ("agenda_publication_deadline", {**AGENDA, "extra_holidays": {"2025-09-10": 1}}, "extra_holidays"),
        ("agenda_publication_deadline", {**AGENDA, "removed_holidays": ["2025-09-10"]}, "removed_holidays"),
        ("agenda_publication_deadline", {**AGENDA, "weekend_days": ["FUNDAY"]}, "weekend_days"),
        (
            "agenda_publication_deadline",
            {**AGENDA, "weekend_days": ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]},
            "weekend_days",
        ),
        ("call_in_last_day", without(WINDOW, "anchor"), "anchor"),
        ("call_in_last_day", {**WINDOW, "anchor": "full_moon"}, "anchor"),
        ("call_in_last_day", without(WINDOW, "anchor_date"), "anchor_date"),
        ("call_in_last_day", without(WINDOW, "period"), "period"),
        ("call_in_last_day", without(WINDOW, "unit"), "unit"),
        ("call_in_last_day", {**WINDOW, "unit": "fortnight"}, "unit"),
        ("call_in_last_day", {**WINDOW, "period": 0}, "period"),
        ("call_in_last_day", {**WINDOW, "period": 5000}, "period"),
        ("call_in_last_day", {**WINDOW, "weekday": "TUE"}, "weekday"),
        ("call_in_last_day", {**WINDOW, "rule": "whenever"}, "rule"),
        ("call_in_last_day", {**WINDOW, "roll": "sideways"}, "roll"),
        ("call_in_last_day", {**WINDOW, "cutoff_time": "5pm"}, "cutoff_time"),
        ("call_in_last_day", {**WINDOW, "cutoff_time": "24:00"}, "cutoff_time"),
        ("call_in_last_day", {**WINDOW, "cutoff_time": "17:00:00"}, "cutoff_time"),
        ("call_in_last_day", {**WINDOW, "count_anchor_day": "yes"}, "count_anchor_day"),
        (
            "call_in_last_day",
            {**WINDOW, "unit": "clear_working", "count_anchor_day": True},
            "count_anchor_day",
        ),
        ("call_in_last_day", without(WEEKDAY, "weekday"), "weekday"),
        ("call_in_last_day", {**WEEKDAY, "weekday": "TUES"}, "weekday"),
        ("call_in_last_day", {**WEEKDAY, "weekday": 1}, "weekday"),
        ("call_in_last_day", {**WEEKDAY, "period": 5}, "period"),
        ("call_in_last_day", {**WEEKDAY, "unit": "working"}, "unit"),
        ("call_in_last_day", {**WEEKDAY, "count_anchor_day": True}, "count_anchor_day"),
        ("decision_effective_date", without(EFFECT, "effective_rule"), "effective_rule"),
        ("decision_effective_date", {**EFFECT, "effective_rule": "eventually"}, "effective_rule"),
        ("decision_effective_date", {**EFFECT, "anchor_date": "2099-12-31"}, "anchor_date"),
        ("executive_response_due", {**RESPONSE, "months": 0}, "months"),
        ("executive_response_due", {**RESPONSE, "rule": "roughly"}, "rule"),
        ("executive_response_due", {**RESPONSE, "received_date": "2099-12-01"}, "received_date"),
        ("minutes_inspection_end", {**INSPECTION, "years": -6}, "years"),
        ("minutes_inspection_end", {**INSPECTION, "years": 500}, "years"),
        ("report_submission_deadline", {**SUBMISSION, "working_days_before": 0}, "working_days_before"),
        ("private_meeting_notice", {**AGENDA, "stage": "third"}, "stage"),
        ("private_meeting_notice", AGENDA, "stage"),
        (
            "agenda_publication_deadline",
            {**AGENDA, "extra_holidays": ["2025-08-25"], "removed_holidays": ["2025-08-25"]},
            "removed_holidays",
        ),
        ("agenda_publication_deadline", f'{{"clear_days": {"9" * 5000}, {TWO_MORE}}}', "clear_days"),
        ("agenda_publication_deadline", f'{{"clear_days": -{"9" * 5000}, {TWO_MORE}}}', "clear_days"),
        ("decision_effective_date", {**EFFECT, "effective_rule": "immediately", "weekday": "TUE"}, "weekday"),
        (
            "call_in_last_day",
            {**WINDOW, "anchor_date": "2022-12-24", "period": 1, "unit": "calendar", "roll": BACK},
            "roll",
        ),
        (
            "call_in_last_day",
            {**WEEKDAY, "anchor_date": "2025-05-04", "weekday": "MON", "roll": BACK},
            "roll",
        ),
    ],
)
def test_bad_input_is_refused_and_the_field_named(kind, inputs, field):
    with pytest.raises(CommandError) as raised:
        answer(kind, inputs)
    assert str(raised.value).startswith(f"{field}: ")
    assert raised.value.returncode == 1
