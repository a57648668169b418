"""Recommendations: what scrutiny asks for, of whom, what it is answered, and what becomes of it.

The state of a recommendation changes in `workprogramme.tracking` alone. Its text stands here and nowhere else.
"""

from __future__ import annotations

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone

from callins.models import CallIn
from committees.models import Committee, Meeting
from council.models import Person

from .reviews import Review
from .topics import Topic


@pghistory.track()
class TrackerSettings(models.Model):
    """What the council has settled about recommendations. One row, or none: then the defaults hold."""

    pattern = models.CharField(
        max_length=60, default="{code}/R{seq:02}/{yy}", help_text="How recommendations are numbered"
    )
    reset = models.CharField(
        max_length=10, choices=Committee.NumberReset, default=Committee.NumberReset.CALENDAR
    )
    response_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Days in which the executive has promised to respond, if that is sooner than two months",
    )
    most_reviews = models.PositiveSmallIntegerField(
        default=2,
        validators=[MinValueValidator(1)],
        help_text="How many reviews a committee can carry at once",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_tracker_settings")]

    def __str__(self) -> str:
        return "Recommendations"


class RecommendationNumber(models.Model):
    """A reference that was given out, for ever."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="recommendation_numbers")
    series = models.CharField(max_length=10, blank=True)
    sequence = models.PositiveIntegerField()
    reference = models.CharField(max_length=60, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "series", "sequence"], name="recommendation_number_given_out_once"
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Addressee(models.TextChoices):
    EXECUTIVE = "executive", "The executive"
    COUNCIL = "council", "The council"
    PARTNER = "partner", "A partner body"


class Sending(models.Model):
    """A notice that went out with recommendations, and the clock that it started."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="notices_sent")
    addressee_kind = models.CharField(max_length=10, choices=Addressee)
    addressee = models.CharField(max_length=160)
    notice = models.TextField(help_text="The words of the notice, as they were sent")
    report_received_on = models.DateField()
    notice_received_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    due_told = models.JSONField(null=True, blank=True, help_text="Why that day, as it was counted")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(addressee_kind="partner") | Q(due_on__isnull=False, due_told__isnull=False),
                name="notice_to_the_authority_says_when_to_respond",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None)
                | Q(due_on__gte=Greatest("report_received_on", "notice_received_on")),
                name="response_is_due_after_the_notice",
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Notice to {self.addressee}"

    @property
    def received_on(self) -> date:
        """The day that counts: when the later of the two came."""
        return max(self.report_received_on, self.notice_received_on)


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def published(self) -> RecommendationQuerySet:
        return self.filter(published_at__isnull=False)

    def open(self) -> RecommendationQuerySet:
        """Neither finished, nor refused, nor withdrawn."""
        return self.filter(state__in=Recommendation.OPEN)

    def overdue(self, today: date) -> RecommendationQuerySet:
        """With no answer although its day has passed."""
        return self.filter(state=Recommendation.State.SENT, sending__due_on__lt=today)

    def overdue_first(self, today: date) -> RecommendationQuerySet:
        late = models.Case(
            models.When(state=Recommendation.State.SENT, sending__due_on__lt=today, then=0), default=1
        )
        return self.annotate(late=late).order_by("late", F("sending__due_on").asc(nulls_last=True), "-pk")


