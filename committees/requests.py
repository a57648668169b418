"""A member asks to read a document of the executive, or an exempt paper of another committee; an officer answers."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.log import record
from council.calendar_in_force import calendar_in_force

from .access import give_access
from .alerts import alert
from .models import AccessRequest, AgendaItem, Committee, Grant, Membership, Paper
from .timetable import scrutiny_copy_due


class CannotAsk(ValidationError):
    """The request was refused; the message says why, and nothing has changed."""


def committees_to_ask_for(user: User, day: date) -> QuerySet[Committee]:
    """The scrutiny committees somebody sits on, on whose behalf they may ask."""
    if not user.is_active or user.person_id is None:
        return Committee.objects.none()
    seats = Membership.objects.on(day).filter(person=user.person_id)
    members = seats.exclude(role=Membership.Role.NON_VOTING_COOPTEE)
    return Committee.objects.current().filter(pk__in=members.values("committee"))


@transaction.atomic
def ask(
    committee: Committee,
    *,
    document: str,
    relevance: str,
    by: User,
    item: AgendaItem | None = None,
) -> AccessRequest:
    """Written down with the day by which it must be answered, and the people who answer are told."""
    today = timezone.localdate()
    if not committees_to_ask_for(by, today).filter(pk=committee.pk).exists():
        raise CannotAsk({"committee": "You are not a member of this committee."})
    due = scrutiny_copy_due(today, calendar_in_force())
    request = AccessRequest.objects.create(
        committee=committee,
        item=item,
        document=document.strip(),
        relevance=relevance.strip(),
        made_by=by,
        due_on=due.date,
        explanation=due.as_json(),
    )
    record("ask for document", request, by=by, committee=committee.code, due=due.date.isoformat())
    alert(
        User.objects.filter(is_active=True, scopes__committee=committee),
        f"Scrutiny: {by.name} asks to read a document",
        f"{by.name} asks on behalf of the {committee.name}. An answer is due by {due.date:%-d %B %Y}.",
        link=reverse("workspace:request", args=[request.pk]),
    )
    return request


@transaction.atomic
def grant_request(
    request: AccessRequest,
    *,
    by: User,
    item: AgendaItem | None = None,
    paper: Paper | None = None,
    reasons: str = "",
) -> AccessRequest:
    """Say yes. Where the paper is in Scrutiny they can read it from now on; a copy of any other is sent to them."""
    request = _open(request, by)
    item = paper.item if paper else item or request.item
    if item is not None:
        request.grant = give_access(
            item,
            request.made_by,
            paper=paper,
            reason=f"Request {request.pk}: {request.relevance}",
            basis=Grant.Basis.REQUEST,
            by=by,
        )
    _answer(request, AccessRequest.State.GRANTED, reasons, by)
    return request


@transaction.atomic
def refuse_request(request: AccessRequest, *, reasons: str, by: User) -> AccessRequest:
    """Say no. The regulations ask for reasons in writing, which the committee is given too."""
    request = _open(request, by)
    if not reasons.strip():
        raise CannotAsk({"reasons": "Give the reasons in writing. The committee is told them."})
    _answer(request, AccessRequest.State.REFUSED, reasons, by)
    return request


def _open(request: AccessRequest, by: User) -> AccessRequest:
    request = AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.state != AccessRequest.State.OPEN:
        raise CannotAsk("This request has been answered already.")
    if request.made_by_id == by.pk:
        raise CannotAsk("You cannot answer your own request. Ask another officer.")
    return request


def _answer(request: AccessRequest, state: AccessRequest.State, reasons: str, by: User) -> None:
    request.state, request.reasons = state, reasons.strip()
    request.decided_by, request.decided_at = by, timezone.now()
    request.save(update_fields=["state", "reasons", "decided_by", "decided_at", "grant"])
    record(f"{state.value} request", request, by=by, late=request.is_late)
    alert(
        [request.made_by],
        "Scrutiny: your request has been answered",
        f"Your request to read a document was {state.value}. Sign in to see the answer.",
        link=reverse("papers:restricted"),
    )
