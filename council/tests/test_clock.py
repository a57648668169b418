from datetime import UTC, datetime, time

import pytest

from council.templatetags.govuk import clock


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(14), "2pm"),
        (time(10, 15), "10:15am"),
        (datetime(2027, 7, 1, 9, 15, tzinfo=UTC), "10:15am"),
        (datetime(2027, 1, 7, 12, 0, tzinfo=UTC), "midday"),
        (None, ""),
    ],
)
def test_times_are_said_as_in_london(moment: datetime | time | None, words: str) -> None:
    assert clock(moment) == words
