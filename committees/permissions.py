"""Who may do what with a committee, its meetings and its papers. Every gate in views and files comes from here."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Role, User

from .models import AgendaItem, Committee, Edition, Meeting, Membership, Paper, PaperVersion
from .models.committee import CommitteeQuerySet, Section
from .models.publication import EditionKind

Visitor = User | AnonymousUser


def committees_run_by(user: Visitor) -> CommitteeQuerySet:
    """The committees an officer works for: those in scope, or every one for the monitoring officer."""
    if not isinstance(user, User) or not user.is_officer:
        return Committee.objects.none()
    if user.has_role(Role.MONITORING_OFFICER):
        return Committee.objects.all()
    return Committee.objects.filter(scopes__user=user)


def can_run(user: Visitor, committee: Committee) -> bool:
    return committees_run_by(user).filter(pk=committee.pk).exists()


def is_member(user: Visitor, committee: Committee, day: date) -> bool:
    """On the committee that day, with or without a vote."""
    if not isinstance(user, User) or not user.is_active or user.person_id is None:
        return False
    return Membership.objects.on(day).filter(committee=committee, person=user.person_id).exists()


def may_read_exempt(user: Visitor, meeting: Meeting, day: date) -> bool:
    """Exempt papers of a meeting: officers who run the committee, and its members while they are members.

    A co-opted member without a vote is not entitled (they need a grant of their own).
    """
    if can_run(user, meeting.committee):
        return True
    if not isinstance(user, User) or not user.is_active or user.person_id is None:
        return False
    return (
        Membership.objects.on(day)
        .filter(committee=meeting.committee, person=user.person_id)
        .exclude(role=Membership.Role.NON_VOTING_COOPTEE)
        .exists()
    )


def can_read_edition(user: Visitor, edition: Edition, day: date) -> bool:
    if edition.kind == EditionKind.PUBLIC:
        return edition.publication.meeting.kind == Meeting.Kind.PUBLIC or can_run(
            user, edition.publication.meeting.committee
        )
    return may_read_exempt(user, edition.publication.meeting, day)


def can_read(user: Visitor, version: PaperVersion, day: date) -> bool:
    """The rule for one version; always agrees with `versions_visible_to`."""
    return versions_visible_to(user, day).filter(pk=version.pk).exists()


def versions_visible_to(user: Visitor, day: date) -> QuerySet[PaperVersion]:
    """Drafts are for the officers who run the committee; a published version follows its classification.

    Nothing under an exempt item is public, whatever its own class.
    """
    run = Q(paper__item__meeting__committee__in=committees_run_by(user))
    published = Q(published_at__isnull=False)
    public = Q(
        classification="public",
        paper__item__section=Section.PUBLIC,
        paper__item__meeting__kind=Meeting.Kind.PUBLIC,
    )
    allowed = run | published & public
    if isinstance(user, User) and user.is_active and user.person_id is not None:
        seats = Membership.objects.on(day).filter(person=user.person_id)
        entitled = seats.exclude(role=Membership.Role.NON_VOTING_COOPTEE).values("committee")
        allowed |= published & Q(paper__item__meeting__committee__in=entitled)
    return PaperVersion.objects.filter(allowed)


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
        Meeting.objects.select_related("committee", "contact")
        .filter(Q(reference=reference) | Q(pk__in=former), committee__in=committees_run_by(user))
        .first()
    )
    if meeting is None:
        raise Http404
    return meeting


def can_configure(user: Visitor) -> bool:
    """Make committees and set up any of them. An administrator sees no agenda by it."""
    return isinstance(user, User) and (
        user.has_role(Role.ADMINISTRATOR) or user.has_role(Role.MONITORING_OFFICER)
    )


def can_keep_people(user: Visitor) -> bool:
    """See and change the people the council names, and their terms of office."""
    return isinstance(user, User) and (user.is_officer or user.has_role(Role.ADMINISTRATOR))


def can_keep_accounts(user: Visitor) -> bool:
    """Say who may sign in, and what for."""
    return isinstance(user, User) and user.has_role(Role.ADMINISTRATOR)


def committees_configured_by(user: Visitor) -> CommitteeQuerySet:
    """The committees whose details, seats and standing items somebody may change."""
    return Committee.objects.all() if can_configure(user) else committees_run_by(user)


def committee_to_configure(user: Visitor, slug: str) -> Committee:
    """The gate to a committee's own pages: the committee, or 404."""
    committee = committees_configured_by(user).filter(slug=slug).first()
    if committee is None:
        raise Http404
    return committee


def item_to_run(user: Visitor, pk: int) -> AgendaItem:
    """The officers' gate to one agenda item."""
    item = (
        AgendaItem.objects.select_related("meeting__committee")
        .filter(pk=pk, meeting__committee__in=committees_run_by(user))
        .first()
    )
    if item is None:
        raise Http404
    return item


def paper_to_run(user: Visitor, pk: int) -> Paper:
    """The officers' gate to one paper, taken off the agenda or not."""
    paper = (
        Paper.objects.select_related("item__meeting__committee")
        .filter(pk=pk, item__meeting__committee__in=committees_run_by(user))
        .first()
    )
    if paper is None:
        raise Http404
    return paper
