"""What committees mean to look at, and what became of what they asked for."""

from __future__ import annotations

from typing import Any

from workprogramme.models import Recommendation, Topic

from .meetings import OF_COMMITTEE
from .people import committee_in_short
from .resource import Data, Filter, Resource, Rows, day, here, site
from .shapes import ADDRESS, COMMITTEE, DAY, NUMBER, TEXT, made_of, many, one_of, or_nothing


def topics() -> Rows:
    rows = Topic.objects.public().select_related("committee", "section", "meeting")
    return rows.prefetch_related("steps").order_by("-year", "committee", "section__order", "order", "pk")


def topic(row: Any) -> Data:
    open_meeting = row.meeting if row.meeting and row.meeting.kind == "public" else None
    return {
        "id": row.pk,
        "committee": committee_in_short(row.committee),
        "year": row.year,
        "section": str(row.section),
        "title": row.title,
        "focus": row.focus,
        "steps": [step.text for step in row.steps.all()],
        "when": row.when,
        "meeting": here("meetings", open_meeting.reference) if open_meeting else None,
        "state": row.state,
        "result": row.result,
        "dropped_reason": row.dropped_reason,
        "url": site(row.get_absolute_url()),
        "api": here("work-programme", row.pk),
    }


YEAR = Filter(
    "year",
    "The municipal year that begins in May of this year",
    {**NUMBER, "minimum": 1900, "maximum": 2200},
    lambda rows, year: rows.filter(year=year),
)
WORK_PROGRAMME = Resource(
    "work-programme",
    "Work programme",
    "Topics on the public work programmes of committees, the newest year first.",
    topics,
    topic,
    made_of(
        id=NUMBER,
        committee=COMMITTEE,
        year=NUMBER,
        section=TEXT,
        title=TEXT,
        focus=TEXT,
        steps=many(TEXT),
        when=TEXT,
        meeting=or_nothing(ADDRESS),
        state=one_of(Topic.State.values),
        result=TEXT,
        dropped_reason=TEXT,
        url=ADDRESS,
        api=ADDRESS,
    ),
    filters=(
        OF_COMMITTEE,
        YEAR,
        Filter(
            "state",
            "How it stands",
            one_of(Topic.State.values),
            lambda rows, state: rows.filter(state=state),
        ),
    ),
)


def recommendations() -> Rows:
    return Recommendation.objects.published().select_related("committee").order_by("-added_at", "-pk")


def recommendation(row: Any) -> Data:
    return {
        "id": row.pk,
        "reference": row.reference,
        "committee": committee_in_short(row.committee),
        "text": row.text,
        "addressee": row.addressee,
        "state": row.state,
        "made_on": day(row.made_on),
        "answer": row.answer or None,
        "answered_on": day(row.answered_on),
        "progress": row.progress,
        "completed_on": day(row.completed_on),
        "url": site(row.get_absolute_url()),
        "api": here("recommendations", row.pk),
    }


PUBLIC_STATES = sorted(set(Recommendation.State.values) - {Recommendation.State.DRAFT})
RECOMMENDATIONS = Resource(
    "recommendations",
    "Recommendations",
    "What scrutiny has asked for, how it was answered and what became of it, the newest first.",
    recommendations,
    recommendation,
    made_of(
        id=NUMBER,
        reference=TEXT,
        committee=COMMITTEE,
        text=TEXT,
        addressee=TEXT,
        state=one_of(PUBLIC_STATES),
        made_on=or_nothing(DAY),
        answer=or_nothing(TEXT),
        answered_on=or_nothing(DAY),
        progress=TEXT,
        completed_on=or_nothing(DAY),
        url=ADDRESS,
        api=ADDRESS,
    ),
    filters=(
        OF_COMMITTEE,
        Filter("state", "How it stands", one_of(PUBLIC_STATES), lambda rows, state: rows.filter(state=state)),
    ),
)
