"""Builds: one at a time, claimed by one worker, taken up again when that dies, failing in plain words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from audit.log import entries_for
from committees import building, tasks
from committees.contents import content_key
from committees.models import Build, PaperVersion
from committees.tests.pack_scene import make_scene
from scrutiny.tests.cast import meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(cast):
    return make_scene(cast)


def built(scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    building.run(build.pk)
    return Build.objects.get(pk=build.pk)


def test_build_is_made_from_the_agenda(scene):
    build = built(scene)

    assert build.state == Build.State.BUILT
    assert build.content_key == content_key(scene.meeting)
    assert set(build.result) == {"public", "members"}
    members = build.result["members"]
    assert len(members["thumbnails"]) == members["pages"] == members["agenda"]["pages"]
    assert all(default_storage.exists(name) for name in members["thumbnails"])
    assert len(build.result["public"]["thumbnails"]) == build.result["public"]["pages"]
    assert {part.state for part in build.parts.all()} == {"done"}
    assert [entry.verb for entry in entries_for(scene.meeting)] == ["pack built", "build pack"]


def test_building_again_gives_the_same_bytes(scene):
    first, second = built(scene), built(scene)
    assert first.result["members"]["sha256"] == second.result["members"]["sha256"]
    assert first.result["members"]["file"] != second.result["members"]["file"]


def test_second_request_joins_the_first(scene):
    one = building.request_build(scene.meeting, by=scene.cast.officer)
    two = building.request_build(scene.meeting, by=scene.cast.monitoring_officer)

    assert one == two
    assert Build.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_double_click_makes_one_build(cast):
    of = meeting(cast.committee, timezone.now())

    def click(_):
        try:
            return building.request_build(of, by=cast.officer).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as clicks:
        builds = set(clicks.map(click, range(4)))

    assert len(builds) == 1
    assert Build.objects.count() == 1


def test_message_follows_the_commit_and_a_silent_broker_does_no_harm(
    scene, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        build = building.request_build(scene.meeting, by=scene.cast.officer)

    assert len(callbacks) == 1
    assert Build.objects.get(pk=build.pk).state == Build.State.QUEUED


def test_missing_file_fails_the_part_and_says_so(scene):
    slides = scene.papers["slides"]
    default_storage.delete(slides.pdf.name)

    build = built(scene)

    part = build.parts.get(state="failed")
    assert build.state == Build.State.FAILED
    assert part.key == f"paper-{slides.pk}"
    assert part.title == "Item 4, Appendix 2: Slides"
    assert part.message == build.error == "The file is missing from the store. Upload the paper again."


def test_damaged_file_fails_the_part(scene):
    name = scene.papers["register"].pdf.name
    with open(default_storage.path(name), "wb") as file:
        file.write(b"%PDF-1.7 and then nothing")

    build = built(scene)

    assert build.parts.get(state="failed").title == "Item 5, Appendix 1: Contract register"
    assert "damaged" in build.error


def test_retry_after_putting_it_right(scene):
    PaperVersion.objects.filter(pk=scene.papers["slides"].pk).update(pages=7)
    failed = built(scene)
    assert "3 pages where 7 were uploaded" in failed.error
    PaperVersion.objects.filter(pk=scene.papers["slides"].pk).update(pages=3)

    again = building.retry(failed, by=scene.cast.officer)
    building.run(again.pk)

    assert again.pk != failed.pk
    assert Build.objects.get(pk=again.pk).state == Build.State.BUILT
    assert Build.objects.get(pk=failed.pk).state == Build.State.FAILED


def test_worker_leaves_alone_what_another_is_making(scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    assert building.claim(build.pk)
    assert building.claim(build.pk) is None


def test_stale_build_is_taken_over_and_the_old_worker_writes_no_more(scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    dead = building.claim(build.pk)
    Build.objects.update(heartbeat_at=timezone.now() - timedelta(seconds=61))

    building.run(build.pk)
    with pytest.raises(building.Superseded):
        dead.make()
    dead.fail("front", "Too late")

    done = Build.objects.get(pk=build.pk)
    assert (done.state, done.attempt, done.error) == (Build.State.BUILT, 2, "")


def test_takeover_while_the_old_worker_still_works(scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    slow = building.claim(build.pk)
    slow.beat()
    Build.objects.update(heartbeat_at=timezone.now() - timedelta(seconds=61))
    quick = building.claim(build.pk)

    with pytest.raises(building.Superseded):
        slow.beat()
    quick.beat()


def test_only_waiting_and_lost_builds_are_rung_again(scene, cast):
    ages = {"queued": 20, "running": 61}
    for number, (state, age) in enumerate([*ages.items(), ("queued", 1), ("running", 5)]):
        of = meeting(cast.committee, timezone.now() + timedelta(days=number))
        build = Build.objects.create(meeting=of, state=state, requested_by=cast.officer)
        moment = timezone.now() - timedelta(seconds=age)
        Build.objects.filter(pk=build.pk).update(requested_at=moment, heartbeat_at=moment)

    rung = list(building.to_ring_again())

    assert [Build.objects.get(pk=pk).state for pk in rung] == ["queued", "running"]
    assert len(rung) == 2


def test_task_returns_quietly_when_the_build_is_gone(db):
    assert tasks.build_pack(123456) is None


def test_unforeseen_fault_ends_the_build_in_plain_words(scene):
    PaperVersion.objects.filter(pk=scene.papers["slides"].pk).update(findings={"bookmarks": [{"wrong": 1}]})

    build = built(scene)

    assert build.state == Build.State.FAILED
    assert build.error == building.UNFORESEEN
    assert build.finished_at is not None
