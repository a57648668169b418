"""Builds and publishing while other people and processes do things at the same moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from committees import building
from committees.agenda import edit_item, open_meeting
from committees.contents import content_key
from committees.heartbeat import beating
from committees.models import AgendaItem, Build, BuildPart, Publication
from committees.publishing import CannotPublish, publish
from scrutiny.tests.cast import LONDON, Cast, item, meeting

IN_TIME = datetime(2019, 4, 3, 16, 0, tzinfo=LONDON)
LONG_AGO = timedelta(seconds=61)


def in_thread(work: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        try:
            return work()
        finally:
            connection.close()

    return run


def short_agenda(cast: Cast) -> list[AgendaItem]:
    of = meeting(cast.committee, datetime(2019, 4, 11, 10, 15, tzinfo=LONDON))
    return [item(of, "Public Questions", 1), item(of, "Urgent Business", 2)]


def built(cast: Cast, first: AgendaItem) -> Build:
    build = building.request_build(first.meeting, by=cast.officer)
    building.run(build.pk)
    return Build.objects.get(pk=build.pk)


@pytest.mark.django_db(transaction=True)
def test_a_build_shows_an_agenda_as_it_was_at_one_moment(cast: Cast) -> None:
    first, second = short_agenda(cast)
    build = building.request_build(first.meeting, by=cast.officer)
    with ThreadPoolExecutor(1) as worker:
        with transaction.atomic():
            open_meeting(first.meeting_id)
            edit_item(first, version=1, by=cast.officer, title="Questions from the Public")
            made = worker.submit(in_thread(lambda: building.run(build.pk)))
            # As long as the change is not saved, the worker waits for it.
            threading.Event().wait(1)
            edit_item(second, version=1, by=cast.officer, title="Any Urgent Business")
        made.result()

    done = Build.objects.get(pk=build.pk)
    assert done.content_key == content_key(first.meeting)
    titles = [line["title"] for line in done.result["public"]["agenda"]["items"]]
    assert titles == ["Questions from the Public", "Any Urgent Business"]


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_once(cast: Cast) -> None:
    with time_machine.travel(IN_TIME, tick=True):
        build = built(cast, short_agenda(cast)[0])

        def press() -> str:
            try:
                publish(build, by=cast.officer)
            except CannotPublish as refusal:
                return refusal.messages[0]
            return "published"

        with ThreadPoolExecutor(3) as officers:
            said = [officers.submit(in_thread(press)) for _ in range(3)]

    assert sorted(str(answer.result()) for answer in said) == [
        "This pack has already been published.",
        "This pack has already been published.",
        "published",
    ]
    assert Publication.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_slips_in_between_the_check_and_the_freezing(cast: Cast) -> None:
    with time_machine.travel(IN_TIME, tick=True):
        first, _ = short_agenda(cast)
        build = built(cast, first)
        with ThreadPoolExecutor(1) as other:
            with transaction.atomic():
                edit_item(first, version=1, by=cast.officer, title="Questions from the Public")
                pressed = other.submit(in_thread(lambda: publish(build, by=cast.officer)))
                threading.Event().wait(1)
            with pytest.raises(CannotPublish, match="have changed since the pack was built"):
                pressed.result()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_takes_long_over_one_part_is_not_taken_for_dead(cast: Cast) -> None:
    build = building.request_build(short_agenda(cast)[0].meeting, by=cast.officer)
    attempt = building.claim(build.pk)
    assert attempt is not None
    heard = threading.Event()

    def beat() -> bool:
        alive = attempt.is_mine()
        heard.set()
        return alive

    Build.objects.update(heartbeat_at=timezone.now() - LONG_AGO)
    with beating(beat, every=0.05):
        assert heard.wait(30)

    assert building.claim(build.pk) is None
    assert not building.to_ring_again().exists()


@pytest.mark.django_db(transaction=True)
def test_the_sign_of_life_stops_when_another_worker_has_taken_over(cast: Cast) -> None:
    build = building.request_build(short_agenda(cast)[0].meeting, by=cast.officer)
    slow = building.claim(build.pk)
    Build.objects.update(heartbeat_at=timezone.now() - LONG_AGO)
    assert slow is not None
    assert building.claim(build.pk) is not None
    Build.objects.update(heartbeat_at=timezone.now() - LONG_AGO)
    asked: list[bool] = []
    heard = threading.Event()

    def beat() -> bool:
        asked.append(slow.is_mine())
        heard.set()
        return asked[-1]

    with beating(beat, every=0.01):
        assert heard.wait(30)

    assert asked == [False]


def test_a_build_that_kills_its_workers_is_given_up_and_says_where(cast: Cast) -> None:
    build = building.request_build(short_agenda(cast)[0].meeting, by=cast.officer)
    for _ in range(building.MOST_ATTEMPTS):
        assert building.claim(build.pk) is not None
        Build.objects.update(heartbeat_at=timezone.now() - LONG_AGO)
    BuildPart.objects.create(build=build, order=0, key="item-1", title="Front", state="done")
    BuildPart.objects.create(build=build, order=1, key="paper-1", title="Huge", state="splicing")

    building.run(build.pk)

    build.refresh_from_db()
    assert (build.state, build.error) == (Build.State.FAILED, building.GIVEN_UP)
    assert build.parts.get(state="failed").title == "Huge"
    assert building.retry(build, by=cast.officer).pk != build.pk


WORKER = """
import sys, django
django.setup()
from committees import building
building.run(int(sys.argv[1]))
"""


def killed_when(build: Build, is_there: Callable[[], bool]) -> None:
    """A worker of its own is killed at a step of the build, and then looks dead."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(build.pk)],
        env={**os.environ, "DATABASE_URL": address.geturl()},
        start_new_session=True,
    )
    while not is_there():
        assert worker.poll() is None, "the worker ended before it could be killed"
        threading.Event().wait(0.005)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    build.refresh_from_db()
    assert build.state == Build.State.RUNNING
    Build.objects.filter(pk=build.pk).update(heartbeat_at=timezone.now() - LONG_AGO)


@pytest.mark.django_db(transaction=True)
def test_a_build_outlives_two_killed_workers(cast: Cast) -> None:
    first, _second = short_agenda(cast)
    build = building.request_build(first.meeting, by=cast.officer)
    killed_when(build, lambda: Build.objects.filter(pk=build.pk, attempt=1).exists())
    waiting = BuildPart.State.WAITING
    killed_when(
        build,
        lambda: (
            Build.objects.filter(pk=build.pk, attempt=2).exists()
            and build.parts.filter(key="front").exclude(state=waiting).exists()
        ),
    )
    building.run(build.pk)
    build.refresh_from_db()
    assert (build.state, build.attempt) == (Build.State.BUILT, 3)
    assert not build.parts.exclude(state=BuildPart.State.DONE).exists()
    assert not Publication.objects.exists()
