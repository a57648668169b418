"""Before a meeting and at it: apologies, public questions, the meeting screen; and records of attendance."""

from __future__ import annotations

from .entry import (
    COMMITTEE,
    EVERYBODY,
    HEADS,
    NOBODY,
    OFFICERS,
    PUBLISHED,
    RUN,
    action,
    file,
    form,
    page,
)

SAT = "sat.meeting.reference"
PEOPLE = frozenset({"member", "other_councillor"})
COMING = "draft.reference"

SITTING = [
    page("workspace:sitting", RUN, SAT),
    form("workspace:webcast", RUN, SAT),
    action("workspace:webcast_remove", RUN, SAT),
    page("workspace:sitting", RUN, COMING, state="not open"),
    page("workspace:sitting", RUN, "bare.reference", state="without items"),
    action("workspace:sitting_open", RUN, COMING),
    action("workspace:sitting_close", RUN, SAT),
    action("workspace:sitting_reopen", RUN, SAT),
    action("workspace:sitting_preside", RUN, SAT, attendance="0"),
    form("workspace:sitting_adjourn", RUN, SAT, wrong={"at": "never"}),
    form("workspace:sitting_exclude", RUN, SAT),
    form("workspace:urgent_item_add", RUN, SAT),
    action("workspace:attendance_draw_up", RUN, SAT),
    action("workspace:attendance_rest", RUN, SAT),
    form("workspace:attendance_add", RUN, SAT),
    action("workspace:attendance_mark", RUN, "sat.line.pk", answer="in_person"),
    action("workspace:attendance_move", RUN, "sat.line.pk", kind="left"),
    action("workspace:attendance_remove", RUN, "sat.witness.pk"),
    action("workspace:movement_undo", RUN, "sat.movement.pk"),
    action("workspace:adjournment_resume", RUN, "sat.adjournment.pk"),
    action("workspace:adjournment_remove", RUN, "sat.adjournment.pk"),
    action("workspace:exclusion_readmit", RUN, "sat.exclusion.pk"),
    action("workspace:sitting_strike", RUN, "=vote sat.vote.pk"),
    action("workspace:item_take", RUN, "sat.item.pk"),
    form("workspace:item_urgent", RUN, "sat.item.pk"),
    form("workspace:declaration_add", RUN, "sat.item.pk"),
    form("workspace:vote_add", RUN, "sat.item.pk"),
    form("workspace:named_vote_add", RUN, "sat.item.pk"),
]

BEFORE = [
    form("workspace:apologies", RUN, SAT),
    action("workspace:apologies_back", RUN, f"{SAT} cast.member.person.pk"),
    action("workspace:item_invite", RUN, "sat.item.pk"),
    page("workspace:questions", RUN, SAT),
    page("workspace:questions", RUN, COMING, state="none"),
    form("workspace:question_add", RUN, SAT),
    page("workspace:question", RUN, "sat.question.pk"),
    page("workspace:question", RUN, "sat.answered.pk", state="published"),
    form("workspace:question_edit", RUN, "sat.question.pk"),
    form("workspace:question_answer", RUN, "sat.answered.pk", wrong=None),
    form("workspace:question_refuse", RUN, "sat.question.pk"),
    form("committees:put_question", EVERYBODY, COMING, state="to come"),
    form("committees:put_question", EVERYBODY, SAT, state="begun", wrong=None),
    page("committees:put_question", NOBODY, "private.reference", state="not a public meeting"),
    action("workspace:question_step", RUN, "sat.question.pk =accept"),
    page("papers:mine", PEOPLE),
    page("papers:my_pack", PEOPLE, PUBLISHED),
    page("papers:my_pack", NOBODY, COMING, state="not published yet"),
    action("papers:open_pack", PEOPLE, f"{PUBLISHED} =1"),
    page("attending:my_meetings", PEOPLE),
    form("attending:my_apologies", frozenset({"member"}), COMING, wrong=None),
    action("attending:my_apologies_back", frozenset({"member"}), COMING),
]

ATTENDANCE = [
    page("workspace:attendance_records", RUN, COMMITTEE),
    file("workspace:attendance_csv", RUN, f"{COMMITTEE} =2018"),
    page("workspace:six_months", OFFICERS),
    form("workspace:outside_attendance_add", OFFICERS, "cast.member.person.pk"),
    form("workspace:absence_approve", OFFICERS, "cast.member.person.pk"),
    page("attending:attendance", EVERYBODY, COMMITTEE),
    page("workspace:interests", HEADS),
    form("workspace:interest_add", HEADS),
    form("workspace:interest", HEADS, "sat.declaration.type_id"),
]
