"""Opening an upload and making it safe and normal. Runs in the child process, never in the site's own."""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import asdict
from typing import Any

import pikepdf
from pikepdf import Pdf

from packs import normalise, sanitise
from packs.checktags import tag_problems
from packs.limits import Limits, Refused
from packs.objects import dictionary
from packs.parts import Ingested
from packs.report import Report
from packs.sandbox import pack
from packs.sniff import require_pdf

logger = logging.getLogger(__name__)

AGAIN = "Ask for the file again, or open it and print it to a new PDF."
RECOVERED = "The file was damaged and has been repaired; check that every page shows."
# What the libraries raise when damage shows late: a number beyond all bounds, an object that is not what it was said.
DAMAGE = (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError)
DECRYPTED = "Restrictions on printing or copying were lifted so that the paper can go into a pack."


def answer(data: bytes, options: dict[str, Any]) -> bytes:
    fields = asdict(read(data, Limits(**options["limits"]), options.get("digest", "")))
    pdf = fields.pop("pdf")
    return pack(fields, [pdf])


def read(data: bytes, limits: Limits, digest: str = "") -> Ingested:
    """`digest` identifies the upload that the PDF is, or was made from."""
    digest = digest or hashlib.sha256(data).hexdigest()
    require_pdf(data, limits)
    pikepdf.settings.set_qpdf_limits(flate_max_memory=limits.stream_bytes, max_stream_filters=4)
    try:
        report, result = _readable(data, limits, digest)
    except DAMAGE as error:
        raise _broken(data) from error
    return Ingested(
        pdf=result.pdf,
        pages=len(result.sizes),
        sizes=result.sizes,
        tagged=result.tagged,
        title=result.title,
        language=result.language,
        removed=tuple(report.removed),
        repaired=tuple(report.repaired),
        warnings=tuple(report.warnings),
        bookmarks=result.bookmarks,
    )


def _readable(data: bytes, limits: Limits, digest: str) -> tuple[Report, normalise.Normalised]:
    try:
        report, result = _made(data, limits, digest)
        if _verify(result, data):
            return report, result
    except DAMAGE as error:
        logger.info("Read again without tags: %s", error)
    # Damage can make the tags say one thing now and another when they are read again.
    report, result = _made(data, limits, digest, keep_tags=False)
    report.warn(normalise.PARTLY)
    _verify(result, data)
    return report, result


def _made(
    data: bytes, limits: Limits, digest: str, *, keep_tags: bool = True
) -> tuple[Report, normalise.Normalised]:
    report = Report()
    with _open(data) as pdf:
        if pdf.is_encrypted:
            report.repair(DECRYPTED)
        _require_pages(pdf, limits)
        drawn = sanitise.sanitise(pdf, report)
        if not keep_tags and "/StructTreeRoot" in pdf.Root:
            del pdf.Root["/StructTreeRoot"]
        result = normalise.normalise(pdf, report, digest, drawn)
        if pdf.get_warnings():
            report.repair(RECOVERED)
    return report, result


def _open(data: bytes) -> Pdf:
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refused(
            "password",
            "The file needs a password to open. Save a copy without the password and upload that.",
        ) from error
    except pikepdf.PdfError as error:
        raise _broken(data) from error


def _broken(data: bytes) -> Refused:
    if b"%%EOF" not in data[-2048:]:
        return Refused("truncated", f"The file is incomplete: its end is missing. {AGAIN}")
    return Refused("damaged", f"The file is damaged and cannot be opened. {AGAIN}")


def _require_pages(pdf: Pdf, limits: Limits) -> None:
    tree = dictionary(pdf.Root, "/Pages")
    promised = tree.get("/Count") if tree is not None else None
    try:
        pages = len(pdf.pages)
    except (pikepdf.PdfError, RuntimeError) as error:
        raise Refused("damaged", f"The pages of the file cannot be read. {AGAIN}") from error
    if pages == 0:
        raise Refused("no_pages", "The file has no pages.")
    if pages > limits.max_pages:
        raise Refused(
            "too_many_pages",
            f"The file has {pages:,} pages; a paper can have at most {limits.max_pages:,}.",
        )
    if isinstance(promised, int) and promised > pages:
        raise Refused(
            "damaged",
            f"The file should have {promised:,} pages but only {pages:,} can be read. {AGAIN}",
        )


def _verify(result: normalise.Normalised, data: bytes) -> bool:
    """What we wrote must open again, with every page: qpdf has been seen to write what it cannot read.

    Returns whether its tags agree with its pages too.
    """
    try:
        with pikepdf.open(io.BytesIO(result.pdf), suppress_warnings=True) as again:
            # A reader must find nothing odd in it: there are names that are taken over as wrong as they came.
            complete = len(again.pages) == len(result.sizes) and not again.get_warnings()
            sound = "/StructTreeRoot" not in again.Root or not tag_problems(again)
    except pikepdf.PdfError as error:
        raise _broken(data) from error
    if not complete:
        raise _broken(data)
    return sound
