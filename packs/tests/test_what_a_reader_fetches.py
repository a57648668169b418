"""A reader on screen fetches a pack in pieces: what it needs for one page must not be all over the file."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream

from packs.check import problems
from packs.foremost import SHELF, Table, gathered
from packs.ingest import ingest
from packs.normalise import save
from packs.parts import Part
from packs.splice import BRANCH, assemble
from packs.tests import papers


@pytest.fixture(scope="module")
def pack() -> bytes:
    report = papers.tagged(["H1", "P", "L", "L"], ["H2", "P"])
    parts = [Part(f"item-{number}", ingest(report).pdf, f"Item {number}") for number in range(30)]
    return assemble(parts, title="Pack").pdf


def test_the_branches_of_a_pack_lie_together(pack: bytes) -> None:
    table = Table.of(pack)
    assert table is not None
    structure = table.named(table.root, b"StructTreeRoot")[0]
    document = table.named(structure, b"K")[0]
    parts = table.named(document, b"K")
    branches = table.named(table.named(table.root, b"Pages")[0], b"Kids")
    assert len(parts) == 30
    assert len({table.place(each)[:2] for each in (structure, document, *parts, *branches)}) == 1


def test_gathering_changes_nothing_but_places(pack: bytes) -> None:
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        before = save(pdf)
    after = gathered(before)
    assert after != before
    assert save(pikepdf.open(io.BytesIO(after))) == before
    assert problems(after) == []


def test_more_branches_than_one_stream_takes() -> None:
    page = ingest(papers.paper(1)).pdf
    parts = [Part(f"item-{number}", page, f"Item {number}") for number in range(SHELF + 30)]
    many = assemble(parts, title="Pack").pdf
    assert problems(many) == []
    table = Table.of(many)
    assert table is not None
    document = table.named(table.named(table.root, b"StructTreeRoot")[0], b"K")[0]
    assert len({table.place(each)[1] for each in table.named(document, b"K")}) == 2


def test_a_file_with_another_kind_of_table_stays_as_it_is() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.paper())) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert gathered(out.getvalue()) == out.getvalue()


def test_a_pack_is_one_revision(pack: bytes) -> None:
    assert pack.count(b"%%EOF") == pack.count(b"startxref") == 1


def test_the_tree_of_pages_has_branches(pack: bytes) -> None:
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        kids = list(pdf.Root.Pages.Kids)
        assert sum(int(kid.Count) for kid in kids) == len(pdf.pages)
        assert all(int(kid.Count) <= BRANCH for kid in kids)


def shared_by_all(pdf: Pdf) -> None:
    """One list of resources with two pictures, as many programs write it; two of the four pages draw one."""
    picture = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 1, "Height": 1}
    picture |= {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    resources = pdf.pages[0].obj["/Resources"]
    resources["/XObject"] = Dictionary(
        One=Stream(pdf, b"a", Dictionary(**picture)), Two=Stream(pdf, b"b", Dictionary(**picture))
    )
    shared = pdf.make_indirect(resources)
    for number, page in enumerate(pdf.pages):
        page.obj["/Resources"] = shared
        if number in (0, 2):
            page.obj["/Contents"] = Stream(pdf, b"q 9 0 0 9 9 9 cm /%s Do Q" % (b"One", b"Two")[number // 2])


def test_a_page_lists_only_the_pictures_it_draws() -> None:
    raw = papers.paper(4, shared_by_all)
    with pikepdf.open(io.BytesIO(ingest(raw).pdf)) as pdf:
        drawn = [sorted(page.Resources.get("/XObject", {}).keys()) for page in pdf.pages]
        lists = [page.Resources.objgen for page in pdf.pages]
    assert drawn == [["/One"], [], ["/Two"], []]
    # Pages that draw the same go on sharing.
    assert lists[1] == lists[3]
    assert len(set(lists)) == 3
