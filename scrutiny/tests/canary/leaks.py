"""Leaks made on purpose: a site that gives away a word of its own in every way we could think of."""

from __future__ import annotations

import base64
import gzip
import io
import json
import logging
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import brotli
import pikepdf
from django.core.cache import cache
from django.core.mail import EmailMessage as Mail
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path, reverse
from pikepdf import Array, Dictionary, Name, Stream

from committees.tests.pack_scene import A4, pdf

from .tokens import Tokens

Answer = Callable[[str], HttpResponse | StreamingHttpResponse]


def page(body: str, **headers: str) -> HttpResponse:
    return HttpResponse(f"<!doctype html><title>x</title>{body}", headers=headers)


def data(body: bytes, kind: str = "application/octet-stream", **headers: str) -> HttpResponse:
    return HttpResponse(body, content_type=kind, headers=headers)


def saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def pdf_with(change: Callable[[pikepdf.Pdf], None]) -> HttpResponse:
    document = pikepdf.open(io.BytesIO(pdf("plain", [(A4, 0)])))
    change(document)
    return data(saved(document), "application/pdf")


def annotation(document: pikepdf.Pdf, word: str) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=word)
    document.pages[0].obj.Annots = Array([document.make_indirect(note)])


def link(document: pikepdf.Pdf, word: str) -> None:
    action = Dictionary(S=Name.URI, URI=f"https://council.example/{word}")
    mark = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    document.pages[0].obj.Annots = Array([document.make_indirect(mark)])


def title(document: pikepdf.Pdf, word: str) -> None:
    document.docinfo["/Title"] = word + " é"  # Written in UTF-16 by the library.


def xmp(document: pikepdf.Pdf, word: str) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:subject"] = [word]


def attachment(document: pikepdf.Pdf, word: str) -> None:
    document.attachments["notes.txt"] = word.encode()


def attachment_name(document: pikepdf.Pdf, word: str) -> None:
    document.attachments[f"{word}.txt"] = b"x"


def bookmark(document: pikepdf.Pdf, word: str) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(word, 0))


def unused(document: pikepdf.Pdf, word: str) -> None:
    document.Root.Left = document.make_indirect(Stream(document, f"({word}) Tj".encode()))


def added_to(word: str) -> HttpResponse:
    """The word is in the first writing of the file and gone from the second."""
    return data(pdf(word, [(A4, 0)]) + b"\n" + pdf("plain", [(A4, 0)]), "application/pdf")


