"""Recommendations for tests, made through the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from scrutiny.tests.cast import Cast
from workprogramme import tracking
from workprogramme.models import Recommendation, RecommendationStep, Topic

AGREED = date(2023, 11, 1)


def drafted(cast: Cast, about: Topic, **words: Any) -> Recommendation:
    given = {"text": "Mend the road", "addressee_kind": "executive", "addressee": "Cabinet Member"}
    source = {"origin": "topic", "topic": about}
    return tracking.draft(cast.committee, source=source, by=cast.officer, **(given | words))


def agreed(cast: Cast, about: Topic, **words: Any) -> Recommendation:
    return tracking.agree(drafted(cast, about, **words), on=AGREED, by=cast.officer)


def sent(cast: Cast, about: Topic, received: date, **words: Any) -> Recommendation:
    made = tracking.publish(agreed(cast, about, **words), by=cast.officer)
    tracking.send(
        [made], notice="Please respond", report_received_on=received, notice_received_on=received,
        by=cast.officer,
    )  # fmt: skip
    return Recommendation.objects.get(pk=made.pk)


def answered(cast: Cast, about: Topic, **words: Any) -> Recommendation:
    made = sent(cast, about, timezone.localdate(), **words)
    tracking.respond(
        made, answer="accepted", action="We will", given_by="The Cabinet", on=timezone.localdate(),
        by=cast.officer,
    )  # fmt: skip
    return Recommendation.objects.get(pk=made.pk)


def step(recommendation: Recommendation, by: User) -> RecommendationStep:
    due = timezone.localdate()
    return tracking.save_step(recommendation, text="Plan it", owner_name="Roads team", due_on=due, by=by)
