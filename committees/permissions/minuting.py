"""Minutes and actions: who writes them, who checks them, who reads what is kept from the public of them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from committees.models import Action, Meeting, Membership, Minutes, MinutesEdition

from .reading import kept_from, may_read_exempt
from .running import Visitor, meetings_run_by


def minutes_to_check(user: Visitor, reference: str) -> Minutes:
    """The published draft, for those who run the meeting and for whoever presides over its committee now."""
    minutes = (
        Minutes.objects.select_related("meeting__committee", "approved_in")
        .filter(meeting__reference=reference)
        .first()
    )
    if minutes is None or minutes.published_at is None or not may_check(user, minutes.meeting):
        raise Http404
    return minutes


def may_check(user: Visitor, meeting: Meeting) -> bool:
    if meetings_run_by(user).filter(pk=meeting.pk).exists():
        return True
    if not isinstance(user, User) or not user.is_active or user.person_id is None:
        return False
    presiding = [Membership.Role.CHAIR, Membership.Role.VICE_CHAIR]
    seats = Membership.objects.on(timezone.localdate()).filter(person=user.person_id, role__in=presiding)
    return seats.filter(committee=meeting.committee_id).exists()


def can_read_minutes(user: Visitor, edition: MinutesEdition, day: date) -> bool:
    """Anybody reads the public minutes of a public meeting; the exempt ones are for whoever may read all of it."""
    meeting = edition.minutes.meeting
    if not edition.is_exempt and meeting.kind == Meeting.Kind.PUBLIC:
        return True
    if edition.is_exempt:
        return may_read_exempt(user, meeting, day)
    return meetings_run_by(user).filter(pk=meeting.pk).exists()


def actions_run_by(user: Visitor) -> QuerySet[Action]:
    return Action.objects.filter(meeting__in=meetings_run_by(user))


def actions_of(user: User) -> QuerySet[Action]:
    """What somebody was asked to do in person, unless they are kept from the item it came from."""
    if user.person_id is None:
        return Action.objects.none()
    return Action.objects.filter(owner=user.person_id).exclude(item__in=kept_from(user))


def action_to_run(user: Visitor, pk: int) -> Action:
    return _found(actions_run_by(user), pk)


def action_to_answer(user: User, pk: int) -> Action:
    """Its owner, or an officer who runs the committee."""
    run = actions_run_by(user).values("pk")
    own = actions_of(user).values("pk")
    return _found(Action.objects.filter(Q(pk__in=run) | Q(pk__in=own)), pk)


def _found(actions: QuerySet[Action], pk: int) -> Action:
    action = actions.select_related("committee", "meeting", "item", "owner").filter(pk=pk).first()
    if action is None:
        raise Http404
    return action
