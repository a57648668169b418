"""What people and programs follow: alerts by e-mail, calendars, news, the map of the site, data."""

from __future__ import annotations

from .entry import COMMITTEE, EVERYBODY, NOBODY, PUBLISHED, Entry, Kind, elsewhere, form, page

SECRET = "The address is a secret of one person; scrutiny/alerts/tests goes through it."


def machines(name: str, args: str = "", state: str = "as it is", query: str = "") -> Entry:
    return Entry(name, Kind.FRAGMENT, EVERYBODY, args, state, query)


FOLLOW = [
    page("feeds:follow", EVERYBODY),
    machines("feeds:robots"),
    machines("feeds:sitemap"),
    machines("feeds:sitemap_of_kind", "=meetings"),
    machines("feeds:sitemap_of_kind", "=decisions", state="decisions"),
    machines("feeds:all_meetings"),
    machines("feeds:committee_meetings", COMMITTEE),
    machines("feeds:one_meeting", PUBLISHED),
    Entry("feeds:one_meeting", Kind.FRAGMENT, NOBODY, "private.reference", "not a public meeting"),
    machines("feeds:published"),
    machines("feeds:decisions"),
    machines("feeds:call_ins"),
    machines("feeds:committee", COMMITTEE),
    page("alerts:choose", EVERYBODY),
    form("alerts:follow_by_mail", EVERYBODY, query="?about=search&q=contract"),
    page("alerts:asked", EVERYBODY),
    form("alerts:send_my_link", EVERYBODY),
    elsewhere("alerts:confirm", SECRET, "=token"),
    elsewhere("alerts:mine", SECRET, "=token"),
    elsewhere("alerts:stop", SECRET, "=token"),
    page("api:description", EVERYBODY),
    machines("api:openapi"),
    machines("api:several", "=meetings"),
    machines("api:several", "=decisions", state="decisions"),
    machines("api:several", "=call-ins", state="call-ins"),
    machines("api:several", "=work-programme", state="work programme"),
    machines("api:one", f"=meetings {PUBLISHED}"),
    Entry("api:one", Kind.FRAGMENT, NOBODY, "=meetings private.reference", "not a public meeting"),
    machines("api:search", query="?q=contract"),
]
