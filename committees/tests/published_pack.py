"""A published pack of many heavy pages, with both editions and pages of both series."""

from __future__ import annotations

import functools
import hashlib
import io
import random
from datetime import UTC, datetime
from typing import Any

import pikepdf
from django.core.files.base import ContentFile
from pikepdf import Array, Dictionary, Name, Stream

from committees.models import Edition, Publication
from committees.models.publication import EditionKind
from packs.ingest import ingest
from packs.splice import Assembled, Part, assemble
from scrutiny.tests.cast import LONDON, Cast, meeting

FRONT_PAGES, REPORT_PAGES, LONG_PAGES, EXEMPT_PAGES = 2, 6, 292, 4
PUBLIC_PAGES = FRONT_PAGES + REPORT_PAGES + LONG_PAGES


def heavy_pdf(word: str, pages: int, side: int = 130) -> bytes:
    """Each page has its words and a picture that cannot be compressed, as a scan would have."""
    noise = random.Random(word)
    document = pikepdf.new()
    font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(1, pages + 1):
        picture = Stream(
            document,
            noise.randbytes(side * side * 3),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=side,
            Height=side,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
        )
        words = f"BT /F1 24 Tf 72 750 Td ({word} {number}) Tj ET q 200 0 0 200 72 500 cm /P Do Q".encode()
        resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(P=picture))
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Resources=resources,
            Contents=Stream(document, words),
        )
        document.pages.append(pikepdf.Page(document.make_indirect(page)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@functools.cache
def assembled(members: bool) -> Assembled:
    parts = [
        ("front", "Agenda for reading", FRONT_PAGES, ""),
        ("item-1", "Harbour report", REPORT_PAGES, ""),
        ("item-2", "Plover survey", LONG_PAGES, ""),
    ]
    if members:
        parts.append(("item-3", "Secret tender", EXEMPT_PAGES, "E"))
    made = [
        Part(key, ingest(heavy_pdf(title, pages)).pdf, title, series) for key, title, pages, series in parts
    ]
    return assemble(made, title="Agenda pack")


def agenda(members: bool) -> dict[str, Any]:
    items = [_item(1, "Harbour report", "3"), _item(2, "Plover survey", "9"), _item(3, "Exempt tender", "")]
    items[1]["papers"] = [
        {"key": "paper-1", "label": "Appendix 1", "title": "Nests", "from": "120", "to": "130"}
    ]
    if members:
        items[2] |= {"from": "E1", "to": f"E{EXEMPT_PAGES}"}
    return {"items": items, "pages": PUBLIC_PAGES + (EXEMPT_PAGES if members else 0), "exempt": {}}


def _item(number: int, title: str, first: str) -> dict[str, Any]:
    return {
        "key": f"item-{number}",
        "number": number,
        "title": title,
        "from": first,
        "to": first,
        "papers": [],
        "section": "public",
    }


def publish_heavy_pack(cast: Cast) -> Publication:
    of = meeting(cast.committee, datetime(2019, 4, 11, 10, 15, tzinfo=LONDON))
    publication = Publication.objects.create(
        meeting=of,
        number=1,
        published_at=datetime(2019, 4, 3, 9, 0, tzinfo=UTC),
        published_by=cast.officer,
        content_key="heavy",
    )
    for kind in EditionKind:
        members = kind == EditionKind.MEMBERS
        pack = assembled(members)
        Edition.objects.create(
            publication=publication,
            kind=kind,
            file=ContentFile(pack.pdf, name=f"heavy-{kind}.pdf"),
            sha256=hashlib.sha256(pack.pdf).hexdigest(),
            size=len(pack.pdf),
            pages=pack.pages,
            template_version="1",
            agenda=agenda(members),
        )
    return publication
