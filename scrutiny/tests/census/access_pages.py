"""Who may read what is kept back: access, the register, requests, emergency access, single papers."""

from __future__ import annotations

from .entry import (
    ENTITLED,
    EVERYBODY,
    OFFICERS,
    PUBLISHED,
    RUN,
    SIGNED_IN,
    Entry,
    action,
    file,
    form,
    page,
)

CONTRACTS = "scene.contracts.pk"
MEMBERS_OF_ANY = frozenset({"member", "other_councillor"})
OF_THE_OTHER_COMMITTEE = frozenset({"other_officer"})

ACCESS: list[Entry] = [
    page("workspace:item_access", RUN, CONTRACTS),
    page("workspace:item_access", RUN, "item.pk", state="nobody in particular"),
    form("workspace:access_give", RUN, CONTRACTS),
    form("workspace:access_deny", RUN, CONTRACTS),
    form("workspace:author_add", RUN, CONTRACTS),
    action("workspace:access_take_back", RUN, "access.grant.pk"),
    action("workspace:access_lift", RUN, "access.denial.pk"),
    action("workspace:author_remove", RUN, "access.authorship.pk"),
    form("workspace:substitutes", RUN, PUBLISHED),
    action("workspace:substitute_withdraw", RUN, "access.place.pk"),
    page("workspace:register", OFFICERS),
    page("workspace:register", OFFICERS, state="nothing found", query="?q=nothinglikeit"),
    page("workspace:readings", RUN, "access.prices.paper.pk"),
    form("workspace:release_propose", RUN, "access.prices.pk"),
    action("workspace:release_settle", RUN, "access.release.pk", answer="withdraw"),
    page("workspace:requests", OFFICERS),
    form("workspace:request", OF_THE_OTHER_COMMITTEE, "access.request.pk"),
    form("workspace:request", OF_THE_OTHER_COMMITTEE, "access.answered.pk", wrong=None, state="answered"),
    page("workspace:emergency", OFFICERS),
    form("workspace:emergency_open", frozenset({"monitoring_officer"})),
    action("workspace:emergency_close", frozenset({"monitoring_officer"}), "access.emergency.pk"),
    page("papers:restricted", SIGNED_IN),
    form("papers:ask", MEMBERS_OF_ANY),
    file("papers:paper", EVERYBODY, "access.register.pk", state="public"),
    file("papers:paper", EVERYBODY, "access.released.pk", state="released"),
    file("papers:paper", ENTITLED, "access.prices.pk", state="exempt", recorded=True),
    file("papers:paper", frozenset(), "exempt_version.pk", state="draft"),
]
