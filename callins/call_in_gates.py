"""Who may see and work on a call-in. Anybody else is told that it does not exist."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from committees.models import Membership
from council.models import Person

from .models import CallIn, Decision
from .models.callin import CallInQuerySet, State
from .permissions import Visitor, can_run_decisions
from .submissions import rules_of

CALLERS = (Person.Kind.COUNCILLOR, Person.Kind.COOPTEE)
RELATED = (
    "decision__rule_set",
    "decision__contact",
    "decision__committee",
    "decision__maker_person",
    "lead",
    "informal_meeting",
    "rejection_item__meeting__committee",
)


def can_call_in(user: Visitor) -> bool:
    """Councillors and co-opted members have these pages. Whose signature counts is for the rules to say."""
    return (
        isinstance(user, User) and user.is_active and user.person is not None and user.person.kind in CALLERS
    )


def may_start(user: Visitor, decision: Decision) -> bool:
    """Begin one: councillors in office, and co-opted members with a vote where a route of the rules lets them sign."""
    if not isinstance(user, User) or not can_call_in(user):
        return False
    assert user.person is not None, "that is what can_call_in asks"
    if user.person.kind == Person.Kind.COUNCILLOR:
        return Person.objects.in_office(timezone.localdate()).filter(pk=user.person.pk).exists()
    seats = Membership.objects.on(timezone.localdate()).filter(
        person=user.person_id, role=Membership.Role.VOTING_COOPTEE
    )
    open_to_them = {"always"} | ({"education_only"} if decision.is_education else set())
    routes = [route for route in rules_of(decision).triggers.routes if route.cooptees in open_to_them]
    return bool(routes) and seats.exists()


def own_call_ins(user: Visitor) -> CallInQuerySet:
    """Those somebody leads, has signed or is asked to sign."""
    if not isinstance(user, User) or not can_call_in(user):
        return CallIn.objects.none()
    mine = Q(lead=user.person_id) | Q(signatures__person=user.person_id)
    return CallIn.objects.filter(mine, method=CallIn.Method.ONLINE).distinct()


def own_call_in(user: Visitor, reference: str) -> CallIn:
    return _found(own_call_ins(user), reference)


def call_ins_to_run(user: Visitor) -> CallInQuerySet:
    """Officers see one once it is sent: what councillors prepare is theirs. Forms on paper are the officers' own."""
    if not can_run_decisions(user):
        return CallIn.objects.none()
    return CallIn.objects.sent() | CallIn.objects.exclude(method=CallIn.Method.ONLINE)


def call_in_to_run(user: Visitor, reference: str) -> CallIn:
    return _found(call_ins_to_run(user), reference)


def public_call_ins() -> CallInQuerySet:
    """Everybody reads of a call-in once it is found valid. One that was refused is reported to the committee."""
    return CallIn.objects.filter(accepted_at__isnull=False).exclude(state=State.INVALID)


def public_call_in(reference: str) -> CallIn:
    return _found(public_call_ins(), reference)


def decision_to_call_in(user: Visitor, slug: str) -> Decision:
    """A published decision, for somebody who may call it in."""
    decision = Decision.objects.published().select_related("rule_set", "committee").filter(slug=slug).first()
    if decision is None or not may_start(user, decision):
        raise Http404
    return decision


def _found(rows: CallInQuerySet, reference: str) -> CallIn:
    call_in = rows.select_related(*RELATED).filter(reference=reference).first()
    if call_in is None:
        raise Http404
    return call_in
