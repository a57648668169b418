"""Sheets of large print are called by the page numbers that everybody uses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.sheet_names import sheet_names


@pytest.mark.parametrize(
    ("pages", "words", "sheets", "names"),
    [
        (["5"], [100], [40, 40, 20], ["5a", "5b", "5c"]),
        (["5", "6"], [100, 60], [50, 50, 60], ["5a", "5b", "6a"]),
        (["5", "6"], [100, 60], [60, 60, 40], ["5a", "5b, 6a", "6b"]),
        (["5", "6"], [10, 10], [20], ["5a, 6a"]),
        (["E1", "E2"], [10, 10], [10, 10], ["E1a", "E2a"]),
        (["5", "6"], [0, 0], [0, 0], ["5a", "5b"]),
        (["5", "6"], [100, 100], [220, 220], ["5a", "6a"]),
        (["1"], [30], [1] * 28, [f"1{letter}" for letter in [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab"]]),
    ],
)
def test_names(pages: list[str], words: list[int], sheets: list[int], names: list[str]) -> None:
    assert sheet_names(pages, words, sheets) == names


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=9),
    st.lists(st.integers(0, 200), min_size=1, max_size=40),
)
def test_no_name_is_used_twice_and_the_pages_come_in_order(words: list[int], sheets: list[int]) -> None:
    pages = [str(number) for number in range(4, 4 + len(words))]
    names = sheet_names(pages, words, sheets)
    assert len(set(names)) == len(names) == len(sheets)
    told = [int(name.strip("abcdefghijklmnopqrstuvwxyz")) for line in names for name in line.split(", ")]
    assert told == sorted(told)
