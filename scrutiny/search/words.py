"""Words as people type them: accents and apostrophes make no difference, and a slip of the pen is found out.

The embedded PostgreSQL has neither unaccent nor pg_trgm, so both are made here from what every PostgreSQL has.
"""

from __future__ import annotations

import re
import unicodedata

from council.names import OTHER_LETTERS, TAKEN_FOR

APOSTROPHES = "'’ʼ`"


def _plain(letter: str) -> str:
    first = unicodedata.normalize("NFKD", letter)[0]
    return first if first.isascii() else letter


_accented = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isalpha()]
_pairs = [(letter, _plain(letter)) for letter in _accented if letter not in OTHER_LETTERS]
_pairs = [(letter, plain) for letter, plain in _pairs if letter != plain]
# What `translate` of PostgreSQL takes: letters that have no counterpart, at the end, are left out.
FROM = OTHER_LETTERS + "".join(letter for letter, _ in _pairs) + APOSTROPHES
TO = TAKEN_FOR + "".join(plain for _, plain in _pairs)

_table: dict[int, str | None] = {
    ord(letter): TO[place] if place < len(TO) else None for place, letter in enumerate(FROM)
}
word = re.compile(r"[^\W\d_]{4,40}")


def tidy(text: str) -> str:
    """As it is kept and shown: letters that print as one, like ﬁ, taken apart, and no line breaks."""
    return " ".join(unicodedata.normalize("NFKC", text.replace("\0", "").replace("\u00ad", "")).split())


def plain(text: str) -> str:
    """As it is compared; the database does the same to what it indexes."""
    return text.translate(_table)


def plain_with_places(text: str) -> tuple[str, list[int]]:
    """The same, and where in the text each letter of it stands."""
    places = [place for place, letter in enumerate(text) if _table.get(ord(letter), letter) is not None]
    return plain(text), places


def words_in(text: str) -> set[str]:
    """The words that can be suggested: letters only, small, without accents."""
    return {found.lower() for found in word.findall(plain(text))}


def trigrams(typed: str) -> set[str]:
    """Runs of three letters with the edges of the word, like pg_trgm."""
    padded = f"  {typed} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def likeness(one: str, other: str) -> float:
    first, second = trigrams(one), trigrams(other)
    return len(first & second) / len(first | second)
