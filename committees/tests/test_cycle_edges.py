"""Planning a year where it is easy to get wrong: members who come and go, one room written twice, two officers."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.test import Client

from committees.cycle import (
    CannotPlan,
    change_proposal,
    create_meetings,
    dates_of,
    drop_proposal,
    make_plan,
    save_pattern,
)
from committees.cycle_warnings import Obstacles, slot_of, starts_at
from committees.models import CyclePattern, CyclePlan, Meeting, Membership, ProposedMeeting, TimetableStep
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.explained import DateProblem
from scrutiny.tests.cast import LONDON, Cast, meeting, seat

TEN = time(10, 0)


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(datetime(2027, 1, 12, 9, 0, tzinfo=LONDON), tick=False):
        yield


@pytest.fixture
def plan(cast: Cast) -> CyclePlan:
    return make_plan(name="2027 to 2028", start=date(2027, 5, 1), end=date(2028, 4, 30), by=cast.officer)


def pair(
    plan: CyclePlan, cast: Cast, day: date, rooms: tuple[str, str] = ("One", "Two")
) -> list[ProposedMeeting]:
    """A proposal of each committee, at the same time of a day."""
    return [
        ProposedMeeting.objects.create(plan=plan, committee=committee, date=day, start_time=TEN, venue=room)
        for committee, room in zip((cast.committee, cast.other_committee), rooms, strict=True)
    ]


def kinds(proposal: ProposedMeeting) -> set[str]:
    obstacles = Obstacles(proposal.plan, calendar_in_force(), today=date(2027, 1, 12))
    return {warning.kind for warning in obstacles.about(slot_of(proposal))}


@pytest.mark.parametrize(
    ("day", "start", "end", "found"),
    [
        (date(2027, 11, 11), date(2027, 10, 1), None, {"members"}),
        (date(2027, 9, 9), date(2027, 10, 1), None, set()),
        (date(2027, 11, 11), date(2026, 5, 1), date(2027, 10, 1), set()),
        (date(2027, 9, 9), date(2026, 5, 1), date(2027, 10, 1), {"members"}),
    ],
)
def test_members_are_those_of_the_day_of_the_meeting(
    plan: CyclePlan, cast: Cast, day: date, start: date, end: date | None, found: set[str]
) -> None:
    Membership.objects.create(
        committee=cast.other_committee,
        person=cast.member.person,
        role=Membership.Role.MEMBER,
        start=start,
        end=end,
    )

    assert [kinds(each) for each in pair(plan, cast, day)] == [found, found]


def test_a_shared_coopted_member_clashes(plan: CyclePlan, cast: Cast) -> None:
    seat(cast.other_committee, cast.non_voting_cooptee, Membership.Role.NON_VOTING_COOPTEE)

    assert kinds(pair(plan, cast, date(2027, 6, 10))[0]) == {"members"}


def test_a_room_is_the_same_however_it_is_spaced(plan: CyclePlan, cast: Cast) -> None:
    rooms = ("Committee Room 1,  County Hall ", "committee room  1, COUNTY HALL")

    assert kinds(pair(plan, cast, date(2027, 6, 10), rooms)[0]) == {"room"}


def test_the_last_thursday_is_the_fifth_where_there_is_one(plan: CyclePlan, cast: Cast) -> None:
    last = CyclePattern(
        plan=plan, committee=cast.committee, week=-1, weekday=3, months=[9, 12, 1, 2], start_time=TEN
    )

    assert dates_of(last) == [
        date(2027, 9, 30),
        date(2027, 12, 30),
        date(2028, 1, 27),
        date(2028, 2, 24),
    ]


def test_the_second_of_two_officers_is_told_and_nothing_is_lost(plan: CyclePlan, cast: Cast) -> None:
    one = pair(plan, cast, date(2027, 6, 10))[0]
    seen = one.as_seen
    change_proposal(one, day=date(2027, 6, 17), start_time=TEN, venue="One", by=cast.officer, seen=seen)

    with pytest.raises(CannotPlan, match="Somebody else"):
        change_proposal(one, day=date(2027, 6, 24), start_time=TEN, venue="One", by=cast.officer, seen=seen)

    one.refresh_from_db()
    assert one.date == date(2027, 6, 17)


def test_the_page_of_a_proposal_tells_the_second_officer(plan: CyclePlan, cast: Cast, client: Client) -> None:
    one = pair(plan, cast, date(2027, 6, 10))[0]
    client.force_login(cast.officer)
    address = f"/workspace/year-plan/meetings/{one.pk}/"
    opened = client.get(address).context["seen"]
    change_proposal(one, day=date(2027, 6, 17), start_time=TEN, venue="One", by=cast.officer)

    response = client.post(
        address,
        {
            "date_day": "24",
            "date_month": "6",
            "date_year": "2027",
            "start_time": "10am",
            "venue": "Typed by the second",
            "seen": opened,
        },
    )

    page = response.content.decode()
    assert "Somebody else has changed this meeting" in page
    assert "Typed by the second" in page
    one.refresh_from_db()
    assert one.date == date(2027, 6, 17)


def test_a_proposal_dropped_meanwhile_is_not_brought_back(plan: CyclePlan, cast: Cast) -> None:
    one = pair(plan, cast, date(2027, 6, 10))[0]
    drop_proposal(ProposedMeeting.objects.get(pk=one.pk), by=cast.officer)

    with pytest.raises(CannotPlan, match="dropped"):
        change_proposal(one, day=date(2027, 6, 17), start_time=TEN, venue="One", by=cast.officer)
    with pytest.raises(CannotPlan, match="dropped"):
        drop_proposal(one, by=cast.officer)
    assert plan.proposals.count() == 1


def test_when_the_last_of_the_year_fails_none_is_made(plan: CyclePlan, cast: Cast) -> None:
    TimetableStep.objects.create(committee=cast.other_committee, name="Ages before", offset=20_000)
    pair(plan, cast, date(2027, 6, 10))

    with pytest.raises(DateProblem):
        create_meetings(plan, by=cast.monitoring_officer)

    plan.refresh_from_db()
    assert not Meeting.objects.exists()
    assert plan.meetings_created_at is None
    assert not plan.proposals.exclude(meeting=None).exists()


def test_a_second_meeting_of_one_day_is_warned_of_and_gets_a_number(plan: CyclePlan, cast: Cast) -> None:
    meeting(cast.committee, starts_at(date(2027, 6, 10), time(16)))
    save_pattern(
        CyclePattern(
            plan=plan,
            committee=cast.committee,
            week=2,
            weekday=3,
            months=[6],
            start_time=TEN,
            venue="One",
        ),
        by=cast.officer,
    )

    assert kinds(plan.proposals.get()) == {"same_committee"}
    assert [made.reference for made in create_meetings(plan, by=cast.officer)] == ["PAF-2027-06-10-2"]