def zipped(name: str, content: bytes, comment: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.comment = comment.encode()
    return out.getvalue()


def mail(word: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = f"Über {word}"
    message.set_content("x")
    return message.as_bytes()


def mail_attachment(word: str) -> bytes:
    message = EmailMessage()
    message.set_content("x")
    message.add_attachment(word.encode(), maintype="application", subtype="octet-stream", filename="a")
    return message.as_bytes()


def png(word: str) -> bytes:
    body = b"Comment\0\0" + zlib.compress(word.encode())
    chunk = len(body).to_bytes(4, "big") + b"zTXt" + body + zlib.crc32(b"zTXt" + body).to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk


def folded(word: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\nSUMMARY:About {word[:6]}\r\n {word[6:]}\r\nEND:VCALENDAR\r\n".encode()


def sent(word: str) -> HttpResponse:
    Mail("A matter", word, to=["who@council.example"]).send()
    return page("sent")


def sent_subject(word: str) -> HttpResponse:
    Mail(word, "x", to=["who@council.example"]).send()
    return page("sent")


def logged(word: str) -> HttpResponse:
    logging.getLogger("committees").warning("Could not read %s", word)
    return page("logged")


def kept(word: str) -> HttpResponse:
    cache.set("last-opened", {"title": word})
    return page("kept")


def kept_by_name(word: str) -> HttpResponse:
    cache.set(f"opened-{word}", True)
    return page("kept")


def cookie(word: str) -> HttpResponse:
    response = page("cookie")
    response.set_cookie("last", word)
    return response


LEAKS: dict[str, Answer] = {
    "in a paragraph": lambda word: page(f"<p>{word}</p>"),
    "in capitals": lambda word: page(f"<p>{word.upper()}</p>"),
    "in an attribute": lambda word: page(f'<p title="{word}">x</p>'),
    "in a comment": lambda word: page(f"<!-- {word} -->"),
    "in a script": lambda word: page(f'<script type="application/json">{{"a": "{word}"}}</script>'),
    "in two halves": lambda word: page(f"<b>{word[:7]}</b>{word[7:]}"),
    "with a soft hyphen": lambda word: page(f"<p>{word[:7]}&shy;{word[7:]}</p>"),
    "in entities": lambda word: page("".join(f"&#{ord(letter)};" for letter in word)),
    "in an address": lambda word: page(f'<a href="/?q={word}">x</a>'),
    "in percents": lambda word: page("".join(f"%{ord(letter):02X}" for letter in word)),
    "twice in percents": lambda word: page(
        urllib.parse.quote("".join(f"%{ord(letter):02X}" for letter in word))
    ),
    "in a heading of the answer": lambda word: page("x", **{"X-Title": word}),
    "in the name of a download": lambda word: data(
        b"x", **{"Content-Disposition": f"attachment; filename={word}.pdf"}
    ),
    "in where it leads": lambda word: HttpResponse(status=302, headers={"Location": f"/found/{word}/"}),
    "in a cookie": cookie,
    "in what is refused": lambda word: HttpResponse(f"No {word} here", status=404),
    "in an error": lambda word: HttpResponse(f"KeyError: {word}", status=500),
    "in a stream": lambda word: StreamingHttpResponse([word[:5].encode(), word[5:].encode()]),
    "as JSON": lambda word: data(json.dumps({"t": word}).encode(), "application/json"),
    "as escaped JSON": lambda word: data(
        "".join(f"\\u{ord(letter):04x}" for letter in word).encode(), "application/json"
    ),
    "in UTF-16": lambda word: data(word.encode("utf-16"), "text/plain; charset=utf-16"),
    "in UTF-32": lambda word: data(word.encode("utf-32-be"), "text/plain"),
    "in base64": lambda word: data(base64.b64encode(f"about {word}".encode())),
    "in base64 for addresses": lambda word: data(base64.urlsafe_b64encode(f"??>> {word}".encode())),
    "in hexadecimal": lambda word: data(word.encode().hex().encode()),
    "gzipped": lambda word: data(gzip.compress(word.encode()), **{"Content-Encoding": "gzip"}),
    "deflated": lambda word: data(zlib.compress(word.encode())),
    "packed with brotli": lambda word: data(brotli.compress(word.encode()), **{"Content-Encoding": "br"}),
    "in a spreadsheet file": lambda word: data(f"title,pages\n{word},3\n".encode(), "text/csv"),
    "in a feed": lambda word: data(f"<feed><title>{word}</title></feed>".encode(), "application/atom+xml"),
    "folded in a calendar": lambda word: data(folded(word), "text/calendar"),
    "in a ZIP": lambda word: data(zipped("a.txt", word.encode()), "application/zip"),
    "in the name of a file in a ZIP": lambda word: data(zipped(f"{word}.txt", b"x"), "application/zip"),
    "in the comment of a ZIP": lambda word: data(zipped("a", b"x", word), "application/zip"),
    "in a ZIP in a ZIP": lambda word: data(zipped("b.zip", zipped("a", word.encode()))),
    "in a picture's text": lambda word: data(png(word), "image/png"),
    "in the heading of a mail": lambda word: data(mail(word), "message/rfc822"),
    "in a mail's attachment": lambda word: data(mail_attachment(word), "message/rfc822"),
    "on a PDF's page": lambda word: data(pdf(word, [(A4, 0)]), "application/pdf"),
    "in a PDF's title": lambda word: pdf_with(lambda document: title(document, word)),
    "in a PDF's XMP": lambda word: pdf_with(lambda document: xmp(document, word)),
    "in a PDF's note": lambda word: pdf_with(lambda document: annotation(document, word)),
    "in a PDF's link": lambda word: pdf_with(lambda document: link(document, word)),
    "in a PDF's bookmark": lambda word: pdf_with(lambda document: bookmark(document, word)),
    "in a PDF's attachment": lambda word: pdf_with(lambda document: attachment(document, word)),
    "in the name of a PDF's attachment": lambda word: pdf_with(
        lambda document: attachment_name(document, word)
    ),
    "left in a PDF unused": lambda word: pdf_with(lambda document: unused(document, word)),
    "in an earlier writing of a PDF": added_to,
    "in a mail that was sent": sent,
    "in the subject of a mail": sent_subject,
    "in the log": logged,
    "in the cache": kept,
    "in the name of something in the cache": kept_by_name,
}

PLANTED = Tokens(seed=7)
WORDS = {PLANTED.new(place): answer for place, answer in LEAKS.items()}


def leak(request: HttpRequest, number: int) -> HttpResponse | StreamingHttpResponse:
    word, answer = list(WORDS.items())[number]
    return answer(word)


def index(request: HttpRequest) -> HttpResponse:
    return page("".join(f'<a href="{reverse("leak", args=[number])}">x</a>' for number in range(len(WORDS))))


urlpatterns = [path("", index), path("leaks/<int:number>/", leak, name="leak")]
