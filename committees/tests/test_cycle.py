"""Planning a municipal year: patterns, what stands in the way, and making all meetings at once."""

from datetime import date, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection

from audit.models import Entry
from committees.calendar_changes import Kind, change_calendar
from committees.cycle import (
    CannotPlan,
    add_election_period,
    add_proposal,
    change_proposal,
    create_meetings,
    dates_of,
    drop_proposal,
    make_plan,
    nth_weekday,
    save_pattern,
)
from committees.cycle_warnings import Obstacles, slot_of, starts_at
from committees.models import (
    Committee,
    CyclePattern,
    CyclePlan,
    Meeting,
    Membership,
    ProposedMeeting,
    TimetableStep,
)
from council.calendar_in_force import calendar_in_force
from scrutiny.tests.cast import LONDON, Cast, meeting, seat

TODAY = datetime(2027, 1, 12, 9, 0, tzinfo=LONDON)
NOT_AUGUST = [month for month in range(1, 13) if month != 8]
THURSDAY = 3


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def plan(cast: Cast) -> CyclePlan:
    return make_plan(name="2027 to 2028", start=date(2027, 5, 1), end=date(2028, 4, 30), by=cast.officer)


def pattern(plan: CyclePlan, committee: Committee, **changes: object) -> CyclePattern:
    usual = {
        "week": 2,
        "weekday": THURSDAY,
        "months": NOT_AUGUST,
        "start_time": time(10, 15),
        "venue": f"Room of {committee.code}",
    }
    return CyclePattern(plan=plan, committee=committee, **usual | changes)


def proposed(plan: CyclePlan, committee: Committee, day: date, at: time = time(10, 15), venue: str = "Hall"):
    return ProposedMeeting.objects.create(
        plan=plan, committee=committee, date=day, start_time=at, venue=venue
    )


def kinds(proposal: ProposedMeeting) -> set[str]:
    obstacles = Obstacles(proposal.plan, calendar_in_force(), today=date(2027, 1, 12))
    return {warning.kind for warning in obstacles.about(slot_of(proposal))}


@pytest.mark.parametrize(
    ("week", "weekday", "day"),
    [
        (1, 0, date(2027, 6, 7)),
        (2, 3, date(2027, 6, 10)),
        (4, 1, date(2027, 6, 22)),
        (-1, 2, date(2027, 6, 30)),
        (-1, 1, date(2027, 6, 29)),
    ],
)
def test_the_nth_weekday_of_a_month(week: int, weekday: int, day: date) -> None:
    assert nth_weekday(2027, 6, week, weekday) == day


def test_second_thursday_not_august(plan: CyclePlan, cast: Cast) -> None:
    days = dates_of(pattern(plan, cast.committee))

    assert len(days) == 11
    assert days[0] == date(2027, 5, 13)
    assert days[-1] == date(2028, 4, 13)
    assert not [day for day in days if day.month == 8]
    assert pattern(plan, cast.committee).in_words() == "Second Thursday, not August"


def test_days_before_the_first_and_after_the_last_of_the_plan_are_left_out(cast: Cast) -> None:
    plan = CyclePlan(name="x", start=date(2027, 5, 20), end=date(2028, 5, 10))

    days = dates_of(pattern(plan, cast.committee, months=[5], week=2))

    assert days == []  # 13 May 2027 comes before, 11 May 2028 after


def test_saving_a_pattern_again_proposes_afresh(plan: CyclePlan, cast: Cast) -> None:
    kept = pattern(plan, cast.committee)
    save_pattern(kept, by=cast.officer)
    kept.months = [6, 9]

    assert save_pattern(kept, by=cast.officer) == 2
    assert [each.date for each in plan.proposals.all()] == [date(2027, 6, 10), date(2027, 9, 9)]


def test_a_year_is_planned_once(plan: CyclePlan, cast: Cast) -> None:
    with pytest.raises(CannotPlan, match="already in the plan 2027 to 2028"):
        make_plan(name="again", start=date(2028, 4, 30), end=date(2029, 4, 29), by=cast.officer)
    with pytest.raises(CannotPlan, match="one municipal year"):
        make_plan(name="ages", start=date(2030, 5, 1), end=date(2032, 4, 30), by=cast.officer)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2027, 5, 31), "not_a_working_day"),
        (date(2027, 6, 12), "not_a_working_day"),
        (date(2027, 6, 8), "not_a_working_day"),
        (date(2028, 4, 6), "election"),
        (date(2028, 3, 24), "election"),
    ],
)
def test_days_to_look_at(plan: CyclePlan, cast: Cast, day: date, kind: str) -> None:
    change_calendar(Kind.CLOSURE, date(2027, 6, 8), "Staff day", by=cast.officer, reason="Decided")
    add_election_period(
        name="Local elections", start=date(2028, 3, 24), polling_day=date(2028, 4, 6), by=cast.officer
    )

    assert kind in kinds(proposed(plan, cast.committee, day))


