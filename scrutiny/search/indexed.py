"""How words are indexed: in English, without accents, those of a title before those of a text."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func


class IndexedWords(Func):
    """tsvector of a title and a text. `search_plain` (migration 0001) does what `words.plain` does."""

    output_field = SearchVectorField()
    template = "search_words(%(expressions)s)"
    arity = 2

    def __init__(self, *fields: str | F) -> None:
        super().__init__(*fields)
