"""The same round that Celery is rung for, for cron or a systemd timer: neither needs the other."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reminders.tick import ROUND, tick


class Command(BaseCommand):
    help = "Plans reminders from what changed and sends those that are due. Run it every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=ROUND, help="Stop sending after so many seconds")

    def handle(self, *args: Any, seconds: float, **options: Any) -> None:
        self.stdout.write(f"Reminders sent: {tick(seconds)}")
