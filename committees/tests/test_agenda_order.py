from datetime import datetime

import pytest
from django.urls import reverse

from audit.models import Entry
from scrutiny.tests import cast as people

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)


@pytest.fixture
def meeting(cast):
    return people.meeting(cast.committee, START)


@pytest.fixture
def items(meeting):
    public = [people.item(meeting, title, n) for n, title in enumerate("ABC", start=1)]
    exempt = [people.item(meeting, title, n, section="exempt") for n, title in enumerate("XY", start=4)]
    return {item.title: item for item in public + exempt}


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def titles(meeting):
    return "".join(item.title for item in meeting.items.on_agenda())


@pytest.mark.parametrize(
    ("title", "direction", "expected"),
    [
        ("B", "up", "BACXY"),
        ("B", "down", "ACBXY"),
        ("A", "up", "ABCXY"),
        ("C", "down", "ABCXY"),
        ("X", "up", "ABCXY"),
    ],
)
def test_an_item_moves_within_its_part(officer, meeting, items, title, direction, expected):
    officer.post(reverse("workspace:item_move", args=[items[title].pk]), {"direction": direction})

    assert titles(meeting) == expected


def test_the_whole_order_is_saved_and_the_numbers_come_back(officer, meeting, items):
    wanted = [items[title].pk for title in "CABYX"]

    response = officer.post(reverse("workspace:agenda_order", args=[meeting.reference]), {"item": wanted})

    assert titles(meeting) == "CABYX"
    assert response.json() == {"numbers": {str(pk): n for n, pk in enumerate(wanted, start=1)}}
    assert Entry.objects.filter(verb="order agenda").count() == 1


def test_exempt_items_stay_after_the_public_ones(officer, meeting, items):
    wanted = [items[title].pk for title in "XABCY"]

    officer.post(reverse("workspace:agenda_order", args=[meeting.reference]), {"item": wanted})

    assert titles(meeting) == "ABCXY"


@pytest.mark.parametrize("given", ["AB", "ABCXYY", "", "junk"])
def test_an_order_of_other_items_is_refused(officer, meeting, items, given):
    pks = [items[title].pk if title in items else title for title in given]

    response = officer.post(reverse("workspace:agenda_order", args=[meeting.reference]), {"item": pks})

    assert response.status_code == 409
    assert response.json()["error"].startswith("The agenda has changed since you opened this page.")
    assert titles(meeting) == "ABCXY"


def test_moving_does_not_disturb_somebody_who_is_editing(officer, meeting, items):
    officer.post(reverse("workspace:item_move", args=[items["A"].pk]), {"direction": "down"})

    response = officer.post(
        reverse("workspace:item", args=[items["A"].pk]),
        {"kind": "other", "title": "A2", "section": "public", "version": "1"},
    )

    assert response.status_code == 302
    assert titles(meeting) == "BA2CXY"


def test_looking_changes_nothing(officer, meeting, items):
    for url in (
        reverse("workspace:item_move", args=[items["A"].pk]),
        reverse("workspace:agenda_order", args=[meeting.reference]),
        reverse("workspace:item_restore", args=[items["A"].pk]),
    ):
        assert officer.get(url).status_code == 405
