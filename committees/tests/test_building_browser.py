"""The build page in a real browser: live progress by itself, and nothing for axe to find in any state."""

from __future__ import annotations

import pytest

from committees import building
from committees.models import Build, PaperVersion
from committees.tests.pack_scene import make_scene
from scrutiny.tests.axe import assert_accessible
from scrutiny.tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(cast):
    return make_scene(cast)


@pytest.fixture
def officer(page, live_server, scene):
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email address").fill(scene.cast.officer.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


@pytest.fixture
def address(live_server):
    return lambda build: f"{live_server.url}/workspace/builds/{build.pk}/"


def test_page_follows_the_build_by_itself(officer, scene, address):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    officer.goto(address(build))
    officer.locator("strong", has_text="Nothing is building packs").wait_for()

    attempt = building.claim(build.pk)
    attempt.list_parts(building.Contents(scene.meeting))
    officer.get_by_text("Item 4, Appendix 2: Slides").wait_for()
    attempt.make()

    officer.get_by_role("heading", name="Public edition").wait_for()
    officer.get_by_role("link", name="Members' edition").click()
    officer.get_by_role("link", name="pages E1 to E2").click()
    officer.wait_for_url("**?edition=members#page-E1")


def test_axe_finds_nothing_while_it_waits(officer, scene, address):
    assert_accessible(officer, address(building.request_build(scene.meeting, by=scene.cast.officer)))


def test_axe_finds_nothing_when_it_failed(officer, scene, address):
    PaperVersion.objects.filter(pk=scene.papers["slides"].pk).update(pages=7)
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    building.run(build.pk)
    assert_accessible(officer, address(build))


def test_axe_finds_nothing_when_it_is_built(officer, scene, address):
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    building.run(build.pk)
    Build.objects.update(content_key="changed since")
    assert_accessible(officer, address(build) + "?edition=members")
