"""Every way in which somebody could read a word out of bytes: what they hold is unpacked until nothing is left.

What it cannot read: pictures of words. Those are made from the same pages as the text beside them.
"""

from __future__ import annotations

import base64
import binascii
import email
import gzip
import html
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote_to_bytes

import brotli
import pikepdf
import pypdfium2

from .tokens import BEGINNING, tokens_among

DEEPEST = 6
# What may stand between the letters of a word that somebody can still read.
BETWEEN = re.compile(rb"<[^>]{0,200}>|\xc2\xad|\xe2\x80[\x8b-\x8f]|\xad|[\s\-\\]+")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){12,}")
ESCAPED = re.compile(rb"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([0-7]{3})")
END_OF_FILE = re.compile(rb"%%EOF\r?\n?")


def tokens_in(data: bytes) -> set[str]:
    """The planted words that can be read out of these bytes, in whatever they are wrapped."""
    found: set[str] = set()
    seen: set[int] = set()
    waiting = [(data, 0)]
    while waiting:
        piece, depth = waiting.pop()
        if not piece or hash(piece) in seen:
            continue
        seen.add(hash(piece))
        found |= tokens_among(piece) | tokens_among(BETWEEN.sub(b"", piece))
        if depth < DEEPEST:
            waiting += [(inner, depth + 1) for inner in unpacked(piece)]
    return found


def unpacked(data: bytes) -> Iterator[bytes]:
    yield from containers(data)
    if data.startswith(b"%PDF") or data.startswith(b"PK\x03\x04"):
        return
    yield from spellings(data)
    yield from runs(data)


def containers(data: bytes) -> Iterator[bytes]:
    for opened in (gzip.decompress, zlib.decompress, raw_deflate, brotli.decompress):
        with suppress(OSError, EOFError, zlib.error, brotli.error):
            yield opened(data)
    if b"PK\x03\x04" in data[:4096]:
        yield from members(data)
    if b"%PDF" in data[:1024]:
        yield from revisions(data)
    if data.startswith(b"\x89PNG"):
        yield from chunks(data)
    if re.match(rb"(?i)[\w-]+:[^\r\n]*\r?\n(?:[\w-]+:|[ \t])", data) and b"mime-version" in data.lower():
        yield from mail_parts(data)


def raw_deflate(data: bytes) -> bytes:
    return zlib.decompress(data, wbits=-15)


def members(data: bytes) -> Iterator[bytes]:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment
        for entry in archive.infolist():
            yield entry.filename.encode() + b"\n" + entry.comment + b"\n" + entry.extra
            with suppress(RuntimeError, zipfile.BadZipFile, zlib.error):
                yield archive.read(entry)


def chunks(data: bytes) -> Iterator[bytes]:
    """The text of a PNG, packed or not."""
    place = 8
    while place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] in (b"zTXt", b"iTXt"):
            body = data[place + 8 : place + 8 + length]
            for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body)):
                with suppress(zlib.error):
                    yield zlib.decompress(body[start:])
        place += 12 + length


def mail_parts(data: bytes) -> Iterator[bytes]:
    message = email.message_from_bytes(data)
    for part in message.walk():
        for value in part.values():
            decoded = email.header.decode_header(value)
            yield b"".join(word if isinstance(word, bytes) else word.encode() for word, _ in decoded)
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            yield body


def revisions(data: bytes) -> Iterator[bytes]:
    """Everything in a PDF, and in each PDF it was before it was added to."""
    ends = [match.end() for match in END_OF_FILE.finditer(data)] or [len(data)]
    for end in {*ends, len(data)}:
        with suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data[:end])) as document:
            yield from objects(document)
        with suppress(pypdfium2.PdfiumError):
            yield drawn(data[:end])


def objects(document: pikepdf.Pdf) -> Iterator[bytes]:
    for thing in document.objects:
        yield from strings(thing)
        if isinstance(thing, pikepdf.Stream):
            with suppress(pikepdf.PdfError):
                yield thing.read_bytes()
    yield from strings(document.trailer)


