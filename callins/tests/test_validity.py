"""Every rule of validity, broken and kept, with the words an officer reads."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from callins.clocks import DecisionFacts
from callins.rule_files import preset_path, read_file
from callins.validity import Earlier, GroundGiven, Signer, Submission, check_validity

from .made import ENGLAND, at

PUBLISHED = at("2025-10-20 10:00")
FACTS = DecisionFacts(
    maker_kind="cabinet", made_on=date(2025, 10, 20), first_published_at=PUBLISHED, is_key=True
)


def rules(name):
    return read_file(preset_path(name))


def members(number, **facts):
    facts = {"group": "Orchard Group", "on_committee": True, "on_scrutiny": True} | facts
    return tuple(Signer(name=f"Councillor {n}", **facts) for n in range(number))


RECEIVED = at("2025-10-22 10:02")


def call_in(signers, received=RECEIVED, **fields):
    return Submission(received_at=received, signers=signers, **{"reasons": "No consultation."} | fields)


def codes(submission, name, facts=FACTS):
    return [failure.code for failure in check_validity(submission, facts, rules(name), ENGLAND).failures]


def test_a_second_late_is_late_and_the_evidence_says_both_times():
    closed = at("2025-10-24 16:00")
    assert codes(call_in(members(3), closed), "east-sussex-2025") == []
    assert codes(call_in(members(3), closed + timedelta(milliseconds=999)), "east-sussex-2025") == []
    late = call_in(members(3), closed + timedelta(seconds=1))
    found = check_validity(late, FACTS, rules("east-sussex-2025"), ENGLAND)
    (failure,) = found.failures
    assert failure.code == "late"
    assert failure.evidence == (
        "Received 16:00:01 on Friday 24 October 2025; closed 16:00:00 on Friday 24 October 2025."
    )
    assert failure.citation.startswith("East Sussex County Council: ")
    assert not failure.curable
    assert (found.in_time, found.suspends) == (False, False)


def test_without_a_time_of_day_the_last_second_is_before_midnight():
    midnight = at("2025-10-28 00:00")
    assert codes(call_in(members(5), midnight - timedelta(seconds=1)), "bracknell-forest") == []
    assert codes(call_in(members(5), midnight), "bracknell-forest") == ["late"]


def test_before_publication_is_too_early():
    early = call_in(members(5), PUBLISHED - timedelta(minutes=1))
    assert codes(early, "bracknell-forest") == ["too_early"]


def test_published_again_does_not_open_the_period_again():
    # A correction went out at 15:59 on the last day; the clock is that of the first publication.
    late = call_in(members(3), at("2025-10-24 16:00") + timedelta(seconds=30))
    assert codes(late, "east-sussex-2025") == ["late"]


def test_too_few_and_of_the_wrong_pool():
    signers = (*members(2), Signer(name="Councillor Outside"), *members(0))
    found = check_validity(call_in(signers), FACTS, rules("east-sussex-2025"), ENGLAND)
    assert [failure.code for failure in found.failures] == ["signatures", "wrong_pool"]
    assert found.failures[0].evidence == (
        "Three members of the committee: not met (2 of 3 members of the committee concerned; 1 more needed)."
    )
    assert (
        found.failures[1].evidence
        == "Councillor Outside is not one of the members of the committee concerned."
    )
    assert found.all_curable
    assert found.suspends


def test_a_member_of_the_executive_does_not_count():
    found = check_validity(
        call_in((*members(4), *members(1, on_executive=True))), FACTS, rules("bracknell-forest"), ENGLAND
    )
    assert "is a member of the executive" in found.failures[-1].evidence


def test_any_one_route_is_enough_and_the_other_says_what_it_lacks():
    found = check_validity(
        call_in((*members(2), *members(1, is_chair=True))), FACTS, rules("bracknell-forest"), ENGLAND
    )
    assert found.valid
    assert [route.met for route in found.routes] == [True, False]
    assert found.routes[1].missing == 2
    assert codes(call_in(members(3)), "bracknell-forest") == ["signatures"]


def test_signatures_from_more_than_one_group():
    assert codes(call_in(members(5)), "thanet-2014") == ["signatures", "groups"]
    two = (*members(4), *members(1, group="River Group"))
    assert codes(call_in(two), "thanet-2014") == []


def test_the_yearly_limit_of_a_member():
    tired = members(1, others_this_year=5)
    assert codes(call_in((*members(9), *tired)), "bath-and-north-east-somerset") == [
        "signatures",
        "yearly_limit",
    ]
    fresh = members(1, others_this_year=4)
    assert codes(call_in((*members(9), *fresh)), "bath-and-north-east-somerset") == []


def test_residents_and_the_chairs_agreement():
    assert codes(call_in((), residents=149), "harrow") == ["signatures", "grounds"]
    grounds = (GroundGiven(code="evidence", particulars="None was given."),)
    assert codes(call_in((), residents=150, grounds=grounds), "harrow") == []
    assert codes(call_in(members(3)), "trafford-2010") == ["signatures"]
    assert codes(call_in(members(3), chair_consented=True), "trafford-2010") == []


def test_education_cooptees_count_for_education_alone():
    bishop = Signer(name="Canon Wells", kind="cooptee", education_cooptee=True, on_committee=True)
    signers = (*members(4), bishop)
    assert codes(call_in(signers), "southwark-2024") == ["signatures", "wrong_pool"]
    education = replace(FACTS, is_education=True)
    found = check_validity(call_in(signers), education, rules("southwark-2024"), ENGLAND)
    assert found.valid
    assert "Schedule A1" in found.notes[0]
    no_vote = replace(bishop, votes=False)
    assert codes(call_in((*members(4), no_vote)), "southwark-2024", education) == ["signatures", "wrong_pool"]


def test_only_once_and_not_the_same_matter_within_six_months():
    before = Earlier(reference="CI-2025-1", received_on=date(2025, 10, 21), same_decision=True)
    assert codes(call_in(members(2), earlier=(before,)), "greenwich") == ["once_only"]
    assert codes(call_in(members(2), earlier=(replace(before, refused=True),)), "greenwich") == []
    elsewhere = Earlier(reference="CI-2025-1", received_on=date(2025, 4, 23), same_decision=False)
    asked = {"alternative": "Keep the library open.", "earlier": (elsewhere,)}
    assert codes(call_in(members(5), **asked), "brent") == ["duplicate"]
    asked["earlier"] = (replace(elsewhere, received_on=date(2025, 4, 22)),)
    assert codes(call_in(members(5), **asked), "brent") == []


def test_grounds_particulars_and_the_certificate():
    signers, name = members(5), "gloucestershire-2020"
    assert codes(call_in(signers), name) == ["grounds"]
    blank = GroundGiven(code="considerations")
    assert codes(call_in(signers, grounds=(blank,)), name) == ["particulars", "certificate"]
    full = replace(blank, particulars="The survey was left out.", certified=True)
    assert codes(call_in(signers, grounds=(full,)), name) == []
    assert codes(call_in(signers, reasons=" "), "bracknell-forest") == ["reasons"]


def test_an_alternative_that_is_not_deferral():
    name = "west-lancashire-2022"
    assert codes(call_in(members(5)), name) == ["alternative"]
    put_off = call_in(members(5), alternative="Wait for the report.", alternative_is_deferral=True)
    assert codes(put_off, name) == ["deferral"]


@pytest.mark.parametrize(
    "exclusion", ["urgent", "recommendation_to_council", "operational", "considered_before"]
)
def test_an_excluded_decision_and_everything_else_wrong_at_once(exclusion):
    facts = replace(FACTS, exclusion=exclusion, exclusion_reason="Minuted")
    assert codes(call_in((), at("2025-12-01 09:00"), reasons=""), "brent", facts) == [
        "excluded",
        "late",
        "signatures",
        "reasons",
        "alternative",
    ]
