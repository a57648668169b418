"""The project's table of facts: real councils' dates and the cases that went wrong, one row each."""

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest

from council.calendar import england
from scrutiny.explain import KINDS, explain_date
from scrutiny.lib.explained import ExplainedDate

with (Path(__file__).parent / "date_facts.csv").open(newline="", encoding="utf-8") as table:
    FACTS = list(csv.DictReader(table))


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_fact_holds(fact):
    explained = explain_date(fact["kind"], json.loads(fact["inputs"]), england())

    assert explained.date.isoformat() == fact["expected"], fact["reasoning"]
    shown = [day.date for day in explained.days]
    assert shown == sorted(shown)
    assert explained.date in shown
    assert explained.anchor in shown
    assert explained.rule in explained.as_text()
    assert explained.citation
    assert all(day.reason for day in explained.days)
    kept = json.loads(json.dumps(explained.as_json()))
    assert kept["date"] == fact["expected"]
    assert ExplainedDate.from_json(kept) == explained


def test_every_kind_has_a_fact():
    assert {fact["kind"] for fact in FACTS} == set(KINDS)


def test_a_count_shows_every_day_between_its_ends_unless_it_is_very_long():
    for fact in FACTS:
        days = explain_date(fact["kind"], json.loads(fact["inputs"]), england()).days
        if len(days) > 2:
            gaps = {(later.date - earlier.date).days for earlier, later in pairwise(days)}
            assert gaps == {1}, fact["id"]
