from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from committees.models import Committee, StandingItem
from scrutiny.tests.cast import Cast


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def details(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "name": "People and Families Scrutiny Committee",
        "code": "PAF",
        "quorum": 4,
        "contact": cast.committee.contact_id,
        "venue": "Committee Room 1",
        "start_time": "10:15am",
        "report_pattern": "{code}/{seq:02}/{yy}",
        "report_reset": "calendar",
        "version": 1,
        **more,
    }


def page(name: str, cast: Cast, *more: Any) -> str:
    return reverse(f"workspace:{name}", args=[cast.committee.slug, *more])


PAGES = ["committee", "committee_edit", "standing_items", "information_texts"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["other_officer", "chair", "member", "non_voting_cooptee"])
def test_pages_do_not_exist_for_others(client: Client, cast: Cast, name: str, who: str) -> None:
    client.force_login(getattr(cast, who))

    assert client.get(page(name, cast)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["officer", "monitoring_officer", "administrator"])
def test_pages_exist_for_those_who_configure(client: Client, cast: Cast, name: str, who: str) -> None:
    client.force_login(getattr(cast, who))

    assert client.get(page(name, cast)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_anonymous_is_asked_to_sign_in(client: Client, cast: Cast, name: str) -> None:
    assert client.get(page(name, cast)).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("who", ["officer", "chair"])
def test_committees_are_added_by_few(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))

    response = client.post(reverse("workspace:committee_add"), details(cast, name="New", code="NEW"))

    assert (response.status_code, Committee.objects.count()) == (404, 2)


@pytest.mark.parametrize("who", ["monitoring_officer", "administrator"])
def test_committee_is_added(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))

    client.post(
        reverse("workspace:committee_add"), details(cast, name="Health Scrutiny Committee", code="hlt")
    )

    assert Committee.objects.get(slug="health-scrutiny-committee").code == "HLT"
    assert Entry.objects.get().verb == "create committee"


def test_name_and_code_are_used_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)

    content = client.post(reverse("workspace:committee_add"), details(cast)).content.decode()

    assert "Committee with this Name already exists" in content
    assert "Committee with this Code already exists" in content


def test_address_is_used_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    taken = details(cast, name="Other", code="OTH", slug=cast.committee.slug)

    content = client.post(reverse("workspace:committee_add"), taken).content.decode()

    assert "Committee with this Slug already exists" in content


@pytest.mark.parametrize(
    ("who", "codes"), [("officer", ["PAF"]), ("administrator", ["ENV", "PAF"]), ("other_officer", ["ENV"])]
)
def test_list_shows_what_one_may_configure(client: Client, cast: Cast, who: str, codes: list[str]) -> None:
    client.force_login(getattr(cast, who))

    listed = client.get(reverse("workspace:committees")).context["committees"]

    assert [committee.code for committee in listed] == codes


def test_list_counts_members_of_today(officer: Client, cast: Cast) -> None:
    listed = officer.get(reverse("workspace:committees")).context["committees"]

    assert [(row.members_today, [str(chair.person) for chair in row.chairs]) for row in listed] == [
        (3, ["Councillor C Chairwell"])
    ]


def test_page_shows_how_a_reference_looks(officer: Client, cast: Cast) -> None:
    Committee.objects.filter(pk=cast.committee.pk).update(report_pattern="{code}-{seq:03}")

    assert "PAF-009" in officer.get(page("committee", cast)).content.decode()


def test_details_are_changed(officer: Client, cast: Cast) -> None:
    officer.post(page("committee_edit", cast), details(cast, quorum=5))

    cast.committee.refresh_from_db()
    assert (cast.committee.quorum, cast.committee.version) == (5, 2)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("{code}/{yy}", "must hold {seq}"), ("{code}/{seq}/{oops}", "cannot be filled in")],
)
def test_pattern_must_work(officer: Client, cast: Cast, pattern: str, words: str) -> None:
    response = officer.post(page("committee_edit", cast), details(cast, report_pattern=pattern))

    assert words in response.content.decode()


def test_second_officer_is_told_of_the_first(officer: Client, cast: Cast) -> None:
    officer.post(page("committee_edit", cast), details(cast, quorum=5))

    response = officer.post(page("committee_edit", cast), details(cast, quorum=6))

    assert response.status_code == 409
    assert "Olive Officer changed this while you were editing it" in response.content.decode()
    cast.committee.refresh_from_db()
    assert cast.committee.quorum == 5


def test_standing_item_is_added_last(officer: Client, cast: Cast) -> None:
    StandingItem.objects.create(committee=cast.committee, order=4, title="First")

    officer.post(
        page("line_add", cast, "items"), {"title": "Second", "kind": "other", "section": "public", "note": ""}
    )

    assert list(cast.committee.standing_items.values_list("title", "order")) == [("First", 4), ("Second", 5)]


def three_items(cast: Cast) -> list[StandingItem]:
    return [
        StandingItem.objects.create(committee=cast.committee, order=1, title=title)
        for title in ("A", "B", "C")
    ]


@pytest.mark.parametrize(
    ("which", "direction", "order"),
    [(0, "down", "BAC"), (2, "up", "ACB"), (0, "up", "ABC"), (2, "down", "ABC")],
)
def test_standing_items_are_moved(
    officer: Client, cast: Cast, which: int, direction: str, order: str
) -> None:
    line = three_items(cast)[which]

    officer.post(reverse("workspace:line_move", args=["items", line.pk]), {"direction": direction})

    assert "".join(cast.committee.standing_items.values_list("title", flat=True)) == order


def test_moving_is_not_done_by_looking(officer: Client, cast: Cast) -> None:
    line = three_items(cast)[0]

    assert officer.get(reverse("workspace:line_move", args=["items", line.pk])).status_code == 405


def test_standing_item_is_changed(officer: Client, cast: Cast) -> None:
    line = three_items(cast)[0]

    officer.post(
        reverse("workspace:line_edit", args=["items", line.pk]),
        {"title": "Apologies", "kind": "membership", "section": "public", "note": ""},
    )

    line.refresh_from_db()
    assert (line.title, line.kind) == ("Apologies", "membership")


def test_standing_item_is_deleted_after_asking(officer: Client, cast: Cast) -> None:
    line = three_items(cast)[0]
    url = reverse("workspace:line_delete", args=["items", line.pk])

    officer.get(url)
    asked = cast.committee.standing_items.count()
    officer.post(url)

    assert (asked, cast.committee.standing_items.count()) == (3, 2)


@pytest.mark.parametrize("name", ["line_edit", "line_move", "line_delete"])
def test_lines_of_another_committee_do_not_exist(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.other_officer)
    line = three_items(cast)[0]

    assert client.post(reverse(f"workspace:{name}", args=["items", line.pk])).status_code == 404


def test_information_text_is_added(officer: Client, cast: Cast) -> None:
    officer.post(page("line_add", cast, "texts"), {"title": "Voting", "body": "Some may vote."})

    assert cast.committee.information_texts.get().title == "Voting"


def test_there_is_no_third_list(officer: Client, cast: Cast) -> None:
    assert officer.get(page("line_add", cast, "others")).status_code == 404
