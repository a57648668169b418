"""What is made from a finished pack: a named person's copy, and some of its pages alone."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from packs.check import labels, problems
from packs.ingest import ingest
from packs.parts import Bookmark, OutlineEntry, Part
from packs.render import render
from packs.splice import Assembled, assemble
from packs.subset import excerpt, selected
from packs.tests import papers
from packs.tests.papers import FONT_CSS, STATIC
from packs.text import page_texts
from packs.watermark import marked, watermarked

COVER = """<!DOCTYPE html><html lang="en-GB"><title>Cover</title><body><h1>Cover</h1>
<p><a href="pack:front">To the front</a> <a href="pack:item-2">To the report</a>
<table><thead><tr><th>What<th>Cost</tr></thead><tbody>{rows}</tbody></table>"""
ROWS = "".join(f"<tr><td>Line {number}<td>{number}</tr>" for number in range(120))


def made(html: str) -> bytes:
    return render(html, static_root=STATIC, stylesheets=[FONT_CSS])


@pytest.fixture(scope="module")
def pack() -> Assembled:
    cover = made(COVER.format(rows=ROWS))
    parts = [
        Part("front", made('<!DOCTYPE html><html lang="en-GB"><title>F</title><h1>Front</h1>'), "Front"),
        Part("item-1", cover, "Item 1", bookmarks=(Bookmark("Costs", 1),)),
        Part("item-2", ingest(papers.paper(3)).pdf, "Item 2"),
        Part("item-3", cover, "Item 3", "E"),
        Part("item-4", ingest(papers.scan()).pdf, "Item 4", "E"),
    ]
    outline = [OutlineEntry(part.title, part.key) for part in parts]
    return assemble(parts, title="Pack", outline=outline)


@pytest.fixture(scope="module")
def own() -> Assembled:
    cover = made(COVER.format(rows=ROWS))
    return assemble([Part("item-1", cover, "Item 1"), Part("item-2", cover, "Item 2")], title="Own")


def claims(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return b"pdfuaid:part" in pdf.Root["/Metadata"].read_bytes()


def pdf_marks(data: bytes) -> list[object]:
    """What the structure says is content: the artifacts are not among it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            instruction.operands[1]
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and str(instruction.operands[0]) != "/Artifact"
        ]


def test_a_copy_names_its_reader_on_every_page(pack: Assembled) -> None:
    copy = watermarked(pack.pdf, "Copy of Councillor Ann O’Neill")
    assert all("Copy of Councillor Ann O’Neill" in text for text in page_texts(copy))
    assert problems(copy) == []
    assert len(copy) - len(pack.pdf) < 1024


def test_a_copy_for_a_name_that_the_stamps_cannot_write(pack: Assembled) -> None:
    copy = watermarked(pack.pdf, "Copy of Cllr Šimková")
    assert all("Copy of Cllr Šimková" in text for text in page_texts(copy))
    assert problems(copy) == []


