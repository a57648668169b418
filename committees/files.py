"""The one way a stored file leaves the server. The caller has already asked whether the reader may have it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.text import slugify

one_range = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")


def file_name(*words: str, ending: str = "pdf") -> str:
    """A file name made from our own words, safe on every system and in every header."""
    return f"{slugify(' '.join(words)) or 'file'}.{ending}"


def serve_pdf(
    request: HttpRequest, file: File[bytes], *, name: str, restricted: bool, download: bool = False
) -> HttpResponseBase:
    """Answer with a PDF, whole or the one range a reader asks for."""
    response = _by_nginx(file) or _by_ourselves(request, file)
    kind = "attachment" if download else "inline"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["Cache-Control"] = "private, no-store" if restricted else "public, max-age=300"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if restricted:
        response["X-Robots-Tag"] = "noindex"
    return response


def _by_nginx(file: File[bytes]) -> HttpResponseBase | None:
    """Leave the bytes and their ranges to nginx, if it is in front and the file is one of those it can reach."""
    if not settings.X_ACCEL_PREFIX:
        return None
    stored = Path(settings.MEDIA_ROOT, file.name or "").resolve()
    root = Path(settings.MEDIA_ROOT).resolve()
    if not stored.is_relative_to(root) or not stored.is_file():
        return None
    file.close()
    response = HttpResponse(content_type="application/pdf")
    response["X-Accel-Redirect"] = settings.X_ACCEL_PREFIX + quote(stored.relative_to(root).as_posix())
    return response


def _by_ourselves(request: HttpRequest, file: File[bytes]) -> HttpResponseBase:
    size = file.size
    wanted = _wanted_range(request.headers.get("Range", ""), size)
    response: HttpResponseBase
    if wanted == (0, -1):
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    elif wanted:
        first, last = wanted
        file.seek(first)
        response = HttpResponse(file.read(last - first + 1), status=206, content_type="application/pdf")
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    else:
        response = FileResponse(file, content_type="application/pdf")
        response["Content-Length"] = str(size)
    response["Accept-Ranges"] = "bytes"
    return response


def serve_original(file: File[bytes], *, name: str) -> HttpResponseBase:
    """A file just as it was uploaded, which may be anything: to be saved, never to be shown by the browser."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range; None for the whole file; (0, -1) for one that cannot be had."""
    match = one_range.match(header)
    if not match or match.groups() == ("", ""):
        return None
    start, end = match.groups()
    if not start:
        first, last = max(size - int(end), 0), size - 1
    else:
        first, last = int(start), min(int(end) if end else size - 1, size - 1)
    return (first, last) if first <= last else (0, -1)
