"""Every kind of deadline by name, with the inputs it takes: for the calculator page and `explain_date`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from callins import timetable as callins
from callins.period import ANCHORS, Period
from committees import timetable as committees
from scrutiny.explain_inputs import (
    CALENDAR_FIELDS,
    Field,
    amended,
    one_of,
    read_date,
    read_fields,
    read_number,
    read_time,
    read_weekday,
    read_yes_no,
)
from scrutiny.lib.deadlines import BASES, MONTHS_RULES
from scrutiny.lib.explained import DateProblem, ExplainedDate
from scrutiny.lib.working_days import UNITS, Calendar
from workprogramme import timetable as workprogramme

Build = Callable[[Calendar, dict[str, Any]], ExplainedDate]

FIXED_WEEKDAY = "weekday_of_following_week"
ROLLS = ("none", "next_working_day", "previous_working_day")


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    label: str
    fields: tuple[Field, ...]
    build: Build

    def explain(self, inputs: Any, calendar: Calendar) -> ExplainedDate:
        values = read_fields(inputs, (*self.fields, *CALENDAR_FIELDS))
        return self.build(amended(calendar, values), values)


def explain_date(kind: str, inputs: Any, calendar: Calendar) -> ExplainedDate:
    """The answer for one kind of deadline. Raises `DateProblem`, which names the field at fault."""
    if kind not in KINDS:
        raise DateProblem("kind", f"“{kind}” is not one of {', '.join(KINDS)}")
    return KINDS[kind].explain(inputs, calendar)


def _given(values: dict[str, Any], *, date_field: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != date_field}


def _from_date(function: Callable[..., ExplainedDate], date_field: str) -> Build:
    """For a function that takes its date, the calendar and the other inputs under their own names."""

    def build(calendar: Calendar, values: dict[str, Any]) -> ExplainedDate:
        return function(values[date_field], calendar, **_given(values, date_field=date_field))

    return build


def _period(values: dict[str, Any]) -> Period:
    fixed = values.get("rule") == FIXED_WEEKDAY
    wanted, unwanted = (("weekday",), ("period", "unit")) if fixed else (("period", "unit"), ("weekday",))
    for name in wanted:
        if name not in values:
            raise DateProblem(name, "this field is required")
    for name in unwanted:
        if name in values:
            raise DateProblem(name, "this field does not go with the rule")
    if fixed and values.get("count_anchor_day"):
        raise DateProblem("count_anchor_day", "a fixed weekday counts no days")
    return Period(
        anchor=values["anchor"],
        number=values.get("period"),
        unit=values.get("unit", "working"),
        count_anchor_day=values.get("count_anchor_day", False),
        weekday=values.get("weekday"),
        cut_off=values.get("cutoff_time"),
        roll=values.get("roll", "none"),
    )


def _counted(function: Callable[[Any, Calendar, Period], ExplainedDate]) -> Build:
    return lambda calendar, values: function(values["anchor_date"], calendar, _period(values))


def _effective(calendar: Calendar, values: dict[str, Any]) -> ExplainedDate:
    day, rule, at = values["anchor_date"], values["effective_rule"], values.get("effective_time")
    if rule == "immediately":
        if "period" in values or "weekday" in values:
            _period(values)  # it holds nothing up, but must not contradict itself
        return callins.effective_immediately(day, calendar, anchor=values["anchor"], at=at)
    return callins.decision_effective_date(day, calendar, _period(values), effective_rule=rule, at=at)


MEETING_DATE = Field("meeting_date", read_date)
CUT_OFF = Field("cutoff_time", read_time, required=False)
CLEAR_DAYS = (one_of("basis", BASES), Field("clear_days", read_number))
MONTHS = (one_of("rule", MONTHS_RULES), Field("months", read_number))
YEARS = (one_of("rule", MONTHS_RULES), Field("years", read_number))
BEFORE = (MEETING_DATE, Field("working_days_before", read_number), CUT_OFF)
AFTER = (MEETING_DATE, Field("working_days_after", read_number), CUT_OFF)
PERIOD = (
    one_of("anchor", tuple(ANCHORS)),
    Field("anchor_date", read_date),
    one_of("rule", ("period", FIXED_WEEKDAY), required=False),
    Field("period", read_number, required=False),
    one_of("unit", UNITS, required=False),
    Field("count_anchor_day", read_yes_no, required=False),
    Field("weekday", read_weekday, required=False),
    one_of("roll", ROLLS, required=False),
    CUT_OFF,
)
EFFECTIVE = (
    *PERIOD,
    one_of("effective_rule", callins.EFFECTIVE_RULES),
    Field("effective_time", read_time, required=False),
)

ALL_KINDS = (
    Kind(
        "agenda_publication_deadline",
        "Publish an agenda",
        (MEETING_DATE, *CLEAR_DAYS),
        _from_date(committees.agenda_publication_deadline, "meeting_date"),
    ),
    Kind(
        "report_submission_deadline",
        "Hand in final reports",
        BEFORE,
        _from_date(committees.report_submission_deadline, "meeting_date"),
    ),
    Kind(
        "report_clearance_deadline",
        "Clear reports",
        BEFORE,
        _from_date(committees.report_clearance_deadline, "meeting_date"),
    ),
    Kind(
        "supplement_cut_off",
        "Send late papers for a supplement",
        BEFORE,
        _from_date(committees.supplement_cut_off, "meeting_date"),
    ),
    Kind(
        "public_question_deadline",
        "Send in public questions",
        BEFORE,
        _from_date(committees.public_question_deadline, "meeting_date"),
    ),
    Kind(
        "draft_minutes_due",
        "Draft the minutes",
        AFTER,
        _from_date(committees.draft_minutes_due, "meeting_date"),
    ),
    Kind(
        "action_follow_up_due",
        "Follow up actions",
        AFTER,
        _from_date(committees.action_follow_up_due, "meeting_date"),
    ),
    Kind(
        "minutes_inspection_end",
        "Keep minutes, agenda and reports open to inspection",
        (MEETING_DATE, *YEARS),
        _from_date(committees.minutes_inspection_end, "meeting_date"),
    ),
    Kind(
        "background_papers_inspection_end",
        "Keep background papers open to inspection",
        (MEETING_DATE, *YEARS),
        _from_date(committees.background_papers_inspection_end, "meeting_date"),
    ),
    Kind("call_in_last_day", "Last day to call in a decision", PERIOD, _counted(callins.call_in_last_day)),
    Kind(
        "call_in_resolution_last_day",
        "Last day to resolve a call-in",
        PERIOD,
        _counted(callins.call_in_resolution_last_day),
    ),
    Kind(
        "reconsideration_due",
        "Last day to reconsider a decision",
        PERIOD,
        _counted(callins.reconsideration_due),
    ),
    Kind("decision_effective_date", "Day a decision takes effect", EFFECTIVE, _effective),
    Kind(
        "key_decision_notice",
        "Publish notice of a key decision",
        (Field("decision_date", read_date), *CLEAR_DAYS),
        _from_date(callins.key_decision_notice, "decision_date"),
    ),
    Kind(
        "private_meeting_notice",
        "Publish notice of a private executive meeting",
        (MEETING_DATE, one_of("stage", ("first", "second")), *CLEAR_DAYS),
        _from_date(callins.private_meeting_notice, "meeting_date"),
    ),
    Kind(
        "general_exception_earliest_decision",
        "First day to take a key decision under the general exception",
        (Field("notice_date", read_date), *CLEAR_DAYS),
        _from_date(callins.general_exception_earliest_decision, "notice_date"),
    ),
    Kind(
        "scrutiny_copy_due",
        "Give a scrutiny member a copy of a document",
        (Field("request_date", read_date), *CLEAR_DAYS),
        _from_date(committees.scrutiny_copy_due, "request_date"),
    ),
    Kind(
        "executive_response_due",
        "Executive's response to a scrutiny report",
        (Field("received_date", read_date), *MONTHS),
        _from_date(workprogramme.executive_response_due, "received_date"),
    ),
    Kind(
        "local_response_due",
        "Executive's response within a local period",
        (Field("received_date", read_date), Field("days", read_number)),
        _from_date(workprogramme.local_response_due, "received_date"),
    ),
    Kind(
        "review_due",
        "Review after so many months",
        (Field("start_date", read_date), *MONTHS),
        _from_date(workprogramme.review_due, "start_date"),
    ),
    Kind(
        "task_group_completion_due",
        "Complete a task and finish review",
        (Field("start_date", read_date), *MONTHS),
        _from_date(workprogramme.task_group_completion_due, "start_date"),
    ),
)
KINDS = {kind.name: kind for kind in ALL_KINDS}
