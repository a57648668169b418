"""Minutes, what they resolve and ask for, and their Word files."""

from __future__ import annotations

from .entry import (
    COMMITTEE,
    ENTITLED,
    EVERYBODY,
    NOBODY,
    RUN,
    SIGNED_IN,
    Entry,
    Kind,
    action,
    file,
    form,
    page,
)

HELD = "minuted.meeting.reference"
WRITING = "minuted.writing.reference"
ITEM = "minuted.item.pk"
EXEMPT = "minuted.exempt_item.pk"
ACTION = "minuted.action.pk"
OWNED = RUN | {"member"}

MINUTES = [
    page("committees:minutes", EVERYBODY, HELD),
    page("committees:minutes", NOBODY, WRITING, state="not published"),
    file("committees:minutes_file", EVERYBODY, f"{HELD} =1 =public", state="public"),
    file("committees:minutes_file", ENTITLED, f"{HELD} =1 =exempt", state="exempt", recorded=True),
    page("workspace:minutes", RUN, HELD),
    page("workspace:minutes", RUN, WRITING, state="being written"),
    page("workspace:minutes", RUN, "draft.reference", state="not begun"),
    action("workspace:minutes_begin", RUN, WRITING),
    page("workspace:minutes_write", RUN, HELD),
    form("workspace:minutes_front", RUN, HELD, wrong=None),
    action("workspace:minutes_publish", RUN, HELD),
    form("workspace:minutes_check", RUN, HELD),
    action("workspace:minutes_reopen", RUN, HELD),
    form("workspace:minutes_put_on", RUN, HELD),
    form("workspace:minutes_approve", RUN, HELD),
    form("workspace:minutes_sign", RUN, HELD),
    file("workspace:minutes_draft_file", RUN, f"{HELD} =public", state="public"),
    file("workspace:minutes_draft_file", RUN, f"{HELD} =exempt", state="exempt", recorded=True),
    file("workspace:minutes_word", RUN, f"{HELD} =public", state="public"),
    file("workspace:minutes_word", RUN, f"{HELD} =exempt", state="exempt", recorded=True),
    file("workspace:agenda_word", RUN, "draft.reference"),
    form("workspace:minute", RUN, ITEM, wrong=None),
    form("workspace:minute", RUN, EXEMPT, wrong=None, state="exempt"),
    Entry("workspace:minute_draft", Kind.ACTION, RUN, ITEM, send={"version": "2", "text": "Buses."}),
    action("workspace:minute_preview", RUN, ITEM, text="**Buses**"),
    form("workspace:minute_correct", RUN, ITEM),
    form("workspace:minute_extract", RUN, ITEM),
    form("workspace:resolution_add", RUN, ITEM),
    form("workspace:resolution", RUN, "minuted.resolution.pk"),
    action("workspace:resolution_move", RUN, "minuted.resolution.pk", direction="down"),
    action("workspace:resolution_remove", RUN, "minuted.resolution.pk"),
]

ACTIONS = [
    page("workspace:actions", RUN, COMMITTEE),
    page("workspace:actions", RUN, COMMITTEE, state="nothing found", query="?q=nothinglikeit"),
    action("workspace:actions_put_on", RUN, COMMITTEE),
    form("workspace:action_add", RUN, ITEM),
    page("workspace:action", RUN, ACTION),
    form("workspace:action_edit", RUN, ACTION),
    form("workspace:action_settle", RUN, ACTION),
    action("workspace:action_open", RUN, ACTION),
    page("papers:actions", SIGNED_IN),
    form("papers:action", OWNED, ACTION),
    form("papers:action", RUN, "minuted.exempt_action.pk", state="exempt"),
    file("papers:reply_file", OWNED, "minuted.file.pk", recorded=True),
]
