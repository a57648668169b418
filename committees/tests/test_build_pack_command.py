"""`manage.py build_pack`, for clerks who script."""

from __future__ import annotations

import hashlib
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from committees.models import Build
from committees.tests.pack_reading import read
from committees.tests.pack_scene import CANARY, make_scene
from scrutiny.tests.cast import LONDON, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(cast):
    return make_scene(cast)


def build_pack(*arguments):
    out = StringIO()
    call_command("build_pack", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_public_edition_is_the_default(scene, tmp_path):
    target = tmp_path / "pack.pdf"

    said = build_pack("paf-2019-04-11", "-o", target)

    pack = read(target.read_bytes())
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert said == f"{target}: {len(pack.labels)} pages, sha256 {digest}\n"
    assert not [text for text in pack.texts if CANARY in text]
    assert not Build.objects.exists()


def test_members_edition(scene, tmp_path):
    target = tmp_path / "members.pdf"
    build_pack(scene.meeting.reference, "--edition", "members", "-o", target)
    assert read(target.read_bytes()).labels[-1] == "E6"


def test_unknown_reference(scene, tmp_path):
    with pytest.raises(CommandError, match="There is no meeting with the reference PAF-1999"):
        build_pack("PAF-1999", "-o", tmp_path / "pack.pdf")


def test_folder_that_is_not_there(scene, tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        build_pack(scene.meeting.reference, "-o", tmp_path / "nowhere" / "pack.pdf")


def test_private_meeting_and_empty_agenda(cast, tmp_path):
    from datetime import datetime

    of = meeting(cast.committee, datetime(2026, 3, 5, 10, 0, tzinfo=LONDON))
    with pytest.raises(CommandError, match="has no items yet"):
        build_pack(of.reference, "-o", tmp_path / "pack.pdf")

    of.__class__.objects.update(kind="briefing")
    with pytest.raises(CommandError, match="is a briefing, which has no agenda pack"):
        build_pack(of.reference, "-o", tmp_path / "pack.pdf")


def test_damaged_paper_is_named(scene, tmp_path):
    default_storage.delete(scene.papers["slides"].pdf.name)
    with pytest.raises(CommandError, match="Item 4, Appendix 2: Slides: The file is missing"):
        build_pack(scene.meeting.reference, "-o", tmp_path / "pack.pdf")


def test_only_its_owner_reads_the_members_edition_on_disk(scene, tmp_path):
    written = tmp_path / "pack.pdf"

    build_pack(scene.meeting.reference, "--edition", "members", "-o", written)

    assert written.stat().st_mode & 0o077 == 0
