"""What a published agenda keeps from the public besides papers: restricted titles, and cover sheets of exempt items."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from committees.models import AgendaItem, PaperVersion
from committees.models.paper import Classification

from .reading import items_read_whole, written_by
from .running import Visitor, meetings_run_by


def restricted_items_visible_to(user: Visitor, day: date) -> QuerySet[AgendaItem]:
    """Items of which somebody reads every word that was published, by the rule of `visible_to`.

    A single paper is not enough: the title or the cover sheet may say what is in the others.
    """
    if not isinstance(user, User) or not user.is_active:
        return AgendaItem.objects.none()
    confidential = PaperVersion.objects.filter(
        paper__item=OuterRef("pk"), classification=Classification.CONFIDENTIAL, published_at__isnull=False
    )
    return AgendaItem.objects.filter(
        Q(meeting__in=meetings_run_by(user))
        | Q(pk__in=written_by(user))
        | Q(pk__in=items_read_whole(user, day, confidential=True))
        | Q(pk__in=items_read_whole(user, day, confidential=False)) & ~Exists(confidential)
    )
