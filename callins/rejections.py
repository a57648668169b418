"""A call-in that is not valid: refused, and reported to the committee's next meeting by itself.

With no meeting in the diary the report waits, and goes onto the agenda of the next one that is made. It follows its
item, and goes on to another meeting when that one is cancelled.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import item_deferred, item_restored, item_withdrawn
from committees.meetings import meeting_cancelled, meeting_made
from committees.models import AgendaItem, Committee, Meeting

from .conditions import committee_named
from .models import CallIn, State
from .models.callin import CallInQuerySet
from .reports import put_on_agenda
from .submissions import rules_of
from .workflow import refuse


def join() -> None:
    meeting_made.join(bring_along)
    meeting_cancelled.join(find_another)
    item_deferred.join(follow)
    item_withdrawn.join(unreported)
    item_restored.join(reported_after_all)


@transaction.atomic
def refuse_and_report(call_in: CallIn, *, judgement: str, version: int, by: User) -> CallIn:
    """Where the rules ask for it the report goes onto the next agenda that can still take an item."""
    call_in = refuse(call_in, judgement=judgement, version=version, by=by)
    if rules_of(call_in.decision).validation.report_rejection:
        report_rejection(call_in, by=by)
    return call_in


def report_rejection(call_in: CallIn, *, by: User) -> Meeting | None:
    """The meeting it is reported to; None while the committee has none in the diary that can take it."""
    return next((meeting for meeting in next_meetings(call_in) if _taken_by(meeting, call_in, by)), None)


def _taken_by(meeting: Meeting, call_in: CallIn, by: User) -> bool:
    try:
        with transaction.atomic():
            report_to(call_in, meeting, by=by)
    except ValidationError:
        return False  # That agenda can take nothing more, so the next one does.
    return True


@transaction.atomic
def report_to(call_in: CallIn, meeting: Meeting, *, by: User) -> AgendaItem:
    """Put the report of a settled call-in onto an agenda; a refusal is then reported, once to a meeting."""
    # A second click waits here, and finds what the first has put there.
    locked = CallIn.objects.select_for_update(of=("self",)).get(pk=call_in.pk)
    there = locked.rejection_item
    if there and there.meeting_id == meeting.pk and there.state == AgendaItem.State.ON_AGENDA:
        return there
    item = put_on_agenda(call_in, meeting, by=by)
    if locked.stage == State.INVALID and locked.rejection_reported_at is None:
        call_in.rejection_reported_at, call_in.rejection_item = timezone.now(), item
        call_in.save(update_fields=["rejection_reported_at", "rejection_item"])
    return item


def committee_of(call_in: CallIn) -> Committee | None:
    """The committee that would have heard it: the one the rules name, or that of the decision's remit."""
    return committee_named(rules_of(call_in.decision)) or call_in.decision.committee


def next_meetings(call_in: CallIn) -> list[Meeting]:
    committee = committee_of(call_in)
    if committee is None:
        return []
    # A published agenda would take it only as a late item, which a report for noting is not worth.
    coming = committee.meetings.filter(
        kind=Meeting.Kind.PUBLIC, cancelled_at=None, start__gt=timezone.now(), publications=None
    ).order_by("start")
    return list(coming)


def refusals() -> CallInQuerySet:
    return (
        CallIn.objects.filter(state=State.INVALID)
        .select_related("decision__rule_set", "decision__committee")
        .order_by("closed_at", "pk")
    )


def bring_along(meeting: Meeting, by: User) -> None:
    """A meeting is made: what waits to be reported to its committee goes onto its agenda."""
    if meeting.kind != Meeting.Kind.PUBLIC or meeting.start <= timezone.now():
        return
    for call_in in refusals().filter(rejection_reported_at=None).select_for_update(of=("self",)):
        wanted = rules_of(call_in.decision).validation.report_rejection
        if wanted and committee_of(call_in) == meeting.committee:
            _taken_by(meeting, call_in, by)


def find_another(meeting: Meeting, by: User) -> None:
    """A meeting is called off: what was to be reported to it goes to the next one, or waits for it."""
    for call_in in refusals().filter(rejection_item__meeting=meeting):
        _forget(call_in, f"{meeting.reference} is cancelled", by)
        report_rejection(call_in, by=by)


def follow(item: AgendaItem, moved: AgendaItem, reason: str, by: User) -> None:
    refusals().filter(rejection_item=item).update(rejection_item=moved)


def unreported(item: AgendaItem, reason: str, by: User) -> None:
    """An officer took the report off the agenda: it is reported to nobody, and the desk says so."""
    for call_in in refusals().filter(rejection_item=item):
        _forget(call_in, reason, by)


def reported_after_all(item: AgendaItem, by: User) -> None:
    waiting = refusals().filter(rejection_item=item, rejection_reported_at=None)
    waiting.update(rejection_reported_at=timezone.now())


def _forget(call_in: CallIn, reason: str, by: User) -> None:
    call_in.rejection_reported_at = None
    call_in.save(update_fields=["rejection_reported_at"])
    record("refusal of call-in is not reported yet", call_in, by=by, reason=reason)
