"""The dates of a meeting: a committee's template, each meeting's own, and what a change of calendar did."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.models import CalendarDay
from scrutiny.lib.explained import ExplainedDate

from .committee import Committee
from .meeting import Meeting


class TimetableStep(models.Model):
    """A line of a committee's timetable. A line without a committee belongs to the council's own template."""

    class Kind(models.TextChoices):
        DRAFT_REPORT = "draft_report", "Draft reports"
        CLEARANCE = "clearance", "Clearance of reports"
        FINAL_REPORT = "final_report", "Final reports"
        AGENDA_PUBLICATION = "agenda_publication", "Agenda publication"
        PUBLIC_QUESTIONS = "public_questions", "Questions from the public"
        WRITTEN_QUESTIONS = "written_questions", "Public questions for a written answer"
        REPRESENTATIONS = "representations", "Representations from the public"
        SUPPLEMENT = "supplement", "Late papers for a supplement"
        DRAFT_MINUTES = "draft_minutes", "Draft minutes"
        ACTION_FOLLOW_UP = "action_follow_up", "Follow-up of actions"
        OTHER = "other", "Other"

    class Direction(models.TextChoices):
        BEFORE = "before", "before the meeting"
        AFTER = "after", "after the meeting"

    class Unit(models.TextChoices):
        WORKING = "working", "working days"
        CLEAR_WORKING = "clear_working", "clear working days"
        CALENDAR = "calendar", "calendar days"

    class Authority(models.TextChoices):
        STATUTORY = "statutory", "Statutory"
        CONSTITUTION = "constitution", "Constitution"
        LOCAL = "local", "Our own timetable"

    committee = models.ForeignKey(
        Committee, models.CASCADE, null=True, blank=True, related_name="timetable_steps"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    name = models.CharField(max_length=80)
    offset = models.PositiveSmallIntegerField(help_text="How many days; 0 is the day of the meeting")
    unit = models.CharField(max_length=15, choices=Unit, default=Unit.WORKING)
    direction = models.CharField(max_length=6, choices=Direction, default=Direction.BEFORE)
    at = models.TimeField(null=True, blank=True, verbose_name="time of day")
    authority = models.CharField(max_length=15, choices=Authority, default=Authority.LOCAL)
    citation = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["committee", "direction", "-offset", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="agenda_publication")
                | Q(authority="statutory", unit="clear_working", direction="before", offset__gte=5),
                name="agenda_has_five_clear_days",
                violation_error_message="An agenda needs five clear working days or more before the meeting.",
            ),
            models.UniqueConstraint(
                fields=["committee", "kind"],
                condition=~Q(kind="other"),
                nulls_distinct=False,
                name="one_step_of_a_kind_in_a_timetable",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class MeetingDate(models.Model):
    """One date of one meeting with the reasons it was given with. A met date is never moved."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="dates")
    kind = models.CharField(max_length=20, choices=TimetableStep.Kind)
    name = models.CharField(max_length=80)
    authority = models.CharField(max_length=15, choices=TimetableStep.Authority)
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    explanation = models.JSONField(help_text="What ExplainedDate.as_json gives")
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind", "name"], name="one_date_of_a_name_per_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.due_on:%-d %B %Y}"

    @property
    def explained(self) -> ExplainedDate:
        """The reasons as they were when the date was given, whatever the calendar says now."""
        return ExplainedDate.from_json(self.explanation)

    @property
    def state(self) -> str:
        if self.met_at:
            return "met"
        return "past" if self.is_past else "due"

    @property
    def is_past(self) -> bool:
        if self.due_at:
            return self.due_at < timezone.now()
        return self.due_on < timezone.localdate()


class CalendarEffect(models.Model):
    """What one change of the calendar did to one meeting or published agenda; written once and kept."""

    class Subject(models.TextChoices):
        DATE = "date", "Date of a meeting"
        PUBLICATION = "publication", "Published agenda"

    change = models.ForeignKey(CalendarDay, models.PROTECT, related_name="effects")
    withdrawal = models.BooleanField(default=False, help_text="Whether the change was taken back")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="calendar_effects")
    subject = models.CharField(max_length=15, choices=Subject)
    name = models.CharField(max_length=120)
    before = models.CharField(max_length=240)
    after = models.CharField(max_length=240)
    now_in_breach = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-recorded_at", "meeting__start", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.name}"
