"""Loads the demo council, once, into an empty database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from council.models import Council

from .accounts import demo_officer, load_accounts
from .april_2019 import give_out_earlier_references, load_april_meeting, load_members
from .authority import load_council, load_people
from .bodies import load_committees
from .meetings import load_diary

Say = Callable[[str], None]


def quiet(line: str) -> None:
    pass


def is_loaded() -> bool:
    """Whether the database has a council, be it the demo's or a real one."""
    return Council.objects.exists()


@transaction.atomic
def load(*, today: date | None = None, say: Say = quiet) -> None:
    today = today or timezone.localdate()
    council = load_council()
    say(f"Council: {council.name}")
    load_people()
    load_committees(today)
    load_members()
    load_accounts()
    say("People, committees and accounts")
    officer = demo_officer()
    load_diary(today, officer)
    say("Diary")
    give_out_earlier_references()
    load_april_meeting(officer)
    say("Meeting of April 2019")
