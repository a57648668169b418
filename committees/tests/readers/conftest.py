"""One published pack for all tests of a file: making it takes longer than they do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from committees import building
from committees.models import Meeting, Publication
from committees.preflight import check
from committees.publishing import publish
from committees.tests.pack_scene import Scene, make_scene
from scrutiny.tests.cast import LONDON, make_cast

IN_TIME = datetime(2019, 4, 3, 16, 0, tzinfo=LONDON)


def publish_now(meeting: Meeting, scene: Scene, reason: str = "") -> Publication:
    build = building.request_build(meeting, by=scene.cast.officer)
    building.run(build.pk)
    build.refresh_from_db()
    found = check(meeting, build, today=timezone.localdate())
    overrides = {finding.code: "The chairman has agreed." for finding in found}
    return publish(build, by=scene.cast.officer, reason=reason, overrides=overrides)


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(db: None) -> Scene:
    with time_machine.travel(IN_TIME, tick=False):
        scene = make_scene(make_cast())
        publish_now(scene.meeting, scene)
    return scene


@pytest.fixture
def scene(made: Scene, clock: time_machine.Traveller) -> Iterator[Scene]:
    """What a test does with it is undone afterwards."""
    with transaction.atomic():
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(IN_TIME, tick=False) as traveller:
        yield traveller


@pytest.fixture
def member(client: Client, scene: Scene) -> Client:
    client.force_login(scene.cast.member)
    return client
