"""Ranges for exclusion constraints."""

from __future__ import annotations

from typing import Any

from django.db.models import Func


class DateRange(Func):
    """An inclusive range of days; an open end runs for ever."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class SingleNumber(Func):
    """A number as a range of one, because the embedded PostgreSQL has no btree_gist for equality."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        # The template names the number twice, so a number that is passed in (by full_clean) is passed twice.
        sql, params = super().as_sql(*args, **kwargs)
        return sql, (*params, *params)
