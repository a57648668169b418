"""Call-ins: councillors' own, the officers' desk, and what everybody reads."""

from __future__ import annotations

from .entry import EVERYBODY, NOBODY, OFFICERS, action, file, form, page

COUNCILLORS = frozenset({"member", "other_councillor"})
LEAD = frozenset({"member"})
PREPARING = "called_in.preparing.reference"
VALID = "called_in.valid.reference"
DECISION = "called_in.decision.slug"

CALL_INS = [
    page("callins:call_ins", EVERYBODY),
    page("callins:call_ins", EVERYBODY, state="nothing there", query="?list=settled"),
    page("callins:call_in", EVERYBODY, VALID),
    page("callins:call_in", NOBODY, PREPARING, state="being prepared"),
    page("callins:my_call_ins", COUNCILLORS),
    form("callins:call_in_start", COUNCILLORS, DECISION, wrong=None),
    page("callins:my_call_in", LEAD, PREPARING),
    form("callins:call_in_words", LEAD, PREPARING, wrong=None),
    form("callins:call_in_invite", LEAD, PREPARING),
    action("callins:call_in_sign", LEAD, PREPARING),
    action("callins:call_in_take_back", LEAD, PREPARING),
    action("callins:call_in_send", LEAD, PREPARING),
    action("callins:call_in_give_up", LEAD, PREPARING),
    page("workspace:call_ins", OFFICERS),
    page("workspace:call_ins", OFFICERS, state="nothing found", query="?q=nothinglikeit"),
    page("workspace:call_in", OFFICERS, VALID),
    page("workspace:call_in", NOBODY, PREPARING, state="being prepared"),
    file("workspace:call_in_notification", OFFICERS, VALID),
    form("workspace:call_in_record", OFFICERS, DECISION),
    form("workspace:call_in_step", OFFICERS, f"{VALID} =hearing", state="hearing"),
    form("workspace:call_in_step", OFFICERS, f"{VALID} =withdraw", state="withdraw"),
    form("workspace:call_in_step", OFFICERS, f"{VALID} =overtake", state="overtake"),
    form("workspace:call_in_step", OFFICERS, f"{VALID} =signature", state="signature taken back"),
]
