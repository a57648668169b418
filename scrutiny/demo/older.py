"""Publishes the packs of the demo's older meetings after it has been loaded, so that nobody waits for them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit.models import Entry
from committees.models import Meeting
from committees.models.committee import ItemKind

from .accounts import demo_officer
from .business import year_of


def loaded_on() -> date:
    """The day whose diary the demo has."""
    return timezone.localdate(Entry.objects.earliest("at").at)


def waiting() -> QuerySet[Meeting]:
    """Meetings of the demo that have been held and whose pack is not published yet, the newest first."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        Meeting.objects.public()
        .filter(
            state=Meeting.State.PLANNED,
            publications=None,
            start__lt=midnight,
            items__kind=ItemKind.WORK_PROGRAMME,
            items__report__isnull=False,
        )
        .order_by("-start")
    )


@transaction.atomic
def publish_one_more() -> bool:
    """Publish the newest pack that waits; False when there is none, or others are at it."""
    meeting = waiting().select_for_update(of=("self",), skip_locked=True).first()
    if meeting is None:
        return False
    year = year_of(meeting.committee, loaded_on(), demo_officer())
    year.publish(year.find(meeting))
    return True
