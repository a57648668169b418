"""Committees and what is set up for each."""

from __future__ import annotations

from .entry import ANY_OFFICE, COMMITTEE, HEADS, SET_UP, action, form, page

COMMITTEES = [
    page("workspace:committees", ANY_OFFICE),
    form("workspace:committee_add", HEADS),
    page("workspace:committee", SET_UP, COMMITTEE),
    form("workspace:committee_edit", SET_UP, COMMITTEE),
    form("workspace:membership_add", SET_UP, COMMITTEE),
    form("workspace:membership_end", SET_UP, "membership.pk"),
    form("workspace:membership_role", SET_UP, "membership.pk"),
    page("workspace:standing_items", SET_UP, COMMITTEE),
    page("workspace:information_texts", SET_UP, COMMITTEE),
    form("workspace:line_add", SET_UP, f"{COMMITTEE} =items", state="items"),
    form("workspace:line_add", SET_UP, f"{COMMITTEE} =texts", state="texts"),
    form("workspace:line_edit", SET_UP, "=items standing_item.pk", state="items"),
    form("workspace:line_edit", SET_UP, "=texts text.pk", state="texts"),
    action("workspace:line_move", SET_UP, "=items standing_item.pk", direction="down"),
    form("workspace:line_delete", SET_UP, "=items standing_item.pk", wrong=None),
]
