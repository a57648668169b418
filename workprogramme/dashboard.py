"""Responses that are owed to scrutiny, for the officers' dashboard."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from committees.panels import Panel, PanelLine, panels_shown
from committees.permissions import committees_run_by
from scrutiny.lib.explained import long_date

from .models import Recommendation

SHOWN = 5


def join() -> None:
    panels_shown.join(show)


def show(user: User, panels: list[Panel]) -> None:
    today = timezone.localdate()
    owed = Recommendation.objects.filter(
        committee__in=committees_run_by(user), state=Recommendation.State.SENT
    ).select_related("sending")
    lines = [
        PanelLine(
            each.addressee,
            reverse("workspace:recommendation", args=[each.pk]),
            each.reference,
            due_words(each, overdue=each.is_overdue(today)),
        )
        for each in owed.overdue_first(today)[:SHOWN]
    ]
    more = ("All recommendations", reverse("workspace:recommendations"))
    panels.append(Panel("Responses owed to scrutiny", "No response is owed now.", more, lines))


def due_words(recommendation: Recommendation, *, overdue: bool) -> str:
    if recommendation.due_on is None:
        return ""
    return f"{'Overdue since' if overdue else 'By'} {long_date(recommendation.due_on)}"
