"""Who runs the executive's decisions, and who may read the papers that go with them."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.models import Role, User

from .models import Decision, ExecutivePaper, PaperReader, PlannedDecision

Visitor = User | AnonymousUser


def can_run_decisions(user: Visitor) -> bool:
    """The executive is no committee: every democratic services officer keeps its books, whatever their scope."""
    return isinstance(user, User) and (
        user.has_role(Role.DEMOCRATIC_SERVICES) or user.has_role(Role.MONITORING_OFFICER)
    )


def require_officer(user: Visitor) -> None:
    if not can_run_decisions(user):
        raise Http404


def planned_to_run(user: Visitor, slug: str) -> PlannedDecision:
    """The officers' gate to one entry of the forward plan, published or not."""
    require_officer(user)
    found = PlannedDecision.objects.select_related("contact", "maker_person").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def decision_to_run(user: Visitor, slug: str) -> Decision:
    """The officers' gate to one decision, published or not."""
    require_officer(user)
    related = ("contact", "maker_person", "planned", "committee", "rule_set", "replaced_by")
    found = Decision.objects.select_related(*related).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def papers_visible_to(user: Visitor) -> QuerySet[ExecutivePaper]:
    """The one rule for papers of decisions: officers have all, everybody the public ones once published.

    A paper that was taken away is for officers only, as is everything under a decision not yet published. A
    member's right to more (regulations 16 and 17) is an officer's judgement, kept by `callins.readers`.
    """
    if can_run_decisions(user):
        return ExecutivePaper.objects.all()
    out = ExecutivePaper.objects.filter(removed_at=None, decision__first_published_at__isnull=False)
    may_read = Q(classification="public")
    if isinstance(user, User) and user.is_active:
        leave = PaperReader.objects.holding(timezone.localdate()).filter(user=user.pk, paper=OuterRef("pk"))
        return out.filter(may_read | Q(Exists(leave)))
    return out.filter(may_read)


def can_read(user: Visitor, paper: ExecutivePaper) -> bool:
    """Always agrees with `papers_visible_to`."""
    return papers_visible_to(user).filter(pk=paper.pk).exists()
