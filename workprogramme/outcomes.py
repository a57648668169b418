"""What became of a recommendation, in one or two sentences that a resident understands."""

from __future__ import annotations

from collections import Counter
from datetime import date

from .models import Recommendation
from .models.recommendations import RecommendationQuerySet
from .models.topics import day_words
from .tracking import ANSWERED

State = Recommendation.State


def became_of(recommendation: Recommendation, today: date) -> str:
    """Its newest response is asked for, so a list fetches responses beforehand."""
    match recommendation.state:
        case State.DRAFT:
            return "The committee has not agreed it yet."
        case State.MADE:
            return f"Agreed on {_day(recommendation.made_on)}. It has not been sent yet."
        case State.SENT:
            return _waiting(recommendation, today)
        case State.WITHDRAWN:
            return f"Withdrawn. {recommendation.withdrawn_reason}"
        case _:
            return _answered(recommendation)


def _waiting(recommendation: Recommendation, today: date) -> str:
    sending = recommendation.sending
    assert sending is not None
    got = f"{recommendation.addressee} received it on {day_words(sending.received_on)}."
    if sending.due_on is None:
        return f"{got} No response yet. The law sets no day for one."
    if sending.due_on < today:
        return f"{got} A response was due by {day_words(sending.due_on)}. None has come."
    return f"{got} A response is due by {day_words(sending.due_on)}."


def _answered(recommendation: Recommendation) -> str:
    response = next(iter(recommendation.responses.all()), None)
    said = f"{recommendation.get_answer_display()} on {_day(recommendation.answered_on)}."
    if recommendation.state == State.REJECTED:
        return f"{said} {response.reason if response else ''}".strip()
    if recommendation.state == State.COMPLETE:
        return f"{said} Carried out by {_day(recommendation.completed_on)}. {recommendation.progress}"
    if response and recommendation.progress == ANSWERED:
        return f"{said} What will be done: {response.action}"
    light = recommendation.get_light_display().partition(":")[2].strip() or recommendation.get_light_display()
    return f"{said} {light.capitalize()}. {recommendation.progress}"


def _day(day: date | None) -> str:
    return day_words(day) if day else "a day that was not recorded"


def figures(found: RecommendationQuerySet, today: date) -> list[tuple[str, int]]:
    """How many of them came to what, in the order in which a recommendation goes its way. What is none is left out."""
    states = Counter(found.order_by().values_list("state", flat=True))
    overdue = found.overdue(today).count()
    rows = [
        ("Made", sum(states.values())),
        ("Waiting for a response", states[State.SENT] - overdue),
        ("Response overdue", overdue),
        ("Being carried out", states[State.UNDER_WAY]),
        ("Carried out", states[State.COMPLETE]),
        ("Rejected", states[State.REJECTED]),
    ]
    return [(name, number) for name, number in rows if number]
