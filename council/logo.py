"""What a logo may be: a PNG, or an SVG that only draws. Judged by what is in the file, not by its name."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from xml.parsers import expat

from PIL import Image

MAX_BYTES = 512 * 1024
MAX_PIXELS = 4000
PNG_END = b"IEND\xaeB`\x82"
SVG = "http://www.w3.org/2000/svg"
ACTIVE = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"}
INSIDE = ("#", "data:image/png", "data:image/jpeg")


class BadLogo(Exception):
    """The message says to the person who chose the file what is wrong with it."""


def kind_of_logo(content: bytes) -> str:
    """`png` or `svg`."""
    if not content:
        raise BadLogo("The file is empty")
    if len(content) > MAX_BYTES:
        raise BadLogo(f"The logo must be smaller than {MAX_BYTES // 1024} KB")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _require_sound_png(content)
        return "png"
    _require_harmless_svg(content)
    return "svg"


def _require_sound_png(content: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is checked right here
            image = Image.open(BytesIO(content), formats=["PNG"])
            if max(image.size) > MAX_PIXELS:
                raise BadLogo(f"The logo must be at most {MAX_PIXELS} pixels wide and high")
            image.load()
            if PNG_END not in content:  # WeasyPrint lets Pillow put up with half a picture
                raise ValueError
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise BadLogo("The file is a damaged PNG. Save it again and try once more") from problem


def _require_harmless_svg(content: bytes) -> None:
    reader = SvgReader()
    try:
        reader.parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        raise BadLogo("The logo must be a PNG or SVG file") from problem


class SvgReader:
    """Reads an SVG to its end and stops at anything that could run, or fetch something from elsewhere."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.element
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction
        # One call for a whole text, so that no forbidden word comes in two pieces.
        self.parser.buffer_text = True
        self.parser.buffer_size = MAX_BYTES * 2
        self.seen_root = False

    def element(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if not self.seen_root and (namespace, name) != (SVG, "svg"):
            raise BadLogo("The logo must be a PNG or SVG file")
        self.seen_root = True
        if name.lower() in ACTIVE:
            raise BadLogo("The SVG has a script or a page inside. Save it as a plain drawing and try again")
        for attribute, value in attributes.items():
            self.attribute(attribute.rpartition(" ")[2].lower(), value)

    def attribute(self, name: str, value: str) -> None:
        if name.startswith("on"):
            raise BadLogo("The SVG has a script inside. Save it as a plain drawing and try again")
        plain = re.sub(r"\s+", "", value).lower()
        if "javascript:" in plain or (name in ("href", "src") and not plain.startswith(INSIDE)):
            raise BadLogo("The SVG has a link to something outside of it. Save it as a plain drawing")
        self.words(value)

    def words(self, text: str) -> None:
        """A style sheet or a style attribute may name what is inside the file only."""
        plain = re.sub(r"\s+|/\*.*?\*/", "", text, flags=re.DOTALL).lower()
        outside = re.search(r"url\((?!['\"]?(#|data:image/(png|jpeg)))", plain)
        if "@import" in plain or outside or "expression(" in plain:
            raise BadLogo("The SVG has a link to something outside of it. Save it as a plain drawing")

    def doctype(self, name: str, system: str | None, public: str | None, has_rules: int) -> None:
        if has_rules:
            raise BadLogo("The SVG defines words of its own. Save it as a plain drawing and try again")

    def instruction(self, target: str, data: str) -> None:
        raise BadLogo("The SVG has a link to something outside of it. Save it as a plain drawing")