def test_an_ordinary_day_has_nothing_in_its_way(plan: CyclePlan, cast: Cast) -> None:
    assert kinds(proposed(plan, cast.committee, date(2027, 6, 10))) == set()


def test_a_milestone_in_calendar_days_can_fall_on_a_weekend(plan: CyclePlan, cast: Cast) -> None:
    TimetableStep.objects.create(name="Press notice", offset=5, unit=TimetableStep.Unit.CALENDAR)

    assert kinds(proposed(plan, cast.committee, date(2027, 6, 10))) == {"milestone"}


def test_too_soon_for_the_timetable_and_past(cast: Cast) -> None:
    plan = make_plan(name="this", start=date(2027, 1, 1), end=date(2027, 4, 30), by=cast.officer)

    assert kinds(proposed(plan, cast.committee, date(2027, 1, 21))) == {"late"}
    assert kinds(proposed(plan, cast.committee, date(2027, 1, 7))) == {"past"}


@pytest.mark.parametrize(
    ("at", "venue", "found"),
    [
        (time(10, 15), "hall ", {"room", "members"}),
        (time(12, 30), "Elsewhere", {"members"}),
        (time(12, 45), "Hall", set()),
        (time(8, 0), "Hall", {"room", "members"}),
        (time(7, 45), "Hall", set()),
    ],
)
def test_clashes_with_another_proposal(
    plan: CyclePlan, cast: Cast, at: time, venue: str, found: set[str]
) -> None:
    seat(cast.other_committee, cast.member)
    one = proposed(plan, cast.committee, date(2027, 6, 10))
    other = proposed(plan, cast.other_committee, date(2027, 6, 10), at, venue)

    assert kinds(one) == found
    assert kinds(other) == found


def test_members_who_leave_before_the_year_do_not_clash(plan: CyclePlan, cast: Cast) -> None:
    seat(cast.other_committee, cast.member, Membership.Role.MEMBER, date(2027, 4, 30))
    one = proposed(plan, cast.committee, date(2027, 6, 10))
    proposed(plan, cast.other_committee, date(2027, 6, 10), venue="Elsewhere")

    assert kinds(one) == set()


def test_clashes_with_a_meeting_already_made(plan: CyclePlan, cast: Cast) -> None:
    meeting(cast.other_committee, starts_at(date(2027, 6, 10), time(10, 15)))
    meeting(
        cast.other_committee,
        starts_at(date(2027, 6, 17), time(10, 15)),
        state=Meeting.State.CANCELLED,
        cancelled_at=TODAY,
    )
    venue = cast.other_committee.venue

    assert kinds(proposed(plan, cast.committee, date(2027, 6, 10), venue=venue)) == {"room"}
    assert kinds(proposed(plan, cast.committee, date(2027, 6, 17), venue=venue)) == set()


def test_free_days_nearby_have_nothing_in_their_way(plan: CyclePlan, cast: Cast) -> None:
    obstacles = Obstacles(plan, calendar_in_force(), today=date(2027, 1, 12))
    slot = slot_of(proposed(plan, cast.committee, date(2027, 5, 31)))

    days = obstacles.days_without(slot)

    assert days == [date(2027, 5, 28), date(2027, 6, 1), date(2027, 6, 2)]


def test_every_warning_of_a_plan_takes_a_fixed_number_of_queries(
    plan: CyclePlan, cast: Cast, django_assert_num_queries
) -> None:
    save_pattern(pattern(plan, cast.committee, months=[6]), by=cast.officer)
    calendar = calendar_in_force()
    with django_assert_num_queries(5):
        Obstacles(plan, calendar, today=date(2027, 1, 12)).all()
    save_pattern(pattern(plan, cast.other_committee), by=cast.officer)

    with django_assert_num_queries(5):
        Obstacles(plan, calendar, today=date(2027, 1, 12)).all()


