"""The page of figures: what was counted now, what longer runs counted before, and what nobody has counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher.console import Problem
from launcher.trust import NOT_MEASURED, write_page
from scrutiny.tests.figures import keep


def test_the_page_takes_what_was_just_counted_before_what_is_stored(tmp_path: Path):
    now = tmp_path / "now"
    stored = tmp_path / "docs" / "figures"
    keep(stored, "mutation.removed", 31, "Checks removed", note="Run by hand in March.")
    keep(stored, "gate.caught", 3, "Bad files caught", of=40)
    keep(now, "gate.caught", 40, "Bad files caught", of=40)

    page = write_page(tmp_path, now).read_text()

    assert "| Bad files caught | 40 of 40 |" in page
    assert "3 of 40" not in page
    assert "| Checks removed | 31 |" in page
    assert "Run by hand in March." in page
    assert NOT_MEASURED in page.split("## Words that must never appear")[1].split("##")[0]


def test_a_figure_of_an_unknown_section_is_refused(tmp_path: Path):
    keep(tmp_path / "now", "weather.rain", 1, "Rain")
    with pytest.raises(Problem, match="weather"):
        write_page(tmp_path, tmp_path / "now")
    with pytest.raises(ValueError, match="section"):
        keep(tmp_path, "../etc", 1, "Not a name")
