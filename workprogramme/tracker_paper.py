"""The recommendations tracker as a paper: what everybody may read of it, as it stands at that moment."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from committees.generated_papers import put_generated
from committees.models import Committee, Meeting, Paper
from committees.models.committee import ItemKind
from council.models import Council
from scrutiny.lib.explained import ExplainedDate, long_date

from .models import Recommendation, RecommendationStep

TEMPLATE = "recommendations"
TITLE = "Recommendations tracker"


def snapshot(committee: Committee, today: date) -> dict[str, Any]:
    """Those that are open, overdue ones first, and then those settled in the year before."""
    found = Recommendation.objects.published().filter(committee=committee).overdue_first(today)
    found = found.select_related("sending").prefetch_related("steps__owner", "responses")
    year_ago = date(today.year - 1, today.month, min(today.day, 28))
    shown = [each for each in found if each.is_open or settled_on(each) >= year_ago]
    rows = [row(each, today) for each in sorted(shown, key=lambda each: not each.is_open)]
    return {
        "council": {"name": Council.objects.get().name},
        "committee": {"name": committee.name, "code": committee.code},
        "title": TITLE,
        "as_at": long_date(today),
        "overdue": sum(each["overdue"] for each in rows),
        "recommendations": rows,
    }


def settled_on(recommendation: Recommendation) -> date:
    return recommendation.completed_on or recommendation.answered_on or date.min


def row(recommendation: Recommendation, today: date) -> dict[str, Any]:
    response = next(iter(recommendation.responses.all()), None)
    due = recommendation.due_on
    return {
        "reference": recommendation.reference,
        "text": recommendation.text,
        "addressee": recommendation.addressee,
        "made": long_date(recommendation.made_on) if recommendation.made_on else "",
        "due": long_date(due) if due else "",
        "due_why": due_why(recommendation),
        "overdue": recommendation.is_overdue(today),
        "state": state_words(recommendation, today),
        "answer": response.get_answer_display() if response else "",
        "answered": f"{response.given_by}, {long_date(response.on)}" if response else "",
        "reason": response.reason if response else "",
        "action": response.action if response else "",
        "progress": recommendation.progress,
        "steps": [step_words(step, today) for step in recommendation.steps.all()],
    }


def step_words(step: RecommendationStep, today: date) -> str:
    if step.done_on:
        return f"{step.text} ({step.who}, done on {long_date(step.done_on)})"
    late = ", overdue" if step.is_overdue(today) else ""
    return f"{step.text} ({step.who}, due on {long_date(step.due_on)}{late})"


def due_why(recommendation: Recommendation) -> str:
    """By what rule, and from which day it is counted, while the response is waited for."""
    sending = recommendation.sending
    if recommendation.state != Recommendation.State.SENT or sending is None or sending.due_told is None:
        return ""
    told = ExplainedDate.from_json(sending.due_told)
    return f"{told.rule} It was received on {long_date(sending.received_on)}."


def state_words(recommendation: Recommendation, today: date) -> str:
    """In words, colour included, for paper and for whoever does not see colours."""
    if recommendation.is_overdue(today):
        return "Response overdue"
    if recommendation.state == Recommendation.State.UNDER_WAY:
        return f"{recommendation.get_state_display()}. {recommendation.get_light_display()}"
    return recommendation.get_state_display()


@transaction.atomic
def put_on_agenda(committee: Committee, meeting: Meeting, *, by: User) -> Paper:
    """Done again, it is a new version of the same paper."""
    if meeting.committee_id != committee.pk:
        raise CannotChange("Choose a meeting of this committee.")
    data = snapshot(committee, timezone.localdate())
    if not data["recommendations"]:
        raise CannotChange("The committee has no published recommendations to track.")
    paper = put_generated(meeting, title=TITLE, kind=ItemKind.OTHER, template=TEMPLATE, data=data, by=by)
    record("put tracker on agenda", committee, by=by, meeting=meeting.reference, item=paper.item_id)
    return paper
