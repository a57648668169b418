"""A hearing goes where its agenda item and its meeting go, and ends with a meeting that is cancelled."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from audit.log import record
from committees.agenda import item_deferred
from committees.meetings import meeting_cancelled, meeting_moved
from committees.models import AgendaItem, Meeting

from .models import Hearing
from .telling import tell_once_saved
from .workflow import call_off_hearing


def join() -> None:
    item_deferred.join(follow)
    meeting_moved.join(tell_of_move)
    meeting_cancelled.join(call_off)


def ahead() -> QuerySet[Hearing]:
    """Hearings that are to come, locked."""
    to_come = Hearing.objects.filter(held_at=None, adjourned_at=None, called_off_at=None)
    return to_come.select_for_update(of=("self",)).select_related("call_in__decision")


def follow(item: AgendaItem, moved: AgendaItem, reason: str, by: User) -> None:
    """The item was deferred to a later meeting, and the hearing with it; the desk says if that is too late."""
    for hearing in ahead().filter(item=item):
        hearing.item, hearing.meeting, hearing.committee = moved, moved.meeting, moved.meeting.committee
        hearing.save(update_fields=["item", "meeting", "committee"])
        record("move hearing", hearing.call_in, by=by, meeting=moved.meeting.reference, reason=reason)
        tell_once_saved(hearing.call_in)


def tell_of_move(meeting: Meeting, before: datetime, by: User) -> None:
    """The meeting is at another time: those who were invited are told, and the desk says if that is too late."""
    for hearing in ahead().filter(meeting=meeting):
        record("move hearing", hearing.call_in, by=by, before=before.isoformat(), meeting=meeting.reference)
        tell_once_saved(hearing.call_in)


def call_off(meeting: Meeting, by: User) -> None:
    """The meeting is cancelled, so the call-in waits for another one, and its clock goes on."""
    for hearing in ahead().filter(meeting=meeting):
        call_off_hearing(hearing.call_in, words=meeting.cancellation_notice, by=by)
