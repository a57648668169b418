"""What goes into a pack comes out of it: every word of the structure in its order, every dot above the footer."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Object
from PIL import ImageChops

from packs import boxes
from packs.check import problems
from packs.ingest import ingest
from packs.parts import Part
from packs.render import draw, ready
from packs.splice import Assembled, assemble
from packs.stamp import MARGIN, TEXT_SIZE, scale
from packs.tests import papers
from packs.tests.papers import FONT_CSS, STATIC

ROWS = "".join(f"<tr><td>Line {number}<td>{number}</tr>" for number in range(60))
SHEET = f"""<!DOCTYPE html><html lang="en-GB"><title>Sheet</title><style>@page {{ size: %s }}</style><body>
<h1>Sheet</h1><p>Some <strong>bold</strong> words.<ul><li>One<li>Two <a href="https://example.org/">there</a></ul>
<table><thead><tr><th>What<th>Cost</tr></thead><tbody>{ROWS}</tbody></table><h2>End</h2>"""


def turned(pdf: pikepdf.Pdf) -> None:
    for angle, page in zip((90, 180, 270), pdf.pages, strict=True):
        page.obj["/Rotate"] = angle


@pytest.fixture(scope="module")
def sources() -> list[tuple[bytes, bytes]]:
    """Each file as it came, and as it is ready for a pack."""
    drawn = [
        draw(SHEET % size, static_root=STATIC, stylesheets=[FONT_CSS]) for size in ("A4", "A3 landscape")
    ]
    uploads = [papers.paper(3, turned), papers.scan(), papers.tagged(["H1", "P", "L", "L"], ["P", "L"])]
    return [(data, ready(data)) for data in drawn] + [(data, ingest(data).pdf) for data in uploads]


@pytest.fixture(scope="module")
def pack(sources: list[tuple[bytes, bytes]]) -> Assembled:
    made = assemble([Part(str(n), own, f"Part {n}") for n, (_came, own) in enumerate(sources)], title="T")
    assert problems(made.pdf) == []
    return made


def words(pdf: pikepdf.Pdf) -> list[tuple[int, bytes]]:
    """The marked content in the order of the structure: page, and the instructions between the marks."""
    marked = {index: _marked(page) for index, page in enumerate(pdf.pages)}
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    return [(page, marked[page][mark]) for page, mark in _order(pdf.Root["/StructTreeRoot"], pages, -1)]


def _order(element: Object, pages: dict[tuple[int, int], int], page: int) -> Iterator[tuple[int, int]]:
    if "/Pg" in element:
        page = pages[element["/Pg"].objgen]
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield page, kid
        elif "/MCID" in kid:
            yield pages[kid["/Pg"].objgen], int(kid["/MCID"])
        elif "/S" in kid:
            yield from _order(kid, pages, page)


def _marked(page: pikepdf.Page) -> dict[int, bytes]:
    """What is shown between each mark and its end."""
    found: dict[int, bytes] = {}
    inside: list[int | None] = []
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        if name in ("BDC", "BMC"):
            properties = list(step.operands)[-1]
            inside.append(
                int(properties["/MCID"])
                if isinstance(properties, Dictionary) and "/MCID" in properties
                else None
            )
        elif name == "EMC":
            inside.pop()
        elif name in ("Tj", "TJ", "Do") and inside and inside[-1] is not None:
            found[inside[-1]] = found.get(inside[-1], b"") + pikepdf.unparse_content_stream([step])
    return found


def test_the_structure_says_the_same_in_the_same_order(
    sources: list[tuple[bytes, bytes]], pack: Assembled
) -> None:
    expected: list[tuple[int, bytes]] = []
    first = 0
    for _came, own in sources:
        with pikepdf.open(io.BytesIO(own)) as pdf:
            expected += [(first + page, shown) for page, shown in words(pdf)]
            first += len(pdf.pages)
    with pikepdf.open(io.BytesIO(pack.pdf)) as pdf:
        assert words(pdf) == expected
    assert len(expected) > 250


def test_no_dot_changes_above_the_page_number(sources: list[tuple[bytes, bytes]], pack: Assembled) -> None:
    with pypdfium2.PdfDocument(pack.pdf) as document, pikepdf.open(io.BytesIO(pack.pdf)) as pdf:
        shapes = [boxes.seen(page.obj).size for page in pdf.pages]
        index = 0
        for came, _own in sources:
            with pypdfium2.PdfDocument(came) as source:
                for page in source:
                    before, after = (each.render(scale=1).to_pil() for each in (page, document[index]))
                    assert before.size == after.size
                    foot = (MARGIN + 2 * TEXT_SIZE) * scale(min(shapes[index]))
                    above = (0, 0, before.width, int(before.height - foot))
                    assert ImageChops.difference(before.crop(above), after.crop(above)).getbbox() is None
                    assert ImageChops.difference(before, after).getbbox() is not None
                    index += 1
    assert index == pack.pages