def test_a_proposal_is_moved_within_its_year_only(plan: CyclePlan, cast: Cast) -> None:
    one = proposed(plan, cast.committee, date(2027, 6, 10))
    proposed(plan, cast.committee, date(2027, 6, 17))

    change_proposal(one, day=date(2027, 6, 11), start_time=time(14), venue="Hall", by=cast.officer)
    one.refresh_from_db()
    assert (one.date, one.start_time) == (date(2027, 6, 11), time(14))
    for day, words in [(date(2028, 5, 1), "must be from"), (date(2027, 6, 17), "already meets on")]:
        with pytest.raises(CannotPlan, match=words):
            change_proposal(one, day=day, start_time=time(14), venue="Hall", by=cast.officer)


def test_meetings_are_made_all_at_once_with_agenda_and_dates(plan: CyclePlan, cast: Cast) -> None:
    save_pattern(pattern(plan, cast.committee), by=cast.officer)
    save_pattern(pattern(plan, cast.other_committee, months=[6, 10]), by=cast.officer)

    made = create_meetings(plan, by=cast.monitoring_officer)

    assert len(made) == 13
    first = Meeting.objects.get(reference="PAF-2027-05-13")
    assert first.local_start == datetime(2027, 5, 13, 10, 15, tzinfo=LONDON)
    assert first.venue == "Room of PAF"
    assert first.dates.count() == 8
    assert Meeting.objects.get(reference="PAF-2027-11-11").local_start.time() == time(10, 15)
    assert not plan.proposals.filter(meeting=None).exists()
    entry = Entry.objects.get(verb="create meetings of the year")
    assert len(entry.detail["meetings"]) == 13


def test_made_twice_is_refused(plan: CyclePlan, cast: Cast) -> None:
    save_pattern(pattern(plan, cast.committee, months=[6]), by=cast.officer)
    create_meetings(plan, by=cast.officer)

    with pytest.raises(CannotPlan, match="have been created"):
        create_meetings(plan, by=cast.officer)
    with pytest.raises(CannotPlan, match="have been created"):
        drop_proposal(plan.proposals.get(), by=cast.officer)
    assert Meeting.objects.count() == 1


def test_a_plan_changed_since_it_was_opened_is_not_made(plan: CyclePlan, cast: Cast) -> None:
    save_pattern(pattern(plan, cast.committee, months=[6]), by=cast.officer)
    plan.refresh_from_db()
    seen = plan.version
    add_proposal(
        plan, cast.committee, day=date(2027, 7, 1), start_time=time(10), venue="Hall", by=cast.officer
    )

    with pytest.raises(CannotPlan, match="Somebody changed the plan"):
        create_meetings(plan, by=cast.officer, version=seen)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("trouble", ["none", "past", "made already"])
def test_nothing_is_made_when_one_cannot_be(cast: Cast, trouble: str) -> None:
    plan = make_plan(name="this", start=date(2027, 1, 1), end=date(2027, 4, 30), by=cast.officer)
    words = {"none": "holds no meetings", "past": "is in the past", "made already": "has been made already"}
    if trouble != "none":
        proposed(plan, cast.other_committee, date(2027, 3, 2))
    if trouble == "past":
        proposed(plan, cast.committee, date(2027, 1, 5))
    if trouble == "made already":
        proposed(plan, cast.committee, date(2027, 3, 4))
        meeting(cast.committee, starts_at(date(2027, 3, 4), time(10, 15)))
    before = Meeting.objects.count()

    with pytest.raises(CannotPlan, match=words[trouble]):
        create_meetings(plan, by=cast.monitoring_officer)

    assert Meeting.objects.count() == before
    plan.refresh_from_db()
    assert plan.meetings_created_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_makes_the_meetings(cast: Cast, plan: CyclePlan) -> None:
    save_pattern(pattern(plan, cast.committee, months=[6, 7]), by=cast.officer)
    barrier, told = Barrier(2), []

    def make() -> None:
        try:
            barrier.wait(10)
            told.append(len(create_meetings(plan, by=cast.officer)))
        except CannotPlan as refusal:
            told.append(refusal.messages[0])
        finally:
            connection.close()

    threads = [Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert 2 in told
    assert any("have been created" in str(word) for word in told)
    assert Meeting.objects.count() == 2


def test_election_periods_do_not_overlap(cast: Cast) -> None:
    day = date(2027, 3, 22)
    add_election_period(name="Local", start=day, polling_day=day + timedelta(45), by=cast.officer)

    with pytest.raises(ValidationError, match="already in the period of Local"):
        add_election_period(name="By", start=day, polling_day=day, by=cast.officer)
    with pytest.raises(ValidationError, match="after the period begins"):
        add_election_period(name="By", start=day, polling_day=date(2027, 3, 1), by=cast.officer)
