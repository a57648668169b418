from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from scrutiny.demo.accounts import demo_password, demo_people


class Command(BaseCommand):
    help = "Lists the people of the demo council who can sign in, and their password."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only a demo has people whose password may be shown.")
        rows = demo_people()
        if not rows:
            raise CommandError("The demo council has not been loaded. Run: manage.py load_demo")
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        for name, email, shows in rows:
            self.stdout.write(f"{name:<{widths[0]}}  {email:<{widths[1]}}  {shows}")
        self.stdout.write(f"\nEverybody's password is {demo_password()}")
