from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Membership
from scrutiny.tests.cast import Cast, seat


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def day(field: str, on: date) -> dict[str, Any]:
    return {f"{field}_day": on.day, f"{field}_month": on.month, f"{field}_year": on.year}


def urls(cast: Cast) -> list[str]:
    member = Membership.objects.get(committee=cast.committee, person=cast.member.person)
    return [
        reverse("workspace:membership_add", args=[cast.committee.slug]),
        reverse("workspace:membership_end", args=[member.pk]),
        reverse("workspace:membership_role", args=[member.pk]),
    ]


@pytest.mark.parametrize("who", ["other_officer", "chair", "member", "other_councillor"])
def test_pages_do_not_exist_for_others(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))

    assert [client.get(url).status_code for url in urls(cast)] == [404, 404, 404]
    assert [client.post(url).status_code for url in urls(cast)] == [404, 404, 404]


@pytest.mark.parametrize("who", ["officer", "monitoring_officer", "administrator"])
def test_pages_exist_for_those_who_configure(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))

    assert [client.get(url).status_code for url in urls(cast)] == [200, 200, 200]


def test_anonymous_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    assert all(client.get(url).headers["Location"].startswith("/accounts/login/") for url in urls(cast))


def test_picker_leaves_out_members_and_the_departed(officer: Client, cast: Cast) -> None:
    response = officer.get(urls(cast)[0])

    choices = response.context["form"].fields["person"].queryset
    assert {who.family_name for who in choices} == {"Exley", "Otherby"}


@pytest.mark.parametrize("words", ["otherby", "otto other"])
def test_picker_finds_people_by_name(officer: Client, cast: Cast, words: str) -> None:
    choices = officer.get(urls(cast)[0], {"q": words}).context["form"].fields["person"].queryset

    assert [who.family_name for who in choices] == ["Otherby"]


def test_picker_finds_people_by_ward(officer: Client, cast: Cast) -> None:
    assert officer.get(urls(cast)[0], {"q": "harbour"}).context["found"] == 2


def test_picker_that_finds_nobody_says_so(officer: Client, cast: Cast) -> None:
    assert "Nobody found" in officer.get(urls(cast)[0], {"q": "zzz"}).content.decode()


def test_member_is_added(officer: Client, cast: Cast) -> None:
    who = cast.other_councillor.person

    response = officer.post(
        urls(cast)[0], {"person": who.pk, "role": "member", **day("start", date(2027, 5, 20))}, follow=True
    )

    assert f"{who} is on the committee from 20 May 2027." in response.content.decode()
    assert cast.committee.memberships.get(person=who).start == date(2027, 5, 20)


def test_refusal_is_shown_in_plain_words(officer: Client, cast: Cast) -> None:
    who = cast.other_councillor.person

    response = officer.post(
        urls(cast)[0], {"person": who.pk, "role": "chair", **day("start", date(2027, 5, 20))}
    )

    assert "The committee already has a chair on one of those days." in response.content.decode()


def test_overlap_with_a_past_seat_is_shown_in_plain_words(officer: Client, cast: Cast) -> None:
    who = cast.ex_member.person

    response = officer.post(
        urls(cast)[0], {"person": who.pk, "role": "member", **day("start", date(2018, 1, 1))}
    )

    assert "already on the committee on one of those days" in response.content.decode()


def test_membership_is_ended(officer: Client, cast: Cast) -> None:
    officer.post(urls(cast)[1], {**day("on", date(2027, 5, 1)), "reason": "Resigned"})

    ended = cast.committee.memberships.get(person=cast.member.person)
    assert (ended.end, ended.reason) == (date(2027, 5, 1), "Resigned")


def test_ending_asks_for_a_date_and_a_reason(officer: Client, cast: Cast) -> None:
    content = officer.post(urls(cast)[1], {"reason": ""}).content.decode()

    assert "Enter the last day on the committee" in content
    assert "Enter the reason" in content


def test_chair_is_handed_over(officer: Client, cast: Cast) -> None:
    officer.post(
        urls(cast)[2], {"role": "chair", "former_chair": "leaves", **day("start", date(2027, 5, 20))}
    )

    chairs = cast.committee.memberships.filter(role="chair").order_by("start")
    assert [(row.person.family_name, row.end) for row in chairs] == [
        ("Chairwell", date(2027, 5, 19)),
        ("Membury", None),
    ]


def test_cooptee_is_offered_coopted_seats_only(officer: Client, cast: Cast) -> None:
    cooptee = cast.committee.memberships.get(person=cast.non_voting_cooptee.person)

    form = officer.get(reverse("workspace:membership_role", args=[cooptee.pk])).context["form"]

    assert [value for value, _ in form.fields["role"].choices] == ["voting_cooptee"]


def test_coming_and_past_seats_are_listed(officer: Client, cast: Cast) -> None:
    Membership.objects.filter(person=cast.other_councillor.person).delete()
    late = seat(cast.committee, cast.other_councillor)
    late.start = date(2099, 5, 1)
    late.save()

    context = officer.get(reverse("workspace:committee", args=[cast.committee.slug])).context

    assert [row.person for row in context["members"]] == [
        cast.chair.person,
        cast.member.person,
        cast.non_voting_cooptee.person,
    ]
    assert [row.person for row in context["past"]] == [cast.ex_member.person]
    assert [row.person for row in context["coming"]] == [cast.other_councillor.person]
