"""For a nightly job outside Celery: ends with an error when the ledger is not what the deadlines ask for."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reminders.clock import database_now
from reminders.reconciling import overdue, reconcile
from reminders.watching import LATE


class Command(BaseCommand):
    help = "Compares every reminder that the deadlines ask for with the ledger, in both directions."

    def handle(self, *args: Any, **options: Any) -> None:
        now = database_now()
        found, late = reconcile(now), overdue(now, LATE)
        for promise in found.missing:
            what = f"{promise.deadline.name}, {promise.deadline.about}, {promise.offset}"
            self.stdout.write(f"missing: {what}, to {promise.recipient.key}, due {promise.due_local}")
        for row in found.wrong:
            self.stdout.write(f"not promised: {row} ({row.state}, due {row.due_local})")
        self.stdout.write(f"{found.looked_at} reminders are promised.")
        if found or late:
            raise CommandError(
                f"{len(found.missing)} are missing, {len(found.wrong)} are in the ledger without a promise, "
                f"{late} should have gone out. Run send_reminders; if that does not help, tell whoever runs Scrutiny."
            )
        self.stdout.write("The ledger holds exactly these.")
