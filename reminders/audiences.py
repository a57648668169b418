"""Who is what: officers, members and others as recipients, with the wishes of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.utils import timezone

from accounts.models import Role, User
from committees.models import Membership, OfficerScope
from council.models import Person

from .models import Audience, Preference
from .promises import Recipient

SEATS = {
    Membership.Role.CHAIR: [Audience.CHAIR, Audience.MEMBERS],
    Membership.Role.VICE_CHAIR: [Audience.VICE_CHAIRS, Audience.MEMBERS],
}


def monitoring_officers() -> list[Recipient]:
    users = User.objects.filter(is_active=True, roles__contains=[Role.MONITORING_OFFICER])
    return [of_user(user) for user in users.select_related("reminder_preference").order_by("pk")]


def democratic_services() -> list[Recipient]:
    """The executive is no committee: all of them keep its books."""
    users = User.objects.filter(is_active=True, roles__contains=[Role.DEMOCRATIC_SERVICES])
    return [of_user(user) for user in users.select_related("reminder_preference").order_by("pk")]


def of_people(ids: Collection[int | None]) -> Mapping[int | None, list[Recipient]]:
    """Each of them as a list of one, or of none where they cannot be written to."""
    people = Person.objects.filter(pk__in=[pk for pk in set(ids) if pk is not None])
    found: dict[int | None, list[Recipient]] = defaultdict(list)
    for person in people.select_related("user__reminder_preference"):
        recipient = of_person(person)
        found[person.pk] = [recipient] if recipient else []
    return found


def of_committees(ids: Collection[int]) -> Mapping[int, dict[str, list[Recipient]]]:
    found: Mapping[int, dict[str, list[Recipient]]] = defaultdict(lambda: defaultdict(list))
    scopes = OfficerScope.objects.filter(committee__in=ids, user__is_active=True)
    for scope in scopes.select_related("user__reminder_preference").order_by("user_id"):
        if scope.user.is_officer:
            found[scope.committee_id][Audience.OFFICERS].append(of_user(scope.user))
    seats = Membership.objects.on(timezone.localdate()).filter(committee__in=ids)
    for seat in seats.select_related("person__user__reminder_preference").order_by("person_id"):
        recipient = of_person(seat.person)
        for audience in SEATS.get(Membership.Role(seat.role), [Audience.MEMBERS]):
            if recipient:
                found[seat.committee_id][audience].append(recipient)
    return found


def of_person(person: Person) -> Recipient | None:
    """Somebody without an account is written to at the council's address for them; a closed account is not."""
    user: User | None = getattr(person, "user", None)
    if user is not None:
        return of_user(user) if user.is_active else None
    if not person.email:
        return None
    return Recipient(f"person:{person.pk}", person.full_name, person.email)


def of_user(user: User) -> Recipient:
    wishes = getattr(user, "reminder_preference", None)
    digest = wishes is not None and wishes.mode == Preference.Mode.DIGEST
    return Recipient(
        key=f"user:{user.pk}",
        name=user.name,
        address=user.email,
        without_account=f"person:{user.person_id}" if user.person_id else "",
        digest_at=wishes.digest_at if wishes and digest else None,
        switched_off=frozenset(wishes.switched_off if wishes else ()),
    )
