"""Read everything that can be found again. Safe at any time, and any number of times."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from scrutiny.search.indexing import rebuild


class Command(BaseCommand):
    help = "Build the index of search anew from what is published."

    def handle(self, *_args: Any, **_options: Any) -> None:
        changed = rebuild()
        self.stdout.write(f"{changed} rows of the index have changed.")
