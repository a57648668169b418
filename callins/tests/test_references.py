"""References of decisions come from the council's own pattern, and no number is given out twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from callins.numbering import next_of_series
from council.models import Council
from scrutiny.tests.cast import Cast

from .executive import planned

JULY_2017, MARCH_2021 = date(2017, 7, 14), date(2021, 3, 2)


def pattern(words: str, first: int = 1, reset: str = "never") -> None:
    Council.objects.update(decision_pattern=words, decision_first=first, decision_reset=reset)


@pytest.mark.parametrize(
    ("words", "first", "reset", "given", "day", "follows"),
    [
        ("FP/{seq}/{mm}/{yy}", 101, "never", [], JULY_2017, "FP/101/07/17"),
        ("FP/{seq}/{mm}/{yy}", 101, "never", ["FP/902/06/17", "21/00101"], JULY_2017, "FP/903/07/17"),
        ("{yy}/{seq:05}", 1, "calendar", ["21/00101", "20/00900"], MARCH_2021, "21/00102"),
        ("{yy}/{seq:05}", 1, "calendar", ["20/00900"], MARCH_2021, "21/00001"),
        (
            "CAB {municipal} {seq}",
            1,
            "municipal",
            ["CAB 2019-20 7", "CAB 2020-21 3"],
            MARCH_2021,
            "CAB 2020-21 4",
        ),
        ("KD{seq}", 5694, "never", ["KD5694", "KD5695A"], MARCH_2021, "KD5695"),
        ("D-{seq}", 1, "never", ["D/1"], MARCH_2021, "D-2"),
    ],
)
def test_the_next_reference_follows_the_pattern(cast: Cast, words, first, reset, given, day, follows) -> None:  # type: ignore[no-untyped-def]
    pattern(words, first, reset)
    for reference in given:
        planned(cast, reference=reference)
    assert next_of_series(day) == follows


def test_an_administrator_sets_the_pattern(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    address = reverse("workspace:council_edit", args=["references"])
    sent = {"decision_pattern": "{yy}/{seq:05}", "decision_first": 1, "decision_reset": "calendar"}

    def save(**changed: object) -> str:
        answer = client.post(
            address, sent | {"version": Council.objects.get().version} | changed, follow=True
        )
        return answer.content.decode()

    assert "must hold {seq}" in save(decision_pattern="{yy}")
    assert "no {code}" in save(decision_pattern="{code}/{seq}")
    assert "must hold {municipal}" in save(decision_reset="municipal")
    assert Council.objects.get().decision_pattern == "FP/{seq}/{mm}/{yy}"
    assert "Numbering starts again every January" in save().replace("  ", " ")
    assert next_of_series(MARCH_2021) == "21/00001"
