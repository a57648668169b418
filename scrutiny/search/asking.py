"""What somebody asks for, as PostgreSQL understands it: words, "phrases", -without and OR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from committees.models import Committee
from council.models import Person
from council.names import TITLES

from .words import plain, tidy

title = re.compile(rf"\b(?:{'|'.join(sorted(TITLES))})\b\.?", re.IGNORECASE)
quoted = re.compile(r"(\"[^\"]*\"?)")


@dataclass(frozen=True)
class Question:
    words: str = ""
    committee: Committee | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None
    person: Person | None = None
    by_date: bool = False

    @property
    def asks(self) -> bool:
        return bool(self.words or self.committee or self.since or self.until or self.person)

    @cached_property
    def plain_words(self) -> str:
        """Outside of quotation marks Cllr Zoë O’Brien is asked for as Zoe OBrien."""
        said = tidy(self.words).replace("“", '"').replace("”", '"')
        parts = [part if part.startswith('"') else untitled(part) for part in quoted.split(said)]
        return plain("".join(parts)).strip() or plain(said)

    @cached_property
    def query(self) -> SearchQuery | None:
        asked = phrase(self.plain_words, "websearch") if self.plain_words else None
        if self.person is None:
            return asked
        named = names_of(self.person)
        return asked & named if asked else named

    def narrowed(self) -> Q:
        """All but the words and the kind."""
        wanted = Q()
        if self.committee:
            wanted &= Q(committee=self.committee)
        if self.since:
            wanted &= Q(day__gte=self.since)
        if self.until:
            wanted &= Q(day__lte=self.until)
        return wanted


def phrase(words: str, kind: str) -> SearchQuery:
    return SearchQuery(words, config="english", search_type=kind)


def untitled(words: str) -> str:
    rest = title.sub(" ", words)
    return rest if rest.strip(" -") else words


def names_of(person: Person) -> SearchQuery:
    """The ways in which minutes and papers name somebody."""
    ways = {person.full_name, person.printed_name}
    if person.kind == Person.Kind.COUNCILLOR:
        ways |= {f"Councillor {person.family_name}", f"Cllr {person.family_name}"}
    first, *others = [phrase(plain(way), "phrase") for way in sorted(ways)]
    for other in others:
        first = first | other
    return first
