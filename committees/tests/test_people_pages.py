"""The people the council names: the list, the page of one, terms of office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from council.models import Group, Person, Term, Ward
from scrutiny.tests.cast import Cast, person

PEOPLE = "/workspace/people/"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def day(field: str, on: date) -> dict[str, Any]:
    return {f"{field}_day": on.day, f"{field}_month": on.month, f"{field}_year": on.year}


def typed(**changed: str) -> dict[str, str]:
    return {
        "kind": "councillor",
        "given_name": "Zoë",
        "family_name": "O’Neill-Łuck",
        "printed_name": "",
        "version": "0",
        **changed,
    }


def found(client: Client, **query: Any) -> list[str]:
    page = client.get(PEOPLE, query).context["page"]
    return [who.family_name for who in page.object_list]


def end_url(cast: Cast) -> str:
    assert cast.member.person
    return reverse("workspace:term_end", args=[cast.member.person.terms.get().pk])


@pytest.mark.parametrize("who", ["chair", "member", "non_voting_cooptee", "other_councillor"])
def test_pages_do_not_exist_for_others(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    one = [getattr(cast, who).person_id]
    urls = [reverse(f"workspace:{name}", args=one) for name in ("person", "person_edit", "term_add")]
    urls += [PEOPLE, reverse("workspace:person_add"), end_url(cast)]

    assert [client.get(url).status_code for url in urls] == [404] * 6
    assert [client.post(url, typed()).status_code for url in urls[1:3] + urls[4:]] == [404] * 4


@pytest.mark.parametrize("who", ["officer", "other_officer", "monitoring_officer", "administrator"])
def test_list_is_there_for_officers_and_administrators(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert found(client) == ["Chairwell", "Exley", "Finch", "Membury", "Novote", "Otherby"]


@pytest.mark.parametrize(
    "words",
    [
        "zoe",
        "Zoë O’Neill",
        "cllr o'neill",
        "ONEILL",
        "o neill",
        "neill-luck",
        "luck neill",
        "  Łuck ",
        "Z. luck",
    ],
)
def test_name_is_found_as_people_type_it(officer: Client, words: str) -> None:
    person("councillor", "Zoë", "O’Neill-Łuck", "Councillor Z O’Neill-Łuck")
    assert found(officer, q=words) == ["O’Neill-Łuck"]


@pytest.mark.parametrize("words", ["zoex", "_", "o'neil luk"])
def test_other_words_do_not_find_it(officer: Client, words: str) -> None:
    person("councillor", "Zoë", "O’Neill-Łuck", "Councillor Z O’Neill-Łuck")
    assert found(officer, q=words) == []


def test_list_is_filtered_by_kind_group_and_ward(officer: Client, cast: Cast) -> None:
    group, ward = Group.objects.create(name="Green Group"), Ward.objects.create(name="Castle")
    green = person("councillor", "Gwen", "Greenaway", "Councillor G Greenaway")
    Term.objects.create(person=green, group=group, ward=ward, start=date(2021, 5, 6))
    gone = person("councillor", "Gus", "Goneby", "Councillor G Goneby")
    Term.objects.create(person=gone, group=group, ward=ward, start=date(2017, 5, 4), end=date(2021, 5, 5))

    assert found(officer, kind="cooptee") == ["Novote"]
    assert found(officer, group=group.pk) == ["Greenaway"]
    assert found(officer, ward=ward.pk, kind="councillor") == ["Greenaway"]
    assert found(officer, ward=ward.pk, kind="officer") == []
    assert found(officer, q="gus") == ["Goneby"]


def test_list_is_sorted_both_ways(officer: Client) -> None:
    assert found(officer, sort="-name")[0] == "Otherby"
    assert found(officer, sort="kind")[0] == "Novote"
    assert set(found(officer, sort="-group")[-2:]) == {"Finch", "Novote"}
    assert found(officer, sort="nonsense") == found(officer)


def test_list_has_pages(officer: Client) -> None:
    for number in range(20):
        person("witness", "Will", f"Witness {number:02}", f"Will Witness {number:02}")

    assert len(found(officer)) == 25
    assert found(officer, page=2) == ["Witness 19"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries(
    officer: Client, cast: Cast, django_assert_max_num_queries: object, rows: int
) -> None:
    for number in range(rows):
        who = person("councillor", "Ann", f"Extra {number}", f"Councillor A Extra {number}")
        Term.objects.create(person=who, ward=Ward.objects.get(), start=date(2021, 5, 6))
    found(officer, q="extra")  # The first page of a session writes down when it began.
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(found(officer, q="extra")) == rows


def test_person_is_added_with_a_suggested_name(officer: Client, cast: Cast) -> None:
    response = officer.post(reverse("workspace:person_add"), typed(), follow=True)

    made = Person.objects.get(given_name="Zoë")
    assert made.printed_name == "Councillor Z O’Neill-Łuck"
    assert "Add the term of office next" in response.content.decode()
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id, entry.actor) == ("add person", made.pk, cast.officer)


def test_printed_name_that_is_typed_stays(officer: Client) -> None:
    officer.post(reverse("workspace:person_add"), typed(kind="officer", printed_name="Dr Z Luck"))
    assert Person.objects.get(given_name="Zoë").printed_name == "Dr Z Luck"


def test_person_without_a_name_is_refused(officer: Client) -> None:
    response = officer.post(
        reverse("workspace:person_add"), typed(family_name="", email="nonsense", kind="king")
    )

    assert set(response.context["form"].errors) == {"family_name", "email", "kind"}
    assert not Entry.objects.exists()


def test_person_is_changed(officer: Client, cast: Cast) -> None:
    contact = cast.committee.contact
    url = reverse("workspace:person_edit", args=[contact.pk])
    details = {"kind": "officer", "given_name": "Orla", "family_name": "Finch", "version": "1"}

    officer.post(url, {**details, "printed_name": "Orla Finch", "post": "Head of Democracy"})

    contact.refresh_from_db()
    assert (contact.post, contact.version) == ("Head of Democracy", 2)
    assert Entry.objects.get().detail == {"fields": ["post", "email", "phone"]}
    response = officer.post(url, {**details, "printed_name": "Orla Finch", "post": "Clerk"})
    assert response.status_code == 409
    assert "Head of Democracy" in response.content.decode()


def test_kind_stays_while_somebody_holds_office(officer: Client, cast: Cast) -> None:
    assert cast.member.person
    url = reverse("workspace:person_edit", args=[cast.member.person.pk])

    response = officer.post(url, typed(kind="officer", version="1"))

    assert "cannot change" in response.context["form"].errors["kind"][0]


def test_page_shows_terms_and_seats(officer: Client, cast: Cast) -> None:
    assert cast.chair.person
    words = officer.get(reverse("workspace:person", args=[cast.chair.person.pk])).content.decode()
    for told in ("4 May 2017", "Harbour", "Independent Group", cast.committee.name, "Chairman"):
        assert told in words


def test_term_is_added(officer: Client, cast: Cast) -> None:
    who = person("councillor", "Ned", "Newby", "Councillor N Newby")
    term = {**day("start", date(2025, 5, 8)), "ward": Ward.objects.get().pk}

    response = officer.post(reverse("workspace:term_add", args=[who.pk]), term)

    assert response.status_code == 302
    assert [(term.start, term.end, term.group) for term in who.terms.all()] == [
        (date(2025, 5, 8), None, None)
    ]
    assert Entry.objects.get().verb == "add term"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2020, 5, 8), None, "already in office"),
        (date(2016, 5, 8), date(2017, 5, 4), "already in office"),
        (date(2016, 5, 8), date(2016, 5, 7), "on or after the first day"),
    ],
)
def test_term_that_cannot_be_is_refused_in_words(
    officer: Client, cast: Cast, start: date, end: date | None, words: str
) -> None:
    assert cast.member.person
    term = {**day("start", start), **(day("end", end) if end else {}), "ward": Ward.objects.get().pk}

    response = officer.post(reverse("workspace:term_add", args=[cast.member.person.pk]), term)

    errors = response.context["form"].errors
    assert words in str(errors)
    assert "terms_do_not_overlap" not in str(errors)
    assert cast.member.person.terms.count() == 1


def test_only_councillors_have_terms(officer: Client, cast: Cast) -> None:
    assert officer.get(reverse("workspace:term_add", args=[cast.committee.contact.pk])).status_code == 404


def test_term_ends_and_the_seats_are_named(officer: Client, cast: Cast) -> None:
    response = officer.post(end_url(cast), day("on", date(2025, 5, 4)), follow=True)

    assert cast.member.person
    assert cast.member.person.terms.get().end == date(2025, 5, 4)
    assert f"End their seats too: {cast.committee.name}" in response.content.decode()
    assert Entry.objects.get().detail["end"] == "2025-05-04"
    response = officer.post(end_url(cast), day("on", date(2026, 5, 4)))
    assert response.context["form"].errors == {"on": ["This term already ends before that day."]}


def test_term_cannot_end_before_it_starts(officer: Client, cast: Cast) -> None:
    response = officer.post(end_url(cast), day("on", date(2016, 5, 4)))
    assert "on or after the first day" in str(response.context["form"].errors)


def test_term_is_corrected(officer: Client, cast: Cast) -> None:
    assert cast.member.person
    term = cast.member.person.terms.get()
    castle = Ward.objects.create(name="Castle")
    url = reverse("workspace:term", args=[term.pk])
    assert "Harbour" in officer.get(url).content.decode()

    officer.post(url, {**day("start", date(2017, 5, 8)), "ward": castle.pk})

    term.refresh_from_db()
    assert (term.start, term.end, term.group, term.ward) == (date(2017, 5, 8), None, None, castle)
    entry = Entry.objects.get()
    assert entry.detail["before"] == {"start": "2017-05-04", "group": "Independent Group", "ward": "Harbour"}
    assert entry.detail["after"] == {"start": "2017-05-08", "ward": "Castle"}


def test_correction_that_overlaps_another_term_is_refused(officer: Client, cast: Cast) -> None:
    assert cast.member.person
    ward = Ward.objects.get()
    before = Term.objects.create(
        person=cast.member.person, ward=ward, start=date(2013, 5, 2), end=date(2017, 5, 3)
    )

    response = officer.post(
        reverse("workspace:term", args=[before.pk]), {**day("start", date(2013, 5, 2)), "ward": ward.pk}
    )

    assert "already in office" in str(response.context["form"].errors)
    before.refresh_from_db()
    assert before.end == date(2017, 5, 3)
