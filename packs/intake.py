"""The front door for uploads of every kind: whatever the file is, it leaves as normal PDF or is refused.

What a file is, is read from its bytes; the name it came with is not asked.
"""

from __future__ import annotations

from dataclasses import asdict, replace

from packs import office
from packs.archives import COMPOUND, LOCKED_PACKAGE, PASSWORD
from packs.ingest import ingest
from packs.limits import DEFAULT, Limits, Refused
from packs.office import NotConverted
from packs.parts import Ingested
from packs.sandbox import run
from packs.sniff import HEADER_WINDOW

__all__ = ["Ingested", "Limits", "NotConverted", "Refused", "look_into", "take_in"]

LOOK_THROUGH = (
    "It was made into a PDF here. Look through it: page breaks and fonts may differ from the original."
)
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


def look_into(data: bytes, *, limits: Limits = DEFAULT) -> bool:
    """Whether the upload is an office file that `take_in` would convert, which takes long. Quick; raises Refused.

    What it must not hold (a password, macros) is found here; whether it can be made into pages is not known yet.
    """
    if len(data) > limits.max_bytes or b"%PDF-" in data[:HEADER_WINDOW] or not office.is_office(data):
        return False
    if not office.available():
        raise Refused("no_converter", office.NO_CONVERTER)
    run("inspect", data, limits=limits)
    return True


def take_in(data: bytes, *, limits: Limits = DEFAULT) -> Ingested:
    """Convert the upload if need be, then read, clean and normalise it. Raises Refused.

    NotConverted, a kind of Refused, says that the paper is good but could not be made into pages here.
    """
    if len(data) > limits.max_bytes or b"%PDF-" in data[:HEADER_WINDOW]:
        return ingest(data, limits=limits)
    if office.is_office(data):
        return _converted(office.convert(data, limits=limits), data, limits)
    if data.startswith(IMAGES):
        _header, blobs = run("scans", data, {"limits": asdict(limits)}, limits=limits)
        return ingest(blobs[0], limits=limits)
    if data.startswith(COMPOUND) and LOCKED_PACKAGE in data:
        raise PASSWORD
    # None of these: ingest says in plain words what it looks like.
    return ingest(data, limits=limits)


def _converted(pdf: bytes, data: bytes, limits: Limits) -> Ingested:
    try:
        made = ingest(pdf, limits=limits, made_from=data)
    except Refused as refusal:
        raise NotConverted(refusal.code, refusal.reason) from refusal
    return replace(made, warnings=(LOOK_THROUGH, *made.warnings))
