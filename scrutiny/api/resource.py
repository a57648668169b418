"""One kind of thing that can be asked for: its rows, its filters, and what an answer says of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse

from .shapes import Schema

Rows = QuerySet[Any]
Data = dict[str, Any]
BASE = "/api/v1/"


@dataclass(frozen=True)
class Filter:
    """`narrow` gets what was given, once it fits the schema."""

    name: str
    about: str
    schema: Schema
    narrow: Callable[[Rows, Any], Rows]


@dataclass(frozen=True)
class Resource:
    """`rows` are in their order. `brief` is said of each in a list, `whole` of one by itself."""

    name: str
    title: str
    about: str
    rows: Callable[[], Rows]
    brief: Callable[[Any], Data]
    schema: Schema
    key: str = "pk"
    filters: tuple[Filter, ...] = field(default=())
    whole: Callable[[Any], Data] | None = None
    whole_schema: Schema | None = None

    @property
    def one_schema(self) -> Schema:
        return self.whole_schema or self.schema

    def one(self, key: str) -> Model | None:
        """`key` may be anything typed."""
        if self.key == "pk":
            if not (key.isascii() and key.isdecimal() and len(key) < 18):
                return None
            return self.rows().filter(pk=int(key)).first()
        return None if "\0" in key else self.rows().filter(**{f"{self.key}__iexact": key}).first()

    def tell(self, row: Any) -> Data:
        return (self.whole or self.brief)(row)


def site(path: str) -> str:
    return settings.SITE_URL + path


def page(name: str, *args: object) -> str:
    return site(reverse(name, args=args))


def here(resource: str, key: object) -> str:
    return site(reverse("api:one", args=[resource, key]))


def moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def day(on: date | None) -> str | None:
    return on.isoformat() if on else None
