"""Publishes the packs of the demo's older meetings after it has been loaded, so that nobody waits for them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit.models import Entry
from committees.models import Build, Meeting
from committees.models.committee import ItemKind
from council.models import Council

from .accounts import demo_officer
from .business import year_of
from .source import table


def loaded_on() -> date:
    """The day whose diary the demo has."""
    return timezone.localdate(Entry.objects.earliest("at").at)


def waiting(today: date) -> QuerySet[Meeting]:
    """Meetings held before a day, with an agenda of the demo's that is not published yet; the newest first."""
    return (
        Meeting.objects.public()
        .filter(
            state=Meeting.State.PLANNED,
            publications=None,
            start__date__lt=today,
            items__kind=ItemKind.WORK_PROGRAMME,
            items__report__isnull=False,
        )
        .exclude(builds__state__in=Build.State.under_way())
        .order_by("-start")
    )


def is_demo() -> bool:
    """Whether this is the demo's council. A real one's unpublished agendas are none of our business."""
    data = table("council.toml")["council"]
    return Council.objects.filter(name=data["name"], contact_email=data["contact_email"]).exists()


def is_waiting() -> bool:
    return is_demo() and waiting(loaded_on()).exists()


@transaction.atomic
def publish_one_more(today: date | None = None) -> bool:
    """Publish the newest pack that waits; False when there is none, or others are at it."""
    if not is_demo():
        return False
    today = today or loaded_on()
    meeting = waiting(today).select_for_update(of=("self",), skip_locked=True).first()
    if meeting is None:
        return False
    year = year_of(meeting.committee, today, demo_officer())
    year.publish(year.find(meeting))
    return True
