from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from council.templatetags.clock import clock
from scrutiny.lib.clock import time_words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(10, 15), "10:15am"),
        (time(14), "2pm"),
        (time(12), "midday"),
        (time(12, 30), "12:30pm"),
        (time(0, 5), "12:05am"),
    ],
)
def test_times_are_written_the_gov_uk_way(at, words):
    assert time_words(at) == words


def test_moments_are_shown_in_london():
    assert clock(datetime(2026, 7, 1, 9, 0, tzinfo=UTC)) == "10am"
    assert clock(time(9, 30)) == "9:30am"
    assert clock(None) == ""
