"""Ranges for exclusion constraints."""

from django.db.models import Func


class DateRange(Func):
    """An inclusive range of days; an open end runs for ever."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class SingleNumber(Func):
    """A number as a range of one, because the embedded PostgreSQL has no btree_gist for equality."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"
