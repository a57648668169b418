"""A paper under an exempt item is exempt with it, whatever class the paper itself was given."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from audit.log import entries_for
from committees.models import PaperVersion
from committees.permissions import can_read
from committees.preflight import Weight, check
from committees.tests.pack_scene import Scene, make_scene
from scrutiny.tests.cast import LONDON, Cast

ON_THE_DAY = datetime(2019, 4, 11, 9, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(ON_THE_DAY, tick=False):
        yield


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return make_scene(cast)


@pytest.fixture
def called_public(scene: Scene) -> PaperVersion:
    """Published with the members' edition, because its item is exempt."""
    version = scene.papers["bids"]
    version.classification, version.paragraphs = "public", []
    version.published_at = timezone.now()
    version.save()
    return version


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("officer", True),
        ("member", True),
        ("monitoring_officer", True),
        ("other_officer", False),
        ("other_councillor", False),
        ("non_voting_cooptee", False),
        ("ex_member", False),
        ("administrator", False),
    ],
)
def test_it_is_read_only_by_those_entitled(
    client: Client, scene: Scene, called_public: PaperVersion, who: str, allowed: bool
) -> None:
    reader = getattr(scene.cast, who)
    client.force_login(reader)

    response = client.get(f"/workspace/papers/versions/{called_public.pk}/file/")

    assert response.status_code == (200 if allowed else 404)
    assert can_read(reader, called_public, ON_THE_DAY.date()) is allowed


def test_reading_it_is_written_down_and_kept_by_no_cache(
    client: Client, scene: Scene, called_public: PaperVersion
) -> None:
    client.force_login(scene.cast.member)

    response = client.get(f"/workspace/papers/versions/{called_public.pk}/file/")

    assert response["Cache-Control"] == "private, no-store"
    assert entries_for(called_public.paper).filter(verb="read paper", actor=scene.cast.member).exists()


def test_an_exempt_item_must_name_a_paragraph_when_no_paper_does(
    scene: Scene, called_public: PaperVersion
) -> None:
    scene.private.paragraphs = []
    scene.private.save()

    found = {finding.code: finding.weight for finding in check(scene.meeting, None, today=ON_THE_DAY.date())}

    assert found[f"item-no-paragraph-{scene.private.pk}"] is Weight.STOPS
