"""The officers' pages of a build: who may see them, what they say while it waits, goes on, fails and is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.log import entries_for
from committees import building
from committees.models import AgendaItem, Build, PaperVersion
from committees.tests.pack_scene import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(cast):
    return make_scene(cast)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


@pytest.fixture
def built(scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    building.run(build.pk)
    return Build.objects.get(pk=build.pk)


def page(name, *args):
    return reverse(f"workspace:{name}", args=args)


def test_pressing_twice_makes_one_build(officer, scene):
    start = page("build_start", scene.meeting.reference)

    first, second = officer.post(start), officer.post(start)

    assert first.url == second.url == page("build", Build.objects.get().pk)


def test_build_is_not_started_by_looking(officer, scene):
    assert officer.get(page("build_start", scene.meeting.reference)).status_code == 405
    assert not Build.objects.exists()


def test_empty_agenda_is_not_built(officer, scene):
    AgendaItem.objects.all().delete()
    response = officer.post(page("build_start", scene.meeting.reference))
    assert response.url == page("meeting", scene.meeting.reference)
    assert not Build.objects.exists()


@pytest.mark.parametrize("who", ["other_officer", "administrator", "chair", "member", "other_councillor"])
def test_others_find_nothing(client, cast, built, who):
    client.force_login(getattr(cast, who))
    for address in [
        page("build", built.pk),
        page("build_progress", built.pk),
        page("build_page", built.pk, "members", 1),
        page("build_file", built.pk, "members"),
        page("build_file", built.pk, "public"),
    ]:
        assert client.get(address).status_code == 404
    assert client.post(page("build_retry", built.pk)).status_code == 404
    assert client.post(page("build_cancel", built.pk)).status_code == 404
    assert client.post(page("build_start", built.meeting.reference)).status_code == 404


def test_visitors_are_asked_to_sign_in(client, built):
    assert client.get(page("build", built.pk)).status_code == 302


def test_waiting_build_without_a_worker_says_so(officer, scene):
    """The tests run no worker, so nobody answers."""
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    Build.objects.update(requested_at=timezone.now() - timedelta(seconds=4))

    for name in ["build", "build_progress"]:
        words = officer.get(page(name, build.pk)).content.decode()
        assert "Nothing is building packs at the moment" in words
        assert "nothing is lost" in words


def test_fresh_build_just_waits(officer, scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    words = officer.get(page("build", build.pk)).content.decode()
    assert "Waiting for a worker to start" in words
    assert 'http-equiv="refresh"' in words


def test_progress_shows_each_part(officer, scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    attempt = building.claim(build.pk)
    attempt.list_parts(building.Contents(scene.meeting))
    attempt.progress(f"paper-{scene.papers['slides'].pk}", "reading")

    words = officer.get(page("build_progress", build.pk)).content.decode()

    assert 'data-build-state="running"' in words
    assert "Item 4, Appendix 2: Slides" in words
    assert "Reading the file" in words


def test_stopped_worker_is_told(officer, scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    building.claim(build.pk)
    Build.objects.update(heartbeat_at=timezone.now() - timedelta(seconds=70))
    assert "has stopped answering" in officer.get(page("build", build.pk)).content.decode()


def test_failure_names_the_paper_and_can_be_retried(officer, scene):
    PaperVersion.objects.filter(pk=scene.papers["slides"].pk).update(pages=7)
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    building.run(build.pk)

    words = officer.get(page("build", build.pk)).content.decode()
    again = officer.post(page("build_retry", build.pk))

    assert "Item 4, Appendix 2: Slides" in words
    assert "3 pages where 7 were uploaded" in words
    assert again.url == page("build", Build.objects.exclude(pk=build.pk).get().pk)


def test_a_waiting_build_can_be_cancelled_and_built_again(officer, scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    assert page("build_cancel", build.pk) in officer.get(page("build", build.pk)).content.decode()

    words = officer.post(page("build_cancel", build.pk), follow=True).content.decode()
    building.run(build.pk)

    build.refresh_from_db()
    assert (build.state, build.attempt) == (Build.State.CANCELLED, 0)
    assert build.finished_at is not None
    assert "The build was cancelled" in words
    assert entries_for(scene.meeting)[0].verb == "cancel build"
    again = officer.post(page("build_retry", build.pk))
    assert again.url == page("build", Build.objects.exclude(pk=build.pk).get().pk)


def test_the_worker_of_a_cancelled_build_stops_at_the_next_part(officer, scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    attempt = building.claim(build.pk)
    attempt.list_parts(building.Contents(scene.meeting))
    building.cancel(build, by=scene.cast.officer)

    with pytest.raises(building.Superseded):
        attempt.progress(f"paper-{scene.papers['slides'].pk}", "reading")
    attempt.fail("", "Too late to fail.")

    build.refresh_from_db()
    assert (build.state, build.error, build.result) == (Build.State.CANCELLED, "", {})
    assert not building.to_ring_again().exists()


def test_a_build_that_has_ended_cannot_be_cancelled(officer, built):
    words = officer.post(page("build_cancel", built.pk), follow=True).content.decode()
    assert "had already ended" in words
    assert Build.objects.get().state == Build.State.BUILT


def test_built_pack_is_shown_beside_its_index(officer, built):
    public = officer.get(page("build", built.pk)).content.decode()
    members = officer.get(page("build", built.pk) + "?edition=members").content.decode()

    assert public.count("<img src") - members.count("<img src") == -6
    assert 'id="page-E1"' in members
    assert 'href="#page-E1"' in members
    assert "E1" not in public
    assert page("preflight", built.meeting.reference) in public


def test_changed_agenda_is_pointed_out(officer, scene, built):
    AgendaItem.objects.filter(pk=scene.gangs.pk).update(title="Something else")
    assert "have changed since this pack was built" in officer.get(page("build", built.pk)).content.decode()


def test_pictures_and_drafts(officer, built):
    picture = officer.get(page("build_page", built.pk, "members", 1))
    draft = officer.get(page("build_file", built.pk, "members"))

    assert picture["Content-Type"] == "image/webp"
    assert b"".join(picture.streaming_content)[:4] == b"RIFF"
    assert officer.get(page("build_page", built.pk, "members", 999)).status_code == 404
    assert officer.get(page("build_file", built.pk, "secret")).status_code == 404
    assert draft["Cache-Control"] == "private, no-store"
    assert b"".join(draft.streaming_content)[:5] == b"%PDF-"
    assert entries_for(built.meeting)[0].verb == "open members' draft pack"


def test_built_page_asks_little_of_the_database(officer, built, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        officer.get(page("build", built.pk))
