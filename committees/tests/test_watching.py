"""Where a meeting can be watched: officers say it, everybody reaches each public item in the recording."""

from __future__ import annotations

import pytest
from django.test import Client

from committees.models import Meeting, Webcast
from committees.tests.sat_world import Sat, sat
from committees.webcasts import address_at, moments_recorded
from scrutiny.tests.cast import Cast


@pytest.fixture
def held(cast: Cast) -> Sat:
    return sat(cast, "Zanzibarquokka", "Quillfeather")


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("https://video.example/m/9", "https://video.example/m/9#t=75"),
        ("https://www.youtube.com/watch?v=abc&t=3", "https://www.youtube.com/watch?v=abc&t=75s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=75s"),
        ("https://notyoutube.com/abc", "https://notyoutube.com/abc#t=75"),
    ],
)
def test_the_address_begins_to_play_at_the_item(url: str, there: str) -> None:
    assert address_at(Webcast(url=url), 75) == there


def address(meeting: Meeting) -> str:
    return f"/workspace/meetings/{meeting.reference}/webcast/"


def test_an_officer_says_where_to_watch_and_the_page_shows_it(client: Client, cast: Cast, held: Sat) -> None:
    meeting = held.meeting
    client.force_login(cast.officer)
    key = f"item-{held.item.pk}"
    wrong = client.post(address(meeting), {"url": "javascript:alert(1)", key: "1:75:00"})
    assert wrong.status_code == 200
    assert not Webcast.objects.exists()
    right = client.post(
        address(meeting), {"url": "https://video.example/m/9", key: "1:02:03", "item-0": "0:01"}
    )
    assert right.status_code == 302, right.context["form"].errors
    assert Webcast.objects.get().marks == {key: 3723}
    page = Client().get(meeting.get_absolute_url()).content.decode()
    assert "https://video.example/m/9" in page
    assert client.get(address(meeting)).context["form"][key].value() == "1:02:03"
    client.post(f"{address(meeting)}remove/")
    assert "video.example" not in Client().get(meeting.get_absolute_url()).content.decode()


def test_where_the_clerk_went_to_an_item_is_the_first_guess(held: Sat) -> None:
    assert all(seconds >= 0 for seconds in moments_recorded(held.meeting).values())
