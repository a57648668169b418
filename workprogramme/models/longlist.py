"""The longlist: what people suggest that scrutiny should look at, how it was scored and what was decided."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from callins.models import PlannedDecision
from committees.models import Committee

from .topics import Topic


@pghistory.track()
class Criterion(models.Model):
    """One of the council's own questions that a suggestion is scored on."""

    name = models.CharField(max_length=80)
    question = models.CharField(max_length=240, help_text="What the points are given for")
    most_points = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1)])
    weight = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    order = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "criteria"

    def __str__(self) -> str:
        return self.name


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def waiting(self) -> SuggestionQuerySet:
        """Neither adopted nor refused."""
        return self.filter(state__in=[Suggestion.State.NEW, Suggestion.State.SHORTLISTED])

    def decided(self) -> SuggestionQuerySet:
        return self.filter(state__in=[Suggestion.State.ADOPTED, Suggestion.State.REFUSED])

    def published(self) -> SuggestionQuerySet:
        """What anybody may read: those decided, in the officer's public words."""
        return self.decided().exclude(public_title="")


@pghistory.track()
class Suggestion(models.Model):
    """One suggestion. `title` and `why` are the suggester's; the public reads `public_title` and `reason`."""

    class Source(models.TextChoices):
        MEMBER = "member", "Member"
        OFFICER = "officer", "Officer"
        RESIDENT = "resident", "Resident"
        FORWARD_PLAN = "forward_plan", "Forward plan"

    class State(models.TextChoices):
        NEW = "new", "New"
        SHORTLISTED = "shortlisted", "Shortlisted"
        ADOPTED = "adopted", "Adopted"
        REFUSED = "refused", "Refused"

    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    year = models.PositiveSmallIntegerField(help_text="The municipal year that begins in May of this year")
    source = models.CharField(max_length=15, choices=Source)
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True, help_text="Why scrutiny should look at it")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    planned = models.ForeignKey(
        PlannedDecision, models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    planned_when = models.CharField(max_length=80, blank=True, help_text="When it was planned for then")
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    public_title = models.CharField(max_length=200, blank=True, help_text="What the public list calls it")
    reason = models.TextField(blank=True, help_text="Why it was adopted or refused. It is published")
    decided_at = models.DateTimeField(null=True, blank=True)
    topic = models.OneToOneField(Topic, models.PROTECT, null=True, blank=True, related_name="adopted_from")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["committee", "state"], name="suggestion_by_committee")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["adopted", "refused"], decided_at__isnull=False)
                | Q(state__in=["new", "shortlisted"], decided_at=None),
                name="decided_suggestion_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason="") & ~Q(public_title=""),
                name="refused_suggestion_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="adopted", topic__isnull=False) | ~Q(state="adopted") & Q(topic=None),
                name="adopted_suggestion_is_a_topic",
            ),
            models.CheckConstraint(
                condition=Q(source="forward_plan", planned__isnull=False) | ~Q(source="forward_plan"),
                name="suggestion_of_the_forward_plan_says_which",
            ),
            models.UniqueConstraint(
                fields=["committee", "planned", "planned_when"],
                condition=Q(planned__isnull=False),
                name="a_planned_decision_is_suggested_once_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workspace:suggestion", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state in (self.State.NEW, self.State.SHORTLISTED)


class Suggester(models.Model):
    """Who a resident is. Never published, kept apart so that it can be wiped, and in no book of history."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="suggester")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return "A resident"


@pghistory.track()
class Score(models.Model):
    """The points of one suggestion on one criterion."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["criterion__order", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "criterion"], name="one_score_of_a_suggestion_on_a_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
