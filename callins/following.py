"""A hearing goes where its agenda item goes."""

from __future__ import annotations

from accounts.models import User
from audit.log import record
from committees.agenda import item_deferred
from committees.models import AgendaItem

from .models import Hearing


def join() -> None:
    item_deferred.join(follow)


def follow(item: AgendaItem, moved: AgendaItem, reason: str, by: User) -> None:
    """The item was deferred to a later meeting, and the hearing with it; the desk says if that is too late."""
    ahead = Hearing.objects.select_for_update(of=("self",)).filter(
        item=item, held_at=None, adjourned_at=None, called_off_at=None
    )
    for hearing in ahead.select_related("call_in"):
        hearing.item, hearing.meeting, hearing.committee = moved, moved.meeting, moved.meeting.committee
        hearing.save(update_fields=["item", "meeting", "committee"])
        record("move hearing", hearing.call_in, by=by, meeting=moved.meeting.reference, reason=reason)
