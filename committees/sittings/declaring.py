"""Declarations of interest at a meeting: of which of the council's types, about which item, and what followed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.access import keep_from, lift
from committees.models import AgendaItem, Attendance, Declaration, Denial, InterestType

from .attending import CannotRecord
from .sitting import sitting_to_record

Response, Effect = Declaration.Response, InterestType.Effect
ALLOWED = {
    Effect.LEAVES: [Response.LEFT, Response.SPOKE_AND_LEFT, Response.DISPENSATION],
    Effect.NO_VOTE: [Response.DID_NOT_VOTE, Response.LEFT, Response.SPOKE_AND_LEFT, Response.DISPENSATION],
    Effect.DECLARES: list(Response),
}


@transaction.atomic
def declare(
    item: AgendaItem,
    who: Attendance,
    *,
    type: InterestType,
    nature: str,
    response: str,
    by: User,
    is_sensitive: bool = False,
    at: datetime | None = None,
) -> Declaration:
    """Somebody says that they have an interest in an item. It may come to light at any time of the meeting."""
    sitting = sitting_to_record(item.meeting_id)
    if who.meeting_id != item.meeting_id or not who.is_present:
        raise CannotRecord({"attendance": f"{who} is not recorded as present at this meeting."})
    if response not in ALLOWED[Effect(type.effect)]:
        raise CannotRecord({"response": f"{type}: whoever has it {type.get_effect_display().lower()}."})
    if not nature.strip() and not is_sensitive:
        raise CannotRecord({"nature": "Say what the interest is, unless it is a sensitive one."})
    if response in Response.without_vote() and _has_voted(who, item):
        raise CannotRecord({"response": f"{who} has a named vote on this item. Strike that vote first."})
    declaration = Declaration(
        sitting=sitting,
        item=item,
        attendance=who,
        type=type,
        nature=nature.strip(),
        is_sensitive=is_sensitive,
        response=response,
        at=at or timezone.now(),
    )
    declaration.full_clean()
    declaration.save()
    # What the interest is stays out of the audit book: a sensitive one has no place there.
    record("declare interest", sitting.meeting, by=by, declaration=declaration.pk, item=item.pk)
    _keep_from_papers(declaration, by=by)
    return declaration


def keeps_from_papers(declaration: Declaration) -> bool:
    """Where the council says so, an interest that takes somebody out of an item takes its papers from them."""
    return declaration.type.keeps_from_papers and declaration.response != Response.DISPENSATION


def _keep_from_papers(declaration: Declaration, *, by: User) -> None:
    person, item = declaration.attendance.person, declaration.item
    if person is None or not keeps_from_papers(declaration):
        return
    if Denial.objects.standing().filter(item=item, person=person).exists():
        return
    # Which sort of interest it is, and nothing of its nature: that may be sensitive.
    reason = f"{declaration.type}, declared at the meeting of {item.meeting.date:%-d %B %Y}."
    keep_from(item, person=person, reason=reason, declaration=declaration, by=by)


def _let_in_again(declaration: Declaration, *, by: User) -> None:
    """Unless another interest of theirs in the same item keeps them away."""
    others = Declaration.objects.filter(
        item=declaration.item_id, attendance=declaration.attendance_id, struck_at=None
    ).select_related("type")
    other = next((each for each in others if keeps_from_papers(each)), None)
    for denial in declaration.denials.standing():
        if other is None:
            lift(denial, by=by)
        else:
            denial.declaration = other
            denial.save(update_fields=["declaration"])


def _has_voted(who: Attendance, item: AgendaItem) -> bool:
    return who.named_votes.filter(vote__item=item, vote__struck_at=None).exists()


@transaction.atomic
def strike_declaration(declaration: Declaration, *, by: User) -> None:
    """It was entered by mistake. The row stays, and is printed nowhere; what it kept somebody from is open again."""
    sitting = sitting_to_record(declaration.sitting.meeting_id)
    declaration.struck_at = timezone.now()
    declaration.save(update_fields=["struck_at"])
    record("strike declaration", sitting.meeting, by=by, declaration=declaration.pk)
    _let_in_again(declaration, by=by)


@transaction.atomic
def save_interest_type(type: InterestType, *, by: User) -> InterestType:
    """A kind of interest, new or changed. One no longer asked for is not offered; what was declared keeps it."""
    is_new = type.pk is None
    if not is_new:
        InterestType.objects.select_for_update().get(pk=type.pk)
    type.full_clean()
    type.save()
    record("add interest" if is_new else "change interest", type, by=by)
    return type
