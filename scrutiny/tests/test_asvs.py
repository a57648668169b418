"""The table of ASVS requirements: complete, counted as it says, and naming only files that exist."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.conf import settings

pytestmark = pytest.mark.trust

# How many of levels 1 and 2 each chapter of version 5.0.0 has.
CHAPTERS = dict(enumerate([27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7], start=1))
row = re.compile(r"^\| ([\d., ]+) \| .* \| (Met|Partly|Open|Site|None) \|(.*)\|$", re.MULTILINE)


def test_the_table_has_every_requirement_once_and_counts_right(figure):
    page = (settings.BASE_DIR / "docs" / "asvs.md").read_text()
    rows = row.findall(page)
    ids = [one for numbers, _state, _how in rows for one in numbers.split(", ")]
    assert len(set(ids)) == len(ids)
    assert Counter(int(one.partition(".")[0]) for one in ids) == CHAPTERS

    states = Counter({"Met": 0, "Partly": 0, "Open": 0, "Site": 0, "None": 0})
    for numbers, state, _how in rows:
        states[state] += len(numbers.split(", "))
    counted = f"Met {states['Met']}, partly {states['Partly']}, open {states['Open']}, "
    assert f"{counted}for the site {states['Site']}, nothing of the kind {states['None']}" in page
    figure(
        "hardening.standard", states["Met"], "Requirements of ASVS 5.0 level 2 met", of=sum(states.values())
    )
    figure(
        "hardening.standard_left", states["Partly"] + states["Open"], "… partly met or open, with the reason"
    )


def test_the_table_names_only_what_exists():
    page = (settings.BASE_DIR / "docs" / "asvs.md").read_text()
    files = re.findall(r"`([\w/.-]+/[\w.-]+\.py)`|\]\((?!http)([\w./-]+)\)", page)
    missing = [
        name or link
        for name, link in files
        if not (settings.BASE_DIR / (name or "docs") / link).resolve().exists()
    ]
    assert missing == []
