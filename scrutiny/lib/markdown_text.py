"""Markdown that officers type, as safe HTML for pages and packs."""

from __future__ import annotations

from collections.abc import Sequence

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "blockquote", "hr",
    "table", "thead", "tbody", "tr", "th", "td", "code",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
DEEPEST = 6


def markdown_html(text: str, *, top: int = 2, breaks: bool = False) -> SafeString:
    """HTML of a Markdown text; typed HTML shows as it was typed, images and other addresses are left out.

    The first headings become `top`-level ones and no level is skipped, so that the text fits under the headings
    of the page it is put on. `breaks` keeps the line breaks of what was not written as Markdown.
    """
    reader = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable("table").disable("image")
    tokens = reader.parse(text)
    _fit_headings(tokens, top)
    html = reader.renderer.render(tokens, reader.options, {}).replace("<th>", '<th scope="col">')
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None
    )
    return mark_safe(clean)


def starts_with_heading(text: str) -> bool:
    tokens = MarkdownIt("commonmark").parse(text)
    return bool(tokens) and tokens[0].type == "heading_open"


def _fit_headings(tokens: Sequence[Token], top: int) -> None:
    """Give headings levels without gaps: a level below the one before it goes down by one step only."""
    open_levels: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(top + len(open_levels) - 1, DEEPEST)}"
