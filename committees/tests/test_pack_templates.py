"""Every page we make ourselves is a sound and accessible document, whatever an officer has typed or left out."""

from __future__ import annotations

import io
from itertools import product

import pikepdf
import pytest

from committees.drawing import Drawing
from committees.tests.page_data import SIZES, page_data, templates
from council.models import Council
from packs.check import problems
from packs.parts import OutlineEntry, Part
from packs.splice import assemble
from packs.text import page_texts


def test_the_templates_are_found() -> None:
    assert {"front", "cover", "membership"} <= set(templates())


@pytest.mark.parametrize(("template", "size"), list(product(templates(), SIZES)))
def test_a_page_with_much_or_nothing_on_it_is_sound(template: str, size: str) -> None:
    data = page_data(size)
    pdf = Drawing(Council(name="Wessexmere")).draw(template, data)
    # Where its links lead to, so that none of them has to go.
    lead = {paper["key"] for item in data["items"] for paper in item["papers"] if paper["from"]}
    target = Drawing(Council(name="Wessexmere")).draw("membership", page_data("usual"))
    keys = sorted({item["key"] for item in data["items"]} | lead)
    parts = [Part("page", pdf, "Page"), *(Part(key, target, key) for key in keys[:20])]
    made = assemble(parts, title="Pack", outline=[OutlineEntry("Page", "page")])

    assert problems(made.pdf) == []
    with pikepdf.open(io.BytesIO(made.pdf)) as pack:
        assert b"pdfuaid:part" in pack.Root["/Metadata"].read_bytes()
    words = " ".join(" ".join(page_texts(pdf)).split())
    if size == "large":
        assert "Šimková & Włodarczyk’s “Tŷ Gwyn”" in words
        assert "<b>plan</b>" in words
    if size == "usual":
        assert "Harbour wall" in words
