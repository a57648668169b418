"""The safe HTML that Markdown becomes, as paragraphs of a Word file."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from .house_style import Letter

HEADINGS = {"h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}


class HtmlWriter(HTMLParser):
    """Writes as it reads. It knows the tags that scrutiny.lib.markdown_text lets through, and no others."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(convert_charrefs=True)
        self.letter = letter
        self.lists: list[str] = []
        self.paragraph: Any = None
        self.bold = self.italic = 0
        self.heading = 0
        self.address = ""
        self.cells: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("strong", "th"):
            self.bold += 1
        elif tag == "em":
            self.italic += 1
        elif tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "li":
            depth = min(len(self.lists), 3)
            name = "List Number" if self.lists and self.lists[-1] == "ol" else "List Bullet"
            self.paragraph = self.letter.paragraph(style=f"{name} {depth}" if depth > 1 else name)
        elif tag in HEADINGS:
            self.heading, self.paragraph = HEADINGS[tag], None
        elif tag == "p" and not self.lists:
            self.paragraph = None
        elif tag == "br" and self.paragraph is not None:
            self.paragraph.add_run().add_break()
        elif tag == "a":
            self.address = dict(attrs).get("href") or ""
        elif tag == "tr":
            self.cells = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "th"):
            self.bold -= 1
        elif tag == "em":
            self.italic -= 1
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self.paragraph = None
        elif tag in HEADINGS:
            self.heading, self.paragraph = 0, None
        elif tag == "p" and not self.lists:
            self.paragraph = None
        elif tag == "a" and self.address:
            self._write(f" ({self.address})")
            self.address = ""
        elif tag == "tr" and self.cells is not None:
            cells, self.cells = self.cells, None
            self.letter.paragraph("\t".join(cell for cell in cells if cell))

    def handle_data(self, data: str) -> None:
        if not data.strip():
            if self.paragraph is not None and data == " ":
                self.paragraph.add_run(" ")
            return
        if self.cells is not None:
            self.cells.append(data.strip())
            return
        self._write(data.replace("\n", " "))

    def _write(self, words: str) -> None:
        if self.heading:
            if self.paragraph is None:
                self.paragraph = self.letter.document.add_heading("", self.heading)
        elif self.paragraph is None:
            self.paragraph = self.letter.paragraph()
        run = self.paragraph.add_run(words)
        run.bold, run.italic = bool(self.bold) or None, bool(self.italic) or None


def write_html(letter: Letter, html: str) -> None:
    if html:
        HtmlWriter(letter).feed(html)
