"""What people choose for themselves: how and of what they are reminded. What the law demands always comes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time

from django.db import transaction

from accounts.models import User
from audit.log import record

from .kinds import KINDS
from .models import Preference


def preference_of(user: User) -> Preference:
    return Preference.objects.filter(user=user).first() or Preference(user=user)


@transaction.atomic
def choose(user: User, *, mode: str, digest_at: time, switched_off: Collection[str], by: User) -> Preference:
    row = _locked(user)
    row.mode, row.digest_at = mode, digest_at
    row.switched_off = sorted(
        code for code in set(switched_off) if code in KINDS and not KINDS[code].statutory
    )
    row.full_clean()
    row.save(update_fields=["mode", "digest_at", "switched_off"])
    record("choose how to be reminded", row, by=by, mode=mode, switched_off=row.switched_off)
    return row


@transaction.atomic
def switch_off(user: User, kind: str, *, by: User) -> Preference:
    """From a link in a mail. Those that are about the law's own deadlines still come."""
    row = _locked(user)
    if kind not in row.switched_off:
        row.switched_off = sorted({*row.switched_off, kind})
        row.save(update_fields=["switched_off"])
        record("switch off reminders of a kind", row, by=by, kind=kind)
    return row


def _locked(user: User) -> Preference:
    Preference.objects.get_or_create(user=user)
    return Preference.objects.select_for_update(of=("self",)).get(user=user)
