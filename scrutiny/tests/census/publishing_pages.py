"""Building and publishing packs."""

from __future__ import annotations

from .entry import PUBLISHED, RUN, Entry, Kind, action, file, form, page

PUBLISHING = [
    action("workspace:build_start", RUN, "later.reference"),
    page("workspace:build", RUN, "built.pk", state="built"),
    page("workspace:build", RUN, "built.pk", state="built, members", query="?edition=members"),
    page("workspace:build", RUN, "failed.pk", state="failed"),
    page("workspace:build", RUN, "waiting.pk", state="waiting"),
    Entry("workspace:build_progress", Kind.FRAGMENT, RUN, "waiting.pk"),
    action("workspace:build_cancel", RUN, "waiting.pk"),
    action("workspace:build_retry", RUN, "failed.pk"),
    file("workspace:build_page", RUN, "built.pk =members =1"),
    file("workspace:build_file", RUN, "built.pk =public", state="public"),
    file("workspace:build_file", RUN, "built.pk =members", state="members", recorded=True),
    form("workspace:preflight", RUN, "draft.reference", wrong=None),
    form("workspace:preflight", RUN, "later.reference", state="without a build", wrong=None),
    form("workspace:preflight", RUN, PUBLISHED, state="published", wrong=None),
    action("workspace:large_print_again", RUN, PUBLISHED),
    form("workspace:supplement", RUN, PUBLISHED),
    form("workspace:supplement", RUN, "draft.reference", state="before publication", wrong=None),
    action("workspace:short_notice", RUN, "later.reference"),
]
