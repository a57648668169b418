"""What the demo's committees have asked for, and what became of it: something of every state."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from committees.models import Committee, Meeting
from workprogramme import planning, tracking
from workprogramme.models import Recommendation, Review
from workprogramme.timing import When
from workprogramme.years import year_of

from .call_ins import LONDON
from .programmes import part
from .reviews import held_before
from .source import table

NOTICE = (
    "Notice is given under section 9FE of the Local Government Act 2000 to consider the report and the"
    " recommendations that come with it, and to respond within two months beginning with its receipt."
)
NOTICE_TO_PARTNER = (
    "Under section 9FF of the Local Government Act 2000 you have to have regard to this recommendation."
)


def load_recommendations(today: date, by: User) -> None:
    for row in table("recommendations.toml")["recommendations"]:
        committee = Committee.objects.get(code=row["committee"])
        meeting = held_before(committee, today - timedelta(days=row["agreed"]))
        if meeting:
            load_recommendation(row, committee, meeting, today, by)


def load_recommendation(
    row: dict[str, Any], committee: Committee, meeting: Meeting, today: date, by: User
) -> None:
    review = Review.objects.filter(title=row.get("review", "")).first()
    source = {"origin": "review", "review": review} if review else {"origin": "meeting", "meeting": meeting}
    agreed_on = review.reported_on if review and review.reported_on else meeting.date
    made = tracking.draft(
        committee, source=source, day=agreed_on, by=by, text=row["text"],
        addressee_kind=row.get("kind", "executive"), addressee=row["to"],
    )  # fmt: skip
    if row.get("draft"):
        return
    made = tracking.publish(tracking.agree(made, on=agreed_on, by=by), by=by)
    if "withdrawn" in row:
        tracking.withdraw(made, reason=row["withdrawn"], by=by)
    if "sent" in row:
        follow(made, row, agreed_on, today, by)


def follow(made: Recommendation, row: dict[str, Any], agreed_on: date, today: date, by: User) -> None:
    """Sent, answered and carried out, as far as that has come."""
    latest = min(today, timezone.localdate())
    asked = agreed_on + timedelta(days=row["asked_by"]) if "asked_by" in row else None
    received = min(agreed_on + timedelta(days=row["sent"]), latest)
    if "received" in row:
        received = max(agreed_on, latest - timedelta(days=row["received"]))
    notice = NOTICE_TO_PARTNER if row.get("kind") == "partner" else NOTICE
    tracking.send(
        [made], notice=notice, report_received_on=received, notice_received_on=received, asked_by=asked, by=by
    )
    answer = row.get("answer")
    if answer:
        day = min(agreed_on + timedelta(days=answer["on"]), latest)
        tracking.respond(made, by=by, given_by=row["to"], **(answer | {"on": day}))
    for what, who, due, done in row.get("steps", []):
        tracking.save_step(
            made, text=what, owner_name=who, due_on=today + timedelta(days=due),
            done_on=today - timedelta(days=done) if done else None, by=by,
        )  # fmt: skip
    for days, light, words in row.get("progress", []):
        made.refresh_from_db()
        at = datetime.combine(today - timedelta(days=days), time(10, 30), LONDON)
        tracking.report_progress(made, light=light, words=words, version=made.version, by=by, at=at)
    if "follow_up" in row:
        planning.add_topic(
            made.committee, year=year_of(today), when=When(timing="Next spring"), section=part("to_schedule"),
            title=row["follow_up"], origins=[{"kind": "recommendation", "recommendation": made}], by=by,
        )  # fmt: skip
