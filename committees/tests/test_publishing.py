"""Publishing a built pack: what is frozen, what stops it, what needs a reason."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from audit.log import entries_for
from committees import building
from committees.models import Build, Edition, Meeting, Paper
from committees.models.publication import EditionKind
from committees.publishing import CannotPublish, publish, unpublished_changes
from committees.tests.pack_scene import CANARY, Scene, make_scene
from scrutiny.tests.cast import LONDON, Cast

IN_TIME = datetime(2019, 4, 3, 16, 0, tzinfo=LONDON)
TOO_LATE = datetime(2019, 4, 4, 9, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def in_time():
    with time_machine.travel(IN_TIME, tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return make_scene(cast)


def built(scene: Scene) -> Build:
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    building.run(build.pk)
    build.refresh_from_db()
    assert build.state == Build.State.BUILT, build.error
    return build


def reasons(client: Client, scene: Scene) -> dict[str, str]:
    """A reason for every box that the page asks one for."""
    form = client.get(address(scene.meeting)).context["form"]
    return dict.fromkeys(form.fields, "The chairman has agreed.") | {"build": form.initial["build"]}


def address(meeting: Meeting) -> str:
    return f"/workspace/meetings/{meeting.reference}/publish/"


def publish_through_the_page(client: Client, scene: Scene) -> None:
    built(scene)
    client.force_login(scene.cast.officer)
    response = client.post(address(scene.meeting), reasons(client, scene))
    assert response.status_code == 302, response.content.decode()


def test_publishing_freezes_both_editions(client: Client, scene: Scene) -> None:
    publish_through_the_page(client, scene)

    editions = {edition.kind: edition for edition in Edition.objects.all()}
    assert set(editions) == set(EditionKind)
    assert editions["members"].pages > editions["public"].pages
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.update(pages=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.all().delete()


def test_an_edition_keeps_what_it_was_made_of(client: Client, scene: Scene) -> None:
    publish_through_the_page(client, scene)

    for edition in Edition.objects.all():
        parts = edition.manifest["parts"]
        assert edition.manifest["sha256"] == edition.sha256
        assert sum(part["pages"] for part in parts) == edition.pages
        assert (CANARY in str(parts)) == (edition.kind == EditionKind.MEMBERS)
        assert any(part["from"].startswith("E") for part in parts) == (edition.kind == EditionKind.MEMBERS)


def test_nothing_counts_as_changed_right_after_publishing(client: Client, scene: Scene) -> None:
    publish_through_the_page(client, scene)

    assert not unpublished_changes(scene.meeting)
    on_agenda = Paper.objects.filter(item__state="on_agenda", removed_at=None)
    assert set(on_agenda.values_list("state", flat=True)) <= {"published", "expected", "to_follow"}


def test_a_change_after_publishing_is_shown_and_can_be_published_with_a_reason(
    client: Client, scene: Scene
) -> None:
    publish_through_the_page(client, scene)
    scene.gangs.title = "County Lines and Knife Crime"
    scene.gangs.save()

    assert unpublished_changes(scene.meeting)
    public = client.get(scene.meeting.get_absolute_url()).content.decode()
    assert "has changed since it was published" in public
    assert "County Lines and Knife Crime" not in public
    built(scene)
    without = client.post(address(scene.meeting), reasons(client, scene) | {"reason": ""})
    assert "Say why the pack is published again" in without.content.decode()
    client.post(address(scene.meeting), reasons(client, scene) | {"reason": "The title was wrong."})

    numbers = scene.meeting.publications.order_by("number").values_list("number", "reason")
    assert list(numbers) == [(1, ""), (2, "The title was wrong.")]
    assert "County Lines and Knife Crime" in client.get(scene.meeting.get_absolute_url()).content.decode()


def test_a_pack_that_no_longer_matches_the_agenda_is_not_published(client: Client, scene: Scene) -> None:
    build = built(scene)
    scene.gangs.title = "County Lines and Knife Crime"
    scene.gangs.save()

    with pytest.raises(CannotPublish, match="have changed since the pack was built"):
        publish(build, by=scene.cast.officer)
    assert not scene.meeting.publications.exists()


def test_a_pack_built_while_somebody_was_looking_is_not_published_unseen(
    client: Client, scene: Scene
) -> None:
    built(scene)
    client.force_login(scene.cast.officer)
    typed = reasons(client, scene)
    newer = built(scene)

    refused = client.post(address(scene.meeting), typed)

    assert "has been built again since you looked at it" in refused.content.decode()
    assert refused.context["form"]["build"].value() == str(newer.pk)
    assert not scene.meeting.publications.exists()


def test_publishing_late_needs_the_reason_that_the_agenda_prints(
    client: Client, scene: Scene, in_time: time_machine.Traveller
) -> None:
    in_time.move_to(TOO_LATE)
    build = built(scene)
    client.force_login(scene.cast.officer)

    page = client.get(address(scene.meeting)).content.decode()
    assert "needed publication by Wednesday 3 April 2019" in page
    with pytest.raises(CannotPublish, match="Five clear days"):
        publish(build, by=scene.cast.officer)

    words = "The inspection report came only today."
    client.post(
        f"/workspace/meetings/{scene.meeting.reference}/short-notice/", {"notice-short_notice_reason": words}
    )
    publish_through_the_page(client, scene)
    assert scene.meeting.publications.get().short_notice_reason == words
    assert words in client.get(scene.meeting.get_absolute_url()).content.decode()


def test_an_exempt_paper_without_a_paragraph_stops_publication(client: Client, scene: Scene) -> None:
    version = next(version for version in scene.papers.values() if not version.is_public)
    version.paragraphs = []
    version.save()

    with pytest.raises(CannotPublish, match="names no paragraph of Schedule 12A"):
        publish(built(scene), by=scene.cast.officer)


def test_a_missing_paper_needs_a_reason_which_is_kept(client: Client, scene: Scene) -> None:
    Paper.objects.create(item=scene.gangs, order=9, title="Late statistics", state=Paper.State.TO_FOLLOW)
    build = built(scene)

    with pytest.raises(CannotPublish, match="has not arrived"):
        publish(build, by=scene.cast.officer)
    client.force_login(scene.cast.officer)
    client.post(address(scene.meeting), reasons(client, scene))

    kept = scene.meeting.publications.get().overrides
    assert any("Late statistics" in line["message"] and line["reason"] for line in kept)


def test_publishing_the_same_pack_twice_is_refused(client: Client, scene: Scene) -> None:
    publish_through_the_page(client, scene)
    build = scene.meeting.builds.get()
    overrides = {line["code"]: "Again" for line in scene.meeting.publications.get().overrides}

    with pytest.raises(CannotPublish, match="already been published"):
        publish(build, by=scene.cast.officer, reason="Once more", overrides=overrides)


def test_the_audit_book_names_no_exempt_word(client: Client, scene: Scene) -> None:
    publish_through_the_page(client, scene)

    line = entries_for(scene.meeting).get(verb="publish agenda")
    assert line.actor == scene.cast.officer
    assert CANARY not in f"{line.subject_name}{line.detail}"


@pytest.mark.parametrize("who", ["other_officer", "member", "chair", "administrator", "other_councillor"])
def test_only_officers_of_the_committee_reach_publishing(client: Client, scene: Scene, who: str) -> None:
    client.force_login(getattr(scene.cast, who))

    assert client.get(address(scene.meeting)).status_code == 404
    assert client.post(address(scene.meeting)).status_code == 404
    assert not scene.meeting.publications.exists()
