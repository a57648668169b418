"""The public’s pages and files."""

from __future__ import annotations

from .entry import COMMITTEE, ENTITLED, EVERYBODY, NOBODY, PACK, PUBLISHED, Entry, Kind, file, page

PUBLIC = [
    page("home", EVERYBODY),
    Entry("health", Kind.FRAGMENT, EVERYBODY),
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
]
