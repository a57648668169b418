"""Passages of an exempt paper in a public one: what was copied across, and what was taken out in one place only.

It compares words in their order. A paraphrase, or a figure that follows from two others, it cannot find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from packs.leaks.finding import Kind, Leak, short

# So many words in a row are not the same by chance, unless they are the council's own standing words.
PASSAGE = 12
SHINGLE = 5
# Fewer words than this are a heading or a scan: there is nothing to compare.
TO_COMPARE = 20
# A name or an amount: Kestrel Marine, Ms A Kerr, 412,900.
TELLING = re.compile(
    r"(?:[A-Z][\w’'-]*|[A-Z]\.?)(?: (?:[A-Z][\w’'-]*|of|and|&))* [A-Z][\w’'-]+|\d[\d,.]{2,}\d"
)

Shingles = set[tuple[str, ...]]


def passages(
    public: Sequence[str], exempt: Iterable[Sequence[str]], elsewhere: Iterable[str]
) -> Iterator[Leak]:
    """What stands in the public pages and otherwise only in other, exempt papers (each a list of page texts)."""
    secret = {shingle for pages in exempt for shingle in _shingles(tokens(" ".join(pages)))}
    secret -= {shingle for text in elsewhere for shingle in _shingles(tokens(text))}
    for number, page in enumerate(public, start=1):
        words = tokens(page)
        for start, end in _runs(words, secret):
            if end - start >= PASSAGE:
                yield Leak(Kind.SHARED, page=number, words=short(" ".join(words[start:end])))


def left_in(public: Sequence[str], twin: Sequence[str], elsewhere: Iterable[str]) -> Iterator[Leak]:
    """Of a public paper and the full one it was made from: was anything taken out, and everywhere?"""
    whole, shown = tokens(" ".join(twin)), tokens(" ".join(public))
    if len(whole) < TO_COMPARE or len(shown) < TO_COMPARE:
        return
    kept = _shingles(shown)
    covered = [False] * len(whole)
    for start, end in _runs(whole, kept):
        covered[start:end] = [True] * (end - start)
    if all(covered):
        yield Leak(Kind.UNREDACTED)
        return
    gone = _telling(" ".join(twin), kept)
    known = " ".join(f" {' '.join(tokens(text))} " for text in elsewhere)
    for number, page in enumerate(public, start=1):
        text = f" {' '.join(tokens(page))} "
        for name in sorted(gone):
            words = f" {' '.join(tokens(name))} "
            if words in text and words not in known:
                yield Leak(Kind.NAMED, page=number, words=short(name))


def _telling(full: str, kept: Shingles) -> set[str]:
    """Names and amounts of the full paper in passages that the public one leaves out."""
    found = set()
    for match in TELLING.finditer(full):
        before = tokens(full[max(match.start() - 200, 0) : match.start()])[-(SHINGLE - 1) :]
        after = tokens(full[match.end() : match.end() + 200])[: SHINGLE - 1]
        around = [*before, *tokens(match[0]), *after]
        if not kept.intersection(_shingles(around)):
            found.add(match[0])
    return found


def tokens(text: str) -> list[str]:
    """Words and figures, without capitals and punctuation."""
    return re.findall(r"\d[\d,.]*\d|\w+", text.lower().replace("’", "'"))


def _shingles(words: Sequence[str]) -> Shingles:
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def _runs(words: Sequence[str], wanted: Shingles) -> Iterator[tuple[int, int]]:
    """Stretches of `words` made of wanted shingles: first word, and the one after the last."""
    start = end = -1
    for at in range(len(words) - SHINGLE + 1):
        if tuple(words[at : at + SHINGLE]) not in wanted:
            continue
        if at > end:
            if end > 0:
                yield start, end
            start = at
        end = at + SHINGLE
    if end > 0:
        yield start, end
