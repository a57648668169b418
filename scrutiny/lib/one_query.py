"""Rows of several tables with one question to the database.

A page that shows a little of many things would ask once for each. Here each query becomes a part of one, its rows come
back as JSON, and are the models' instances again. For queries of plain rows: no select_related, no annotations.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def fetch(**queries: QuerySet[Any]) -> dict[str, list[Any]]:
    """The rows of each query in its order, under the name it was given."""
    parts: list[str] = []
    params: list[Any] = []
    for query in queries.values():
        try:
            sql, values = query.query.sql_with_params()
        except EmptyResultSet:
            sql, values = "SELECT 1 WHERE false", ()
        parts.append(f"(SELECT coalesce(jsonb_agg(to_jsonb(one)), '[]') FROM ({sql}) one)")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        answer = cursor.fetchone()
    found = [json.loads(each) if isinstance(each, str) else each for each in answer or []]
    return {
        name: [_instance(query.model, row) for row in rows]
        for (name, query), rows in zip(queries.items(), found, strict=True)
    }


def _instance(model: type[Row], row: Mapping[str, Any]) -> Row:
    fields = model._meta.concrete_fields
    values = [field.to_python(row[str(field.column)]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def join(rows: Iterable[Model], name: str, others: Iterable[Model]) -> None:
    """Give each row the one that its foreign key points at, from among those at hand."""
    by_pk = {other.pk: other for other in others}
    for row in rows:
        key = getattr(row, f"{name}_id")
        if key is None or key in by_pk:
            setattr(row, name, by_pk.get(key))


def keep(row: Model, name: str, others: Iterable[Model]) -> None:
    """What `row.name.all()` gives from now on, as if it had been prefetched."""
    found = getattr(row, name).get_queryset()
    found._result_cache, found._prefetch_done = list(others), True
    if not hasattr(row, "_prefetched_objects_cache"):
        row._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    row._prefetched_objects_cache[name] = found  # type: ignore[attr-defined]


def keep_one(row: Model, name: str, other: Model | None) -> None:
    """What `row.name` gives from now on, also where the key stands in the other table."""
    row._meta.get_field(name).set_cached_value(row, other)  # type: ignore[union-attr]
