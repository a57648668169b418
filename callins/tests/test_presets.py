"""Thirty councils' rules against dates worked out by hand from what is known of them.

One story for all: taken at a meeting on Wednesday 2 October 2024, published on Friday 4 October at 10am, called in
on Tuesday 8 October, accepted on the 9th, heard on Monday 21 October at 2pm. October 2024 has no bank holiday.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest

from callins.clocks import (
    DecisionFacts,
    call_in_window,
    council_deadline,
    effect_without_call_in,
    hearing_clock,
    reconsideration_deadline,
)
from callins.effect import effect_of
from callins.routes import Signer, Submission, check_routes
from callins.rule_files import presets
from callins.rule_reading import read_rules, write_rules
from callins.rules import MEMBERS_POOLS, Route, Rules

from .made import ENGLAND, at

RULES = {preset.name: preset.rules for preset in presets()}
FACTS = DecisionFacts(
    maker_kind="cabinet",
    made_on=date(2024, 10, 2),
    meeting_date=date(2024, 10, 2),
    first_published_at=at("2024-10-04 10:00"),
    is_key=True,
    is_education=True,
)
RECEIVED, ACCEPTED = at("2024-10-08 12:00"), at("2024-10-09 12:00")
HEARD, WITHDRAWN = at("2024-10-21 14:00"), at("2024-10-10 09:00")
N, C, B, F = "no_further_action", "comments_only", "refer_back", "refer_to_council"
ANY, NON, REL, WARD, CHAIR = "any_member", "non_executive", "relevant_committee", "ward_member", "chair"


class Known(NamedTuple):
    closes: str  # the last moment; "2024-10-12 00:00" is midnight at the end of the 11th
    effective: str
    routes: list[tuple[str, int]]
    hearing: str = ""
    agenda: str = ""
    reconsider: str = ""
    outcomes: tuple[str, ...] = (N, B, F)
    lapses: str = ""  # when it takes effect if the time for the hearing is missed


FRIDAY = ("2024-10-12 00:00", "2024-10-12 00:00")  # five working days: to the end of Friday 11 October
KNOWN = {
    "essex-2017": Known("2024-10-10 00:00", "2024-10-10 00:00", [(ANY, 4)], "2024-10-22", "2024-10-14"),
    "herefordshire": Known("2024-10-11 00:00", "2024-10-11 00:00", [(ANY, 3)]),
    "gloucestershire-2020": Known(*FRIDAY, [(ANY, 5)]),
    "east-sussex-2025": Known(
        "2024-10-10 16:00",
        "2024-10-11 00:00",
        [(REL, 3)],
        "2024-10-23",
        "2024-10-15",
        lapses="2024-10-24 00:00",
    ),
    "isle-of-wight-2005": Known(
        *FRIDAY, [(REL, 3)], "2024-10-23", "2024-10-15", "2024-10-28", lapses="2024-10-24 00:00"
    ),
    "bracknell-forest": Known(
        *FRIDAY, [(REL, 3), (ANY, 5)], "2024-10-29", "2024-10-21", "2024-10-30", outcomes=(N, B)
    ),
    "kingston-by-meeting": Known(
        "2024-10-16 17:00", "2024-10-17 00:00", [("interested_persons", 100), (ANY, 9)]
    ),
    "kingston-by-publication": Known(*FRIDAY, [("interested_persons", 100), (ANY, 9)]),
    "bath-and-north-east-somerset": Known(*FRIDAY, [(ANY, 10)]),
    "brent": Known("2024-10-10 00:00", "2024-10-10 00:00", [(ANY, 5)]),
    "cheshire-east": Known(*FRIDAY, [(ANY, 6)]),
    "west-somerset": Known("2024-10-12 00:00", "2024-10-14 00:00", [(NON, 5)]),
    "west-lancashire-2022": Known(
        "2024-10-08 17:00", "2024-10-09 00:00", [(ANY, 5)], "2024-10-29", "2024-10-21"
    ),
    "wiltshire": Known("2024-10-11 17:00", "2024-10-12 00:00", [(NON, 10)], outcomes=(N, B)),
    "southwark-2024": Known(*FRIDAY, [(ANY, 5)]),
    "harrow": Known(*FRIDAY, [(ANY, 6), ("electors", 150), (ANY, 6)], "2024-10-17", "2024-10-09"),
    "camden": Known(*FRIDAY, [(ANY, 4)]),
    "warwickshire": Known(*FRIDAY, [(CHAIR, 1), (ANY, 4)], "2024-10-22", "2024-10-14", outcomes=(N, B)),
    "central-bedfordshire": Known(
        "2024-10-12 12:00",
        "2024-10-13 00:00",
        [(WARD, 1), (CHAIR, 1), (REL, 2), (NON, 3)],
        outcomes=(N, C, B, F),
    ),
    "greenwich": Known(
        "2024-10-11 00:00", "2024-10-11 00:00", [(ANY, 2)], "2024-11-05", "2024-10-28", "2024-11-18"
    ),
    "salford": Known("2024-10-11 16:00", "2024-10-11 16:00", [(REL, 2), (ANY, 3)]),
    "lambeth-2013": Known(*FRIDAY, [(ANY, 1)]),
    "newham": Known(*FRIDAY, [(NON, 1)]),
    "york-2026": Known(*FRIDAY, [(ANY, 3)], outcomes=(N, B)),
    "tonbridge-and-malling-2022": Known(*FRIDAY, [(REL, 3)]),
    "thanet-2014": Known(*FRIDAY, [(REL, 5)], reconsider="2024-11-11", outcomes=(N, B)),
    "new-forest-2021": Known(*FRIDAY, [(ANY, 1)], outcomes=(N, C, B)),
    "rochdale": Known(*FRIDAY, [(ANY, 2)]),
    "trafford-2010": Known(*FRIDAY, [(ANY, 3)], "2024-10-29", "2024-10-21"),
    "uttlesford": Known(*FRIDAY, [(ANY, 3)]),
}
EVERY = [pytest.param(RULES[name], known, id=name) for name, known in KNOWN.items()]
NOT_HELD = {"new-forest-2021"}


def facts_for(rules: Rules) -> DecisionFacts:
    """Kingston has no executive: its committees take the decisions."""
    return replace(FACTS, maker_kind=rules.scope.makers[0])


def test_every_preset_is_in_the_table_and_can_be_written_and_read():
    assert set(RULES) == set(KNOWN)
    assert len(KNOWN) >= 20
    for rules in RULES.values():
        assert rules.source
        assert rules.vintage
        assert read_rules(write_rules(rules)) == rules


@pytest.mark.parametrize(("rules", "known"), EVERY)
def test_last_moment_and_day_of_effect(rules, known):
    window = call_in_window(facts_for(rules), rules, ENGLAND)
    effect = effect_without_call_in(facts_for(rules), rules, ENGLAND)
    assert window.closes_at == at(known.closes)
    assert effect.at == at(known.effective)
    second = timedelta(seconds=1)
    last = window.closes_at if window.moment_is_in_time else window.closes_at - second
    assert window.in_time(last)
    assert not window.in_time(last + second)
    assert window.last_day.citation.startswith(f"Local Government Act 2000, section 9F(4); {rules.council}: ")
    assert effect.why in effect.explained.as_text()


@pytest.mark.parametrize(("rules", "known"), EVERY)
def test_each_route_is_met_by_its_number_and_missed_by_one_fewer(rules, known):
    assert [(route.pool, route.minimum) for route in rules.triggers.routes] == known.routes
    for number, route in enumerate(rules.triggers.routes):
        met = check_routes(signed(route, route.minimum), FACTS, rules)[number]
        missed = check_routes(signed(route, route.minimum - 1), FACTS, rules)[number]
        assert (met.met, met.missing) == (True, 0)
        assert (missed.met, missed.missing) == (False, 1)
        assert "1 more needed" in missed.in_words()


@pytest.mark.parametrize(("rules", "known"), EVERY)
def test_deadlines_of_hearing_agenda_reconsideration_and_council(rules, known):
    clock = hearing_clock(
        FACTS, rules, ENGLAND, received=RECEIVED, accepted=ACCEPTED, agenda_ready=date(2024, 10, 9)
    )
    assert (str(clock.deadline.date) if clock.deadline else "") == known.hearing
    assert (str(clock.agenda_deadline.date) if clock.agenda_deadline else "") == known.agenda
    due = reconsideration_deadline(rules, ENGLAND, referred_on=date(2024, 10, 21))
    assert (str(due.date) if due else "") == known.reconsider
    assert council_deadline(rules, ENGLAND, referred_on=date(2024, 10, 21)) is None


def effect(rules, outcome: str, when: datetime, *, suspensive: bool) -> datetime | None:
    return effect_of(
        outcome,
        when,
        facts_for(rules),
        rules,
        ENGLAND,
        received=RECEIVED,
        accepted=ACCEPTED,
        suspensive=suspensive,
    ).at


@pytest.mark.parametrize(("rules", "known"), EVERY)
def test_the_day_of_effect_for_every_outcome(rules, known, request):
    suspensive = request.node.callspec.id not in NOT_HELD
    enabled = {rule.kind for rule in rules.outcomes.enabled}
    assert enabled == {*known.outcomes, "withdrawn"} | ({"lapsed"} if known.lapses else set())
    ordinary = at(known.effective)
    at_once = {
        N: HEARD,
        C: HEARD,
        "confirm": at("2024-10-25 11:00"),
        "modify": at("2024-10-25 11:00"),
        "no_objection": at("2024-10-31 19:00"),
    }
    for outcome, when in at_once.items():
        assert effect(rules, outcome, when, suspensive=suspensive) == (when if suspensive else ordinary)
    # On 10 October at 9am most decisions would not have taken effect yet: ending a call-in hurries nothing.
    for outcome in ("withdrawn", "invalid"):
        assert effect(rules, outcome, WITHDRAWN, suspensive=suspensive) == max(WITHDRAWN, ordinary)
    for outcome in (B, F, "adjourn"):
        assert effect(rules, outcome, HEARD, suspensive=suspensive) == (None if suspensive else ordinary)
    missed = effect(rules, "lapsed", at("2024-11-25 09:00"), suspensive=suspensive)
    assert missed == (at(known.lapses) if known.lapses else None if suspensive else ordinary)
    for outcome in ("rescind", "replace", "overtaken"):
        assert effect(rules, outcome, HEARD, suspensive=suspensive) is None


def signed(route: Route, number: int) -> Submission:
    if route.pool not in MEMBERS_POOLS:
        return Submission(received_at=RECEIVED, residents=number)
    right = Signer(
        name="",
        group="Orchard Group",
        on_committee=True,
        on_scrutiny=True,
        is_chair=True,
        is_ward_member=True,
    )
    signers = [replace(right, name=f"Councillor {n}", group=f"Group {n % 2}") for n in range(number)]
    return Submission(received_at=RECEIVED, signers=tuple(signers), chair_consented=True)


def test_herefordshire_22_march_2018_and_why():
    facts = replace(FACTS, first_published_at=at("2018-03-15 10:00"), made_on=date(2018, 3, 15), is_key=False)
    told = effect_without_call_in(facts, RULES["herefordshire"], ENGLAND)
    assert told.at == at("2018-03-22 00:00")
    assert told.explained.as_lines() == [
        "Thursday 22 March 2018",
        "The decision takes effect on the calendar day after the last day of the call-in period, which is 4 working"
        " days from the day the decision was published, not counting that day; it ends on Wednesday 21 March 2018.",
        "Authority: Local Government Act 2000, section 9F(4); Herefordshire Council: Published decision lists of the"
        " council, 2017 to 2024 (2017 to 2024).",
        "Thursday 15 March 2018: not counted, day the decision was published",
        "Friday 16 March 2018: day 1, working day",
        "Saturday 17 March 2018: not counted, weekend",
        "Sunday 18 March 2018: not counted, weekend",
        "Monday 19 March 2018: day 2, working day",
        "Tuesday 20 March 2018: day 3, working day",
        "Wednesday 21 March 2018: day 4, working day",
        "Thursday 22 March 2018: not counted, the decision takes effect",
    ]


def test_harrow_cannot_keep_its_deadline_and_five_clear_days_and_is_told_so():
    clock = hearing_clock(
        FACTS,
        RULES["harrow"],
        ENGLAND,
        received=at("2024-10-11 16:00"),
        accepted=None,
        agenda_ready=date(2024, 10, 15),
        meetings=(date(2024, 10, 18), date(2024, 11, 5)),
    )
    assert clock.deadline.date == date(2024, 10, 22)
    assert clock.days.with_full_notice == ()
    assert clock.days.at_short_notice[0] == date(2024, 10, 16)
    assert clock.meetings_at_short_notice == (date(2024, 10, 18),)
    assert "it would have had to be out by Monday 14 October 2024" in clock.conflict
    assert "must be heard" not in clock.short_notice_reason
    assert "to be heard by Tuesday 22 October 2024" in clock.short_notice_reason


def test_an_officers_decision_at_brent_runs_from_publication():
    officers = replace(FACTS, maker_kind="officer")
    assert call_in_window(officers, RULES["brent"], ENGLAND).last_day.date == date(2024, 10, 11)
    assert call_in_window(FACTS, RULES["brent"], ENGLAND).last_day.date == date(2024, 10, 9)


@pytest.mark.parametrize(
    ("name", "changes", "why"),
    [
        ("salford", {"maker_kind": "officer"}, "decisions of an officer cannot be called in"),
        ("lambeth-2013", {"is_key": False}, "only key decisions of the cabinet can be called in"),
        ("harrow", {"exclusion": "urgent", "exclusion_reason": "Flood"}, "it was urgent (Flood)"),
    ],
)
def test_what_cannot_be_called_in_takes_effect_when_published(name, changes, why):
    told = effect_without_call_in(replace(FACTS, **changes), RULES[name], ENGLAND)
    assert told.at == FACTS.first_published_at
    assert why in told.why
