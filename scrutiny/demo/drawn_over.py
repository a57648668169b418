"""A paper as an officer in a hurry leaves it: a name is taken out with a black box, and stands in the file under it."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

from accounts.models import User
from committees.contents import Contents
from committees.models import AgendaItem, Paper
from committees.models.publication import EditionKind
from committees.safety import check_all

from .documents import document, from_markdown, headed
from .papers import attach

MARGIN = 2


def attach_drawn_over(item: AgendaItem, title: str, words: str, name: str, *, label: str, by: User) -> Paper:
    """Looked through at once, so that there is something to see before a pack is built."""
    pdf = document(title, headed(title, from_markdown(words), label=label))
    paper = attach(item, drawn_over(pdf, name), title=title, label=label, by=by)
    check_all([paper.versions.get()], agenda=Contents(item.meeting).agenda(EditionKind.PUBLIC))
    return paper


def drawn_over(pdf: bytes, words: str) -> bytes:
    """A black box over these words of the first page."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        found = text.search(words).get_next()
        assert found is not None, f"“{words}” does not stand on one line of the first page"
        boxes = [text.get_rect(number) for number in range(text.count_rects(*found))]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for left, bottom, right, top in boxes:
            place = (left - MARGIN, bottom - MARGIN, right - left + 2 * MARGIN, top - bottom + 2 * MARGIN)
            box = " ".join(f"{side:.1f}" for side in place)
            document.pages[0].contents_add(f"q 0 g {box} re f Q".encode())
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
