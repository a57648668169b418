"""Finding and reading: search, papers page by page, councillors, the calendar, other formats."""

from __future__ import annotations

from .entry import ENTITLED, EVERYBODY, NOBODY, OFFICERS, PUBLISHED, RUN, Entry, file, form, page

ASKED = "access.format_request.pk"

READING: list[Entry] = [
    page("search:search", EVERYBODY),
    page("search:search", EVERYBODY, state="found", query="?q=contract"),
    page("search:search", EVERYBODY, state="nothing found", query="?q=contracks"),
    page(
        "search:search",
        EVERYBODY,
        state="wrong",
        query="?q=contract&since_day=99&since_month=1&since_year=2026",
    ),
    page("committees:twin", EVERYBODY, f"{PUBLISHED} =10", state="a page we made"),
    page("committees:twin", EVERYBODY, f"{PUBLISHED} =12", state="an upload"),
    page("committees:twin", ENTITLED, f"{PUBLISHED} =E3", state="an exempt page we made", recorded=True),
    page("committees:twin", ENTITLED, f"{PUBLISHED} =E4", state="an exempt upload", recorded=True),
    page("committees:twin", NOBODY, f"{PUBLISHED} =999", state="no such page"),
    file("committees:twin_file", EVERYBODY, f"{PUBLISHED} =12", state="public"),
    file("committees:twin_file", ENTITLED, f"{PUBLISHED} =E4", state="exempt", recorded=True),
    page("committees:calendar", EVERYBODY),
    page("committees:calendar", EVERYBODY, state="of one committee", query="?month=4&year=2019"),
    page("committees:councillors", EVERYBODY),
    page("committees:councillors", EVERYBODY, state="nothing found", query="?q=nothinglikeit"),
    page("committees:councillor", EVERYBODY, "cast.chair.person.pk"),
    page("committees:councillor", EVERYBODY, "cast.ex_member.person.pk", state="not in office"),
    form("committees:ask_for_format", EVERYBODY),
    page("accessibility_statement", EVERYBODY),
    page("workspace:format_requests", OFFICERS),
    form("workspace:format_request", RUN, ASKED),
]
