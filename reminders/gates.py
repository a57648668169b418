"""Who sees and steers reminders. Anybody else is told that these pages do not exist."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Role, User
from committees.models import Committee
from committees.permissions import Visitor, can_configure, committees_run_by

from .models import Reminder

RELATED = ("committee", "user", "person", "decided_by")


def is_monitoring_officer(user: Visitor) -> bool:
    return isinstance(user, User) and user.has_role(Role.MONITORING_OFFICER)


def committees_reminded(user: Visitor) -> QuerySet[Committee]:
    """A reminder holds public words only, so the monitoring officer needs no opening of a committee to see it."""
    return Committee.objects.all() if is_monitoring_officer(user) else committees_run_by(user)


def reminders_to_run(user: Visitor) -> QuerySet[Reminder]:
    """Those of the committees an officer runs, and of the executive, which is no committee: all keep its books.

    The monitoring officer has every one.
    """
    if not isinstance(user, User) or not user.is_officer:
        return Reminder.objects.none()
    # What residents have asked to be told is nobody else's business.
    rows = Reminder.objects.exclude(recipient__startswith="subscriber:")
    if is_monitoring_officer(user):
        return rows
    return rows.filter(Q(committee__in=committees_run_by(user)) | Q(committee=None))


def reminder_to_run(user: Visitor, pk: int) -> Reminder:
    found = reminders_to_run(user).select_related(*RELATED).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def require_officer(user: Visitor) -> None:
    if not (isinstance(user, User) and user.is_officer):
        raise Http404


def require_reader_of_rules(user: Visitor) -> None:
    if not can_configure(user):
        require_officer(user)


def committees_with_rules_for(user: Visitor) -> QuerySet[Committee]:
    return Committee.objects.all() if can_configure(user) else committees_run_by(user)


def committee_to_rule(user: Visitor, slug: str) -> Committee:
    """The gate to a committee's own rules."""
    found = committees_with_rules_for(user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
