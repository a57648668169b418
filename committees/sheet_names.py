"""What the sheets of a large print part are called, so that everybody speaks of the same page numbers.

A page of the standard edition that takes several sheets gives each its number and a letter: 5a, 5b, 5c. A sheet
with the end of page 5 and the beginning of page 6 is 5c, 6a. No page gets a second number.
"""

from __future__ import annotations

import string
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate


def sheet_names(pages: Sequence[str], words: Sequence[int], sheets: Sequence[int]) -> list[str]:
    """`words` are how many stand on each standard page, `sheets` on each large one: the same words in order."""
    ends = list(accumulate(words))
    total, printed = ends[-1], sum(sheets)

    def page_of(word: int) -> int:
        if not total or not printed:
            return 0
        return min(bisect_right(ends, word * total // printed), len(pages) - 1)

    used: Counter[int] = Counter()
    names = []
    at = 0
    for count in sheets:
        held = range(page_of(at), page_of(max(at, at + count - 1)) + 1)
        names.append(", ".join(f"{pages[page]}{_letter(used[page])}" for page in held))
        used.update(held)
        at += count
    return names


def _letter(number: int) -> str:
    """a to z, then aa, ab ..."""
    more, last = divmod(number, len(string.ascii_lowercase))
    return (_letter(more - 1) if more else "") + string.ascii_lowercase[last]
