from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reminders.clock import database_now
from scrutiny.alerts.gathering import gather


class Command(BaseCommand):
    help = "Looks what residents have to be told of and makes the mails; send_reminders sends them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{gather(database_now())} mails were made.")
