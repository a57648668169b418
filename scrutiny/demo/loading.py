"""Loads the demo council, once, into an empty database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from committees.models import Committee
from council.models import Council

from .accounts import demo_officer, load_accounts
from .april_2019 import give_out_earlier_references, load_april_meeting, load_members, published_in_2019
from .authority import load_council, load_people
from .bodies import load_committees
from .business import load_business
from .meetings import load_diary
from .publishing import publish_pack

Say = Callable[[str], None]
PACKS = 3


def quiet(line: str) -> None:
    pass


def is_loaded() -> bool:
    """Whether the database has a council, be it the demo's or a real one."""
    return Council.objects.exists()


@transaction.atomic
def load(*, today: date | None = None, packs: int = PACKS, say: Say = quiet) -> None:
    """All of it or nothing. `packs` says how many meetings of each committee before today have a published pack."""
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
    give_out_earlier_references()
    say("Meetings")
    april = load_april_meeting(officer)
    publish_pack(april, by=officer, at=published_in_2019())
    say(f"Agenda pack of {april}")
    for committee in Committee.objects.order_by("pk"):
        for meeting in load_business(committee, today, officer, packs=packs):
            publish_pack(meeting, by=officer)
            say(f"Agenda pack of {meeting}")
