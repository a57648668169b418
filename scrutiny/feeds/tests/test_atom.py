"""News are read back by a program of other people, as a reader of feeds would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from callins.models import Decision
from callins.tests.executive import executive
from committees.meetings import cancel_meeting, create_meeting
from committees.models import Meeting, Publication
from committees.models.publication import PublicationKind
from scrutiny.tests.cast import Cast, meeting
from scrutiny.tests.world import coming

pytestmark = pytest.mark.django_db


def fetched(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    return feed


def publish(on: Meeting, cast: Cast, number: int = 1, **details: Any) -> Publication:
    kind = PublicationKind.AGENDA if number == 1 else PublicationKind.SUPPLEMENT
    more = {} if number == 1 else {"supplement": number - 1, "reason": "It came late."}
    return Publication.objects.create(
        meeting=on,
        number=number,
        kind=kind,
        published_at=timezone.now(),
        published_by=cast.officer,
        **more,
        **details,
    )


def test_an_empty_council_has_feeds_that_say_nothing(client: Client, db: None) -> None:
    first = client.get("/feeds/published.atom")
    assert fetched(client, "/feeds/published.atom").entries == []
    assert client.get("/feeds/published.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_what_is_published_is_told_once_and_first(client: Client, cast: Cast) -> None:
    held = meeting(cast.committee, coming(5))
    publish(held, cast)
    second = publish(held, cast, 2)
    private = meeting(cast.committee, coming(6), kind=Meeting.Kind.BRIEFING)
    publish(private, cast)
    entries = fetched(client, "/feeds/published.atom").entries
    assert [entry.title.split(":")[0] for entry in entries] == ["Supplement 1", "Agenda pack"]
    assert entries[0].id.endswith(f",2026:publication-{second.pk}")
    assert entries[0].link.endswith(held.get_absolute_url())
    assert entries[0].summary == "It came late."
    assert fetched(client, f"/committees/{cast.committee.slug}/feed.atom").entries[0].id == entries[0].id


def test_a_meeting_called_off_is_news_with_whatever_was_typed(client: Client, cast: Cast) -> None:
    made = create_meeting(cast.committee, start=coming(9), by=cast.officer)
    cancel_meeting(made, notice="Fire & <b>flood</b>\x0b]]> .", by=cast.officer)
    (entry,) = fetched(client, "/feeds/published.atom").entries
    assert entry.title.startswith("Cancelled: ")
    assert entry.summary.startswith("Fire & <b>flood</b>")


def test_decisions_come_when_they_are_published_and_stay_when_withdrawn(client: Client, cast: Cast) -> None:
    made = executive(cast)
    titles = {entry.title for entry in fetched(client, "/feeds/decisions.atom").entries}
    assert titles == set(Decision.objects.published().values_list("title", flat=True))
    assert made.draft_decision.title not in titles


def test_fifty_at_most_the_newest_first(client: Client, cast: Cast, django_assert_num_queries: Any) -> None:
    for number in range(60):
        on = meeting(cast.committee, coming(number + 1))
        row = publish(on, cast)
        assert row.published_at <= timezone.now() + timedelta(seconds=1)
    with django_assert_num_queries(8):
        client.get(f"/committees/{cast.committee.slug}/feed.atom")
    assert len(fetched(client, "/feeds/published.atom").entries) == 50
