"""Looking through one file for what is concealed in it. Runs in the child process."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2

from packs.leaks import covered, leftovers, office, unseen
from packs.leaks.finding import Box, Leak
from packs.leaks.shared import tokens
from packs.leaks.views import view
from packs.limits import MEGABYTE
from packs.sandbox import pack, unpack
from packs.sniff import HEADER_WINDOW

STREAM_BYTES = 200 * MEGABYTE


def answer(data: bytes, options: dict[str, Any]) -> bytes:
    if "find" in options:
        return pack({"boxes": _places(data, options["find"])}, [])
    pikepdf.settings.set_qpdf_limits(flate_max_memory=STREAM_BYTES, max_stream_filters=4)
    _header, blobs = unpack(data)
    return pack({"files": [_file(*pair) for pair in zip(blobs[::2], blobs[1::2], strict=True)]}, [])


def _file(pdf: bytes, upload: bytes) -> dict[str, Any]:
    texts: list[str] = []
    found = [*_of_pages(pdf, texts), *leftovers.leftovers(pdf, still_there=True), *_of_upload(upload)]
    rows = list({repr(leak): leak.as_json() for leak in found}.values())
    return {"leaks": rows, "texts": texts}


def _of_pages(pdf: bytes, texts: list[str]) -> Iterator[Leak]:
    with pypdfium2.PdfDocument(pdf) as document:
        for index in range(len(document)):
            page = document[index]
            words = unseen.words(page)
            texts.append(" ".join(word.text for word in words))
            shown = view(page)
            shown.draw_without_words()
            yield from unseen.leaks(shown, words, index + 1)
            yield from covered.leaks(shown, index + 1)
            page.close()


def _places(pdf: bytes, wanted: list[tuple[int, str]]) -> list[Box | None]:
    """Where on its page each passage stands; None when it is not found in one piece."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_place(document[number - 1], passage) for number, passage in wanted]


def _place(page: pypdfium2.PdfPage, passage: str) -> Box | None:
    wanted = tokens(passage)
    found = [(word, token) for word in unseen.words(page) for token in tokens(word.text)]
    for at in range(len(found) - len(wanted) + 1):
        if [token for _word, token in found[at : at + len(wanted)]] == wanted:
            lefts, bottoms, rights, tops = zip(
                *(word.bounds for word, _token in found[at : at + len(wanted)]), strict=True
            )
            shown = view(page)
            return shown.part(shown.pixels((min(lefts), min(bottoms), max(rights), max(tops))))
    return None


def _of_upload(upload: bytes) -> Iterator[Leak]:
    """A damaged upload was mended or refused long ago; what cannot be read in it now hides nothing in the copy."""
    try:
        if b"%PDF-" in upload[:HEADER_WINDOW]:
            yield from leftovers.leftovers(upload, still_there=False)
        elif upload.startswith(b"PK\x03\x04"):
            yield from office.leftovers(upload)
    except (pikepdf.PdfError, zipfile.BadZipFile, ElementTree.ParseError, RuntimeError, ValueError, KeyError):
        return
