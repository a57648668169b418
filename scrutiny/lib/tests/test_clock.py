from __future__ import annotations

from datetime import time

import pytest

from scrutiny.lib.clock import time_words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(10, 15), "10:15am"),
        (time(14), "2pm"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (time(12, 30), "12:30pm"),
        (time(0, 5), "12:05am"),
    ],
)
def test_times_are_written_the_gov_uk_way(at, words):
    assert time_words(at) == words
