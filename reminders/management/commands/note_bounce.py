from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from reminders.bounces import note_bounce
from reminders.clock import database_now


class Command(BaseCommand):
    help = "Reads a report of a mail that came back from standard input and shows its reminders as failed."

    def handle(self, *args: Any, **options: Any) -> None:
        number = note_bounce(sys.stdin.buffer.read(), database_now())
        self.stdout.write(f"{number} reminder{'' if number == 1 else 's'} came back.")
