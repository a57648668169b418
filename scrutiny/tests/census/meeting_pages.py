"""Meetings, their agendas and papers."""

from __future__ import annotations

from .entry import OFFICERS, PUBLISHED, RUN, Entry, Kind, action, file, form, page

TEMPLATED = "templated.item.pk"

MEETINGS = [
    Entry("workspace:dashboard", Kind.PAGE, OFFICERS, led_away=frozenset({"administrator"})),
    page("workspace:meetings", OFFICERS),
    page("workspace:meetings", OFFICERS, state="nothing found", query="?q=nothinglikeit"),
    page("workspace:meetings_calendar", OFFICERS),
    form("workspace:meeting_add", OFFICERS),
    form("workspace:meeting_edit", RUN, "draft.reference"),
    form("workspace:meeting_reschedule", RUN, "draft.reference"),
    form("workspace:meeting_cancel", RUN, "draft.reference"),
    form("workspace:meeting_clone", RUN, "draft.reference"),
]

AGENDA = [
    page("workspace:meeting", RUN, "draft.reference"),
    page("workspace:meeting", RUN, "bare.reference", state="without items"),
    page("workspace:meeting", RUN, PUBLISHED, state="published"),
    page("workspace:meeting", RUN, "cancelled.reference", state="cancelled"),
    form("workspace:item_add", RUN, "draft.reference"),
    form("workspace:item_add", RUN, "draft.reference", state="exempt", query="?section=exempt"),
    action("workspace:agenda_order", RUN, "draft.reference"),
    form("workspace:item", RUN, "item.pk"),
    form("workspace:item", RUN, "exempt_item.pk", state="exempt"),
    form("workspace:report", RUN, "item.pk"),
    form("workspace:report", RUN, TEMPLATED, state="on a template"),
    Entry("workspace:report_draft", Kind.ACTION, RUN, TEMPLATED, send={"version": "2", "title": "Carers"}),
    form("workspace:report_template_choose", RUN, TEMPLATED, wrong=None),
    form("workspace:report_exempt", RUN, TEMPLATED),
    action("workspace:item_move", RUN, "item.pk", direction="down"),
    form("workspace:item_defer", RUN, "item.pk"),
    form("workspace:item_withdraw", RUN, "item.pk"),
    action("workspace:item_restore", RUN, "withdrawn_item.pk"),
    form("workspace:paper_add", RUN, "item.pk"),
    form("workspace:paper_expect", RUN, "item.pk"),
    page("workspace:paper", RUN, "paper.pk"),
    page("workspace:paper", RUN, "exempt_paper.pk", state="exempt"),
    page("workspace:paper", RUN, "expected_paper.pk", state="expected"),
    page("workspace:paper", RUN, "removed_paper.pk", state="removed"),
    page("workspace:paper", RUN, "unconverted_paper.pk", state="not converted"),
    form("workspace:paper_edit", RUN, "paper.pk"),
    form("workspace:paper_replace", RUN, "paper.pk"),
    form("workspace:paper_classify", RUN, "exempt_paper.pk"),
    action("workspace:paper_state", RUN, "paper.pk", state="cleared"),
    action("workspace:paper_move", RUN, "paper.pk", direction="down"),
    action("workspace:paper_remove", RUN, "paper.pk"),
    action("workspace:paper_restore", RUN, "removed_paper.pk"),
    action("workspace:paper_leave_out", RUN, "unconverted_paper.pk"),
    action("workspace:paper_convert_again", RUN, "unconverted_paper.pk"),
    file("workspace:paper_file", RUN, "version.pk", state="public"),
    file("workspace:paper_file", RUN, "exempt_version.pk", state="exempt", recorded=True),
    file("workspace:paper_original", RUN, "version.pk", state="public"),
    file("workspace:paper_original", RUN, "exempt_version.pk", state="exempt", recorded=True),
    file("workspace:paper_unconverted", RUN, "unconverted_paper.pk", recorded=True),
]
