"""Reminders: the officers' desk, the rules, and what everybody chooses for themselves."""

from __future__ import annotations

from .entry import HEADS, OFFICERS, RUN, SIGNED_IN, action, elsewhere, form, page

RULERS = OFFICERS | HEADS
HEAD = frozenset({"monitoring_officer"})
SECRET = "The address is a secret of one person; test_reminder_pages goes through it."
REMINDER = "reminder.pk"

REMINDERS = [
    page("reminders:reminders", OFFICERS),
    page("reminders:reminders", OFFICERS, state="all", query="?list=all"),
    page("reminders:reminders", OFFICERS, state="nothing found", query="?q=nothinglikeit"),
    page("reminders:reminder", RUN, REMINDER),
    form("reminders:step", RUN, f"{REMINDER} =hold", state="hold"),
    form("reminders:step", RUN, f"{REMINDER} =send-now", wrong=None, state="send now"),
    action("reminders:switch", HEAD, do="hold"),
    page("reminders:mailbox", OFFICERS),
    elsewhere("reminders:mail", "Opens once a mail was sent; test_reminder_pages reads one.", REMINDER),
    elsewhere("reminders:of_meeting", "Leads to the reminders of one meeting.", "draft.pk"),
    page("reminders:rules", RULERS),
    form("reminders:rule", HEADS, "=draft_report"),
    form("reminders:committee_rule", RUN | HEADS, "=draft_report cast.committee.slug"),
    form("reminders:my_reminders", SIGNED_IN),
    action("reminders:my_feed", SIGNED_IN, do="make"),
    elsewhere("reminders:unsubscribe", SECRET, "=token"),
    elsewhere("reminders:calendar_feed", SECRET, "=token"),
]
