"""References of planned and made decisions, by the council's own pattern: given out once, never again."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from committees.references import fill, municipal_year, require_usable, token
from council.models import Council

from .models import Decision, PlannedDecision


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
    """The next reference of the council's own pattern, like FP/902/07/17 or 21/00101; one given out is passed over."""
    council = Council.objects.get()
    pattern = council.decision_pattern
    require_usable(pattern)
    given = {*references(PlannedDecision), *references(Decision)}
    of_the_series = form_of(pattern, council.decision_reset, day)
    numbers = [int(match["seq"]) for match in map(of_the_series.fullmatch, given) if match]
    number = max(numbers, default=council.decision_first - 1) + 1
    addresses = {address_of(reference).lower() for reference in given}
    while address_of(reference := fill(pattern, code="", sequence=number, day=day)).lower() in addresses:
        number += 1
    return reference


def form_of(pattern: str, reset: str, day: date) -> re.Pattern[str]:
    """What the references of the series look like. A series that starts again has the year of the day in it."""
    words = {"code": "", "yy": r"\d\d", "yyyy": r"\d{4}", "mm": r"\d\d", "municipal": r"\d{4}-\d\d"}
    if reset == Council.DecisionReset.CALENDAR:
        words |= {"yy": f"{day:%y}", "yyyy": f"{day:%Y}"}
    elif reset == Council.DecisionReset.MUNICIPAL:
        words |= {"municipal": re.escape(municipal_year(day))}
    parts, end, counted = [], 0, False
    for match in token.finditer(pattern):
        again, counted = counted, counted or not match["name"]
        number = r"\d+" if again else r"(?P<seq>\d+)"
        parts += [re.escape(pattern[end : match.start()]), words[match["name"]] if match["name"] else number]
        end = match.end()
    return re.compile("".join([*parts, re.escape(pattern[end:])]))


def references(model: type[PlannedDecision] | type[Decision]) -> list[str]:
    return list(model._default_manager.values_list("reference", flat=True))
