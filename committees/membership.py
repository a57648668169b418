"""Who sits on a committee. A seat is never rewritten: a change of role ends one and starts another."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit.log import record
from council.models import Person

from .models import Committee, Membership

DAY = timedelta(days=1)


class CannotChangeMembership(ValidationError):
    """The change was refused; the message says why in words for the officer, and nothing has changed."""


@transaction.atomic
def add_member(
    committee: Committee,
    person: Person,
    *,
    role: str,
    start: date,
    by: User,
    end: date | None = None,
    reason: str = "",
) -> Membership:
    committee = _lock(committee)
    _require_role_fits(person, role)
    _require_in_office(person, start)
    seat = Membership(committee=committee, person=person, role=role, start=start, end=end, reason=reason)
    _check_and_save(seat)
    record("add member", seat, by=by, committee=committee.code, start=start.isoformat())
    return seat


@transaction.atomic
def end_membership(membership: Membership, *, on: date, reason: str, by: User) -> Membership:
    """`on` is the last day of the membership."""
    _lock(membership.committee)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.end and membership.end < on:
        raise CannotChangeMembership("This membership already ends before that day.")
    membership.end, membership.reason = on, reason
    _check_and_save(membership)
    record("end membership", membership, by=by, end=on.isoformat(), reason=reason)
    return membership


@transaction.atomic
def change_role(
    membership: Membership,
    *,
    role: str,
    start: date,
    by: User,
    reason: str = "",
    former_chair_stays: bool = True,
) -> Membership:
    """Give a member another role from a day on. A new chair takes over from the present one in the same step."""
    committee = _lock(membership.committee)
    membership = Membership.objects.select_for_update().select_related("person").get(pk=membership.pk)
    _require_role_fits(membership.person, role)
    if role == membership.role:
        raise CannotChangeMembership(
            f"{membership.person} is already {membership.get_role_display().lower()}."
        )
    if start < membership.start or (membership.end and start > membership.end):
        raise CannotChangeMembership(f"{membership.person} is not on the committee in this role on that day.")
    if role == Membership.Role.CHAIR:
        _stand_down_chair(committee, start, stays=former_chair_stays, by=by, reason=reason)
    return _switch(membership, role, start, by=by, reason=reason)


def _stand_down_chair(committee: Committee, start: date, *, stays: bool, by: User, reason: str) -> None:
    chairs = Membership.objects.select_for_update(of=("self",)).select_related("person")
    chair = chairs.on(start).filter(committee=committee, role=Membership.Role.CHAIR).first()
    if chair is None:
        return
    if stays:
        _switch(chair, Membership.Role.MEMBER, start, by=by, reason=reason)
    elif chair.start == start:
        raise CannotChangeMembership(f"{chair.person} only becomes chair that day. Choose a later day.")
    else:
        end_membership(chair, on=start - DAY, reason=reason, by=by)


def _switch(membership: Membership, role: str, start: date, *, by: User, reason: str) -> Membership:
    before = membership.role
    if membership.start == start:
        # A row needs at least a day; the history table keeps what this one said.
        membership.role, membership.reason = role, reason
        seat = membership
    else:
        seat = Membership(
            committee_id=membership.committee_id,
            person=membership.person,
            role=role,
            start=start,
            end=membership.end,
            reason=reason,
        )
        membership.end, membership.reason = start - DAY, reason
        membership.save(update_fields=["end", "reason"])
    _check_and_save(seat)
    record("change role", seat, by=by, before=before, after=role, start=start.isoformat())
    return seat


def _lock(committee: Committee) -> Committee:
    """Changes to one committee's seats wait for each other, so that what was checked still holds."""
    return Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)


def _check_and_save(seat: Membership) -> None:
    if seat.end and seat.end < seat.start:
        raise CannotChangeMembership("The last day must be on or after the first day of the membership.")
    seat.full_clean()
    seat.save()


def _require_role_fits(person: Person, role: str) -> None:
    if person.kind not in (Person.Kind.COUNCILLOR, Person.Kind.COOPTEE):
        raise CannotChangeMembership("Only councillors and co-opted members can sit on a committee.")
    if (person.kind == Person.Kind.COOPTEE) != (role in Membership.Role.cooptees()):
        kind = "co-opted member" if person.kind == Person.Kind.COOPTEE else "councillor"
        word = Membership.Role(role).label.lower()
        raise CannotChangeMembership(f"{person} is a {kind}, so cannot be “{word}”.")


def _require_in_office(person: Person, day: date) -> None:
    in_office = person.terms.filter(Q(end=None) | Q(end__gte=day), start__lte=day)
    if person.kind == Person.Kind.COUNCILLOR and not in_office.exists():
        raise CannotChangeMembership(f"{person} is not in office on {day:%-d %B %Y}.")
