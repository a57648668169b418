"""Giving access, keeping people from an item, substitutes and authors. Each is recorded with its reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, User
from audit.log import record
from council.models import Council, Person, Term

from .models import (
    AgendaItem,
    Authorship,
    Declaration,
    Denial,
    Grant,
    Meeting,
    Membership,
    Paper,
    Substitution,
)

MOST_DAYS = 366


class CannotGiveAccess(ValidationError):
    """The change was refused; the message says why, and nothing has changed."""


def usual_last_day(today: date) -> date:
    council = Council.objects.first() or Council()
    return today + timedelta(days=council.grant_days)


@transaction.atomic
def give_access(
    item: AgendaItem,
    user: User,
    *,
    reason: str,
    by: User,
    paper: Paper | None = None,
    basis: str = Grant.Basis.NEED_TO_KNOW,
    expires_on: date | None = None,
    includes_confidential: bool = False,
) -> Grant:
    """Let one person read one paper of an item, or all of them, until a day."""
    item = _lock(item)
    today = timezone.localdate()
    expires_on = expires_on or usual_last_day(today)
    if user == by:
        raise CannotGiveAccess("You cannot give access to yourself. Ask another officer.")
    if not reason.strip():
        raise CannotGiveAccess({"reason": "Say why they need to read it."})
    if paper is not None and paper.item_id != item.pk:
        raise CannotGiveAccess("This paper belongs to another item.")
    if not today <= expires_on <= today + timedelta(days=MOST_DAYS):
        raise CannotGiveAccess({"expires_on": "Choose a day from today, and within a year."})
    grant = Grant.objects.create(
        user=user,
        item=item,
        paper=paper,
        basis=basis,
        reason=reason.strip(),
        expires_on=expires_on,
        includes_confidential=includes_confidential,
        made_by=by,
    )
    detail: dict[str, Any] = {"item": item.pk, "to": user.pk, "until": expires_on.isoformat(), "basis": basis}
    record("give access", paper or item, by=by, grant=grant.pk, reason=grant.reason, **detail)
    return grant


@transaction.atomic
def revoke(grant: Grant, *, by: User) -> Grant:
    """Take access back. It stops at the next click."""
    grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if grant.revoked_at is not None:
        raise CannotGiveAccess("This access has been taken back already.")
    grant.revoked_at, grant.revoked_by = timezone.now(), by
    grant.save(update_fields=["revoked_at", "revoked_by"])
    record("revoke access", grant.paper or grant.item, by=by, grant=grant.pk, to=grant.user_id)
    return grant


@transaction.atomic
def keep_from(
    item: AgendaItem,
    *,
    reason: str,
    by: User,
    person: Person | None = None,
    user: User | None = None,
    declaration: Declaration | None = None,
) -> Denial:
    """Keep somebody from an item: they declared an interest, or it is about them. It beats any access they have."""
    item = _lock(item)
    if not reason.strip():
        raise CannotGiveAccess({"reason": "Say which interest it is, or that the item is about them."})
    if user is not None and user.person is not None:
        person, user = user.person, None
    denial = Denial(
        item=item, person=person, user=user, reason=reason.strip(), made_by=by, declaration=declaration
    )
    denial.full_clean()
    denial.save()
    record("keep from item", item, by=by, denial=denial.pk, reason=denial.reason)
    return denial


def keep_away_as_from(items: set[int], to: AgendaItem, *, by: User) -> None:
    """Whoever is kept from some items is kept from another that holds what they held."""
    known = {(each.person_id, each.user_id) for each in Denial.objects.standing().filter(item=to)}
    for denial in (
        Denial.objects.standing().filter(item__in=items).select_related("person", "user", "declaration")
    ):
        if (denial.person_id, denial.user_id) not in known:
            known.add((denial.person_id, denial.user_id))
            keep_from(
                to,
                person=denial.person,
                user=denial.user,
                reason=denial.reason,
                declaration=denial.declaration,
                by=by,
            )


@transaction.atomic
def lift(denial: Denial, *, by: User) -> Denial:
    """They may read the item again, as far as anything else lets them. Nobody lifts their own."""
    denial = Denial.objects.select_for_update(of=("self",)).get(pk=denial.pk)
    if denial.lifted_at is not None:
        raise CannotGiveAccess("This has been lifted already.")
    if by.pk == denial.user_id or (denial.person_id is not None and by.person_id == denial.person_id):
        raise CannotGiveAccess("You cannot lift what keeps you from an item. Ask another officer.")
    denial.lifted_at, denial.lifted_by = timezone.now(), by
    denial.save(update_fields=["lifted_at", "lifted_by"])
    record("lift denial", denial.item, by=by, denial=denial.pk)
    return denial


@transaction.atomic
def name_author(item: AgendaItem, user: User, *, by: User) -> Authorship:
    """They read the item's papers from the first draft. For accounts with the role of report author only."""
    item = _lock(item)
    if not user.has_role(Role.REPORT_AUTHOR):
        raise CannotGiveAccess({"user": f"{user.name} has no account as a report author."})
    authorship = Authorship(item=item, user=user, made_by=by)
    authorship.full_clean()
    authorship.save()
    record("name author", item, by=by, author=user.pk)
    return authorship


