"""Report references, like PAF/09/19: the committee's pattern filled in. Given out once, never again."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from .models import Committee, Report, ReportNumber

token = re.compile(r"\{(?:(?P<name>code|yy|yyyy|mm|municipal)|seq(?::0(?P<width>[1-9]))?)\}")
MUNICIPAL_YEAR_STARTS_IN = 5


def municipal_year(day: date) -> str:
    """The year from May to April, like 2018-19."""
    first = day.year if day.month >= MUNICIPAL_YEAR_STARTS_IN else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def series(reset: str, day: date) -> str:
    """The year within which a sequence runs; blank when it never starts again."""
    if reset == Committee.NumberReset.CALENDAR:
        return str(day.year)
    if reset == Committee.NumberReset.MUNICIPAL:
        return municipal_year(day)
    return ""


def fill(pattern: str, *, code: str, sequence: int, day: date) -> str:
    """The reference a pattern gives. Raises ValidationError for a pattern that cannot be used."""
    words = {
        "code": code,
        "yy": f"{day.year % 100:02}",
        "yyyy": str(day.year),
        "mm": f"{day.month:02}",
        "municipal": municipal_year(day),
    }

    def word(match: re.Match[str]) -> str:
        return words[match["name"]] if match["name"] else str(sequence).zfill(int(match["width"] or 0))

    filled = token.sub(word, pattern)
    if "{" in filled or "}" in filled:
        raise ValidationError(f"The pattern “{pattern}” cannot be filled in.")
    return filled


def require_usable(pattern: str) -> None:
    """A pattern without the sequence would give every report the same reference."""
    day = date(2001, 1, 1)
    if fill(pattern, code="A", sequence=1, day=day) == fill(pattern, code="A", sequence=2, day=day):
        raise ValidationError("The pattern must hold {seq} or {seq:02}.")


@transaction.atomic
def allocate(committee: Committee, day: date) -> str:
    """The next reference for a report to a meeting on that day. Locks the committee's series."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    require_usable(committee.report_pattern)
    year = series(committee.report_reset, day)
    last = committee.report_numbers.filter(series=year).aggregate(last=Max("sequence"))["last"] or 0
    sequence = last + 1
    while _is_taken(reference := _reference(committee, sequence, day)):
        # A pattern without a year gives an old reference again when its sequence restarts.
        sequence += 1
    ReportNumber.objects.create(committee=committee, series=year, sequence=sequence, reference=reference)
    return reference


def _reference(committee: Committee, sequence: int, day: date) -> str:
    return fill(committee.report_pattern, code=committee.code, sequence=sequence, day=day)


def _is_taken(reference: str) -> bool:
    return (
        ReportNumber.objects.filter(reference=reference).exists()
        or Report.objects.filter(reference=reference).exists()
    )
