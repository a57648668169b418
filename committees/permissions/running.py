"""Officers and the work they run: committees in scope, and the gates to meetings, items and papers."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Q, QuerySet
from django.http import Http404

from accounts.models import Role, User
from committees.models import AgendaItem, Committee, Denial, EmergencyAccess, Meeting, Paper
from committees.models.committee import CommitteeQuerySet
from council.models import Council

Visitor = User | AnonymousUser


def committees_run_by(user: Visitor) -> CommitteeQuerySet:
    """The committees an officer works for: those in scope.

    The monitoring officer has the ones they opened in an emergency, or every one where the council says so.
    """
    if not isinstance(user, User) or not user.is_officer:
        return Committee.objects.none()
    run = Q(scopes__user=user)
    if user.has_role(Role.MONITORING_OFFICER):
        opened = EmergencyAccess.objects.open().filter(user=user)
        standing = Council.objects.filter(monitoring_officer_access=Council.MonitoringOfficerAccess.STANDING)
        run |= Q(pk__in=opened.values("committee")) | Q(Exists(standing))
    return Committee.objects.filter(pk__in=Committee.objects.filter(run).values("pk"))


def denials_of(user: User) -> QuerySet[Denial]:
    """Standing denials of an account, or of the person who signs in with it."""
    who = Q(user=user)
    if user.person_id is not None:
        who |= Q(person=user.person_id)
    return Denial.objects.standing().filter(who)


def meetings_run_by(user: Visitor) -> QuerySet[Meeting]:
    """Meetings of those committees. Whoever is kept from one item leaves that meeting's agenda to others."""
    if not isinstance(user, User):
        return Meeting.objects.none()
    return Meeting.objects.filter(committee__in=committees_run_by(user)).exclude(
        pk__in=denials_of(user).values("item__meeting")
    )


def can_run(user: Visitor, committee: Committee) -> bool:
    return committees_run_by(user).filter(pk=committee.pk).exists()


def committee_to_run(user: Visitor, slug: str) -> Committee:
    """The officers' gate: the committee, or 404 for anybody who does not run it. `slug` may be anything typed."""
    committee = None if "\0" in slug else committees_run_by(user).filter(slug=slug).first()
    if committee is None:
        raise Http404
    return committee


def meeting_to_run(user: Visitor, reference: str) -> Meeting:
    """The officers' gate to one meeting, also from a page that was open when the meeting got another reference."""
    former = Meeting.objects.filter(former_references__reference=reference).values("pk")
    meeting = (
        meetings_run_by(user)
        .select_related("committee", "contact")
        .filter(Q(reference=reference) | Q(pk__in=former))
        .first()
    )
    if meeting is None:
        raise Http404
    return meeting


def item_to_run(user: Visitor, pk: int) -> AgendaItem:
    """The officers' gate to one agenda item."""
    item = (
        AgendaItem.objects.select_related("meeting__committee")
        .filter(pk=pk, meeting__in=meetings_run_by(user))
        .first()
    )
    if item is None:
        raise Http404
    return item


def paper_to_run(user: Visitor, pk: int) -> Paper:
    """The officers' gate to one paper, taken off the agenda or not."""
    paper = (
        Paper.objects.select_related("item__meeting__committee")
        .filter(pk=pk, item__meeting__in=meetings_run_by(user))
        .first()
    )
    if paper is None:
        raise Http404
    return paper
