"""Who may run a committee, and who may read what its meetings keep exempt."""

from datetime import date, datetime

import pytest

from committees.permissions import can_run, is_member, may_read_exempt
from scrutiny.tests.cast import LONDON, Cast, meeting

DAY = date(2019, 4, 11)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("officer", True),
        ("other_officer", False),
        ("monitoring_officer", True),
        ("administrator", False),
        ("chair", True),
        ("member", True),
        ("non_voting_cooptee", False),
        ("ex_member", False),
        ("other_councillor", False),
    ],
)
def test_who_reads_exempt_papers(cast: Cast, who: str, allowed: bool) -> None:
    held = meeting(cast.committee, datetime(2019, 4, 11, 10, 15, tzinfo=LONDON))

    assert may_read_exempt(getattr(cast, who), held, DAY) is allowed


def test_a_switched_off_account_reads_nothing(cast: Cast) -> None:
    held = meeting(cast.committee, datetime(2019, 4, 11, 10, 15, tzinfo=LONDON))
    for who in (cast.officer, cast.member, cast.monitoring_officer):
        who.is_active = False

        assert may_read_exempt(who, held, DAY) is False


def test_membership_counts_on_its_first_and_last_day(cast: Cast) -> None:
    assert is_member(cast.ex_member, cast.committee, date(2018, 4, 30)) is True
    assert is_member(cast.ex_member, cast.committee, date(2018, 5, 1)) is False
    assert is_member(cast.ex_member, cast.committee, date(2017, 5, 24)) is False


def test_an_officer_runs_only_the_committees_in_scope(cast: Cast) -> None:
    assert can_run(cast.officer, cast.committee) is True
    assert can_run(cast.officer, cast.other_committee) is False
    assert can_run(cast.administrator, cast.committee) is False
