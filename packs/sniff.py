"""What an uploaded file really is, from its first bytes rather than from its name."""

from __future__ import annotations

import io
import zipfile

from packs.limits import MEGABYTE, Limits, Refused

# Readers look for the header in the first kilobyte, so files with a little junk before it do open.
HEADER_WINDOW = 1024

ASK_FOR_PDF = "Save it as a PDF and upload that."

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"BM", "a BMP image"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Word, Excel or PowerPoint document"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
)

OFFICE_FOLDERS: tuple[tuple[str, str], ...] = (
    ("word/", "a Word document"),
    ("xl/", "an Excel spreadsheet"),
    ("ppt/", "a PowerPoint presentation"),
)

OPEN_DOCUMENT: dict[bytes, str] = {
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text document",
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet",
    b"application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation",
}


def require_pdf(data: bytes, limits: Limits) -> None:
    """Refuse what needs no parser to refuse."""
    if not data:
        raise Refused("empty_file", "The file is empty.")
    if len(data) > limits.max_bytes:
        raise Refused(
            "too_large",
            f"The file is {_megabytes(len(data))} MB; a paper can be at most "
            f"{_megabytes(limits.max_bytes)} MB.",
        )
    if b"%PDF-" in data[:HEADER_WINDOW]:
        return
    looks_like = describe(data)
    if looks_like:
        raise Refused("wrong_type", f"The file is not a PDF: it looks like {looks_like}. {ASK_FOR_PDF}")
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused("empty_file", "The file has nothing in it but blanks.")
    raise Refused("not_pdf", f"The file is not a PDF. {ASK_FOR_PDF}")


def describe(data: bytes) -> str:
    """The kind of a file that is not a PDF, in words; "" when we cannot tell."""
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    for magic, words in MAGIC:
        if data.startswith(magic):
            return words
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP image"
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return "a photo from a phone (HEIC)"
    start = data[:HEADER_WINDOW].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "a web page"
    if start.startswith((b"<?xml", b"<svg")):
        return "an SVG drawing" if b"<svg" in start else "an XML file"
    if start.startswith((b"from:", b"received:", b"return-path:", b"mime-version:")):
        return "an e-mail message"
    return _text_kind(data)


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if names and names[0] == "mimetype":
                kind = archive.open("mimetype").read(100).strip()
                return OPEN_DOCUMENT.get(kind, "an OpenDocument file")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return "a damaged ZIP archive or office document"
    for folder, words in OFFICE_FOLDERS:
        if any(name.startswith(folder) for name in names):
            return words
    return "a ZIP archive"


def _text_kind(data: bytes) -> str:
    sample = data[:HEADER_WINDOW]
    try:
        text = sample.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "plain text" if text.strip() and text.replace("\n", "").replace("\r", "").isprintable() else ""


def _megabytes(count: int) -> str:
    # Rounded up, so that a file one byte over the limit is not said to be as large as the limit.
    tenths = -(-count * 10 // MEGABYTE)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths / 10:.1f}"
