"""Nobody opens exempt pages without a line in the audit book, however the file is asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from audit.models import Entry
from committees.tests.published_pack import publish_heavy_pack
from scrutiny.tests.cast import LONDON, Cast

NOW = datetime(2019, 4, 9, 9, 0, tzinfo=LONDON)
PACK = "/meetings/PAF-2019-04-11/packs/1/members/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def lines(cast: Cast) -> list[tuple[str, dict[str, object]]]:
    found = Entry.objects.filter(verb="read pack", actor=cast.member)
    return [(line.subject_name, line.detail) for line in found]


@pytest.mark.parametrize("wanted", ["", "bytes=0-", "bytes=1-", "bytes=-500"])
def test_the_members_edition(client: Client, cast: Cast, wanted: str) -> None:
    publish_heavy_pack(cast)
    client.force_login(cast.member)

    assert client.get(PACK, headers={"range": wanted}).status_code in (200, 206)

    assert lines(cast) == [("PAF 11 April 2019", {"number": 1, "edition": "members", "copy": 1})]


def test_one_reading_in_many_pieces_is_one_line_an_hour(
    client: Client, cast: Cast, clock: time_machine.Traveller
) -> None:
    publish_heavy_pack(cast)
    client.force_login(cast.member)

    for first in range(3):
        client.get(PACK, headers={"range": f"bytes={first}-"})
    assert len(lines(cast)) == 1

    clock.shift(timedelta(hours=2))
    client.get(PACK)
    assert len(lines(cast)) == 2


def test_the_public_edition_is_anybodys(client: Client, cast: Cast) -> None:
    publish_heavy_pack(cast)
    client.force_login(cast.member)

    client.get(PACK.replace("members", "public"))

    assert lines(cast) == []