@pghistory.track()
class Recommendation(models.Model):
    """One thing scrutiny asks one body to do."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        MADE = "made", "Agreed, not sent yet"
        SENT = "sent", "Waiting for a response"
        UNDER_WAY = "under_way", "Being carried out"
        COMPLETE = "complete", "Complete"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Origin(models.TextChoices):
        MEETING = "meeting", "A meeting"
        REVIEW = "review", "A review"
        CALL_IN = "call_in", "A call-in"
        TOPIC = "topic", "A topic of the work programme"

    class Light(models.TextChoices):
        RED = "red", "Red: not on track"
        AMBER = "amber", "Amber: some concern"
        GREEN = "green", "Green: on track"
        PAUSED = "paused", "Paused"
        COMPLETE = "complete", "Complete"

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        REJECTED = "rejected", "Rejected"

    OPEN = ("made", "sent", "under_way")

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="recommendations")
    reference = models.CharField(max_length=60, unique=True)
    text = models.TextField()
    origin = models.CharField(max_length=10, choices=Origin)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="recommendations")
    call_in = models.ForeignKey(CallIn, models.PROTECT, null=True, blank=True, related_name="recommendations")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="recommendations")
    addressee_kind = models.CharField(max_length=10, choices=Addressee, default=Addressee.EXECUTIVE)
    addressee = models.CharField(max_length=160, help_text="Like Cabinet Member for Highways")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_on = models.DateField(null=True, blank=True, help_text="The day the committee agreed it")
    sending = models.ForeignKey(
        Sending, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    light = models.CharField(max_length=10, choices=Light, blank=True)
    progress = models.TextField(blank=True, help_text="How it stands, in words the public can read")
    completed_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["committee", "state"], name="recommendation_by_committee")]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin="meeting", meeting__isnull=False, review=None, call_in=None, topic=None)
                | Q(origin="review", review__isnull=False, meeting=None, call_in=None, topic=None)
                | Q(origin="call_in", call_in__isnull=False, meeting=None, review=None, topic=None)
                | Q(origin="topic", topic__isnull=False, meeting=None, review=None, call_in=None),
                name="recommendation_has_one_origin",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(made_on__isnull=False),
                name="agreed_recommendation_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "made"], sending=None)
                | Q(state__in=["sent", "under_way", "complete", "rejected"], sending__isnull=False)
                | Q(state="withdrawn"),
                name="sent_recommendation_has_its_notice",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "made", "sent"], answer="", answered_on=None)
                | Q(
                    state__in=["under_way", "complete"],
                    answer__in=["accepted", "in_part"],
                    answered_on__isnull=False,
                )
                | Q(state="rejected", answer="rejected", answered_on__isnull=False)
                | Q(state="withdrawn"),
                name="answered_recommendation_says_how_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="under_way", light__in=["red", "amber", "green", "paused"])
                & ~Q(progress="")
                | Q(state="complete", light="complete") & ~Q(progress="")
                | ~Q(state__in=["under_way", "complete"]) & Q(light=""),
                name="light_of_a_recommendation_fits_its_state",
            ),
            models.CheckConstraint(
                condition=Q(state="complete", completed_on__isnull=False)
                | ~Q(state="complete") & Q(completed_on=None),
                name="complete_recommendation_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
                name="withdrawn_recommendation_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(published_at=None), name="draft_recommendation_is_not_public"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("workprogramme:recommendation", args=[self.pk])

    def is_overdue(self, today: date) -> bool:
        due = self.due_on
        return self.state == self.State.SENT and due is not None and due < today

    @property
    def due_on(self) -> date | None:
        return self.sending.due_on if self.sending else None

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Response(models.Model):
    """What the body that was asked has said. A later one stands beside the first; nothing is rewritten."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="responses")
    answer = models.CharField(max_length=10, choices=Recommendation.Answer)
    reason = models.TextField(blank=True, help_text="Why not, or why only in part")
    action = models.TextField(blank=True, help_text="What it proposes to do")
    given_by = models.CharField(max_length=160)
    on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="accepted") | ~Q(reason=""), name="response_that_refuses_says_why"
            ),
            models.CheckConstraint(
                condition=Q(answer="rejected") | ~Q(action=""), name="response_that_accepts_says_what_is_done"
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.get_answer_display()}"


@pghistory.track()
class RecommendationStep(models.Model):
    """One thing that somebody does so that a recommendation is carried out."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="steps")
    text = models.TextField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField(max_length=160, blank=True, help_text="Where the owner is not on our list")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["recommendation", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_name=""),
                name="step_of_a_recommendation_has_an_owner",
                violation_error_message="Say who is to do it.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def who(self) -> str:
        return self.owner_name or str(self.owner)

    def is_overdue(self, today: date) -> bool:
        return self.done_on is None and self.due_on < today


class Progress(models.Model):
    """How a recommendation stood at one time. Never rewritten."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="progress_reports")
    light = models.CharField(max_length=10, choices=Recommendation.Light)
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.get_light_display()}"
