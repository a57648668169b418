"""The main switch. A database that was restored or copied starts with everything held."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from accounts.models import User
from audit.log import record

from .clock import database_now
from .models import Sending

RESTORED = (
    "This database was restored or copied, so it does not know what has been sent since. "
    "Look through what is due, then let it go out."
)


@transaction.atomic
def look_round(now: datetime) -> Sending:
    """The switch as it stands, after making sure that this is the database it was set in."""
    Sending.objects.get_or_create(pk=1, defaults={"started_at": now, "database": this_database()})
    sending = Sending.objects.select_for_update().get(pk=1)
    here = this_database()
    if sending.database != here:
        sending.database = here
        sending.held, sending.held_because, sending.held_at = True, RESTORED, now
        sending.save(update_fields=["database", "held", "held_because", "held_at"])
        record("hold reminders", sending, by=None, name="Reminders", reason=RESTORED)
    return sending


@transaction.atomic
def hold(*, because: str, by: User | None) -> Sending:
    """Nothing goes out until it is released; plans are still made."""
    now = database_now()
    look_round(now)
    sending = Sending.objects.select_for_update().get(pk=1)
    sending.held, sending.held_because, sending.held_at, sending.held_by = True, because[:240], now, by
    sending.save(update_fields=["held", "held_because", "held_at", "held_by"])
    record("hold reminders", sending, by=by, name="Reminders", reason=because)
    return sending


@transaction.atomic
def release(*, by: User | None, restored: bool | None = None) -> Sending:
    """Let everything go out. After a restore, what was due by now is looked up before it is sent again.

    `restored` says so where the database could not know it by itself.
    """
    now = database_now()
    look_round(now)
    sending = Sending.objects.select_for_update().get(pk=1)
    if restored or (restored is None and sending.held_because == RESTORED):
        sending.look_up_before = now
    sending.held, sending.held_because, sending.held_at, sending.held_by = False, "", None, None
    sending.save(update_fields=["held", "held_because", "held_at", "held_by", "look_up_before"])
    record("release reminders", sending, by=by, name="Reminders", restored=sending.look_up_before == now)
    return sending


def this_database() -> str:
    """Another server, another database of it, or one that was taken back to an earlier moment has another name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()),"
            " (SELECT timeline_id FROM pg_control_checkpoint()),"
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return " ".join(str(part) for part in cursor.fetchone())
