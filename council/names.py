"""Finding somebody by name however it is typed: capitals, accents, apostrophes and hyphens make no difference."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

from django.db.models import Expression, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Concat

Rows = TypeVar("Rows", bound=QuerySet[Any])

# Letters that are no letter with an accent, so that normalising leaves them as they are.
OTHER_LETTERS = "łŁøØđĐðÐıß"
TAKEN_FOR = "llooddddis"
TITLES = {"cllr", "councillor", "mr", "mrs", "ms", "miss", "dr"}


class Folded(Func):
    """The letters and digits of a text, small and without accents; agrees with `folded`."""

    # The embedded PostgreSQL comes without the unaccent extension.
    template = (
        f"regexp_replace(lower(translate(normalize(%(expressions)s, NFKD), '{OTHER_LETTERS}', '{TAKEN_FOR}')), "
        "'[^a-z0-9@._]', '', 'g')"
    )
    output_field = TextField()


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).translate(str.maketrans(OTHER_LETTERS, TAKEN_FOR)).lower()
    return re.sub(r"[^a-z0-9@._]", "", plain)


def matching(rows: Rows, words: str, *fields: str) -> Rows:
    """The rows that hold every word somewhere in the fields. A title before a name is not looked for."""
    typed = [folded(word).rstrip(".") for word in re.split(r"[\s,;-]+", words)]
    typed = [word for word in typed if word and word not in TITLES]
    if not typed:
        return rows
    parts: list[Expression | F] = []
    for field in fields:
        parts += [F(field), Value(" ")]
    rows = rows.annotate(searched=Folded(Concat(*parts, output_field=TextField())))
    for word in typed:
        rows = rows.filter(searched__contains=word)
    return rows
