from datetime import datetime

import pytest
from django.test import Client

from committees.meetings import reschedule
from committees.models import AgendaItem
from scrutiny.tests.cast import LONDON, Cast, meeting

START = datetime(2030, 4, 11, 10, 15, tzinfo=LONDON)


def test_a_form_open_while_the_meeting_moved_can_still_be_sent(client: Client, cast: Cast) -> None:
    before = meeting(cast.committee, START)
    moved = reschedule(before, start=START.replace(day=18), by=cast.officer)
    client.force_login(cast.officer)

    response = client.post(
        f"/workspace/meetings/{before.reference}/items/add/",
        {"kind": "other", "section": "public", "title": "Ferry fares", "version": "0"},
    )

    assert response.headers["Location"].startswith(f"/workspace/meetings/{moved.reference}/")
    assert AgendaItem.objects.get(title="Ferry fares").meeting == moved


@pytest.mark.parametrize("who", ["other_officer", "member", "administrator"])
def test_it_opens_for_nobody_else(client: Client, cast: Cast, who: str) -> None:
    before = meeting(cast.committee, START)
    reschedule(before, start=START.replace(day=18), by=cast.officer)
    client.force_login(getattr(cast, who))

    assert client.get(f"/workspace/meetings/{before.reference}/").status_code == 404
