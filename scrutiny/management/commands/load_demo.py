from __future__ import annotations

from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reminders.transports import FileTransport, transport
from scrutiny.demo.accounts import demo_officer
from scrutiny.demo.loading import is_loaded, load
from scrutiny.demo.older import is_waiting
from scrutiny.demo.reminders import load_reminders
from scrutiny.tasks import ring_for_older_demo_packs


class Command(BaseCommand):
    help = "Loads the invented demo council into an empty database. Does nothing when there is a council already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This is not a demo. Set SCRUTINY_DEMO=1 for an installation that may hold invented data."
            )
        if is_loaded():
            self.stdout.write("There is a council in this database already. Nothing was loaded.")
        else:
            started = monotonic()
            load(say=self.stdout.write)
            self._send_what_was_due()
            self.stdout.write(f"The demo council is ready ({monotonic() - started:.0f} seconds).")
        if is_waiting() and ring_for_older_demo_packs():
            self.stdout.write("A worker will publish the packs of older meetings.")

    def _send_what_was_due(self) -> None:
        """Into files only: where a mail server is set up, nothing that was due before goes out."""
        post = transport()
        if isinstance(post, FileTransport):
            load_reminders(timezone.localdate(), demo_officer(), post)
            self.stdout.write("Reminders of the past fortnight")
