"""Business without notice: the special circumstances for which the chair lets it be taken (section 100B(4)(b))."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import ChangedMeanwhile, add_item
from committees.models import AgendaItem, Attendance, Sitting, UrgentBusiness
from committees.models.committee import ItemKind, Section

from .attending import CannotRecord
from .sitting import sitting_to_record


@transaction.atomic
def raise_urgent_item(
    sitting: Sitting, *, title: str, circumstances: str, agreed_by: Attendance, by: User, exempt: bool = False
) -> UrgentBusiness:
    """Put an item on the agenda that had no notice, with the special circumstances that allow it."""
    section = Section.EXEMPT if exempt else Section.PUBLIC
    item = add_item(sitting.meeting, by=by, title=title.strip(), kind=ItemKind.OTHER, section=section)
    return take_as_urgent(item, circumstances=circumstances, agreed_by=agreed_by, version=0, by=by)


@transaction.atomic
def take_as_urgent(
    item: AgendaItem, *, circumstances: str, agreed_by: Attendance, version: int, by: User
) -> UrgentBusiness:
    """Record why the chair let an item be taken without notice, or put the words right. They go into the minutes."""
    sitting = sitting_to_record(item.meeting_id)
    if not circumstances.strip():
        raise CannotRecord(
            {"circumstances": "Say which special circumstances make it urgent. The minutes must give them."}
        )
    if agreed_by.meeting_id != sitting.meeting_id or not agreed_by.is_present or not agreed_by.is_member:
        raise CannotRecord({"agreed_by": f"{agreed_by} is not a member who is present."})
    found = UrgentBusiness.objects.select_for_update().filter(item=item).first()
    if found is not None and found.version != version:
        raise ChangedMeanwhile(found)
    if found is None:
        found = UrgentBusiness(sitting=sitting, item=item, agreed_at=timezone.now(), version=0)
    found.circumstances, found.agreed_by, found.version = circumstances.strip(), agreed_by, found.version + 1
    found.save()
    record("take as urgent", sitting.meeting, by=by, item=item.pk)
    return found
