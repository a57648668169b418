"""The wording a council prints again and again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from council.models import StandingText
from scrutiny.tests.cast import Cast


@pytest.fixture
def monitor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.monitoring_officer)
    return client


def block(title: str, order: int) -> StandingText:
    return StandingText.objects.create(use="information", title=title, body="Come early.", order=order)


def titles() -> list[str]:
    return [text.title for text in StandingText.objects.filter(use="information")]


def text_url(use: str) -> str:
    return reverse("workspace:text", args=[use])


def test_pages_do_not_exist_for_an_officer(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    text = block("Access", 1)
    urls = [
        reverse("workspace:texts"),
        text_url("exempt_warning"),
        reverse("workspace:information_add"),
        *(
            reverse(f"workspace:{name}", args=[text.pk])
            for name in ("information", "information_move", "information_delete")
        ),
    ]

    assert [client.post(url, {"title": "A", "body": "B"}).status_code for url in urls[1:]] == [404] * 5
    assert client.get(urls[0]).status_code == 404
    assert titles() == ["Access"]


def test_text_is_written_and_rewritten(monitor: Client, cast: Cast) -> None:
    for body in ("Not for publication.", "Not for publication by {paragraphs}."):
        monitor.post(text_url("exempt_warning"), {"title": "", "body": body})

    assert StandingText.objects.get(use="exempt_warning").body == body
    assert [entry.detail["use"] for entry in Entry.objects.all()] == ["exempt_warning"] * 2


def test_text_without_words_is_refused(monitor: Client) -> None:
    response = monitor.post(text_url("exempt_warning"), {"title": "A", "body": " "})
    assert response.context["form"].errors == {"body": ["Enter the text"]}


@pytest.mark.parametrize("use", ["information", "nothing"])
def test_other_uses_have_no_page(monitor: Client, use: str) -> None:
    assert monitor.get(text_url(use)).status_code == 404


def test_information_is_added_last(monitor: Client) -> None:
    block("Access", 1)

    monitor.post(reverse("workspace:information_add"), {"title": "Fire", "body": "Walk."})

    assert titles() == ["Access", "Fire"]


def test_information_needs_a_heading(monitor: Client) -> None:
    response = monitor.post(reverse("workspace:information_add"), {"title": "", "body": "Walk."})
    assert response.context["form"].errors == {"title": ["Enter the heading"]}


def test_information_is_changed(monitor: Client) -> None:
    text = block("Access", 1)

    monitor.post(reverse("workspace:information", args=[text.pk]), {"title": "Getting in", "body": "Ring."})

    text.refresh_from_db()
    assert (text.title, text.body, text.order) == ("Getting in", "Ring.", 1)
    assert Entry.objects.get().verb == "edit information"


@pytest.mark.parametrize(
    ("which", "direction", "after"),
    [(0, "down", "BAC"), (2, "up", "ACB"), (0, "up", "ABC"), (2, "down", "ABC")],
)
def test_information_moves(monitor: Client, which: int, direction: str, after: str) -> None:
    texts = [block(title, 1) for title in "ABC"]

    monitor.post(
        reverse("workspace:information_move", args=[texts[which].pk]), {"direction": direction}, follow=True
    )

    assert titles() == list(after)
    assert Entry.objects.count() == (after != "ABC")


def test_information_is_deleted_after_asking(monitor: Client) -> None:
    text = block("Access", 1)
    url = reverse("workspace:information_delete", args=[text.pk])

    assert "Delete “Access”?" in monitor.get(url).content.decode()
    assert titles() == ["Access"]
    monitor.post(url)

    assert titles() == []
    assert Entry.objects.get().subject_name == "Access"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries(
    monitor: Client, django_assert_max_num_queries: object, rows: int
) -> None:
    for number in range(rows):
        block(f"Text {number}", number)
    monitor.get(reverse("workspace:texts"))  # The first page of a session writes down when it began.
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        monitor.get(reverse("workspace:texts"))
