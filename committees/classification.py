"""What an officer decides about one version: who may read it, on which paragraphs or ground, and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from council.models import Council
from scrutiny.lib.periods import corresponding_date

from .models import PaperVersion
from .models.paper import Classification

DECISION = (
    "classification",
    "paragraphs",
    "public_interest",
    "ground",
    "open_to_councillors",
    "review_on",
    "classified_by",
    "classified_at",
)


def first_review(classification: str, today: date) -> date | None:
    """When to ask again whether to keep a paper back: a paragraph holds if and so long as it serves the public."""
    if classification == Classification.PUBLIC:
        return None
    council = Council.objects.first() or Council()
    return corresponding_date(today, council.review_months)[0]


def decided(classification: str, by: User) -> dict[str, Any]:
    """Who decided, when, and when to look again, for a version that has just come."""
    review = first_review(classification, timezone.localdate())
    return {"classified_by": by, "classified_at": timezone.now(), "review_on": review}


def decide(
    version: PaperVersion,
    classification: str,
    *,
    paragraphs: list[str],
    public_interest: str = "",
    ground: str = "",
    open_to_councillors: bool = False,
    review_on: date | None = None,
    by: User,
) -> None:
    """Write the decision on a version that is locked already."""
    exempt = classification == Classification.EXEMPT
    confidential = classification == Classification.CONFIDENTIAL
    if open_to_councillors and not may_be_open(paragraphs if exempt else []):
        raise ValidationError(
            {
                "open_to_councillors": "Every councillor may only inspect it under paragraphs the council has opened."
            }
        )
    for name, value in decided(classification, by).items():
        setattr(version, name, value)
    version.classification = classification
    version.paragraphs = paragraphs if exempt else []
    version.public_interest = "" if version.is_public else public_interest.strip()
    version.ground = ground.strip() if confidential else ""
    version.open_to_councillors = open_to_councillors
    if review_on and not version.is_public:
        version.review_on = review_on
    version.save(update_fields=[*DECISION])


def may_be_open(paragraphs: list[str]) -> bool:
    """Whether section 100F and the council's own choice let officers open a paper to every councillor."""
    council = Council.objects.first() or Council()
    return bool(paragraphs) and set(paragraphs) <= set(council.paragraphs_open_to_councillors)
