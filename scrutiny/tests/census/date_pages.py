"""The calendar, timetables and the committee cycle."""

from __future__ import annotations

from .entry import ANY_OFFICE, COMMITTEE, OFFICERS, PUBLISHED, RUN, SET_UP, action, form, page

DATES = [
    page("calculator", OFFICERS),
    page("calculator", OFFICERS, state="a kind is chosen", query="?kind=agenda_publication_deadline"),
    page("calculator", OFFICERS, state="wrong", query="?kind=agenda_publication_deadline&answer=1"),
    page("workspace:calendar", OFFICERS),
    form("workspace:calendar_add", OFFICERS),
    page("workspace:calendar_change", OFFICERS, "change.pk"),
    page("workspace:calendar_change", OFFICERS, "withdrawn_change.pk", state="withdrawn"),
    action("workspace:calendar_withdraw", OFFICERS, "change.pk"),
    page("workspace:timetable", ANY_OFFICE),
    form("workspace:timetable_step_add", ANY_OFFICE),
    form("workspace:timetable_step", ANY_OFFICE, "councils_step.pk", state="the council's"),
    form("workspace:timetable_step", SET_UP, "own_step.pk", state="a committee's own"),
    action("workspace:timetable_step_delete", SET_UP, "own_step.pk"),
    page("workspace:committee_timetable", SET_UP, COMMITTEE),
    form("workspace:committee_timetable_add", SET_UP, COMMITTEE),
    action("workspace:timetable_own", SET_UP, COMMITTEE),
    action("workspace:timetable_councils", SET_UP, COMMITTEE),
    page("workspace:meeting_dates", RUN, "draft.reference"),
    page("workspace:meeting_dates", RUN, PUBLISHED, state="without dates"),
    action("workspace:meeting_dates_work_out", RUN, PUBLISHED),
    action("workspace:meeting_date_done", RUN, "date.pk"),
]

CYCLE = [
    page("workspace:cycle", OFFICERS),
    form("workspace:cycle_add", OFFICERS),
    form("workspace:elections", OFFICERS),
    action("workspace:election_delete", OFFICERS, "period.pk"),
    page("workspace:cycle_plan", OFFICERS, "plan.pk"),
    page("workspace:cycle_plan", OFFICERS, "plan.pk", state="what to look at", query="?only=warnings"),
    page("workspace:cycle_plan", OFFICERS, "empty_plan.pk", state="nothing planned"),
    page("workspace:cycle_year", OFFICERS, "plan.pk"),
    page("workspace:cycle_year", OFFICERS, "empty_plan.pk", state="nothing planned"),
    form("workspace:cycle_create", OFFICERS, "plan.pk", wrong=None),
    action("workspace:cycle_delete", OFFICERS, "plan.pk"),
    form("workspace:proposal_add", OFFICERS, "plan.pk"),
    form("workspace:cycle_pattern", RUN, f"plan.pk {COMMITTEE}"),
    action("workspace:cycle_pattern_drop", RUN, f"plan.pk {COMMITTEE}"),
    form("workspace:proposal", RUN, "proposal.pk"),
    action("workspace:proposal_drop", RUN, "proposal.pk"),
]