def test_a_copy_changes_only_the_head_of_the_pages(pack: Assembled) -> None:
    copy = watermarked(pack.pdf, "Copy")
    with pypdfium2.PdfDocument(pack.pdf) as before, pypdfium2.PdfDocument(copy) as after:
        for index in range(len(before)):
            images = [document[index].render(scale=0.5).to_pil() for document in (before, after)]
            below = (0, images[0].height // 10, images[0].width, images[0].height)
            assert images[0].crop(below).tobytes() == images[1].crop(below).tobytes()


def test_the_same_copy_is_the_same_bytes(pack: Assembled) -> None:
    assert watermarked(pack.pdf, "A") == watermarked(pack.pdf, " A ")


def test_a_copy_needs_words(pack: Assembled) -> None:
    with pytest.raises(ValueError, match="needs words"):
        watermarked(pack.pdf, "  ")


def test_a_copy_of_exempt_pages_leaves_the_others_as_they_are(pack: Assembled) -> None:
    exempt = range(pack.ranges["item-3"].first_index, pack.pages)
    copy = watermarked(pack.pdf, "Copy 7 of Ann O’Neill", on=exempt)
    assert problems(copy) == []
    told = ["Copy 7 of Ann O’Neill" in text for text in page_texts(copy)]
    assert told == [index in exempt for index in range(pack.pages)]


def test_a_marking_and_a_copy_stand_one_above_the_other(pack: Assembled) -> None:
    last = pack.pages - 1
    copy = watermarked(marked(pack.pdf, {last: "Not for publication"}), "Copy 7 of Ann", on=[last])
    assert problems(copy) == []
    words = page_texts(copy)[last]
    assert words.index("Copy 7 of Ann") < words.index("Not for publication")
    assert "Not for publication" not in "".join(page_texts(copy)[:last])


def test_screen_readers_pass_over_the_lines_of_a_copy(pack: Assembled) -> None:
    plain = [len(pdf_marks(data)) for data in (pack.pdf, watermarked(pack.pdf, "Copy"))]
    assert plain[0] == plain[1]


def test_pages_from_different_places_keep_their_numbers(pack: Assembled) -> None:
    first, last = pack.ranges["item-2"].first_index, pack.pages - 1
    some = selected(pack.pdf, [last, first, first + 1], title="What is new")
    assert problems(some) == []
    with pikepdf.open(io.BytesIO(some)) as pdf:
        shown = labels(pdf)
    assert [text.split()[-1] for text in page_texts(some)] == shown
    assert shown[-1] == pack.ranges["item-4"].last_label


@pytest.mark.parametrize("key", ["front", "item-1", "item-2", "item-3", "item-4"])
def test_an_item_alone_keeps_its_numbers(pack: Assembled, key: str) -> None:
    span = pack.ranges[key]
    alone = excerpt(pack.pdf, span.first_index, span.last_index, title=key)
    assert problems(alone) == []
    with pikepdf.open(io.BytesIO(alone)) as pdf:
        shown = labels(pdf)
        titles = [item.title for item in pdf.open_outline().root]
    assert (shown[0], shown[-1]) == (span.first_label, span.last_label)
    assert len(titles) == 1
    assert [text.split()[-1] for text in page_texts(alone)] == shown


def test_every_range_of_pages_is_sound(pack: Assembled) -> None:
    for first in range(pack.pages):
        for last in range(first, pack.pages, 3):
            assert problems(excerpt(pack.pdf, first, last, title="Some pages")) == []


def test_what_other_pages_say_is_gone(pack: Assembled) -> None:
    span = pack.ranges["item-2"]
    public = excerpt(pack.pdf, 0, span.last_index, title="Public pages")
    with pikepdf.open(io.BytesIO(public)) as pdf:
        everything = b"".join(item.unparse(resolved=True) for item in pdf.objects)
    assert b"Item 2" in everything
    assert b"Item 3" not in everything
    assert b"Item 4" not in everything


def test_only_whole_items_still_claim_to_be_accessible(own: Assembled) -> None:
    span = own.ranges["item-2"]
    assert span.pages > 1
    assert claims(excerpt(own.pdf, span.first_index, span.last_index, title="Item"))


def test_a_list_cut_in_two_loses_the_claim() -> None:
    tagged = papers.tagged(["H1", "P"], ["L"], ["L"])
    pack = assemble([Part("a", ingest(tagged).pdf, "A")], title="T")
    assert claims(pack.pdf)
    assert claims(excerpt(pack.pdf, 0, 0, title="First page"))
    cut = excerpt(pack.pdf, 0, 1, title="Half a list")
    assert not claims(cut)
    assert problems(cut) == []


def test_pages_must_exist(own: Assembled) -> None:
    with pytest.raises(ValueError, match="has no pages"):
        excerpt(own.pdf, 0, own.pages, title="Too many")
