"""Makes the papers that people in the invented council would have uploaded: minutes, slides, tables, forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from packs.render import render

from .source import table, text

markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
Rows = Sequence[Sequence[str]]


def document(title: str, body: SafeString, *, kind: str = "") -> bytes:
    """A PDF of one paper. `kind` is a class of document.css."""
    html = format_html(
        '<!doctype html><html lang="en-GB"><head><title>{}</title></head><body class="{}">{}</body></html>',
        title,
        kind,
        body,
    )
    return render(html, static_root=settings.BASE_DIR / "static", stylesheets=[text("document.css")])


def from_markdown(source: str) -> SafeString:
    return SafeString(markdown.render(source))


def headed(heading: str, body: SafeString, *, label: str = "") -> SafeString:
    """With a heading, and above it the label of an appendix."""
    above = format_html('<p class="label">{}</p>', label.upper()) if label else ""
    title = format_html("<h1>{}</h1>", heading) if heading else ""
    return format_html("{}{}{}", above, title, body)


def table_of(columns: Sequence[str], rows: Rows, kind: str = "") -> SafeString:
    """The first cell of each row names it."""
    head = format_html_join("", '<th scope="col">{}</th>', ((column,) for column in columns))
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((row[0], format_html_join("", "<td>{}</td>", ((lines(cell),) for cell in row[1:]))) for row in rows),
    )
    return format_html(
        '<table class="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', kind, head, body
    )


def lines(words: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in words.split("\n")))


def bullets(points: Sequence[str]) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((point,) for point in points)))


# The papers of the meeting of April 2019 ---------------------------------------------------------------------


def minutes_of_february(present: SafeString) -> SafeString:
    return format_html("{}{}", present, from_markdown(text("pack/minutes.md")))


def extract_of_february() -> SafeString:
    found = re.search(r"<!-- extract -->(.*)<!-- end -->", text("pack/minutes.md"), re.DOTALL)
    assert found
    return from_markdown(found[1])


def slides() -> SafeString:
    return format_html_join("", "{}", ((_slide(slide),) for slide in table("pack/slides.toml")["slides"]))


def _slide(slide: dict[str, Any]) -> SafeString:
    if "subtitle" in slide:
        return format_html(
            '<section class="slide opening"><h2>{}</h2><p>{}</p></section>',
            slide["title"],
            lines(slide["subtitle"]),
        )
    body = bullets(slide["points"]) if "points" in slide else table_of(slide["columns"], slide["rows"])
    return format_html('<section class="slide"><h2>{}</h2>{}</section>', slide["title"], body)


def scoping(council: str, committee: str) -> SafeString:
    data = table("pack/scoping.toml")
    parts = format_html_join(
        "", "{}", ((_scoping_section(part["heading"], part["rows"]),) for part in data["sections"])
    )
    return format_html(
        '<p class="stamp">{}</p><h1>{}<br>{}<br>Scoping document</h1>{}',
        data["stamp"],
        council,
        committee,
        parts,
    )


def _scoping_section(heading: str, rows: Rows) -> SafeString:
    head = format_html("<h2>{}</h2>", heading) if heading else ""
    body = format_html_join(
        "", '<tr><th scope="row">{}</th><td>{}</td></tr>', ((row[0], lines(row[1])) for row in rows)
    )
    return format_html('{}<table class="form"><tbody>{}</tbody></table>', head, body)


def programme(label: str) -> SafeString:
    data = table("pack/programme.toml")
    parts = format_html_join(
        "",
        "<h2>{}</h2>{}",
        (
            (section["heading"], table_of(data["columns"], section["rows"], "programme"))
            for section in data["sections"]
        ),
    )
    return format_html('<div class="programme-page">{}</div>', headed("Work programme", parts, label=label))
