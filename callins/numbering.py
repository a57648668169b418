"""References of planned and made decisions, like FP/902/07/17: given out once, never again."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from council.models import Council

from .models import Decision, PlannedDecision

PATTERN = re.compile(r"^FP/(\d+)/\d{2}/\d{2}$")
FIRST = 101


def address_of(reference: str) -> str:
    """The reference as an address writes it: FP/902/07/17 is at FP-902-07-17."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", slugify_letters(reference)).strip("-")
    return words[:60]


def slugify_letters(reference: str) -> str:
    """Letters with accents as plain ones; the case is kept."""
    return "".join(letter if letter.isascii() else slugify(letter) for letter in reference)


def give_reference(wanted: str, day: date) -> tuple[str, str]:
    """The wanted reference, or the next of the series, with its address. Raises when it is taken.

    Locks the council, so that two officers never get the same one; the caller is in a transaction.
    """
    list(Council.objects.select_for_update(no_key=True))
    reference = wanted.strip() or next_of_series(day)
    slug = address_of(reference)
    if not slug:
        raise ValidationError({"reference": "A reference must hold a letter or a digit."})
    for model in (PlannedDecision, Decision):
        if model._default_manager.filter(slug__iexact=slug).exists():
            raise ValidationError({"reference": f"{reference} has been given out already."})
    return reference, slug


def next_of_series(day: date) -> str:
    """FP, a running number that never starts again, month and year."""
    given = [*references(PlannedDecision), *references(Decision)]
    numbers = [int(match[1]) for match in map(PATTERN.match, given) if match]
    return f"FP/{max(numbers, default=FIRST - 1) + 1}/{day:%m/%y}"


def references(model: type[PlannedDecision] | type[Decision]) -> list[str]:
    return list(
        model._default_manager.filter(reference__startswith="FP/").values_list("reference", flat=True)
    )
