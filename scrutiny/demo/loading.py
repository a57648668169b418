"""Loads the demo council, once, into an empty database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from committees.models import Committee
from council.models import Council

from .access import load_access
from .accounts import demo_officer, load_accounts
from .april_2019 import give_out_earlier_references, load_april_meeting, load_members, published_in_2019
from .attended import hold_february, hold_the_rest, meet_in_council
from .authority import load_closures, load_council, load_people
from .bodies import load_committees
from .business import load_agendas, year_of
from .executive import load_executive
from .meetings import load_diary
from .minuted import write_after_packs, write_before_packs
from .programmes import load_programmes
from .publishing import publish_pack
from .recommendations import load_recommendations
from .reviews import load_reviews
from .supplement import publish_april_supplement
from .year_plan import load_year_plan

Say = Callable[[str], None]
# Packs of each committee that are there at once; a worker makes those of older meetings afterwards.
PACKS = 1


def quiet(line: str) -> None:
    pass


def is_loaded() -> bool:
    """Whether the database has a council, be it the demo's or a real one."""
    return Council.objects.exists()


@transaction.atomic
def load(*, today: date | None = None, packs: int = PACKS, say: Say = quiet) -> None:
    """All of it or nothing. `packs` says how many of each committee's meetings get their published pack now."""
    today = today or timezone.localdate()
    council = load_council()
    say(f"Council: {council.name}")
    load_closures(today)
    load_people()
    load_committees(today)
    load_members()
    load_accounts()
    say("People, committees and accounts")
    officer = demo_officer()
    load_diary(today, officer)
    give_out_earlier_references()
    load_year_plan(today, officer)
    say("Meetings")
    load_executive(today, officer)
    say("Forward plan and decisions")
    april = load_april_meeting(officer)
    publish_pack(april, by=officer, at=published_in_2019())
    publish_april_supplement(april, by=officer)
    say(f"Agenda pack of {april}")
    hold_february(officer)
    years = [year_of(committee, today, officer) for committee in Committee.objects.order_by("pk")]
    for year in years:
        load_agendas(year)
    write_before_packs(years, timezone.now(), officer)
    for year in years:
        for business in year.latest(packs):
            year.publish(business)
            say(f"Agenda pack of {business.meeting}")
    write_after_packs(years, timezone.now(), officer)
    hold_the_rest(today, officer)
    meet_in_council(today, officer)
    say("Minutes")
    load_access(today, officer)
    say("Access to exempt papers")
    load_programmes(today, officer)
    load_reviews(today, officer)
    load_recommendations(today, officer)
    say("Work programmes, reviews and recommendations")
