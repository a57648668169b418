"""Markdown that officers type, as safe HTML for pages and packs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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


def markdown_html(text: str, *, top: int = 2, breaks: bool = False, numbering: str = "") -> SafeString:
    """HTML of a Markdown text; typed HTML shows as it was typed, images and other addresses are left out.

    The first headings become `top`-level ones and no level is skipped, so that the text fits under the headings
    of the page it is put on. `breaks` keeps the line breaks of what was not written as Markdown. `numbering`, like
    “3.”, numbers the paragraphs: 3.1, 3.2.
    """
    reader = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable("table").disable("image")
    tokens = reader.parse(text)
    _fit_headings(tokens, top)
    if numbering:
        _number_paragraphs(tokens, numbering)
    html = reader.renderer.render(tokens, reader.options, {}).replace("<th>", '<th scope="col">')
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None
    )
    return mark_safe(clean)


def sections_of(text: str) -> list[tuple[str, str]]:
    """The text cut at its highest headings: each heading in plain words with what follows; before the first, ""."""
    tokens = MarkdownIt("commonmark").parse(text)
    headings = [
        (token, after)
        for token, after in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]
    highest = min((token.tag for token, _after in headings), default="")
    cuts = [(token.map or [0, 0], after) for token, after in headings if token.tag == highest]
    lines = text.splitlines()
    ends = [start for (start, _end), _after in cuts[1:]] + [len(lines)]
    found = [("", "\n".join(lines[: cuts[0][0][0]] if cuts else lines))]
    found += [
        ("".join(child.content for child in after.children or []), "\n".join(lines[cut[1] : end]))
        for (cut, after), end in zip(cuts, ends, strict=False)
    ]
    return [(heading, body) for heading, body in found if heading or body.strip()]


def _number_paragraphs(tokens: Sequence[Token], prefix: str) -> None:
    """In the text itself, so that it is read out and can be cited."""
    number = 0
    for token, after in pairwise(tokens):
        if token.type == "paragraph_open" and token.level == 0:
            number += 1
            mark = Token("text", "", 0)
            mark.content = f"{prefix}{number}\u2002"
            after.children = [mark, *(after.children or [])]


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
