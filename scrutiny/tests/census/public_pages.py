"""The public’s pages and files."""

from __future__ import annotations

from .entry import COMMITTEE, ENTITLED, EVERYBODY, NOBODY, PACK, PUBLISHED, Entry, Kind, file, page

PUBLIC = [
    page("home", EVERYBODY),
    Entry("health", Kind.FRAGMENT, EVERYBODY),
    Entry("reminders:health", Kind.FRAGMENT, EVERYBODY),
    Entry("council:stylesheet", Kind.FRAGMENT, EVERYBODY),
    file("council:logo", EVERYBODY, ""),
    page("committees:committees", EVERYBODY),
    page("committees:committee", EVERYBODY, COMMITTEE),
    page("committees:meetings", EVERYBODY),
    page("committees:meetings", EVERYBODY, state="nothing found", query="?q=nothinglikeit"),
    page("committees:meetings", EVERYBODY, state="of the past", query="?period=past"),
    page("committees:meeting", EVERYBODY, PUBLISHED),
    page("committees:meeting", EVERYBODY, "draft.reference", state="not published yet"),
    page("committees:meeting", EVERYBODY, "cancelled.reference", state="cancelled"),
    page("committees:meeting", NOBODY, "private.reference", state="not a public meeting"),
    file("committees:edition", EVERYBODY, f"{PACK} =public", state="public"),
    file("committees:edition", ENTITLED, f"{PACK} =members", state="members", recorded=True),
    page("committees:read", EVERYBODY, f"{PACK} =public", state="public"),
    page("committees:read", ENTITLED, f"{PACK} =members", state="members", recorded=True),
    file("committees:item_pages", EVERYBODY, f"{PACK} =public =4", state="public"),
    file("committees:item_pages", ENTITLED, f"{PACK} =members =5", state="members", recorded=True),
    page("committees:about_pack", EVERYBODY, f"{PACK} =public", state="public"),
    page("committees:about_pack", ENTITLED, f"{PACK} =members", state="members"),
    page("committees:pages", EVERYBODY, f"{PACK} =public", state="public"),
    page("committees:pages", EVERYBODY, f"{PACK} =public", state="wrong", query="?first=9&last=4"),
    page("committees:pages", ENTITLED, f"{PACK} =members", state="members"),
    file("committees:page_range", EVERYBODY, f"{PACK} =public =4-6", state="public"),
    file("committees:page_range", ENTITLED, f"{PACK} =members =E1-E3", state="members", recorded=True),
]
