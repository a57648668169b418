"""The words around what was found, as they are written: PostgreSQL marks them in the plain text, we in the real one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .models import Entry
from .words import plain_with_places

ON, OFF, GAP = "\x02", "\x03", "\x04"
OPTIONS = f"StartSel={ON}, StopSel={OFF}, FragmentDelimiter={GAP}, MaxFragments=2, MaxWords=32, MinWords=14"
LONGEST = 30_000
WITHOUT = 220


def snippets(entries: Sequence[Entry], query: SearchQuery | None) -> dict[int, SafeString]:
    """By the entry’s number. One question to the database for all of them."""
    if query is None:
        return {entry.pk: _start(entry.text) for entry in entries}
    texts = {entry.pk: plain_with_places(entry.text[:LONGEST]) for entry in entries}
    marked = _headlines({pk: words for pk, (words, _) in texts.items()}, query)
    return {entry.pk: _marked(entry.text, *texts[entry.pk], marked.get(entry.pk, "")) for entry in entries}


def _headlines(texts: dict[int, str], query: SearchQuery) -> dict[int, str]:
    """ts_headline of texts that are sent along, since those in the table have their accents."""
    if not texts:
        return {}
    compiled, params = _query_sql(query)
    sql = (
        "SELECT pk, ts_headline('english', words, " + compiled + ", %s)"
        " FROM unnest(%s::bigint[], %s::text[]) AS given (pk, words)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, OPTIONS, list(texts), list(texts.values())])
        return dict(cursor.fetchall())


def _query_sql(query: SearchQuery) -> tuple[str, list[Any]]:
    compiler = Entry.objects.order_by().query.get_compiler(using=connection.alias)
    sql, params = compiler.compile(query.resolve_expression(compiler.query))
    return sql, list(params)


def _start(text: str) -> SafeString:
    cut = text[:WITHOUT].rsplit(" ", 1)[0] + " …" if len(text) > WITHOUT else text
    return format_html_join("", "{}", [(cut,)])


def _marked(text: str, words: str, places: list[int], headline: str) -> SafeString:
    """The pieces of the headline, looked up in the text they were taken from."""
    if ON not in headline:
        return _start(text)
    parts: list[tuple[str, bool]] = []
    at = 0
    for fragment in headline.split(GAP):
        bare = fragment.replace(ON, "").replace(OFF, "")
        begins = words.find(bare, at)
        if begins < 0:
            continue
        at = begins
        parts.append((" … " if parts else "… " if begins else "", False))
        for piece, hit in _pieces(fragment):
            shown = text[places[at] : places[at + len(piece) - 1] + 1]
            at += len(piece)
            parts.append((shown, hit))
    if at < len(words):
        parts.append((" …", False))
    pieces = [format_html("<mark>{}</mark>", shown) if hit else shown for shown, hit in parts]
    return format_html_join("", "{}", [(piece,) for piece in pieces])


def _pieces(fragment: str) -> list[tuple[str, bool]]:
    """(words, whether they are what was asked for)"""
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(fragment.split(ON)):
        inside, _, outside = part.partition(OFF) if number else ("", "", part)
        pieces += [(inside, True), (outside, False)]
    return [piece for piece in pieces if piece[0]]
