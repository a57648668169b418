"""The rule about papers, said of one version in plain Python, with the grounds it rests on.

It reads the facts itself instead of asking `reading`, so that a slip in one of the two shows as a difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils import timezone

from accounts.models import Role, User
from committees.models import AgendaItem, Denial, Meeting, Membership, PaperVersion
from committees.models.committee import Section
from committees.models.paper import Classification
from council.models import Council, Person

from .running import Visitor


class Ground(models.TextChoices):
    PUBLIC = "public", "Anybody may read it"
    RUNS = "runs", "Works for the committee"
    AUTHOR = "author", "Writes the report"
    SEAT = "seat", "Sits on the committee"
    SUBSTITUTE = "substitute", "Takes a member’s place at the meeting"
    COOPTEE = "cooptee", "Co-opted, with a vote on the item"
    GRANT = "grant", "Was given access"
    COUNCILLOR = "councillor", "Open to every councillor (section 100F)"


def can_read(user: Visitor, version: PaperVersion, day: date) -> bool:
    """Whether somebody may read this version on a day; agrees with `visible_to`."""
    return next(grounds_to_read(user, version, day), None) is not None


def grounds_to_read(user: Visitor, version: PaperVersion, day: date) -> Iterator[Ground]:
    item = version.paper.item
    if is_public(version, item):
        yield Ground.PUBLIC
    if not isinstance(user, User) or not user.is_active or is_kept_from(user, item):
        return
    if runs(user, item.meeting):
        yield Ground.RUNS
    if user.has_role(Role.REPORT_AUTHOR) and any(each.user_id == user.pk for each in item.authorships.all()):
        yield Ground.AUTHOR
    if version.published_at is not None:
        yield from _grounds_when_published(user, version, item, day)


def _grounds_when_published(
    user: User, version: PaperVersion, item: AgendaItem, day: date
) -> Iterator[Ground]:
    confidential = version.classification == Classification.CONFIDENTIAL
    person = user.person
    if person is not None:
        roles = roles_on(person, item, day)
        if roles & {Membership.Role.CHAIR, Membership.Role.VICE_CHAIR, Membership.Role.MEMBER}:
            yield Ground.SEAT
        if in_office(person, day) and stands_in(person, item.meeting):
            yield Ground.SUBSTITUTE
        if Membership.Role.VOTING_COOPTEE in roles and not confidential and cooptees_read(item):
            yield Ground.COOPTEE
        if (
            is_open_to_councillors(version)
            and person.kind == Person.Kind.COUNCILLOR
            and in_office(person, day)
        ):
            yield Ground.COUNCILLOR
    for grant in item.grants.all():
        theirs = grant.user_id == user.pk and grant.revoked_at is None and day <= grant.expires_on
        about_it = grant.paper_id in (None, version.paper_id)
        if theirs and about_it and (grant.includes_confidential or not confidential):
            yield Ground.GRANT


def is_public(version: PaperVersion, item: AgendaItem) -> bool:
    return (
        version.published_at is not None
        and version.classification == Classification.PUBLIC
        and (item.section == Section.PUBLIC or version.released_at is not None)
        and item.meeting.kind == Meeting.Kind.PUBLIC
    )


def is_kept_from(user: User, item: AgendaItem) -> bool:
    return any(denies(denial, user) for denial in item.denials.all())


def denies(denial: Denial, user: User) -> bool:
    if denial.lifted_at is not None:
        return False
    if denial.user_id is not None:
        return denial.user_id == user.pk
    return denial.person_id == user.person_id


def runs(user: User, meeting: Meeting) -> bool:
    """Works for the committee, and is not kept from anything on this agenda."""
    if any(is_kept_from(user, item) for item in meeting.items.all()):
        return False
    monitoring = user.has_role(Role.MONITORING_OFFICER)
    if not monitoring and not user.has_role(Role.DEMOCRATIC_SERVICES):
        return False
    if any(scope.committee_id == meeting.committee_id for scope in user.scopes.all()):
        return True
    return monitoring and (standing_access() or glass_is_broken(user, meeting))


def standing_access() -> bool:
    council = Council.objects.first()
    return council is not None and (
        council.monitoring_officer_access == Council.MonitoringOfficerAccess.STANDING
    )


def glass_is_broken(user: User, meeting: Meeting) -> bool:
    now = timezone.now()
    return any(
        opened.committee_id == meeting.committee_id and opened.closed_at is None and now < opened.until
        for opened in user.emergency_access.all()
    )


def roles_on(person: Person, item: AgendaItem, day: date) -> set[str]:
    """What somebody is on the committee that day."""
    return {
        seat.role
        for seat in person.memberships.all()
        if seat.committee_id == item.meeting.committee_id and _covers(seat.start, seat.end, day)
    }


def in_office(person: Person, day: date) -> bool:
    return any(_covers(term.start, term.end, day) for term in person.terms.all())


def _covers(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or day <= end)


def stands_in(person: Person, meeting: Meeting) -> bool:
    return any(
        each.meeting_id == meeting.pk and each.withdrawn_at is None for each in person.substitutions.all()
    )


def cooptees_read(item: AgendaItem) -> bool:
    council = Council.objects.first()
    chosen = council.voting_cooptees_read if council else Council.CoopteeAccess.THEIR_ITEMS
    if chosen == Council.CoopteeAccess.EVERY_ITEM:
        return True
    return chosen == Council.CoopteeAccess.THEIR_ITEMS and item.is_education


def is_open_to_councillors(version: PaperVersion) -> bool:
    return version.open_to_councillors and version.classification == Classification.EXEMPT
