"""The dashboard says what needs doing, by when, and for which meeting."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committees.models import Build, Meeting, Paper, PaperVersion, Publication
from committees.workload import Urgency, Workload
from scrutiny.tests.cast import LONDON, Cast, item, meeting


def in_days(days: int) -> datetime:
    return (timezone.now().astimezone(LONDON) + timedelta(days=days)).replace(
        hour=23, minute=30, second=0, microsecond=0
    )


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def look(client: Client) -> Workload:
    work: Workload = client.get(reverse("workspace:dashboard")).context["work"]
    return work


def jobs(client: Client) -> list[tuple[str, Urgency]]:
    return [(job.what, job.urgency) for desk in look(client).desks for job in desk.jobs]


def publish(of: Meeting, cast: Cast, key: str = "k") -> None:
    Publication.objects.create(
        meeting=of, number=1, published_at=timezone.now(), published_by=cast.officer, content_key=key
    )


def build(of: Meeting, cast: Cast, state: str, key: str = "k") -> Build:
    return Build.objects.create(
        meeting=of, state=state, requested_by=cast.officer, finished_at=timezone.now(), content_key=key
    )


def version(paper: Paper, cast: Cast, **fields: Any) -> PaperVersion:
    return PaperVersion.objects.create(
        paper=paper, sha256="0" * 64, pages=1, size=1, uploaded_by=cast.officer, **{"number": 1, **fields}
    )


@pytest.mark.parametrize(("days", "urgency"), [(2, Urgency.OVERDUE), (13, Urgency.WEEK), (24, Urgency.LATER)])
def test_agenda_to_publish(officer: Client, cast: Cast, days: int, urgency: Urgency) -> None:
    item(meeting(cast.committee, in_days(days)), "A report", 1)

    assert jobs(officer) == [("Publish the agenda", urgency)]


def test_deadline_carries_its_explanation(officer: Client, cast: Cast) -> None:
    item(meeting(cast.committee, in_days(13)), "A report", 1)

    content = officer.get(reverse("workspace:dashboard")).content.decode()

    assert "Why this date?" in content
    assert "five clear" in content.lower() or "5 clear" in content.lower()


def test_overdue_is_said_in_words(officer: Client, cast: Cast) -> None:
    item(meeting(cast.committee, in_days(2)), "A report", 1)

    content = officer.get(reverse("workspace:dashboard")).content.decode()

    assert "1 overdue" in content
    assert "was due" in content


def test_agenda_without_items(officer: Client, cast: Cast) -> None:
    item(meeting(cast.committee, in_days(13)), "Gone", 1, state="withdrawn")

    assert jobs(officer) == [
        ("Put items on the agenda", Urgency.WEEK),
        ("Publish the agenda", Urgency.WEEK),
    ]


def test_papers_that_have_not_arrived(officer: Client, cast: Cast) -> None:
    report = item(meeting(cast.committee, in_days(13)), "A report", 1)
    report.papers.create(order=1, title="Expected", state="expected")
    report.papers.create(order=2, title="Late", state="to_follow")
    report.papers.create(order=3, title="Off", state="to_follow", removed_at=timezone.now())

    assert ("Chase 2 papers that have not arrived", Urgency.WEEK) in jobs(officer)


def test_exempt_paper_without_paragraph(officer: Client, cast: Cast) -> None:
    report = item(meeting(cast.committee, in_days(13)), "A report", 1)
    version(report.papers.create(order=1, title="Bare"), cast)
    version(report.papers.create(order=2, title="Named"), cast, paragraphs=["3"])

    assert ("Name the paragraph of Schedule 12A for 1 exempt paper", Urgency.NOW) in jobs(officer)


def test_failed_build(officer: Client, cast: Cast) -> None:
    coming = meeting(cast.committee, in_days(13))
    build(coming, cast, "built")
    failed = build(coming, cast, "failed")

    found = [job for job in look(officer).desks[0].jobs if job.urgency == Urgency.NOW]

    assert [job.url for job in found] == [reverse("workspace:build", args=[failed.pk])]


def test_published_agenda_leaves_nothing_to_do(officer: Client, cast: Cast) -> None:
    coming = meeting(cast.committee, in_days(5))
    item(coming, "A report", 1)
    build(coming, cast, "built")
    publish(coming, cast)

    assert jobs(officer) == []
    assert "Nothing to do." in officer.get(reverse("workspace:dashboard")).content.decode()


def test_newer_pack_than_the_published_one(officer: Client, cast: Cast) -> None:
    coming = meeting(cast.committee, in_days(5))
    publish(coming, cast)
    build(coming, cast, "built", key="newer")

    assert jobs(officer) == [("Publish the changes to the agenda", Urgency.NOW)]


def test_paper_added_after_publication(officer: Client, cast: Cast) -> None:
    coming = meeting(cast.committee, in_days(5))
    paper = item(coming, "A report", 1).papers.create(order=1, title="Late paper")
    version(paper, cast, classification="public")
    publish(coming, cast)

    assert jobs(officer) == [("Publish a late paper in a supplement", Urgency.NOW)]


def test_replacement_for_a_published_paper_is_no_late_paper(officer: Client, cast: Cast) -> None:
    coming = meeting(cast.committee, in_days(5))
    paper = item(coming, "A report", 1).papers.create(order=1, title="Paper")
    old = version(paper, cast, classification="public", published_at=timezone.now())
    type(old).objects.filter(pk=old.pk).update(current=False)
    version(paper, cast, classification="public", number=2)
    publish(coming, cast)

    assert jobs(officer) == [("Publish the changes to the agenda", Urgency.NOW)]


def test_private_and_cancelled_meetings_ask_for_nothing(officer: Client, cast: Cast) -> None:
    meeting(cast.committee, in_days(2), kind="briefing")
    meeting(cast.committee, in_days(3), state="cancelled", cancelled_at=timezone.now())

    work = look(officer)

    assert [desk.jobs for desk in work.desks] == [[]]
    assert [each.kind for each in work.meetings_this_week] == ["briefing"]


def test_only_ones_own_committees_are_shown(officer: Client, cast: Cast) -> None:
    meeting(cast.other_committee, in_days(2))

    work = look(officer)

    assert [desk.committee for desk in work.desks] == [cast.committee]
    assert work.meetings_this_week == []


def test_officer_without_a_committee_is_told_what_to_do(client: Client, cast: Cast) -> None:
    cast.officer.scopes.all().delete()
    client.force_login(cast.officer)

    assert "Ask the monitoring officer" in client.get(reverse("workspace:dashboard")).content.decode()


def test_committee_without_meetings_offers_one(officer: Client, cast: Cast) -> None:
    content = officer.get(reverse("workspace:dashboard")).content.decode()

    assert f"{reverse('workspace:meeting_add')}?committee={cast.committee.slug}" in content


def test_administrator_is_led_to_the_committees(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)

    assert client.get(reverse("workspace:dashboard")).headers["Location"] == reverse("workspace:committees")
