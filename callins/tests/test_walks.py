"""A thousand random walks through the stages, under six councils' rules. Whatever is tried, and in whatever order:
no move that the table does not have, no state without its times, and a decision that is held takes no effect."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callins import workflow
from callins.models import CallIn, Decision
from scrutiny.tests.cast import meeting

from .made import at, councillors, decision, paper_call_in, rule_set

WALKS = 1000
# Written out again, from the issue and not from the code: what may follow what.
MAY_FOLLOW = {
    "draft": "received abandoned",
    "abandoned": "",
    "received": "accepted defective invalid withdrawn overtaken",
    "defective": "received invalid withdrawn overtaken",
    "accepted": "informal arranged withdrawn lapsed overtaken",
    "informal": "arranged withdrawn lapsed overtaken",
    "arranged": "accepted no_action comments referred_back referred_to_council withdrawn lapsed overtaken",
    "referred_back": "reconsidered referred_to_council overtaken",
    "referred_to_council": "no_objection referred_back lapsed overtaken",
}
LIVE = {"received", "defective", "accepted", "informal", "arranged", "referred_back", "referred_to_council"}
TIMES = {
    "defective": "received_at defects_told_at cure_by",
    "accepted": "received_at accepted_at",
    "informal": "received_at accepted_at informal_at",
    "arranged": "received_at accepted_at arranged_at",
    "referred_back": "received_at accepted_at referred_back_at",
    "referred_to_council": "received_at accepted_at referred_to_council_at",
    "invalid": "received_at closed_at",
    "withdrawn": "received_at closed_at",
    "overtaken": "received_at closed_at",
    "lapsed": "received_at accepted_at closed_at",
    "no_action": "received_at accepted_at arranged_at closed_at",
    "comments": "received_at accepted_at arranged_at closed_at",
    "reconsidered": "received_at accepted_at referred_back_at closed_at",
    "no_objection": "received_at accepted_at referred_to_council_at closed_at",
}
COUNCILS = (
    "essex-2017",
    "kingston-by-publication",
    "east-sussex-2025",
    "central-bedfordshire",
    "greenwich",
    "new-forest-2021",
)
STEPS = {
    "receive": lambda c, w, by, t: workflow.receive(c, received_at=t, by=by),
    "give up": lambda c, w, by, t: workflow.give_up(c, by=by),
    "accept": lambda c, w, by, t: workflow.accept(c, judgement="Valid.", by=by, at=t),
    "refuse": lambda c, w, by, t: workflow.refuse(c, judgement="No.", by=by, at=t),
    "defects": lambda c, w, by, t: workflow.ask_to_put_right(c, judgement="Sign.", by=by, at=t),
    "put right": lambda c, w, by, t: workflow.put_right(c, by=by, at=t),
    "informal": lambda c, w, by, t: workflow.call_informal_meeting(c, start=t, place="", by=by, at=t),
    "arrange": lambda c, w, by, t: workflow.arrange_hearing(
        c, meeting=w, short_notice_reason="x", by=by, at=t
    ),
    "call off": lambda c, w, by, t: workflow.call_off_hearing(c, words="", by=by, at=t),
    "withdraw": lambda c, w, by, t: workflow.withdraw(c, words="", all_agree=True, by=by, at=t),
    "no action": lambda c, w, by, t: workflow.conclude(c, kind="no_further_action", by=by, at=t),
    "comments": lambda c, w, by, t: workflow.conclude(c, kind="comments_only", by=by, at=t),
    "back": lambda c, w, by, t: workflow.conclude(c, kind="refer_back", words="x", by=by, at=t),
    "council": lambda c, w, by, t: workflow.conclude(c, kind="refer_to_council", words="x", by=by, at=t),
    "confirm": lambda c, w, by, t: workflow.reconsider(c, result="confirm", reasons="x", by=by, at=t),
    "rescind": lambda c, w, by, t: workflow.reconsider(c, result="rescind", reasons="x", by=by, at=t),
    "no objection": lambda c, w, by, t: workflow.council_considered(c, result="no_objection", by=by, at=t),
    "objected": lambda c, w, by, t: workflow.council_considered(c, result="objected", by=by, at=t),
    "lapse": lambda c, w, by, t: workflow.lapse(c, by=by, at=t),
    "overtake": lambda c, w, by, t: workflow.overtake(c, words="x", by=by, at=t),
}
# What usually comes next, so that most walks get somewhere; the rest of the steps are tried as well.
LIKELY = {
    "draft": ["receive"],
    "received": ["accept", "defects"],
    "defective": ["put right"],
    "accepted": ["arrange", "informal"],
    "informal": ["arrange", "withdraw"],
    "arranged": ["no action", "back", "council", "call off"],
    "referred_back": ["confirm", "rescind"],
    "referred_to_council": ["objected", "no objection"],
}
walks = st.lists(
    st.tuples(st.booleans(), st.integers(0, 59), st.sampled_from((0, 1, 5, 30))), min_size=1, max_size=3
)


# Walks set out from every stage, so that the later ones are tried as often as the first.
FROM = (
    (),
    ("receive",),
    ("receive", "defects"),
    ("receive", "accept"),
    ("receive", "accept", "informal"),
    ("receive", "accept", "arrange"),
    ("receive", "accept", "arrange", "back"),
    ("receive", "accept", "arrange", "council"),
)


@pytest.fixture
def scene(cast):
    hearing, made = meeting(cast.committee, at("2024-10-10 14:00")), []
    for n, name in enumerate(COUNCILS):
        rules, signers = rule_set(name, date(2010, 1, 1 + n)), councillors(9 if n == 1 else 4, f"Group{n}")
        for steps in FROM:
            of = decision(
                rules,
                at("2024-10-04 10:00"),
                cast.committee.contact,
                committee=cast.committee,
                maker_kind=rules.parsed.scope.makers[0],
                all_wards=True,
                in_framework=False,
            )
            call_in, clock = paper_call_in(of, signers, cast.officer), at("2024-10-08 12:00")
            try:
                with transaction.atomic():
                    for step in steps:
                        clock += timedelta(days=1)
                        STEPS[step](call_in, hearing, cast.officer, clock)
                made.append((call_in, of.effective_at, clock))
            except ValidationError:
                continue  # these rules have no such stage
    return made, hearing, cast.officer


def test_a_thousand_walks(scene):
    made, hearing, officer = scene
    reached: set[str] = set()

    @settings(max_examples=WALKS, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(start=st.integers(0, len(made) - 1), steps=walks)
    def walk(start, steps):
        call_in, ordinary, clock = made[start]
        with transaction.atomic():
            reached.update(take(steps, CallIn.objects.get(pk=call_in.pk), ordinary, clock, hearing, officer))
            transaction.set_rollback(True)

    walk()
    assert len(reached) >= 12


def take(steps, here, ordinary, clock, hearing, officer):
    """Walk, and look around after every step."""
    reached = {here.state}
    for likely, number, days in steps:
        names = (likely and LIKELY.get(here.state)) or list(STEPS)
        clock += timedelta(days=days, minutes=1)
        before = here
        try:
            with transaction.atomic():
                STEPS[names[number % len(names)]](before, hearing, officer, clock)
            refused = False
        except ValidationError:
            refused = True
        here = CallIn.objects.get(pk=before.pk)
        if refused:
            assert (here.state, here.version) == (before.state, before.version)
            continue
        assert here.state in MAY_FOLLOW[before.state].split()
        reached.add(here.state)
        look(here, Decision.objects.get(pk=here.decision_id), ordinary)
    return reached


def look(call_in, held, ordinary):
    for field in TIMES.get(call_in.state, "").split():
        assert getattr(call_in, field) is not None
    if call_in.suspensive and call_in.state in LIVE:
        assert (held.state, held.effective_at, held.effect) == ("called_in", None, {})
    elif held.state == "published":
        assert held.effective_at >= ordinary
        assert held.effect
    else:
        assert held.state in ("rescinded", "withdrawn")
        assert held.effective_at is None
