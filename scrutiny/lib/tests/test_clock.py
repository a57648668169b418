from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from scrutiny.lib.clock import time_left, time_words


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


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=2, hours=3, minutes=59), "2 days and 3 hours"),
        (timedelta(days=1, minutes=59), "1 day"),
        (timedelta(hours=1, minutes=1), "1 hour and 1 minute"),
        (timedelta(minutes=12, seconds=59), "12 minutes"),
        (timedelta(seconds=59), "Less than a minute"),
    ],
)
def test_the_time_that_is_left(left, words):
    now = datetime(2017, 9, 22, 9, 30)
    assert time_left(now, now + left) == words
