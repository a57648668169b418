"""The programme: what a committee means to look at in a municipal year, and how that came and went.

The state of a topic changes in `workprogramme.workflow` alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from callins.models import Decision, PlannedDecision, Undertaking
from committees.models import AgendaItem, Committee, Meeting
from council.models import Person

if TYPE_CHECKING:
    from .longlist import Suggestion
    from .recommendations import Recommendation


@pghistory.track()
class ProgrammeSection(models.Model):
    """A part of every programme, in the council's own words."""

    class Kind(models.TextChoices):
        """What the product does with the topics of a section; its heading is the council's."""

        FORMAL = "formal", "For formal scrutiny, with a time"
        TO_SCHEDULE = "to_schedule", "For formal scrutiny, to be scheduled"
        REVIEW = "review", "Task and finish reviews"
        CONSIDERING = "considering", "Under consideration"

    kind = models.CharField(max_length=15, choices=Kind)
    heading = models.CharField(max_length=160)
    when_empty = models.CharField(max_length=200, blank=True, help_text="Printed where it has no topics")
    order = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.heading


@pghistory.track()
class ProgrammeSettings(models.Model):
    """What a committee has settled about its programme. A committee without a row has the defaults."""

    committee = models.OneToOneField(Committee, models.CASCADE, related_name="programme_settings")
    meeting_capacity = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1)],
        help_text="How many topics one meeting can do justice to",
    )
    watches = models.TextField(
        blank=True, help_text="Words that bring a planned decision into its remit, one to a line"
    )
    report_body = models.TextField(
        blank=True, help_text="What its report on the programme says, like how briefings are arranged"
    )
    action_required = models.TextField(
        blank=True, help_text="What the report asks the committee to do, one to a line"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"Programme of {self.committee}"

    @property
    def watch_words(self) -> list[str]:
        return [line.strip() for line in self.watches.splitlines() if line.strip()]


class TopicQuerySet(models.QuerySet["Topic"]):
    def of(self, committee: Committee, year: int) -> TopicQuerySet:
        return self.filter(committee=committee, year=year)

    def public(self) -> TopicQuerySet:
        """What anybody may know of. A topic that is dropped stays, with its reason."""
        return self.filter(is_public=True)

    def live(self) -> TopicQuerySet:
        return self.filter(state=Topic.State.PLANNED)

    def standing(self) -> TopicQuerySet:
        """What the programme of its year shows: planned or done."""
        return self.filter(state__in=[Topic.State.PLANNED, Topic.State.COMPLETE])

    def in_order(self) -> TopicQuerySet:
        """As the programme prints them: by section, those with a day first."""
        first = models.functions.Coalesce(
            "meeting__start", models.functions.Cast("starts", models.DateTimeField())
        )
        return self.annotate(first_day=first).order_by(
            "section__order", "section", F("first_day").asc(nulls_last=True), "order", "pk"
        )

    def with_all(self) -> TopicQuerySet:
        """With what a page or a paper shows of each."""
        return self.select_related("section", "meeting", "lead_officer", "item").prefetch_related(
            "steps", "origins__undertaking__call_in__decision", "origins__planned", "origins__decision"
        )


@pghistory.track()
class Topic(models.Model):
    """One line of a committee's programme: at a meeting, on a day, over some time, or in words."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        COMPLETE = "complete", "Complete"
        DROPPED = "dropped", "Dropped"
        CARRIED = "carried", "Carried forward"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="topics")
    year = models.PositiveSmallIntegerField(help_text="The municipal year that begins in May of this year")
    section = models.ForeignKey(ProgrammeSection, models.PROTECT, related_name="topics")
    order = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    focus = models.TextField(blank=True, help_text="Focus and other comments")
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        help_text="When it is scheduled",
    )
    starts = models.DateField(
        null=True, blank=True, help_text="The day, or the first day, if not at a meeting"
    )
    ends = models.DateField(null=True, blank=True, help_text="The last day of what takes some time")
    timing = models.CharField(
        max_length=160,
        blank=True,
        help_text="In words, like TBC (after contract negotiations have completed)",
    )
    item = models.OneToOneField(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="topic")
    witnesses = models.TextField(blank=True, help_text="Who is to be heard, one to a line")
    lead_officer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lead_officer_name = models.CharField(max_length=120, blank=True, help_text="As it is printed")
    outcome = models.TextField(blank=True, help_text="What scrutiny wants to come of it")
    is_public = models.BooleanField(default=True, help_text="On the public programme")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    completed_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True, help_text="What came of it, in words the public can read")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.TextField(blank=True, help_text="In words the public can read")
    carried_to = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_from"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["committee", "year", "section", "order", "pk"]
        indexes = [models.Index(fields=["committee", "year"], name="topic_by_programme")]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False) | Q(starts__isnull=False) | ~Q(timing=""),
                name="topic_says_when",
                violation_error_message="Give a day, or say when in words.",
            ),
            models.CheckConstraint(
                condition=Q(meeting=None) | Q(starts=None, ends=None, timing=""),
                name="scheduled_topic_has_the_day_of_its_meeting",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="topic_ends_after_it_starts",
                violation_error_message="The last day must be on or after the first day.",
            ),
            models.CheckConstraint(
                condition=Q(item=None) | Q(meeting__isnull=False), name="topic_on_an_agenda_has_its_meeting"
            ),
            models.CheckConstraint(
                condition=Q(state="complete", completed_on__isnull=False)
                | ~Q(state="complete") & Q(completed_on=None),
                name="complete_topic_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="dropped", dropped_at__isnull=False) & ~Q(dropped_reason="")
                | ~Q(state="dropped") & Q(dropped_at=None),
                name="dropped_topic_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state="carried", carried_to__isnull=False)
                | ~Q(state="carried") & Q(carried_to=None),
                name="carried_topic_says_where_to",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workprogramme:topic", args=[self.committee.slug, self.pk])

    @property
    def first(self) -> date | None:
        """The day it is drawn on, or from."""
        return self.meeting.date if self.meeting else self.starts

    @property
    def when(self) -> str:
        """As the programme prints it: its own words if it has any."""
        if self.timing:
            return self.timing
        first = self.first
        if first and self.ends and self.ends != first:
            return f"{day_words(first)} to {day_words(self.ends)}"
        return day_words(first) if first else ""

    @property
    def witness_list(self) -> list[str]:
        return [line.strip() for line in self.witnesses.splitlines() if line.strip()]

    @property
    def lead(self) -> str:
        return self.lead_officer_name or (str(self.lead_officer) if self.lead_officer else "")

    @property
    def is_live(self) -> bool:
        return self.state == self.State.PLANNED


@pghistory.track()
class TopicStep(models.Model):
    """One step of the approach to a topic."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["topic", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "number"], name="steps_are_numbered", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


@pghistory.track()
class TopicOrigin(models.Model):
    """Where a topic comes from. It may have come from several places."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Referral from the Council"
        PLANNING = "planning", "Work planning session"
        SUGGESTION = "suggestion", "Suggestion"
        UNDERTAKING = "undertaking", "Undertaking given on a call-in"
        CALL_IN = "call_in", "Follow-up of a decision that was called in"
        FORWARD_PLAN = "forward_plan", "Decision on the forward plan"
        RECOMMENDATION = "recommendation", "Follow-up of a recommendation"
        ANNUAL = "annual", "Annual cycle"
        OTHER = "other", "Other"

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="origins")
    kind = models.CharField(max_length=15, choices=Kind)
    words = models.CharField(max_length=200, blank=True, help_text="Like the meeting that referred it")
    on = models.DateField(null=True, blank=True)
    undertaking = models.ForeignKey(
        Undertaking, models.PROTECT, null=True, blank=True, related_name="topic_origins"
    )
    planned = models.ForeignKey(
        PlannedDecision, models.PROTECT, null=True, blank=True, related_name="topic_origins"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="topic_origins"
    )
    suggestion: models.ForeignKey[Suggestion | None, Suggestion | None] = models.ForeignKey(
        "workprogramme.Suggestion", models.PROTECT, null=True, blank=True, related_name="topic_origins"
    )
    recommendation: models.ForeignKey[Recommendation | None, Recommendation | None] = models.ForeignKey(
        "workprogramme.Recommendation", models.PROTECT, null=True, blank=True, related_name="topic_origins"
    )

    class Meta:
        ordering = ["topic", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undertaking=None) | Q(kind="undertaking"), name="origin_in_an_undertaking_says_so"
            ),
            models.CheckConstraint(
                condition=Q(recommendation=None) | Q(kind="recommendation"),
                name="origin_in_a_recommendation_says_so",
            ),
            models.UniqueConstraint(fields=["topic", "undertaking"], name="topic_has_an_undertaking_once"),
            models.UniqueConstraint(
                fields=["topic", "recommendation"],
                name="topic_has_a_recommendation_once",
                violation_error_message="The topic follows up this recommendation already.",
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.get_kind_display()


class TopicSlip(models.Model):
    """That a topic was put off, brought forward or taken off an agenda. Never rewritten."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="slips")
    before = models.CharField(max_length=200, help_text="When it was planned, as it was printed")
    after = models.CharField(max_length=200)
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    left_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(help_text="In words the public can read")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.topic}: {self.before} to {self.after}"


def day_words(day: date) -> str:
    return f"{day:%-d %B %Y}"
