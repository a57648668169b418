"""A Word file in the council's look: its colour, its name at the head, page numbers at the foot, en-GB."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from council.models import Council

FONT = "Arial"


class Letter:
    """One Word file being written."""

    def __init__(self, council: Council, title: str) -> None:
        self.document = Document()
        self.colour = RGBColor.from_string(council.brand_colour.removeprefix("#").upper())
        self._page()
        self._styles()
        self._properties(council, title)
        self._head_and_foot(council)

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)

    def _styles(self) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(11)
        normal.paragraph_format.space_after = Pt(6)
        self._language(normal)
        for name, size in (("Title", 18), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11.5)):
            style = styles[name]
            style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
            style.font.color.rgb = self.colour
            # The theme's own font would win over the name.
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(attribute), None)
            for attribute in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(attribute), FONT)
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_after = Pt(4)

    def _language(self, style: Any) -> None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        style.element.get_or_add_rPr().append(language)

    def _properties(self, council: Council, title: str) -> None:
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = title[:250], council.name, "en-GB"
        properties.comments = ""
        properties.created = properties.modified = datetime.fromtimestamp(timezone.now().timestamp())

    def _head_and_foot(self, council: Council) -> None:
        section = self.document.sections[0]
        head = section.header.paragraphs[0]
        run = head.add_run(council.name)
        run.bold, run.font.color.rgb = True, self.colour
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _field(foot, "PAGE")

    def heading(self, words: str, level: int = 1) -> None:
        self.document.add_heading(words, level)

    def paragraph(self, words: str = "", *, bold: bool = False, italic: bool = False, style: str = "") -> Any:
        paragraph = self.document.add_paragraph(style=style or None)
        if words:
            run = paragraph.add_run(words)
            run.bold, run.italic = bold or None, italic or None
        return paragraph

    def new_count(self, style: str, first: int = 1) -> int:
        """A numbered list that begins at its own first number, whatever lists came before it."""
        numbering = self.document.part.numbering_part.element
        of_style = self.document.styles[style].element.pPr.numPr.numId.val
        count = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
        count.add_lvlOverride(ilvl=0).add_startOverride(first)
        return int(count.numId)

    def counted(self, count: int, *, style: str) -> Any:
        """The next paragraph of a numbered list."""
        paragraph = self.paragraph(style=style)
        numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val, numbers.get_or_add_numId().val = 0, count
        return paragraph

    def marking(self, words: str) -> None:
        run = self.document.add_paragraph().add_run(words)
        run.bold, run.font.color.rgb = True, RGBColor(0x8A, 0x17, 0x12)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """With a head that is repeated on every page."""
        table = self.document.add_table(rows=1, cols=len(headings))
        table.style = "Table Grid"
        for cell, words in zip(table.rows[0].cells, headings, strict=True):
            cell.paragraphs[0].add_run(words).bold = True
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        self.document.add_paragraph()

    def file(self) -> bytes:
        made = io.BytesIO()
        self.document.save(made)
        return made.getvalue()


def _field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)
