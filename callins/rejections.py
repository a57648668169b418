"""A call-in that is not valid: refused, and reported to the committee's next meeting by itself."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from committees.models import AgendaItem, Meeting

from .models import CallIn, State
from .reports import put_on_agenda
from .submissions import rules_of
from .workflow import refuse


@transaction.atomic
def refuse_and_report(call_in: CallIn, *, judgement: str, version: int, by: User) -> CallIn:
    """Where the rules ask for it the report goes onto the next agenda that can still take an item."""
    call_in = refuse(call_in, judgement=judgement, version=version, by=by)
    if rules_of(call_in.decision).validation.report_rejection:
        report_rejection(call_in, by=by)
    return call_in


def report_rejection(call_in: CallIn, *, by: User) -> Meeting | None:
    """The meeting it is reported to; None while the committee has none in the diary."""
    for meeting in next_meetings(call_in):
        try:
            report_to(call_in, meeting, by=by)
        except ValidationError:
            continue  # That agenda can take nothing more, so the next one does.
        return meeting
    return None


@transaction.atomic
def report_to(call_in: CallIn, meeting: Meeting, *, by: User) -> AgendaItem:
    """Put the report of a settled call-in onto an agenda; a refusal is then reported."""
    item = put_on_agenda(call_in, meeting, by=by)
    if call_in.stage == State.INVALID and call_in.rejection_reported_at is None:
        call_in.rejection_reported_at = timezone.now()
        call_in.save(update_fields=["rejection_reported_at"])
    return item


def next_meetings(call_in: CallIn) -> list[Meeting]:
    committee = call_in.decision.committee
    if committee is None:
        return []
    # A published agenda would take it only as a late item, which a report for noting is not worth.
    coming = committee.meetings.filter(
        kind=Meeting.Kind.PUBLIC, cancelled_at=None, start__gt=timezone.now(), publications=None
    ).order_by("start")
    return list(coming)
