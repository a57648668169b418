"""Pages of a PDF as headings, paragraphs, lists and tables, for a web page that says what the PDF says.

The child process only says what it found; whatever that is, what comes out here is our own HTML around escaped words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from packs.limits import DEFAULT, Limits
from packs.sandbox import run

TAGS = {
    "H1": "h2",
    "H2": "h3",
    "H3": "h4",
    "H4": "h5",
    "H5": "h6",
    "H6": "h6",
    "P": "p",
    "L": "ul",
    "LI": "li",
    "Table": "table",
    "TR": "tr",
    "TH": "th",
    "TD": "td",
    "THead": "thead",
    "TBody": "tbody",
    "TFoot": "tfoot",
    "Caption": "caption",
    "BlockQuote": "blockquote",
    "Strong": "strong",
    "Em": "em",
}
CLASSES = {
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "h5": "govuk-heading-s",
    "h6": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "table": "govuk-table",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
}
IN_TABLES = {"tr", "thead", "tbody", "tfoot", "td", "th"}
ROWS_OF = ("THead", "TBody", "TFoot", "TR")
BULLETS = {"", "•", "-", "–", "◦", "▪"}
# What may stand in a paragraph. Anything else ends it.
INLINE = {"strong", "em", ""}
BLOCKS = {"Div", "Sect", "Part", "Document", "Figure", "Art"}
SCROLLS = '<div class="app-scroll" tabindex="0" role="region" aria-label="Table">{}</div>'
ends_of_lines = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class TwinPage:
    """`html` is empty for a page without tags, which has its words alone."""

    html: str
    text: str


def twin_pages(pdf: bytes, first: int, last: int, *, limits: Limits = DEFAULT) -> list[TwinPage]:
    """The pages from `first` to `last`, counted from 0. Raises Refused."""
    header, _blobs = run("twins", pdf, {"first": first, "last": last}, limits=limits)
    return [TwinPage(html_of(page["tree"]), str(page["text"])) for page in header["pages"]]


def html_of(tree: Sequence[Any]) -> str:
    return "".join(_block(node) for node in tree).strip()


def _block(node: Any) -> str:
    if isinstance(node, str):
        return f'<p class="govuk-body">{_clean(node)}</p>' if node.strip() else ""
    kind, beside, inside = node[:3]
    if kind == "Figure":
        return (
            f'<p class="govuk-body app-twin__figure">Picture: {_clean(beside)}</p>' if beside.strip() else ""
        )
    tag = TAGS.get(kind, "")
    if not tag or tag in INLINE:
        return _mixed(inside)
    return _table(inside) if tag == "table" else _tagged(tag, inside)


def _table(inside: Sequence[Any]) -> str:
    """Cells that are empty have no tags, so the others are put under the columns that they stand in."""
    groups = _of_kind(inside, *ROWS_OF)
    rows = [row for group in groups for row in _rows(group)]
    widest = max((_begin(row) for row in rows), key=len, default=[])
    made = ""
    for group in groups:
        drawn = "".join(_row(row, widest) for row in _rows(group))
        made += drawn if group[0] == "TR" else _wrapped(TAGS[group[0]], drawn)
    return SCROLLS.format(_wrapped("table", made)) if rows else ""


def _of_kind(inside: Sequence[Any], *kinds: str) -> list[Any]:
    return [each for each in inside if not isinstance(each, str) and each[0] in kinds]


def _rows(group: Any) -> list[Any]:
    return [group] if group[0] == "TR" else _of_kind(group[2], "TR")


def _begin(row: Any) -> list[float]:
    return [cell[3] or 0.0 for cell in _of_kind(row[2], "TH", "TD")]


def _row(row: Any, columns: Sequence[float]) -> str:
    made: list[str] = []
    cells = _of_kind(row[2], "TH", "TD")
    only_headings = all(cell[0] == "TH" for cell in cells)
    for place, cell in enumerate(cells):
        # There must be room for the cells that come after it.
        last = len(columns) - (len(cells) - place)
        column = min(range(len(made), last + 1), key=lambda at: abs(columns[at] - (cell[3] or 0.0)))
        made += [_wrapped("td", "")] * (column - len(made))
        within = _inline(cell[2]) if _is_inline(cell[2]) else _mixed(cell[2])
        scope = ' scope="col"' if only_headings else ' scope="row"'
        made.append(_wrapped(TAGS[cell[0]], within, scope if cell[0] == "TH" else ""))
    made += [_wrapped("td", "")] * (len(columns) - len(made))
    return _wrapped("tr", "".join(made))


def _wrapped(tag: str, within: str, more: str = "") -> str:
    css = f' class="{CLASSES[tag]}"' if tag in CLASSES else ""
    return f"<{tag}{css}{more}>{within.strip()}</{tag}>"


def _tagged(tag: str, inside: Sequence[Any]) -> str:
    if tag == "ul":
        items = _of_kind(inside, "LI")
        labels = [label for item in items for label in _of_kind(item[2], "Lbl")]
        bullets = all(_inline(label[2]).strip() in BULLETS for label in labels)
        css = CLASSES["ul"] if bullets else "govuk-list"
        within = "".join(_block(item) for item in items)
        return f'<ul class="{css}">{within}</ul>' if within else ""
    if tag in IN_TABLES:
        return _mixed(inside)
    if tag in ("li", "blockquote"):
        within = _inline(inside) if _is_inline(inside) else _mixed(inside)
    else:
        within = _inline(inside)
    return _wrapped(tag, within) if within.strip() else ""


def _mixed(inside: Sequence[Any]) -> str:
    """Blocks, and runs of words between them as paragraphs."""
    made, run_of_words = [], []
    for each in inside:
        if _is_inline([each]):
            run_of_words.append(each)
            continue
        made += [_paragraph(run_of_words), _block(each)]
        run_of_words = []
    return "".join([*made, _paragraph(run_of_words)])


def _paragraph(words: Sequence[Any]) -> str:
    said = _inline(words).strip()
    return f'<p class="govuk-body">{said}</p>' if said else ""


def _is_inline(inside: Sequence[Any]) -> bool:
    return all(
        isinstance(each, str)
        or (each[0] not in BLOCKS and TAGS.get(each[0], "") in INLINE and _is_inline(each[2]))
        for each in inside
    )


def _inline(inside: Sequence[Any]) -> str:
    said = ""
    for each in inside:
        if isinstance(each, str):
            piece = _clean(each)
        else:
            tag = TAGS.get(each[0], "")
            words = _inline(each[2])
            piece = f"<{tag}>{words}</{tag}>" if tag in ("strong", "em") and words.strip() else words
        said = _joined(said, piece)
    return said


def _joined(before: str, after: str) -> str:
    """A line that ends goes on after a space; what is printed without one stays so."""
    if not before or not after or before.endswith((" ", "(", "/")) or after[0] in " .,;:)?!’":
        return before + after
    return f"{before} {after}"


def _clean(words: str) -> str:
    return escape(ends_of_lines.sub(" ", words.replace("\0", "").replace("\ufffe", "").replace("\u00ad", "")))