def strings(thing: pikepdf.Object) -> Iterator[bytes]:
    words: list[bytes] = []
    collect(thing, words, 0)
    if words:
        yield b"\n".join(words)


def collect(thing: object, words: list[bytes], depth: int) -> None:
    if depth > 12:
        return
    if isinstance(thing, pikepdf.String):
        words += [bytes(thing), str(thing).encode("utf-8", "replace")]
    elif isinstance(thing, pikepdf.Name):
        words.append(unquote_to_bytes(str(thing).replace("#", "%")))
    elif isinstance(thing, pikepdf.Array):
        for item in thing:  # type: ignore[attr-defined]
            if not getattr(item, "is_indirect", False):
                collect(item, words, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():  # type: ignore[union-attr]
            words.append(key.encode())
            if not getattr(value, "is_indirect", False):
                collect(value, words, depth + 1)


def drawn(data: bytes) -> bytes:
    """The words on its pages, which may stand in no stream as letters."""
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document).encode()
    finally:
        document.close()


def spellings(data: bytes) -> Iterator[bytes]:
    """The same text with one way of writing it undone."""
    if b"\0" in data:
        yield data.replace(b"\0", b"")
    if b"&" in data:
        yield html.unescape(data.decode("utf-8", "replace")).encode()
    if b"%" in data:
        yield unquote_to_bytes(data)
    if b"\\" in data:
        yield ESCAPED.sub(one_letter, data)
    if b"=" in data:
        yield quopri.decodestring(data)
    if b"\n " in data or b"\n\t" in data:
        yield re.sub(rb"\r?\n[ \t]", b"", data)


def one_letter(match: re.Match[bytes]) -> bytes:
    wide, narrow, octal = match.groups()
    number = int(octal, 8) if octal else int(wide or narrow, 16)
    return chr(number).encode() if number < 0xD800 else b""


def runs(data: bytes) -> Iterator[bytes]:
    """Base64 and hexadecimal wherever they stand, whole and folded into lines."""
    for text in {data, re.sub(rb"\r?\n", b"", data)}:
        if has_long(text, OF_BASE64) or any(start in text for start in IN_BASE64):
            for match in BASE64.finditer(text):
                if len(match[0]) > LONG or any(start in match[0] for start in IN_BASE64):
                    yield from base64_of(match[0])
        if has_long(text, OF_HEX) or any(start in text.lower() for start in IN_HEX):
            for match in HEX.finditer(text):
                with suppress(binascii.Error):
                    yield binascii.unhexlify(match[0])


def base64_of(run: bytes) -> Iterator[bytes]:
    """It is not known where in a run of letters it begins, so each of the four starts is tried."""
    standard = run.replace(b"-", b"+").replace(b"_", b"/")
    for start in range(4):
        body = standard[start:]
        body = body[: len(body) // 4 * 4] if len(body) % 4 == 1 else body + b"=" * (-len(body) % 4)
        with suppress(binascii.Error):
            yield base64.b64decode(body)


def starts_in_base64(beginning: bytes) -> Iterator[bytes]:
    """What the first letters of a planted word look like, wherever in a group of three they fall."""
    for before in range(3):
        written = base64.b64encode(b"\0" * before + beginning)
        end = (before + len(beginning)) * 8 // 6
        yield written[-(-before * 8 // 6) : end]


def letters(of: bytes) -> bytes:
    """A table for `translate` that makes these x and everything else a space."""
    return bytes(ord("x") if number in of else ord(" ") for number in range(256))


def has_long(text: bytes, table: bytes) -> bool:
    return b"x" * (LONG + 1) in text.translate(table)


# Every page is full of long words. Only what could be one of ours is decoded, and what is too long for a word.
LONG = 200
OF_BASE64 = letters(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
OF_HEX = letters(b"0123456789ABCDEFabcdef")
SPELLINGS = (BEGINNING.encode(), BEGINNING.upper().encode())
IN_BASE64 = sorted({start for word in SPELLINGS for start in starts_in_base64(word)})
IN_HEX = [word.hex().encode() for word in SPELLINGS]
