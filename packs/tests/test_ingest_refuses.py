"""Files that cannot be taken: each ends as a plain sentence, none as a crash."""

from __future__ import annotations

import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from packs.ingest import Limits, Refused, ingest
from packs.tests import papers

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def dynamic_form(pdf: Pdf) -> None:
    pdf.Root["/AcroForm"] = Dictionary(XFA=Stream(pdf, b"<xdp/>"), Fields=Array())


def garbled_page(pdf: Pdf) -> None:
    broken = Stream(pdf, b"")
    broken.write(b"\x00\xff not deflated at all", filter=Name.FlateDecode)
    pdf.pages[1].obj["/Contents"] = broken


def missing_pages() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return papers.handmade(CATALOG, b"<</Type/Pages/Count 9/Kids[3 0 R]>>", page)


def deep_tree() -> bytes:
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 1) for number in range(2, 5002)]
    return papers.handmade(CATALOG, *nodes, b"<</Type/Page/MediaBox[0 0 595 842]>>")


def cases() -> list[tuple[str, bytes, str]]:
    good = papers.paper(8)
    return [
        ("nothing", b"", "empty_file"),
        ("blanks", b" \n\n\x00  ", "empty_file"),
        ("text", b"Dear Sir\nPlease find attached", "wrong_type"),
        ("binary", bytes(range(128, 256)) * 20, "not_pdf"),
        ("word", papers.office("word"), "wrong_type"),
        ("excel", papers.office("xl"), "wrong_type"),
        ("powerpoint", papers.office("ppt"), "wrong_type"),
        ("broken zip", papers.office("word")[:90], "wrong_type"),
        ("old word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wrong_type"),
        ("web page", b"<!DOCTYPE html><html><body>Hello", "wrong_type"),
        ("png", papers.picture("PNG"), "wrong_type"),
        ("jpeg", papers.picture("JPEG"), "wrong_type"),
        ("tiff", papers.picture("TIFF"), "wrong_type"),
        ("program", b"MZ" + bytes(500), "wrong_type"),
        ("e-mail", b"From: a@example.org\nSubject: Agenda\n\x00", "wrong_type"),
        ("password", papers.paper(encryption=pikepdf.Encryption(user="a", owner="b")), "password"),
        ("half", good[: len(good) // 2], "truncated"),
        ("first bytes", good[:60], "truncated"),
        ("only a header", b"%PDF-1.7\n%%EOF\n", "damaged"),
        ("no pages", papers.handmade(CATALOG, b"<</Type/Pages/Count 0/Kids[]>>"), "no_pages"),
        ("page tree loop", papers.handmade(CATALOG, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"), ""),
        ("deep page tree", deep_tree(), ""),
        ("missing pages", missing_pages(), "damaged"),
        ("nested arrays", papers.handmade(b"[" * 200_000), ""),
        ("garbled page", papers.paper(2, garbled_page), "damaged"),
        ("dynamic form", papers.paper(1, dynamic_form), "unreadable"),
        ("1 GB in a page", papers.bomb(1024), ""),
        ("packed twice", papers.bomb(1024, times=2), ""),
    ]


CASES = cases()


@pytest.mark.parametrize(("data", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_refused_in_a_plain_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        ingest(data, limits=Limits(seconds=30))
    # Where no code is given, several are right; what matters is that it ends as a refusal.
    assert code in ("", refusal.value.code)
    assert re.fullmatch(r"[A-Z][^<>{}_]+\.", refusal.value.reason)


def test_too_large_names_both_sizes() -> None:
    with pytest.raises(Refused) as refusal:
        ingest(papers.paper(), limits=Limits(max_bytes=500))
    assert refusal.value.code == "too_large"


def test_too_many_pages_names_both_numbers() -> None:
    with pytest.raises(Refused) as refusal:
        ingest(papers.paper(6), limits=Limits(max_pages=5))
    assert refusal.value.code == "too_many_pages"
    assert refusal.value.reason == "The file has 6 pages; a paper can have at most 5."


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Refused) as refusal:
        ingest(papers.paper(2), limits=Limits(seconds=0))
    assert refusal.value.code in ("timeout", "unreadable")


def test_the_sentence_says_what_the_file_looks_like() -> None:
    with pytest.raises(Refused, match=r"looks like a Word document\. Save it as a PDF"):
        ingest(papers.office("word"))


def test_missing_pages_are_never_dropped_in_silence() -> None:
    with pytest.raises(Refused, match="should have 9 pages but only 1 can be read"):
        ingest(missing_pages())
