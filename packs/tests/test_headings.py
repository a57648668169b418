"""Heading levels that a paper skips are put in order, so that a pack of many papers has none."""

from __future__ import annotations

import io

import pikepdf
import pytest

from packs.check import problems
from packs.headings import level
from packs.ingest import ingest
from packs.normalise import HEADINGS
from packs.parts import Part
from packs.splice import assemble
from packs.subset import excerpt
from packs.tests import papers


def headings(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [str(kid["/S"]) for kid in pdf.Root["/StructTreeRoot"]["/K"][0]["/K"]]
    return [kind.removeprefix("/") for kind in kinds if level(kind)]


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        (["H1", "H2", "H3", "H2", "H1"], ["H1", "H2", "H3", "H2", "H1"]),
        (["H2", "P", "H2"], ["H1", "H1"]),
        (["H1", "H3", "H2"], ["H1", "H2", "H2"]),
        (["H3", "H2", "H6", "H1"], ["H1", "H1", "H2", "H1"]),
        (["P", "H1", "H4", "H4"], ["H1", "H2", "H2"]),
    ],
)
def test_levels_begin_at_one_and_never_skip(came: list[str], kept: list[str]) -> None:
    result = ingest(papers.tagged(came))
    assert headings(result.pdf) == kept
    assert (HEADINGS in result.repaired) == ([kind for kind in came if kind != "P"] != kept)


def test_papers_that_begin_anywhere_make_a_sound_pack_and_sound_excerpts() -> None:
    papers_ = [papers.tagged(["H1", "H2"], ["H3"]), papers.tagged(["H4"]), papers.tagged(["P"], ["H2", "H5"])]
    parts = [Part(str(n), ingest(data).pdf, f"Paper {n}") for n, data in enumerate(papers_)]
    pack = assemble(parts, title="T")
    assert problems(pack.pdf) == []
    for page in range(pack.pages):
        assert problems(excerpt(pack.pdf, page, pack.pages - 1, title="T")) == []


def test_the_checker_sees_a_skipped_level() -> None:
    with pikepdf.open(io.BytesIO(papers.tagged(["H1", "H3"]))) as pdf:
        data = papers.written(pdf)
    assert "A heading of level 3 follows one of level 1." in problems(data)
