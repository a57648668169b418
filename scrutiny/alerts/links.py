"""Links that only the reader of a mail has. They are signed, and hold a number that nobody can count up to."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Alert, Subscriber

CONFIRM, MINE, STOP = "alerts.confirm", "alerts.mine", "alerts.stop"


def confirm_link(alert: Alert) -> str:
    return _link("alerts:confirm", alert.key, CONFIRM)


def mine_link(subscriber: Subscriber) -> str:
    return _link("alerts:mine", subscriber.key, MINE)


def stop_link(subscriber: Subscriber) -> str:
    return _link("alerts:stop", subscriber.key, STOP)


def alert_of(token: str) -> Alert | None:
    key = _key(token, CONFIRM)
    return Alert.objects.select_related("subscriber").filter(key=key).first() if key else None


def subscriber_of(token: str, use: str) -> Subscriber | None:
    key = _key(token, use)
    return Subscriber.objects.filter(key=key).first() if key else None


def token_for(key: UUID, use: str) -> str:
    return signing.Signer(salt=use).sign(key.hex)


def _link(name: str, key: UUID, use: str) -> str:
    return settings.SITE_URL + reverse(name, args=[token_for(key, use)])


def _key(token: str, use: str) -> UUID | None:
    try:
        return UUID(signing.Signer(salt=use).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
