"""The annual report counts what everybody may read, stays as it was published, and goes onto an agenda."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees.agenda import edit_item
from committees.models import Attendance, Paper, Sitting
from packs.check import problems
from packs.text import page_texts
from scrutiny.tests.cast import committee, meeting
from workprogramme import annual, tracking
from workprogramme.annual_figures import counted
from workprogramme.models import AnnualEdition, AnnualReport
from workprogramme.tests.programme import days_ahead, topic
from workprogramme.tests.reviewed import reviewed
from workprogramme.tests.tracked import agreed, answered
from workprogramme.years import year_of, year_words

PAF = "People and Families Scrutiny Committee"
SECRET = "Quokkasecret"


@pytest.fixture
def year():
    return year_of(timezone.localdate())


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def numbers(figures, key):
    return {row["label"]: row["numbers"] for row in figures[key]["rows"]}


def a_meeting_held(cast, start):
    held = meeting(cast.committee, start)
    for who, state, mode in (
        (cast.member, "present", "in_person"),
        (cast.chair, "present", "remote"),
        (cast.other_councillor, "apologies", ""),
    ):
        Attendance.objects.create(
            meeting=held, person=who.person, name_as_printed=str(who.person), capacity="member",
            state=state, mode=mode,
        )  # fmt: skip
    chair = held.attendances.get(person=cast.chair.person)
    Sitting.objects.create(
        meeting=held, opened_at=start, closed_at=start + timedelta(hours=2), quorum=4, presiding=chair
    )


def test_only_what_is_public_counts(cast, year):
    now = timezone.now()
    a_meeting_held(cast, now - timedelta(days=1))
    meeting(
        cast.committee,
        now - timedelta(days=2),
        kind="briefing",
    )
    made = topic(cast, "Roads", year=year)
    topic(cast, SECRET, year=year, is_public=False)
    answered(cast, made)
    agreed(cast, made, text=SECRET)
    reviewed(cast, "Gangs", SECRET, publish=True)
    reviewed(cast, f"Review of {SECRET}", SECRET, publish=False)

    figures = counted(year, timezone.localdate())

    assert numbers(figures, "attendance") == {PAF: [1, 1, 1]}
    assert figures["attendance"]["said"] == "Members took 2 of 3 places, 67%."
    assert numbers(figures, "topics") == {PAF: [0, 1, 0]}
    assert [each["title"] for each in figures["reviews"]["listed"]] == ["Gangs"]
    assert SECRET not in str(annual.snapshot(AnnualReport(year=year)))


def test_recommendations_are_counted_in_the_year_they_were_made(cast):
    made = topic(cast, "Roads", year=2023)
    tracking.publish(answered(cast, made), by=cast.officer)
    tracking.publish(agreed(cast, made, text="Another"), by=cast.officer)
    today = date(2024, 6, 1)
    assert numbers(counted(2023, today), "recommendations") == {PAF: [0, 1, 0, 1]}
    assert counted(2022, today)["recommendations"]["rows"] == []


def test_it_is_written_published_and_stays_as_it_was(officer, client, cast, year):
    page, public = (
        reverse(f"{where}:annual_report", args=[year]) for where in ("workspace", "workprogramme")
    )
    assert client.get(public).status_code == 404
    officer.post(page, {"version": "0", "foreword": "A year of **buses**."})
    late = officer.post(page, {"version": "0", "foreword": "Mine"})
    assert late.status_code == 409
    assert "buses" in late.content.decode()
    officer.post(reverse("workspace:annual_publish", args=[year]))
    a_meeting_held(cast, timezone.now() - timedelta(days=1))
    officer.post(page, {"version": "2", "foreword": "Changed"})
    client.logout()
    shown = client.get(public).content.decode()
    assert "A year of <strong>buses</strong>." in shown
    assert "Changed" not in shown
    assert "Members took" not in shown
    pdf = b"".join(client.get(reverse("workprogramme:annual_pdf", args=[year])).streaming_content)
    assert "A year of buses." in " ".join(page_texts(pdf))
    assert problems(pdf) == []
    client.force_login(cast.member)
    assert client.get(page).status_code == 404
    client.force_login(cast.officer)
    client.post(reverse("workspace:annual_publish", args=[year]))
    assert [each.number for each in AnnualEdition.objects.all()] == [2, 1]
    assert "Members took 2 of 3 places" in client.get(public).content.decode()


def test_it_is_a_paper_of_an_agenda_and_a_new_version_when_done_again(officer, cast, year):
    to_come = meeting(cast.committee, days_ahead(20))
    page = reverse("workspace:annual_put", args=[year])
    elsewhere = meeting(cast.other_committee, days_ahead(20))
    assert officer.post(page, {"meeting": elsewhere.pk}).status_code == 200, "another officer's committee"
    for _time in range(2):
        assert officer.post(page, {"meeting": to_come.pk}).status_code == 302
    paper = Paper.objects.get()
    assert (paper.item.title, paper.versions.count()) == (f"Annual scrutiny report {year_words(year)}", 1)
    annual.save_texts(year, texts={"ahead": "More buses"}, version=0, by=cast.officer)
    officer.post(page, {"meeting": to_come.pk})
    assert Paper.objects.get().versions.count() == 2
    edit_item(paper.item, version=paper.item.version, section="exempt", by=cast.officer)
    annual.save_texts(year, texts={"ahead": "Fewer buses"}, version=2, by=cast.officer)
    refused = officer.post(page, {"meeting": to_come.pk})
    assert "is in the exempt part of the agenda. Write the new version there" in refused.content.decode()
    assert Paper.objects.get().versions.count() == 2, "and there is no second item"


def test_its_pages_ask_the_database_as_often_for_three_committees_as_for_one(officer, cast, year):
    pages = [
        reverse("workspace:annual_reports"),
        reverse("workspace:annual_report", args=[year]),
        reverse("workprogramme:annual_report", args=[year]),
        reverse("workprogramme:annual_reports"),
    ]

    def asked():
        counts = {}
        for page in pages:
            officer.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert officer.get(page).status_code == 200
            counts[page] = len(queries)
        return counts

    def more(number):
        on = committee(f"M{number}", f"More {number}", cast.committee.contact)
        meeting(on, timezone.now() - timedelta(days=number))
        topic(cast, f"Topic {number}", year=year)
        answered(cast, topic(cast, f"Another {number}", year=year), text=f"Words {number}")
        reviewed(cast, f"Review {number}", SECRET, publish=True)
        annual.publish(year - number, by=cast.officer)
        annual.publish(year, by=cast.officer)

    more(1)
    once = asked()
    more(2)
    more(3)
    assert asked() == once
    assert max(once.values()) <= 15, once
