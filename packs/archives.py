"""Looking inside a Word, Excel, PowerPoint or OpenDocument file before LibreOffice opens it.

Such a file is a ZIP archive of XML. What it is, is read from the archive and never from its name. Runs in the
child process, because a crafted archive can be made to cost anything.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from packs.limits import MEGABYTE, Refused
from packs.sandbox import pack

# A large report has a few hundred entries; a large spreadsheet compresses to about a fortieth.
MAX_ENTRIES = 10_000
MAX_UNPACKED = 500 * MEGABYTE
MAX_RATIO = 200
# Small files of one repeated word compress well and do no harm.
RATIO_MATTERS_ABOVE = 10 * MEGABYTE
MAX_XML = 20 * MEGABYTE
# A spreadsheet in a document in a presentation.
MAX_DEPTH = 3

OFFICE = "application/vnd.openxmlformats-officedocument."
SLIDES = OFFICE + "presentationml."
MAIN_PARTS = {
    OFFICE + "wordprocessingml.document.main+xml": "docx",
    OFFICE + "spreadsheetml.sheet.main+xml": "xlsx",
    SLIDES + "presentation.main+xml": "pptx",
    SLIDES + "slideshow.main+xml": "pptx",
}
OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}

MACROS = Refused(
    "macros",
    "The file contains macros, which are programs. Save it without macros, or as a PDF, and upload that.",
)
PACKED_FILE = Refused(
    "embedded_file",
    "The file has another file packed into it. Take that out, or save the paper as a PDF, and upload that.",
)
TEMPLATE = Refused(
    "remote_template",
    "The document takes its template from the internet. Save it as a PDF and upload that.",
)
BOMB = Refused(
    "too_large", "The file unpacks to far more than a paper can hold. Save it as a PDF and upload that."
)
PASSWORD = Refused(
    "password", "The file needs a password to open. Save a copy without the password and upload that."
)
DAMAGED = Refused(
    "damaged", "The file is damaged and cannot be opened. Ask for it again, or for a PDF of it."
)
OTHER = Refused(
    "wrong_type", "This kind of file cannot be made into a PDF here. Save it as a PDF and upload that."
)

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in a compound file, which are written in UTF-16.
PROJECT_STREAMS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "VBA", "Macros"))
# Word puts a document with a password into a compound file, under this name.
LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
PACKED_STREAM = "Ole10Native".encode("utf-16-le")


def answer(data: bytes, options: dict[str, Any]) -> bytes:
    return pack({"kind": inspect(data)}, [])


def inspect(data: bytes, depth: int = 1) -> str:
    """The kind of an office file: docx, xlsx, pptx, odt, ods or odp. Raises Refused for one we will not open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _require_bearable(entries)
            kind = _kind(archive)
            for entry in entries:
                _require_harmless(archive, entry, depth)
    except (zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError, OSError, ValueError) as error:
        raise DAMAGED from error
    except (RuntimeError, KeyError) as error:  # zipfile's words for an encrypted entry and for a missing one
        raise PASSWORD if "encrypted" in str(error) else OTHER from error
    return kind


def _require_bearable(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise BOMB
    for entry in entries:
        if entry.flag_bits & 1:
            raise PASSWORD
        if entry.file_size > max(RATIO_MATTERS_ABOVE, MAX_RATIO * entry.compress_size):
            raise BOMB


def _kind(archive: zipfile.ZipFile) -> str:
    if "mimetype" in archive.namelist():
        return _open_document(archive)
    found = [MAIN_PARTS[name] for name in _content_types(archive) if name in MAIN_PARTS]
    if len(found) != 1:
        raise OTHER
    return found[0]


def _content_types(archive: zipfile.ZipFile) -> Iterator[str]:
    for element in _xml(archive, "[Content_Types].xml"):
        content_type = element.get("ContentType", "")
        if "macroenabled" in content_type.lower() or "vbaproject" in content_type.lower():
            raise MACROS
        yield content_type


def _open_document(archive: zipfile.ZipFile) -> str:
    kind = OPEN_DOCUMENTS.get(_read(archive, "mimetype", 200).decode("ascii", "replace").strip())
    if kind is None:
        raise OTHER
    manifest = _xml(archive, "META-INF/manifest.xml")
    if any(element.tag.endswith("}encryption-data") for element in manifest.iter()):
        raise PASSWORD
    return kind


def _require_harmless(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> None:
    name = entry.filename.lower().replace("\\", "/")
    if "vbaproject" in name or "/activex/" in name or name.startswith(("basic/", "scripts/")):
        raise MACROS
    if name.endswith(".rels"):
        for relation in _xml(archive, entry.filename):
            _require_own_template(relation)
    elif not name.endswith((".xml", "/")):
        _require_harmless_object(archive, entry, depth)


def _require_own_template(relation: ElementTree.Element) -> None:
    """A template named on a drive of the author's is not looked for and not missed; one on the web is an attack."""
    if not relation.get("Type", "").endswith("/attachedTemplate"):
        return
    if urlsplit(relation.get("Target", "").strip()).scheme.lower() in (
        "http",
        "https",
        "ftp",
        "ftps",
        "mhtml",
    ):
        raise TEMPLATE


def _require_harmless_object(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> None:
    with archive.open(entry) as stream:
        start = stream.read(8)
        if start.startswith(b"PK\x03\x04"):
            if depth >= MAX_DEPTH:
                raise BOMB
            _require_harmless_package(start + stream.read(), depth + 1)
        elif start == COMPOUND:
            _require_harmless_compound(start + stream.read())


def _require_harmless_package(data: bytes, depth: int) -> None:
    try:
        inspect(data, depth)
    except Refused as refusal:
        # What is in the file besides documents is only drawn as a picture, so its kind does not matter.
        if refusal.code not in ("wrong_type", "damaged"):
            raise


def _require_harmless_compound(data: bytes) -> None:
    if any(name in data for name in PROJECT_STREAMS):
        raise MACROS
    if PACKED_STREAM in data:
        raise PACKED_FILE


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(_read(archive, name, MAX_XML))


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    if archive.getinfo(name).file_size > most:
        raise BOMB
    with archive.open(name) as stream:
        return stream.read(most)
