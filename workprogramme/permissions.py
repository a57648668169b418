"""The gates to topics and suggestions. A topic belongs to whoever runs its committee."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Role, User
from committees.permissions import Visitor, committees_run_by

from .models import Recommendation, Review, Suggestion, Topic
from .models.recommendations import RecommendationQuerySet
from .models.reviews import ReviewQuerySet


def topic_to_run(user: Visitor, pk: int) -> Topic:
    related = ("committee", "section", "meeting", "item__meeting", "lead_officer", "carried_to")
    topic = (
        Topic.objects.select_related(*related).filter(pk=pk, committee__in=committees_run_by(user)).first()
    )
    if topic is None:
        raise Http404
    return topic


def suggestions_run_by(user: Visitor) -> QuerySet[Suggestion]:
    """Those made to the committees somebody runs, and those made to none: any officer may find their committee."""
    if not isinstance(user, User) or not user.is_officer:
        return Suggestion.objects.none()
    mine = Q(committee__in=committees_run_by(user))
    if user.has_role(Role.DEMOCRATIC_SERVICES) or user.has_role(Role.MONITORING_OFFICER):
        mine |= Q(committee=None)
    return Suggestion.objects.filter(mine)


def suggestion_to_run(user: Visitor, pk: int) -> Suggestion:
    related = ("committee", "planned", "made_by", "topic", "suggester")
    found = suggestions_run_by(user).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def recommendations_run_by(user: Visitor) -> RecommendationQuerySet:
    return Recommendation.objects.filter(committee__in=committees_run_by(user))


def recommendation_to_run(user: Visitor, pk: int) -> Recommendation:
    related = (
        "committee",
        "sending",
        "meeting__committee",
        "review",
        "call_in__decision",
        "topic__committee",
    )
    found = recommendations_run_by(user).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def reviews_run_by(user: Visitor) -> ReviewQuerySet:
    return Review.objects.filter(committee__in=committees_run_by(user))


def review_to_run(user: Visitor, pk: int) -> Review:
    found = reviews_run_by(user).select_related("committee", "kind", "topic").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