@transaction.atomic
def remove_author(authorship: Authorship, *, by: User) -> None:
    record("remove author", authorship.item, by=by, author=authorship.user_id)
    authorship.delete()


def cannot_stand_in(person: Person, meeting: Meeting) -> str:
    """Why somebody cannot take a member's place at a meeting, or nothing."""
    day = meeting.date
    if (
        person.kind != Person.Kind.COUNCILLOR
        or not Person.objects.in_office(day).filter(pk=person.pk).exists()
    ):
        return f"{person} is not a councillor in office on the day of the meeting."
    if person.executive_seats.on(day).exists():
        return f"{person} is a member of the executive, who cannot sit on a scrutiny committee."
    if Membership.objects.on(day).filter(committee=meeting.committee, person=person).exists():
        return f"{person} sits on the committee already."
    return ""


def wrong_group(person: Person, in_place_of: Person, day: date) -> str:
    """Why the council's rule about political groups keeps somebody from taking this member's place, or nothing."""
    council = Council.objects.first() or Council()
    if not council.substitutes_from_same_group:
        return ""
    groups = [
        Term.objects.filter(Q(end=None) | Q(end__gte=day), start__lte=day, person=who)
        .values_list("group", flat=True)
        .first()
        for who in (person, in_place_of)
    ]
    if groups[0] == groups[1]:
        return ""
    return f"{person} is not in the same political group as {in_place_of}, which the council’s rule asks for."


@transaction.atomic
def appoint_substitute(meeting: Meeting, person: Person, *, in_place_of: Person, by: User) -> Substitution:
    """Somebody takes a member's place at one meeting: they read that meeting's papers and no other's."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=meeting.pk)
    if reason := cannot_stand_in(person, meeting):
        raise CannotGiveAccess({"person": reason})
    seats = Membership.objects.on(meeting.date).filter(committee=meeting.committee, person=in_place_of)
    if not seats.exclude(role__in=Membership.Role.cooptees()).exists():
        raise CannotGiveAccess({"in_place_of": f"{in_place_of} is not a member on that day."})
    if reason := wrong_group(person, in_place_of, meeting.date):
        raise CannotGiveAccess({"person": reason})
    place = Substitution(meeting=meeting, person=person, in_place_of=in_place_of, appointed_by=by)
    place.full_clean()
    place.save()
    record("appoint substitute", meeting, by=by, substitute=person.pk, in_place_of=in_place_of.pk)
    return place


@transaction.atomic
def withdraw_substitute(place: Substitution, *, by: User) -> Substitution:
    place = Substitution.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if place.withdrawn_at is not None:
        raise CannotGiveAccess("This substitute has been withdrawn already.")
    place.withdrawn_at = timezone.now()
    place.save(update_fields=["withdrawn_at"])
    record("withdraw substitute", place.meeting, by=by, substitute=place.person_id)
    return place


def _lock(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
