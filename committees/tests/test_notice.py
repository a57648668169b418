"""Notice of a meeting from end to end: the calendar in force, the committee's own days, and what is printed."""

from __future__ import annotations

import io
from datetime import date, datetime

import pypdfium2
import pytest
import time_machine
from django.test import Client

from audit.log import entries_for
from committees import building
from committees.calendar_changes import Kind, change_calendar
from committees.meeting_dates import set_dates
from committees.models import Build, TimetableStep
from committees.preflight import check
from committees.publishing import give_short_notice_reason, publish
from committees.tests.pack_scene import Scene, make_scene
from committees.timetable_steps import save_step, start_own_timetable
from council.calendar_in_force import calendar_in_force
from scrutiny.tests.cast import LONDON, Cast

# The meeting is on Thursday 11 April 2019: five clear days need publication by Wednesday 3 April.
IN_TIME = datetime(2019, 4, 3, 16, 0, tzinfo=LONDON)
TOO_LATE = datetime(2019, 4, 4, 9, 0, tzinfo=LONDON)
PROCLAIMED = datetime(2019, 4, 5, 9, 0, tzinfo=LONDON)
WORDS = "The inspection report came only today."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(IN_TIME, tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(cast: Cast) -> Scene:
    scene = make_scene(cast)
    set_dates(scene.meeting, calendar_in_force())
    return scene


def built(scene: Scene) -> Build:
    build = building.request_build(scene.meeting, by=scene.cast.officer)
    building.run(build.pk)
    build.refresh_from_db()
    assert build.state == Build.State.BUILT, build.error
    return build


def codes(scene: Scene, today: date) -> dict[str, str]:
    found = check(scene.meeting, None, today=today)
    return {finding.code: finding.weight.name for finding in found if "notice" in finding.code}


def accepted(scene: Scene, build: Build) -> dict[str, str]:
    found = check(scene.meeting, build, today=date(2019, 4, 3))
    return {finding.code: "Agreed." for finding in found}


def preflight(client: Client, scene: Scene) -> str:
    client.force_login(scene.cast.officer)
    return client.get(f"/workspace/meetings/{scene.meeting.reference}/publish/").content.decode()


def test_publishing_meets_the_agendas_date(scene: Scene) -> None:
    build = built(scene)
    publish(build, by=scene.cast.officer, overrides=accepted(scene, build))

    row = scene.meeting.dates.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION)
    assert (row.due_on, row.met_at) == (date(2019, 4, 3), IN_TIME)


def test_a_holiday_added_before_publishing_brings_the_last_day_forward(client: Client, scene: Scene) -> None:
    assert codes(scene, date(2019, 4, 3)) == {}

    change_calendar(Kind.HOLIDAY, date(2019, 4, 9), "Jubilee", by=scene.cast.officer, reason="Proclaimed")

    assert codes(scene, date(2019, 4, 3)) == {"short_notice": "STOPS"}
    page = preflight(client, scene)
    assert "Five clear days&#x27; notice needed publication by Tuesday 2 April 2019" in page
    assert "Jubilee" in page  # among the reasons of the date


def test_a_closure_costs_no_clear_day_unless_it_is_said_to(scene: Scene) -> None:
    closure = {"by": scene.cast.officer, "reason": "Decided"}
    change_calendar(Kind.CLOSURE, date(2019, 4, 9), "Staff day", counts_for=["local"], **closure)
    assert codes(scene, date(2019, 4, 3)) == {}

    change_calendar(Kind.CLOSURE, date(2019, 4, 10), "Flood", counts_for=["statutory"], **closure)
    assert codes(scene, date(2019, 4, 3)) == {"short_notice": "STOPS"}


def test_a_longer_notice_of_the_committees_own_is_a_note_only(client: Client, scene: Scene) -> None:
    start_own_timetable(scene.cast.committee, by=scene.cast.officer)
    step = scene.cast.committee.timetable_steps.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION)
    step.offset = 7
    save_step(step, by=scene.cast.officer)

    assert codes(scene, date(2019, 4, 1)) == {}
    assert codes(scene, date(2019, 4, 3)) == {"own_notice": "NOTE"}
    assert codes(scene, date(2019, 4, 4)) == {"short_notice": "STOPS"}
    page = preflight(client, scene)
    assert "Monday 1 April 2019" in page
    assert "so the law is kept" in page


def test_the_reason_for_short_notice_is_kept_shown_and_printed(
    client: Client, scene: Scene, clock: time_machine.Traveller
) -> None:
    clock.move_to(TOO_LATE)
    client.force_login(scene.cast.officer)
    address = f"/workspace/meetings/{scene.meeting.reference}/short-notice/"

    client.post(address, {"notice-short_notice_reason": "  "})
    assert not entries_for(scene.meeting).filter(verb="give short notice reason").exists()
    client.post(address, {"notice-short_notice_reason": WORDS})
    build = scene.meeting.builds.latest("pk")
    building.run(build.pk)
    build.refresh_from_db()
    publication = publish(build, by=scene.cast.officer, overrides=accepted(scene, build))

    assert publication.short_notice_reason == WORDS
    for edition in publication.editions.all():
        assert edition.agenda["meeting"]["short_notice"] == WORDS
        front = pypdfium2.PdfDocument(io.BytesIO(edition.file.read()))[0].get_textpage().get_text_bounded()
        assert WORDS in " ".join(front.split())
    assert WORDS in client.get(scene.meeting.get_absolute_url()).content.decode()
    row = scene.meeting.dates.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION)
    assert row.met_at == TOO_LATE


def test_a_reason_that_is_not_needed_any_more_can_be_removed(client: Client, scene: Scene) -> None:
    give_short_notice_reason(scene.meeting, WORDS, by=scene.cast.officer)
    scene.meeting.refresh_from_db()
    assert codes(scene, date(2019, 4, 3)) == {"short_notice_over": "NOTE"}
    assert "Remove the reason" in preflight(client, scene)

    client.post(f"/workspace/meetings/{scene.meeting.reference}/short-notice/", {"remove": "1"})

    scene.meeting.refresh_from_db()
    assert scene.meeting.short_notice_reason == ""
    assert entries_for(scene.meeting).filter(verb="remove short notice reason").exists()


def test_a_holiday_proclaimed_after_publishing_is_shown_and_rewrites_nothing(
    client: Client, scene: Scene, clock: time_machine.Traveller
) -> None:
    build = built(scene)
    publication = publish(build, by=scene.cast.officer, overrides=accepted(scene, build))
    before = sorted(publication.editions.values_list("kind", "sha256"))
    told = scene.meeting.dates.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION).explanation
    clock.move_to(PROCLAIMED)
    client.force_login(scene.cast.officer)

    fields = {"kind": "holiday", "date_day": "9", "date_month": "4", "date_year": "2019"}
    client.post("/workspace/calendar/add/", fields | {"name": "Day of mourning", "reason": "Proclaimed"})

    page = preflight(client, scene)
    assert "Day of mourning, Tuesday 9 April 2019, left the agenda with too little notice" in page
    assert "4 clear days before the meeting, 1 fewer than the 5 required" in page
    assert "the chair may agree to take items as urgent" in page
    row = scene.meeting.dates.get(kind=TimetableStep.Kind.AGENDA_PUBLICATION)
    assert (row.met_at, row.explanation) == (IN_TIME, told)
    assert sorted(publication.editions.values_list("kind", "sha256")) == before
    public = client.get(scene.meeting.get_absolute_url()).content.decode()
    assert "less than five clear days" not in public
