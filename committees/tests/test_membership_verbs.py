"""Seats on a committee: a change ends one and starts another, and the refusals say why."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit.log import entries_for
from committees.membership import CannotChangeMembership, add_member, change_role, end_membership
from committees.models import Membership
from council.models import Term
from scrutiny.tests.cast import Cast, person

MAY = date(2027, 5, 20)
Role = Membership.Role


def seats(cast: Cast) -> list[tuple[str, str, date, date | None]]:
    rows = cast.committee.memberships.filter(person__in=[cast.chair.person, cast.member.person])
    return list(rows.order_by("start", "role").values_list("person__family_name", "role", "start", "end"))


def seat_of(cast: Cast, who: str) -> Membership:
    return cast.committee.memberships.get(person=getattr(cast, who).person)


def test_councillor_joins(cast: Cast) -> None:
    seat = add_member(
        cast.committee,
        cast.other_councillor.person,
        role=Role.MEMBER,
        start=MAY,
        by=cast.officer,
        reason="New",
    )

    assert (seat.start, seat.end, seat.reason) == (MAY, None, "New")
    assert [entry.verb for entry in entries_for(seat)] == ["add member"]


def test_member_cannot_join_twice(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="already on the committee"):
        add_member(cast.committee, cast.member.person, role=Role.MEMBER, start=MAY, by=cast.officer)


def test_there_is_one_chair_at_a_time(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="already has a chair"):
        add_member(cast.committee, cast.other_councillor.person, role=Role.CHAIR, start=MAY, by=cast.officer)


def test_councillor_takes_no_coopted_seat(cast: Cast) -> None:
    with pytest.raises(CannotChangeMembership, match="is a councillor"):
        add_member(
            cast.committee, cast.other_councillor.person, role=Role.VOTING_COOPTEE, start=MAY, by=cast.officer
        )


def test_officer_takes_no_seat(cast: Cast) -> None:
    with pytest.raises(CannotChangeMembership, match="Only councillors"):
        add_member(cast.committee, cast.committee.contact, role=Role.MEMBER, start=MAY, by=cast.officer)


def test_councillor_must_be_in_office(cast: Cast) -> None:
    someone = person("councillor", "Fay", "Former", "Councillor F Former")
    Term.objects.create(person=someone, start=date(2017, 5, 4), end=date(2021, 5, 5))

    with pytest.raises(CannotChangeMembership, match="not in office on 20 May 2027"):
        add_member(cast.committee, someone, role=Role.MEMBER, start=MAY, by=cast.officer)


def test_membership_ends_with_its_reason(cast: Cast) -> None:
    seat = end_membership(seat_of(cast, "member"), on=MAY, reason="Resigned", by=cast.officer)

    assert (seat.end, seat.reason) == (MAY, "Resigned")


def test_membership_cannot_end_before_it_began(cast: Cast) -> None:
    with pytest.raises(CannotChangeMembership, match="on or after the first day"):
        end_membership(seat_of(cast, "member"), on=date(2016, 1, 1), reason="Slip", by=cast.officer)


def test_ended_membership_is_not_lengthened(cast: Cast) -> None:
    with pytest.raises(CannotChangeMembership, match="already ends"):
        end_membership(seat_of(cast, "ex_member"), on=MAY, reason="Slip", by=cast.officer)


def test_new_chair_takes_over_in_one_step(cast: Cast) -> None:
    change_role(seat_of(cast, "member"), role=Role.CHAIR, start=MAY, by=cast.officer)

    first, before = date(2017, 5, 25), date(2027, 5, 19)
    assert seats(cast) == [
        ("Chairwell", "chair", first, before),
        ("Membury", "member", first, before),
        ("Membury", "chair", MAY, None),
        ("Chairwell", "member", MAY, None),
    ]


def test_former_chair_may_leave(cast: Cast) -> None:
    change_role(
        seat_of(cast, "member"), role=Role.CHAIR, start=MAY, former_chair_stays=False, by=cast.officer
    )

    assert cast.committee.memberships.filter(person=cast.chair.person).get().end == date(2027, 5, 19)


def test_chair_change_fails_whole(cast: Cast) -> None:
    add_member(cast.other_committee, cast.chair.person, role=Role.MEMBER, start=MAY, by=cast.officer)
    Membership.objects.filter(committee=cast.committee, role=Role.CHAIR).update(end=date(2028, 5, 1))
    Membership.objects.create(
        committee=cast.committee, person=cast.ex_member.person, role=Role.CHAIR, start=date(2028, 5, 2)
    )
    before = seats(cast)

    with pytest.raises(ValidationError, match="already has a chair"):
        change_role(seat_of(cast, "member"), role=Role.CHAIR, start=MAY, by=cast.officer)

    assert seats(cast) == before


def test_role_changed_on_its_first_day_is_put_right(cast: Cast) -> None:
    seat = seat_of(cast, "member")

    change_role(seat, role=Role.VICE_CHAIR, start=seat.start, by=cast.officer)

    seat.refresh_from_db()
    assert (seat.role, cast.committee.memberships.filter(person=seat.person).count()) == ("vice_chair", 1)


@pytest.mark.parametrize(
    ("role", "day", "words"),
    [
        (Role.MEMBER, MAY, "is already member"),
        (Role.VICE_CHAIR, date(2016, 1, 1), "not on the committee"),
        (Role.NON_VOTING_COOPTEE, MAY, "is a councillor"),
    ],
)
def test_refusals_are_in_plain_words(cast: Cast, role: str, day: date, words: str) -> None:
    with pytest.raises(CannotChangeMembership, match=words):
        change_role(seat_of(cast, "member"), role=role, start=day, by=cast.officer)
