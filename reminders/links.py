"""Links that a mail carries for its reader alone."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import NoReverseMatch, reverse

_SALT = "reminders.unsubscribe"


def unsubscribe_token(user_id: int, kind: str) -> str:
    return signing.dumps([user_id, kind], salt=_SALT)


def read_token(token: str) -> tuple[int, str] | None:
    """Whose reminders of which kind a link switches off; nothing when it was not made here."""
    try:
        user_id, kind = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(user_id), str(kind)


def unsubscribe_link(user_id: int, kind: str) -> str:
    try:
        path = reverse("reminders:unsubscribe", args=[unsubscribe_token(user_id, kind)])
    except NoReverseMatch:
        return ""
    return settings.SITE_URL + path
