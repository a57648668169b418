"""Asking for alerts, confirming, changing and stopping them. Whoever holds a signed link acts for themselves.

None of it is written into the audit book: an address that stops has to be forgotten, and the book forgets nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .models import Alert, Issue, Often, Subscriber
from .things import Thing

A_DAY = timedelta(days=1)
MOST_MAILS_A_DAY = 5
MOST_ALERTS = 50


@transaction.atomic
def ask(address: str, thing: Thing, *, often: str) -> None:
    """Nobody is told anything before they confirm. What is returned says nothing about who follows what."""
    now = timezone.now()
    subscriber = _locked(address.strip(), make=True)
    if subscriber is None:
        return
    known = subscriber.alerts.filter(**thing.fields).first()
    if known is None:
        if subscriber.alerts.count() >= MOST_ALERTS:
            return
        known = Alert.objects.create(subscriber=subscriber, often=often, asked_at=now, **thing.fields)
    if known.confirmed_at is None:
        if known.often != often:
            known.often = often
            known.save(update_fields=["often"])
        _write(subscriber, Issue.Kind.CONFIRM, known)


@transaction.atomic
def send_link(address: str) -> None:
    """To somebody who has lost it; to nobody else."""
    subscriber = _locked(address.strip())
    if subscriber is not None and subscriber.alerts.confirmed().exists():
        _write(subscriber, Issue.Kind.LINK, None)


@transaction.atomic
def confirm(alert: Alert) -> Subscriber | None:
    """None when it has been stopped meanwhile, in another tab perhaps."""
    found = (
        Alert.objects.select_for_update(of=("self",)).select_related("subscriber").filter(pk=alert.pk).first()
    )
    if found is None:
        return None
    if found.confirmed_at is None:
        found.confirmed_at = timezone.now()
        found.save(update_fields=["confirmed_at"])
    return found.subscriber


@transaction.atomic
def change(alert: Alert, *, often: str) -> None:
    Alert.objects.filter(pk=alert.pk).update(often=Often(often).value)


@transaction.atomic
def stop(alert: Alert) -> None:
    """The last one takes the address with it."""
    subscriber = Subscriber.objects.select_for_update().filter(pk=alert.subscriber_id).first()
    if subscriber is None:
        return
    alert.delete()
    if not subscriber.alerts.exists():
        subscriber.delete()


@transaction.atomic
def stop_all(subscriber: Subscriber) -> None:
    Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    subscriber.delete()


def _locked(address: str, make: bool = False) -> Subscriber | None:
    """One row for an address, however it is capitalised."""
    if make and not Subscriber.objects.filter(address__iexact=address).exists():
        row = Subscriber(address=address, since=timezone.now())
        Subscriber.objects.bulk_create([row], ignore_conflicts=True)
    return Subscriber.objects.select_for_update().filter(address__iexact=address).first()


def _write(subscriber: Subscriber, kind: Issue.Kind, alert: Alert | None) -> None:
    """A few a day at most, so that nobody can have somebody else’s letter box filled."""
    now = timezone.now()
    lately = Issue.objects.filter(subscriber=subscriber, made_at__gt=now - A_DAY).exclude(
        kind=Issue.Kind.NEWS
    )
    again = lately.filter(kind=kind, alert=alert).exists() and kind == Issue.Kind.CONFIRM
    if again or lately.count() >= MOST_MAILS_A_DAY:
        return
    Issue.objects.create(
        subscriber=subscriber, kind=kind, alert=alert, day=timezone.localdate(now), made_at=now
    )
