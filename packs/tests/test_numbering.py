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
