"""What the points of a suggestion add up to, by the council's own weights."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from .models import Criterion, Score, Suggestion


def with_scores(found: QuerySet[Suggestion], criteria: Sequence[Criterion]) -> QuerySet[Suggestion]:
    """Each with its points as a share of all there are, `percent`, the best first. Retired criteria do not count."""
    most = sum(each.most_points * each.weight for each in criteria) or 1
    points = (
        Score.objects.filter(suggestion=OuterRef("pk"), criterion__retired_at=None)
        .values("suggestion")
        .annotate(all=Sum(F("points") * F("criterion__weight")))
        .values("all")
    )
    return (
        found.select_related("planned", "made_by", "topic", "committee")
        .prefetch_related("scores__criterion")
        .annotate(points=Subquery(points), percent=Coalesce(F("points"), 0) * 100 / most)
        .order_by("-percent", "-made_at", "-pk")
    )
