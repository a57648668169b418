"""The forward plan and the decisions of the executive, for everybody and for officers."""

from __future__ import annotations

from .entry import ANY_OFFICE, EVERYBODY, HEADS, NOBODY, OFFICERS, action, file, form, page

PLANNED = "executive.planned.slug"
HIDDEN = "executive.unpublished.slug"
DECISION = "executive.decision.slug"
DRAFT_DECISION = "executive.draft_decision.slug"
LATE = "=late-key-decision"
RULES = "executive.decision.rule_set.pk"

EXECUTIVE = [
    page("callins:forward_plan", EVERYBODY),
    page("callins:forward_plan", EVERYBODY, state="nothing found", query="?q=nothinglikeit"),
    page("callins:notice", EVERYBODY),
    page("callins:planned", EVERYBODY, PLANNED),
    page("callins:planned", NOBODY, HIDDEN, state="not published"),
    page("callins:decisions", EVERYBODY),
    page("callins:decisions", EVERYBODY, state="urgent", query="?list=urgent"),
    page("callins:decisions", EVERYBODY, state="nothing found", query="?q=nothinglikeit"),
    page("callins:decision", EVERYBODY, DECISION),
    page("callins:decision", EVERYBODY, "executive.private_decision.slug", state="private"),
    page("callins:decision", NOBODY, DRAFT_DECISION, state="not published"),
    file("callins:paper", EVERYBODY, f"{DECISION} executive.paper.pk", state="public"),
    file("callins:paper", OFFICERS, f"{DECISION} executive.exempt_paper.pk", state="exempt", recorded=True),
    page("workspace:forward_plan", OFFICERS),
    page("workspace:forward_plan", OFFICERS, state="nothing found", query="?q=nothinglikeit"),
    form("workspace:planned_add", OFFICERS),
    page("workspace:planned_decision", OFFICERS, PLANNED),
    page("workspace:planned_decision", OFFICERS, HIDDEN, state="not published"),
    form("workspace:planned_edit", OFFICERS, PLANNED),
    action("workspace:planned_publish", OFFICERS, HIDDEN),
    form("workspace:planned_move", OFFICERS, PLANNED),
    form("workspace:planned_withdraw", OFFICERS, PLANNED),
    form("workspace:notice_add", OFFICERS, f"{PLANNED} {LATE}", state="late key decision"),
    form("workspace:notice_add", OFFICERS, f"{PLANNED} =special-urgency", state="special urgency"),
    form("workspace:notice_add", OFFICERS, f"{PLANNED} =private-meeting", state="private meeting"),
    form("workspace:notice_take_back", OFFICERS, f"{PLANNED} {LATE} executive.notice.pk"),
    page("workspace:decisions", OFFICERS),
    page("workspace:decisions", OFFICERS, state="nothing found", query="?q=nothinglikeit"),
    page("workspace:decisions", OFFICERS, state="drafts", query="?list=draft"),
    form("workspace:decision_add", OFFICERS),
    page("workspace:decision", OFFICERS, DECISION),
    page("workspace:decision", OFFICERS, DRAFT_DECISION, state="not published"),
    form("workspace:decision_edit", OFFICERS, DRAFT_DECISION),
    form("workspace:decision_correct", OFFICERS, DECISION),
    form("workspace:decision_report", OFFICERS, DRAFT_DECISION, wrong={"options-TOTAL_FORMS": "x"}),
    action("workspace:decision_publish", OFFICERS, DRAFT_DECISION),
    form("workspace:decision_withdraw", OFFICERS, DECISION),
    form("workspace:decision_paper_add", OFFICERS, DECISION),
    action("workspace:decision_paper_remove", OFFICERS, f"{DECISION} executive.paper.pk"),
    form("workspace:decision_paper_readers", OFFICERS, f"{DECISION} executive.exempt_paper.pk"),
    action(
        "workspace:decision_paper_close",
        OFFICERS,
        f"{DECISION} executive.exempt_paper.pk executive.reader.pk",
    ),
    file("workspace:decision_notice", OFFICERS, DRAFT_DECISION),
    page("workspace:rule_sets", ANY_OFFICE),
    page("workspace:rule_set", ANY_OFFICE, RULES),
    form("workspace:rule_set_load", HEADS),
    form("workspace:rule_set_copy", HEADS, RULES),
    form("workspace:rule_set_group", HEADS, f"{RULES} =window"),
    form("workspace:rule_set_group", HEADS, f"{RULES} =triggers", state="with rows"),
]
