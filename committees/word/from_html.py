"""The safe HTML that Markdown becomes, as paragraphs of a Word file."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from .house_style import Letter

HEADINGS = {"h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
DEEPEST = 3


def at_depth(style: str, depth: int) -> str:
    return f"{style} {depth}" if depth > 1 else style


def numbered(depth: int) -> str:
    return at_depth("List Number", depth)


class HtmlWriter(HTMLParser):
    """Writes as it reads. It knows the tags that scrutiny.lib.markdown_text lets through, and no others."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(convert_charrefs=True)
        self.letter = letter
        # Each list that is open: its tag, and of a numbered one the number of its own count.
        self.lists: list[tuple[str, int]] = []
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
            self._open_list(tag, dict(attrs).get("start") or "")
        elif tag == "li":
            self.paragraph = self._list_item()
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

    def _open_list(self, tag: str, start: str) -> None:
        first = int(start) if start.isdecimal() else 1
        depth = min(len(self.lists) + 1, DEEPEST)
        count = self.letter.new_count(numbered(depth), first) if tag == "ol" else 0
        self.lists.append((tag, count))

    def _list_item(self) -> Any:
        depth = max(1, min(len(self.lists), DEEPEST))
        tag, count = self.lists[-1] if self.lists else ("ul", 0)
        if tag == "ol":
            return self.letter.counted(count, style=numbered(depth))
        return self.letter.paragraph(style=at_depth("List Bullet", depth))

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
