"""Our own HTML to PDF, and what it may read on the way."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pikepdf
import pytest

from packs.render import StaticOnlyFetcher, render
from packs.tests.papers import FONT_CSS, STATIC

SECRET = "do not print this"


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A static folder with a file beside it that must stay out of reach, and a link to that file."""
    (tmp_path / "secret.txt").write_text(SECRET)
    root = tmp_path / "static"
    root.mkdir()
    (root / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    (root / "link.svg").symlink_to(tmp_path / "secret.txt")
    return root


@pytest.mark.parametrize("name", ["logo.svg", "/static/logo.svg"])
def test_our_own_files_are_read(static: Path, name: str) -> None:
    url = static.as_uri() + "/" + name if not name.startswith("/") else "file://" + name
    assert b"<svg" in StaticOnlyFetcher(static).fetch(url).read()


def test_data_addresses_are_read(static: Path) -> None:
    assert StaticOnlyFetcher(static).fetch("data:text/plain,hello").read() == b"hello"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://localhost/etc/passwd",
        "file://server/share/x",
        "file:///static/../../etc/passwd",
        "file:///static/%2e%2e/%2e%2e/etc/passwd",
        "http://example.org/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "gopher://example.org/",
        "/etc/passwd",
        "{root}/link.svg",
        "{root}/../secret.txt",
        "{root}/%2e%2e/secret.txt",
        "{root}/",
    ],
)
def test_everything_else_is_refused(static: Path, url: str) -> None:
    with pytest.raises(ValueError, match="Only our own static files"):
        StaticOnlyFetcher(static).fetch(url.replace("{root}", static.as_uri()))


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="attachment" href="{secret}">',
        '<a rel="attachment" href="{secret}">x</a>',
        '<link rel="stylesheet" href="{secret}">',
        '<img alt="x" src="{secret}"><object data="{secret}">x</object>',
        '<style>@import url("{secret}"); p::before {{ content: url("{secret}") }}</style><p>x',
    ],
)
def test_a_document_cannot_take_a_file_with_it(static: Path, html: str, caplog) -> None:
    caplog.set_level(logging.CRITICAL, "weasyprint")
    secret = (static.parent / "secret.txt").as_uri()
    data = render(
        f"<html lang=en><title>T</title><body>{html.format(secret=secret)}<p>words", static_root=static
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            assert not isinstance(item, pikepdf.Stream) or SECRET.encode() not in item.read_bytes()


def test_the_same_input_gives_the_same_bytes() -> None:
    html = '<html lang=en><title>T</title><body><h1 id=a>Title</h1><p><a href="#a">up</a>'
    first, second = (render(html, static_root=STATIC, stylesheets=[FONT_CSS]) for _ in range(2))
    assert first == second


def test_fonts_are_embedded() -> None:
    data = render("<html lang=en><title>T</title><p>x", static_root=STATIC, stylesheets=[FONT_CSS])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        descriptors = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(item.keys()) for item in descriptors)
