"""What a public paper holds that nobody can see."""

from __future__ import annotations

from .entry import RUN, file, form

SAFETY = [
    form("workspace:paper_hidden", RUN, "version.pk"),
    file("workspace:paper_hidden_page", RUN, "version.pk =1"),
]
