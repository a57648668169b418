"""Topics and suggestions for tests, made through the verbs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from committees.meetings import create_meeting
from committees.models import Meeting
from scrutiny.tests.cast import LONDON, Cast
from workprogramme.longlist import suggest
from workprogramme.models import ProgrammeSection, Suggestion, Topic
from workprogramme.planning import add_topic
from workprogramme.timing import When

YEAR = 2018


def section(kind: str = "formal") -> ProgrammeSection:
    return ProgrammeSection.objects.get(kind=kind)


def topic(cast: Cast, title: str = "Harbour dues", **details: Any) -> Topic:
    given: dict[str, Any] = {
        "year": YEAR,
        "when": When(timing="TBC"),
        "section": section(),
        "title": title,
        "by": cast.officer,
    }
    return add_topic(cast.committee, **(given | details))


def suggestion(cast: Cast, title: str = "Potholes", **details: Any) -> Suggestion:
    given: dict[str, Any] = {
        "source": Suggestion.Source.RESIDENT,
        "committee": cast.committee,
        "year": YEAR,
        "by": None,
    }
    return suggest(title=title, **(given | details))


def meeting(cast: Cast, *when: int) -> Meeting:
    """On a day like 2019, 4, 11; or, with one number, so many days from now."""
    start = datetime(*when, 10, 15, tzinfo=LONDON) if len(when) == 3 else days_ahead(when[0])
    return create_meeting(cast.committee, start=start, by=cast.officer)


def days_ahead(days: int) -> datetime:
    return timezone.localtime().replace(hour=10, minute=15, second=0, microsecond=0) + timedelta(days=days)
