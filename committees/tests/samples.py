"""Small real files for tests of uploads."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile


def pdf(pages: int = 1) -> bytes:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    with pikepdf.open(BytesIO(pdf())) as document:
        out = BytesIO()
        document.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def upload(name: str, data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if data is None else data, content_type="application/pdf")
