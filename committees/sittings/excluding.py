"""Excluding the press and the public from a part of a meeting (Local Government Act 1972, section 100A)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.models import AgendaItem, Attendance, Exclusion, Sitting
from council.models import ExemptParagraph

from .attending import CannotRecord
from .presence import is_here, is_remote
from .sitting import require_of, require_open_at, require_within, sitting_to_record


@transaction.atomic
def exclude_the_public(
    sitting: Sitting,
    *,
    items: Sequence[AgendaItem],
    paragraphs: Sequence[str],
    resolution: str,
    at: datetime,
    by: User,
    moved_by: Attendance | None = None,
    seconded_by: Attendance | None = None,
) -> Exclusion:
    """The committee resolves that the press and the public leave, for which items and on which grounds."""
    sitting = sitting_to_record(sitting.meeting_id)
    require_open_at(sitting, at)
    if not items:
        raise CannotRecord({"items": "Name the items for which the public is excluded."})
    require_of(sitting, items)
    known = set(ExemptParagraph.objects.values_list("code", flat=True))
    if not paragraphs or not known.issuperset(paragraphs):
        raise CannotRecord({"paragraphs": "Choose the paragraphs of Schedule 12A that the items come under."})
    for item in items:
        if missing := [code for code in item.paragraphs if code not in paragraphs]:
            raise CannotRecord({"paragraphs": f"“{item}” cites paragraph {', '.join(missing)} too."})
    require_in_room(at, moved_by=moved_by, seconded_by=seconded_by)
    exclusion = Exclusion(
        sitting=sitting,
        paragraphs=list(paragraphs),
        resolution=resolution.strip(),
        moved_by=moved_by,
        seconded_by=seconded_by,
        began_at=at,
    )
    exclusion.full_clean()
    exclusion.save()
    exclusion.items.set(items)
    record(
        "exclude the public",
        sitting.meeting,
        by=by,
        exclusion=exclusion.pk,
        items=[item.pk for item in items],
    )
    return exclusion


def require_in_room(at: datetime, **people: Attendance | None) -> None:
    """Who moves or seconds something is a member in the room."""
    for field, line in people.items():
        if line is None:
            continue
        takes_part = line.is_member or line.capacity == Attendance.Capacity.VOTING_COOPTEE
        if not takes_part or not is_here(line, at) or is_remote(line, at):
            raise CannotRecord({field: f"{line} is not a member in the room at that time."})
    movers = [line for line in people.values() if line is not None]
    if len(movers) == 2 and movers[0].pk == movers[1].pk:
        raise CannotRecord({"seconded_by": "Nobody seconds their own motion."})


@transaction.atomic
def readmit_the_public(exclusion: Exclusion, *, at: datetime, by: User) -> Exclusion:
    sitting = sitting_to_record(exclusion.sitting.meeting_id)
    exclusion = sitting.exclusions.get(pk=exclusion.pk)
    if exclusion.ended_at is not None:
        raise CannotRecord("The public has come back in already.")
    require_within(sitting, at)
    if at < exclusion.began_at:
        raise CannotRecord({"at": "The public had not left at that time."})
    exclusion.ended_at = at
    exclusion.save(update_fields=["ended_at"])
    record("readmit the public", sitting.meeting, by=by, exclusion=exclusion.pk)
    return exclusion


@transaction.atomic
def strike_exclusion(exclusion: Exclusion, *, by: User) -> None:
    """It was entered by mistake."""
    sitting = sitting_to_record(exclusion.sitting.meeting_id)
    exclusion.struck_at = timezone.now()
    exclusion.save(update_fields=["struck_at"])
    record("strike exclusion", sitting.meeting, by=by, exclusion=exclusion.pk)
