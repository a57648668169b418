"""Hostile files: each is taken and makes a sound pack, or is refused in a plain sentence."""

from __future__ import annotations

import re

import pytest

from packs.check import problems
from packs.ingest import Refused, ingest
from packs.parts import Part
from packs.splice import assemble
from packs.tests.hostile import REFUSED, TAKEN, files
from packs.tests.test_ingest_refuses import CASES
from packs.tests.test_ingest_repairs import REMOVED

FILES = files()


@pytest.mark.parametrize(("data", "outcome"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_each_ends_as_it_should(data: bytes, outcome: str) -> None:
    if outcome == REFUSED:
        with pytest.raises(Refused) as refusal:
            ingest(data)
        assert re.fullmatch(r"[A-Z][^<>{}_]+\.", refusal.value.reason)
        return
    assert outcome == TAKEN
    pdf = ingest(data).pdf
    assert problems(assemble([Part("a", pdf, "A")], title="T").pdf) == []


def test_the_set_is_large() -> None:
    names = [case[0] for case in (*FILES, *CASES, *REMOVED)]
    assert len(names) >= 90
    assert len(set(names)) == len(names)
