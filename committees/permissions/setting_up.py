"""Configuration. Nobody reads an agenda or a paper by it."""

from __future__ import annotations

from django.http import Http404

from accounts.models import Role, User
from committees.models import Committee
from committees.models.committee import CommitteeQuerySet

from .running import Visitor, committees_run_by


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
