from __future__ import annotations

import pytest

from packs.numbering import next_numbers, number
from packs.parts import PageRange

PACK = [("front", "", 3), ("item-4", "", 6), ("item-9", "E", 2), ("item-10", "E", 1)]


def test_each_series_counts_on_its_own() -> None:
    assert number(PACK) == {
        "front": PageRange("1", "3", 0, 2),
        "item-4": PageRange("4", "9", 3, 8),
        "item-9": PageRange("E1", "E2", 9, 10),
        "item-10": PageRange("E3", "E3", 11, 11),
    }


def test_leaving_exempt_parts_out_changes_no_public_number() -> None:
    public = number([part for part in PACK if part[1] == ""])
    assert public == {key: number(PACK)[key] for key in public}


def test_a_supplement_carries_both_series_on() -> None:
    start = next_numbers(PACK)
    assert start == {"": 10, "E": 4}
    late = number([("late", "", 2), ("late-exempt", "E", 1)], start)
    assert (late["late"].first_label, late["late-exempt"].first_label) == ("10", "E4")


@pytest.mark.parametrize(
    ("parts", "start"), [([("a", "", 0)], None), ([("a", "", 1), ("a", "E", 1)], None), (PACK, {"": 0})]
)
def test_what_cannot_be_numbered_is_an_error(parts, start) -> None:
    with pytest.raises(ValueError, match=r"pages|key|series"):
        number(parts, start)


def test_what_was_published_keeps_its_numbers_and_the_rest_follows_on() -> None:
    parts = [("front", "", 2), ("old", "", 3), ("new", "", 1), ("old-exempt", "E", 2), ("new-exempt", "E", 1)]

    ranges = number(parts, start={"": 36, "E": 7}, kept={"old": 10, "old-exempt": 3})

    assert [str(ranges[key]) for key, _series, _pages in parts] == [
        "36 - 37",
        "10 - 12",
        "38 - 38",
        "E3 - E4",
        "E7 - E7",
    ]


def test_no_number_is_used_twice() -> None:
    with pytest.raises(ValueError, match="used twice"):
        number([("front", "", 3), ("old", "", 2)], kept={"old": 3})
