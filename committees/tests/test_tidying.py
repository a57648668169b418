"""Old drafts go; what is published, in use or recent stays."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from committees import building, tasks
from committees.models import Build, Edition
from committees.preflight import check
from committees.publishing import publish
from committees.tests.pack_reading import read
from committees.tests.pack_scene import make_scene
from committees.tidying import tidy
from scrutiny.tests.cast import LONDON

pytestmark = pytest.mark.django_db
IN_TIME = datetime(2019, 4, 3, 16, 0, tzinfo=LONDON)
LATER = timedelta(days=31)


@pytest.fixture
def scene(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_scene(cast)


def built(scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    building.run(build.pk)
    return Build.objects.get(pk=build.pk)


def everything(folder=""):
    folders, files = default_storage.listdir(folder)
    found = {f"{folder}{name}" for name in files}
    return found.union(*(everything(f"{folder}{name}/") for name in folders))


def test_only_what_nobody_needs_is_removed(scene):
    with time_machine.travel(IN_TIME, tick=True):
        old = built(scene)
        findings = check(scene.meeting, old, today=timezone.localdate())
        publish(old, by=scene.cast.officer, overrides={each.code: "Agreed" for each in findings})
        failed = building.request_build(scene.meeting, by=scene.cast.officer)
        building.claim(failed.pk).fail("", "No")
        last = built(scene)
    default_storage.save(f"builds/{last.pk}/9/public.pdf", ContentFile(b"of a worker that was killed"))
    before = everything()

    assert tidy().files == 0  # nothing is a month old yet
    looked = tidy(now=timezone.now() + LATER, only_look=True)
    assert everything() == before
    done = tidy(now=timezone.now() + LATER)
    assert (done.builds, done.files, done.size) == (looked.builds, looked.files, looked.size)

    assert list(Build.objects.all()) == [last]
    gone = before - everything()
    assert gone
    assert all(name.startswith((f"builds/{old.pk}/", f"builds/{last.pk}/9/", "parts/")) for name in gone)
    kept = [last.result[kind]["file"] for kind in last.result]
    kept += [name for kind in last.result for name in last.result[kind]["thumbnails"]]
    assert all(default_storage.exists(name) for name in kept)
    for edition in Edition.objects.all():
        with edition.file.open("rb") as file:
            assert len(read(file.read()).labels) == edition.pages
    # The pages that were drawn for it are drawn again, and are the same.
    again = built(scene)
    assert again.result["public"]["sha256"] == last.result["public"]["sha256"]


def test_a_build_under_way_is_left_alone(scene):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    Build.objects.update(requested_at=timezone.now() - 2 * LATER)
    tidy(now=timezone.now() + LATER)
    assert Build.objects.filter(pk=build.pk).exists()


def test_the_command_and_the_daily_task(scene):
    said = io.StringIO()
    call_command("tidy_builds", "--dry-run", stdout=said)
    assert said.getvalue() == "Would remove 0 old builds and 0 files (0.0 MB).\n"
    call_command("tidy_builds", "--days", "3", stdout=said)
    assert "Removed 0 old builds" in said.getvalue()
    with pytest.raises(CommandError, match="less than a day old"):
        call_command("tidy_builds", "--days", "0")
    assert tasks.tidy_builds() == "0 old builds and 0 files (0.0 MB)"
