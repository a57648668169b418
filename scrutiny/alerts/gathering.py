"""A round: hold what is new against the alerts, make the mails that are due, forget whom we need not know."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from reminders.promises import instant

from .matching import match_all
from .models import Alert, Issue, Line, Often, Subscriber

IN_THE_MORNING = time(7, 30)
TO_CONFIRM = timedelta(days=3)
KEPT = timedelta(days=90)


def gather(now: datetime) -> int:
    """Any number may run at once. Gives how many mails were made."""
    try:
        match_all(now)
        return sum(make_mails(often, now) for often in Often)
    finally:
        # An address that nobody confirmed goes after three days, whatever goes wrong with the rest.
        forget(now)


def due(often: Often, now: datetime) -> tuple[date, datetime]:
    """The day of the mail that is due last, and what it is to hold: all that was found before."""
    today = timezone.localdate(now)
    if often == Often.AT_ONCE:
        return today, now + timedelta(seconds=1)
    day = today if often == Often.DAILY else today - timedelta(days=today.weekday())
    if instant(day, IN_THE_MORNING) > now:
        day -= timedelta(days=1 if often == Often.DAILY else 7)
    return day, instant(day, IN_THE_MORNING)


def make_mails(often: Often, now: datetime) -> int:
    day, before = due(often, now)
    waiting = Line.objects.filter(
        alert__subscriber=OuterRef("pk"), alert__often=often, issue=None, found_at__lt=before
    )
    readers = Subscriber.objects.filter(Exists(waiting.filter(alert__confirmed_at__isnull=False)))
    return sum(make_mail(pk, often, day, before, now) for pk in readers.values_list("pk", flat=True))


@transaction.atomic
def make_mail(reader: int, often: Often, day: date, before: datetime, now: datetime) -> bool:
    """The lines belong to the mail from then on, so that each is told once."""
    subscriber = Subscriber.objects.select_for_update().filter(pk=reader).first()
    if subscriber is None:
        return False
    mails = Issue.objects.filter(subscriber=subscriber, kind=Issue.Kind.NEWS, often=often, day=day)
    if often != Often.AT_ONCE and mails.exists():
        return False
    alerts = Alert.objects.confirmed().filter(subscriber=subscriber, often=often)
    lines = Line.objects.filter(alert__in=alerts, issue=None, found_at__lt=before)
    pks = list(lines.values_list("pk", flat=True))
    if not pks:
        return False
    issue = Issue.objects.create(
        subscriber=subscriber, kind=Issue.Kind.NEWS, often=often, day=day, made_at=now
    )
    Line.objects.filter(pk__in=pks).update(issue=issue)
    return True


@transaction.atomic
def forget(now: datetime) -> None:
    """Addresses that nobody confirmed, those that follow nothing any more, and what was told long ago."""
    Alert.objects.unconfirmed().filter(asked_at__lt=now - TO_CONFIRM).delete()
    Subscriber.objects.exclude(Exists(Alert.objects.filter(subscriber=OuterRef("pk")))).delete()
    Issue.objects.filter(made_at__lt=now - KEPT).delete()
