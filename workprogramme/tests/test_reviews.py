"""Reviews over HTTP: scope in versions, approval and re-approval, evidence, report, recommendations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from committees.models import PaperVersion
from scrutiny.tests import cast as people
from scrutiny.tests.cast import Cast
from workprogramme import reviewing
from workprogramme.models import Evidence, Recommendation, Review, ReviewKind, Scoping
from workprogramme.scoping import NAMES

from .programme import days_ahead, meeting
from .reviewed import opened, reviewed
from .test_recommendations import boxes, officer


def send(client: Client, review: Review, what: str, **data: Any) -> str:
    answer = client.post(f"/workspace/reviews/{review.pk}/{what}/", data)
    return "" if answer.status_code == 302 else answer.content.decode()


def scope(client: Client, review: Review, **words: str) -> str:
    latest = review.scopings.order_by("-number")[0]
    given = {name: getattr(latest, name) for name in NAMES} | {"version": latest.version}
    return send(client, review, "scope", **(given | words))


def hear(client: Client, review: Review, cast: Cast, today: date) -> None:
    """Longer, with a volunteer, and one private session that cannot be published."""
    later = {**boxes("to_day", today + timedelta(days=300)), **boxes("agreed_on", today)}
    assert send(client, review, "extend", agreed_by="Scrutiny Board", reason="More to hear", **later) == ""
    assert send(client, review, "members/add", person=cast.other_councillor.person_id, role="volunteer") == ""
    heard = {"kind": "private", "title": "Parents of three", "line": "Who is at risk?", "is_public": "on"}
    assert "not published" in send(client, review, "evidence/add", **heard, **boxes("on", today))
    assert send(client, review, "evidence/add", **heard | {"is_public": ""}, **boxes("on", today)) == ""
    assert Evidence.objects.get().line == "Who is at risk?"


def test_from_scope_to_recommendation_through_the_pages(cast: Cast) -> None:
    client, today = officer(cast), timezone.localdate()
    kind, held = (
        ReviewKind.objects.get(name="Task and finish group"),
        people.meeting(cast.committee, days_ahead(-40)),
    )
    start = f"/workspace/committees/{cast.committee.slug}/reviews/add/"
    client.post(start, {"title": "Gangs", "kind": kind.pk})
    review = Review.objects.get()
    every = {name: f"About {name}" for name in NAMES} | {"enquiry_lines": "Who is at risk?\nWhat is done?"}
    assert scope(client, review, **every) == ""
    shown = client.get(f"/workspace/reviews/{review.pk}/").content.decode()
    assert all(f"About {name}" in shown for name in set(NAMES) - {"enquiry_lines"})
    assert "(ii) What is done?" in shown
    send(client, review, "start", **boxes("on", today))
    assert Review.objects.get().state == "scoping"
    assert send(client, review, "approve", meeting=held.pk) == ""
    assert send(client, review, "start", **boxes("on", date(2026, 1, 31))) == ""
    review.refresh_from_db()
    assert (review.state, review.due_on) == ("under_way", date(2026, 4, 30))

    assert scope(client, review, rationale="Wider", change="The county", is_significant="on") == ""
    shown = client.get(f"/workspace/reviews/{review.pk}/").content.decode()
    assert "A significant change waits for approval" in shown
    review.refresh_from_db()
    assert (
        send(client, review, "report", report="### Schools\n\nOur draft", version=str(review.version)) == ""
    )
    seen = {"version": Review.objects.get().version, **boxes("on", today)}
    assert "has to approve the scoping document first" in send(client, review, "reported", **seen)
    assert send(client, review, "approve", meeting=held.pk) == ""
    assert scope(client, review, officers="Somebody else", change="One officer") == ""
    assert [each.waits_for_approval for each in review.scopings.all()] == [False, False, False]

    hear(client, review, cast, today)
    client.post(f"/workspace/reviews/{review.pk}/publish/")
    assert "Our draft" not in Client().get(review.get_absolute_url()).content.decode()
    asked = {"text": "Mend", "addressee_kind": "executive", "addressee": "Leader", "review": review.pk}
    for _each in range(3):
        client.post(f"/workspace/committees/{cast.committee.slug}/recommendations/add/", asked)
    assert Recommendation.objects.filter(review=review).count() == 3
    assert "Mend" not in Client().get(review.get_absolute_url()).content.decode()
    seen |= {"with_all": "on", "version": Review.objects.get().version}
    assert send(client, review, "reported", **seen) == ""
    public = Client().get(review.get_absolute_url()).content.decode()
    assert '<h3 class="govuk-heading' in public or "<h3>Schools</h3>" in public
    assert "Our draft" in public
    assert "Parents of three" not in public
    assert public.count("Mend") == 3


def test_what_was_approved_is_never_rewritten(cast: Cast) -> None:
    review = reviewed(cast, "Gangs", "secret", publish=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Scoping.objects.filter(review=review, number=1).update(rationale="Other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(state="reported")


def test_the_public_reads_the_approved_scope_and_no_draft(cast: Cast) -> None:
    review = reviewed(cast, "Gangs", "Heronsgate", publish=True)
    public = Client().get(review.get_absolute_url()).content.decode()
    assert "Asked for" in public
    assert "Heronsgate" not in public
    assert Client().get(reviewed(cast, "Other", "x", publish=False).get_absolute_url()).status_code == 404


def test_the_scoping_document_is_a_paper_of_the_next_meeting(cast: Cast) -> None:
    review = opened(cast)
    reviewing.write_scope(review, version=1, terms="To look at schools", by=cast.officer)
    meeting(cast, 30)
    officer(cast).post(f"/workspace/reviews/{review.pk}/agenda/")
    version = PaperVersion.objects.get(template="scoping", current=True)
    words = " ".join(version.page_texts.values_list("text", flat=True))
    assert "To look at schools" in words
    assert "Draft 1" in words
