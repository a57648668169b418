"""Reviews: what a few members look into between meetings, agreed beforehand in a scoping document.

The state of a review changes in `workprogramme.reviewing` alone.
"""

from __future__ import annotations

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from committees.models import Committee, Meeting
from council.models import Person

from .topics import Topic


@pghistory.track()
class ReviewKind(models.Model):
    """What the council calls its ways of reviewing, and how long each is given."""

    name = models.CharField(max_length=80)
    months = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1)], help_text="How many months one is given"
    )
    order = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> ReviewQuerySet:
        return self.filter(state__in=[Review.State.SCOPING, Review.State.UNDER_WAY])

    def published(self) -> ReviewQuerySet:
        return self.filter(published_at__isnull=False)

    def open_first(self) -> ReviewQuerySet:
        """Those under way by the day they are due, then those being scoped, then what is over, the newest first."""
        under_way, scoping = Review.State.UNDER_WAY, Review.State.SCOPING
        place = models.Case(
            models.When(state=under_way, then=0), models.When(state=scoping, then=1), default=2
        )
        due = models.Case(models.When(state=under_way, then=F("due_on")))
        return self.order_by(place, due, "-pk")


@pghistory.track()
class Review(models.Model):
    """One review, from its first draft scope to its report."""

    class State(models.TextChoices):
        SCOPING = "scoping", "Being scoped"
        UNDER_WAY = "under_way", "Under way"
        REPORTED = "reported", "Reported"
        ENDED = "ended", "Ended without a report"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="reviews")
    kind = models.ForeignKey(ReviewKind, models.PROTECT, related_name="reviews")
    title = models.CharField(max_length=200)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="reviews")
    state = models.CharField(max_length=10, choices=State, default=State.SCOPING)
    started_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="The day by which it is to be done")
    due_told = models.JSONField(null=True, blank=True, help_text="Why that day, as it was counted")
    report = models.TextField(blank=True, help_text="The report of the review, in Markdown")
    reported_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True, help_text="In words the public can read")
    published_at = models.DateTimeField(null=True, blank=True, help_text="Since when the public reads of it")
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["committee", "state"], name="review_by_committee")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["under_way", "reported"], started_on__isnull=False, due_on__isnull=False
                )
                | Q(state="scoping", started_on=None, due_on=None)
                | Q(state="ended"),
                name="review_under_way_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(state="reported", reported_on__isnull=False) & ~Q(report="")
                | ~Q(state="reported") & Q(reported_on=None),
                name="reported_review_has_its_report",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(ended_reason="")
                | ~Q(state="ended") & Q(ended_on=None),
                name="ended_review_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("started_on")),
                name="review_is_due_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workprogramme:review", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.SCOPING, self.State.UNDER_WAY)

    def is_overdue(self, today: date) -> bool:
        return self.state == self.State.UNDER_WAY and self.due_on is not None and self.due_on < today


@pghistory.track()
class ReviewMember(models.Model):
    """Who carries a review. Volunteers of other committees help as witnesses, or are co-opted."""

    class Role(models.TextChoices):
        LEAD = "lead", "Leads the review"
        MEMBER = "member", "Member"
        COOPTED = "coopted", "Co-opted from another committee"
        VOLUNTEER = "volunteer", "Volunteer, as a witness"

    review = models.ForeignKey(Review, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="reviews")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "person"],
                name="person_is_on_a_review_once",
                violation_error_message="This person is on the review already.",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="review_member_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


@pghistory.track()
class Scoping(models.Model):
    """One version of a scoping document. What a meeting approved is never rewritten."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="scopings")
    number = models.PositiveSmallIntegerField()
    drawn_on = models.DateField(help_text="The day printed on it")
    type_of_review = models.CharField(max_length=200, blank=True)
    rationale = models.TextField(blank=True)
    success = models.TextField(blank=True)
    timescales = models.TextField(blank=True)
    timetable = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    enquiry_lines = models.TextField(blank=True, help_text="Key lines of enquiry, one to a line")
    primary_evidence = models.TextField(blank=True)
    secondary_information = models.TextField(blank=True)
    visits = models.TextField(blank=True)
    links = models.TextField(blank=True)
    portfolio_holders = models.TextField(blank=True)
    officers = models.TextField(blank=True)
    partners = models.TextField(blank=True)
    resources = models.TextField(blank=True)
    directed_to = models.TextField(blank=True)
    reporting = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    change = models.TextField(blank=True, help_text="What is different from the version before")
    is_significant = models.BooleanField(
        default=True, help_text="Content or focus change, so that the committee has to approve it"
    )
    approved_in = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="scopings_approved"
    )
    approved_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["review", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="scopings_are_numbered"),
            models.CheckConstraint(
                condition=Q(approved_on=None, approved_in=None)
                | Q(approved_on__isnull=False, approved_in__isnull=False),
                name="approved_scoping_says_where",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(change=""), name="later_scoping_says_what_changed"
            ),
            models.CheckConstraint(
                condition=~Q(number=1) | Q(is_significant=True), name="first_scoping_needs_approval"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.review}, scoping document {self.number}"

    @property
    def waits_for_approval(self) -> bool:
        return self.is_significant and self.approved_on is None

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.enquiry_lines.splitlines() if line.strip()]


@pghistory.track()
class Evidence(models.Model):
    """One entry of the evidence log: who or what was heard, read or visited, and what it showed."""

    class Kind(models.TextChoices):
        SESSION = "session", "Evidence session"
        PRIVATE = "private", "Private session"
        VISIT = "visit", "Site visit"
        WRITTEN = "written", "Written evidence"
        DOCUMENT = "document", "Document or figures"
        SURVEY = "survey", "Survey or consultation"

    review = models.ForeignKey(Review, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    title = models.CharField(max_length=200)
    source = models.TextField(blank=True, help_text="Who gave it, one to a line")
    line = models.TextField(
        blank=True, help_text="The key line of enquiry it speaks to, as it was worded then"
    )
    summary = models.TextField(blank=True)
    is_public = models.BooleanField(default=False, help_text="The public reads it with the review")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    corrected_on = models.DateField(null=True, blank=True)
    correction = models.TextField(blank=True, help_text="What was put right, in words the public can read")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["review", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="private") | Q(is_public=False), name="private_session_is_not_published"
            ),
            models.CheckConstraint(
                condition=Q(corrected_on=None, correction="")
                | Q(corrected_on__isnull=False) & ~Q(correction=""),
                name="corrected_evidence_says_what",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def sources(self) -> list[str]:
        return [line.strip() for line in self.source.splitlines() if line.strip()]


class ReviewExtension(models.Model):
    """That a review was given longer, by whom and why. Never rewritten."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="extensions")
    from_day = models.DateField()
    to_day = models.DateField()
    agreed_by = models.CharField(max_length=160, help_text="Like Scrutiny Board")
    agreed_on = models.DateField()
    reason = models.TextField(help_text="In words the public can read")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_day__gt=F("from_day")), name="extension_gives_longer")
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.review}: to {self.to_day}"
