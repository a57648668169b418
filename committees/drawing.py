"""Our own pages of a pack as PDF parts. A part is kept under the hash of all that went into it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from council.models import Council
from packs import render as engine
from packs.press import press

from .contents import TEMPLATE_VERSION

ENDING = b"%%EOF"


class Drawing:
    """Draws pages in the look of one council."""

    def __init__(self, council: Council) -> None:
        self.logo = _logo(council)
        self.colours = (
            f":root {{ --brand: {council.brand_colour}; --brand-text: {council.brand_text_colour}; }}"
        )

    def draw(self, template: str, data: dict[str, Any], *, large: bool = False) -> bytes:
        """The PDF of a page, in 18 point if it is to be large, from the store when it was drawn before."""
        name = _stored_name([template, data, self.logo, self.colours, *(["large"] if large else [])])
        pdf = _read(name)
        if pdf is None:
            pdf = self._render(template, data, large=large)
            default_storage.save(name, ContentFile(pdf))
        return pdf

    def _render(self, template: str, data: dict[str, Any], *, large: bool) -> bytes:
        # "items" is also what templates call on a mapping, so the index has a name of its own.
        business = data.get("items", [])
        context = {
            **data,
            "logo": self.logo,
            "agenda_items": business,
            "has_exempt_items": any(item["section"] == "exempt" for item in business),
        }
        html = render_to_string(f"packs/{TEMPLATE_VERSION}/{template}.html", context)
        sheets = ["pack.css", "large.css"] if large else ["pack.css"]
        styles = [(_folder() / name).read_text() for name in sheets]
        return press.render(
            html, static_root=settings.BASE_DIR / "static", stylesheets=[self.colours, *styles]
        )


def count_pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _folder() -> Path:
    return settings.BASE_DIR / "templates" / "packs" / TEMPLATE_VERSION


@lru_cache(maxsize=1)
def _look() -> str:
    """A hash of the templates themselves, so that an edited one never meets the pages of its old self."""
    texts = [path.read_bytes() for path in sorted(_folder().iterdir())]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def _stored_name(ingredients: list[Any]) -> str:
    recipe = json.dumps([TEMPLATE_VERSION, _look(), engine.VERSION, *ingredients], sort_keys=True)
    key = hashlib.sha256(recipe.encode()).hexdigest()
    return f"parts/{key[:2]}/{key}.pdf"


def _read(name: str) -> bytes | None:
    """A stored part, unless a worker died while it wrote it."""
    if not default_storage.exists(name):
        return None
    with default_storage.open(name, "rb") as file:
        pdf: bytes = file.read()
    if not pdf.rstrip().endswith(ENDING):
        default_storage.delete(name)
        return None
    return pdf


def _logo(council: Council) -> str:
    if not council.logo:
        return ""
    try:
        with council.logo.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        return ""
    kind = mimetypes.guess_type(council.logo.name or "")[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
