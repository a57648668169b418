"""Our own HTML to PDF, with WeasyPrint, tagged for PDF/UA.

Text that people typed ends up in this HTML, so whatever a document refers to is fetched from our static
folder or not at all.
"""

from __future__ import annotations

import hashlib
import io
import mimetypes
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from packs.normalise import normalise
from packs.report import Report

# Part of the key under which a rendered part is cached. Raise it when the same HTML gives other bytes.
VERSION = 4


class StaticOnlyFetcher(URLFetcher):
    """Reads files below one folder and `data:` addresses, and refuses everything else.

    `/static/...` and paths relative to the folder mean the same, so a template can use the tags it uses
    on the web.
    """

    def __init__(self, static_root: Path, static_url: str = "/static/") -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False)  # type: ignore[no-untyped-call]
        self.static_root = static_root.resolve()
        self.static_url = static_url

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url.lower().startswith("data:"):
            response: URLFetcherResponse = super().fetch(url, headers)  # type: ignore[no-untyped-call]
            return response
        path = self._allowed(url)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    def _allowed(self, url: str) -> Path:
        address = urlsplit(url)
        if address.scheme.lower() != "file" or address.netloc not in ("", "localhost"):
            raise ValueError(f"Only our own static files may be used in a document, not {url}")
        name = unquote(address.path)
        if name.startswith(self.static_url):
            name = f"{self.static_root}/{name.removeprefix(self.static_url)}"
        path = Path(name).resolve()
        if not path.is_relative_to(self.static_root) or not path.is_file():
            raise ValueError(f"Only our own static files may be used in a document, not {url}")
        return path


def render(
    html: str,
    *,
    static_root: Path,
    stylesheets: Sequence[Path | str] = (),
    dpi: int = 150,
    static_url: str = "/static/",
) -> bytes:
    """The PDF of one generated part, ready for `splice`. Same input, same bytes.

    `stylesheets` are files below `static_root` (Path) or CSS source (str).
    """
    return ready(draw(html, static_root=static_root, stylesheets=stylesheets, dpi=dpi, static_url=static_url))


def draw(
    html: str,
    *,
    static_root: Path,
    stylesheets: Sequence[Path | str] = (),
    dpi: int = 150,
    static_url: str = "/static/",
) -> bytes:
    """The PDF as WeasyPrint writes it, before it is made ready."""
    fetcher = StaticOnlyFetcher(static_root, static_url)
    base = static_root.resolve().as_uri() + "/"
    fonts = FontConfiguration()
    sheets = [_stylesheet(sheet, base, fetcher, fonts) for sheet in stylesheets]
    document = HTML(string=html, base_url=base, url_fetcher=fetcher)
    raw: bytes = document.write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", dpi=dpi, attachments=None
    )
    return raw


def _stylesheet(sheet: Path | str, base: str, fetcher: URLFetcher, fonts: FontConfiguration) -> CSS:
    if isinstance(sheet, Path):
        return CSS(url=sheet.absolute().as_uri(), base_url=base, url_fetcher=fetcher, font_config=fonts)
    return CSS(string=sheet, base_url=base, url_fetcher=fetcher, font_config=fonts)


def ready(raw: bytes) -> bytes:
    """Make a PDF that we made ourselves fit for `splice`, in this process: it needs no cage."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return normalise(pdf, Report(), hashlib.sha256(raw).hexdigest()).pdf
