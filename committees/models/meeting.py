"""Meetings of every kind. Only a public meeting has a statutory agenda."""

from __future__ import annotations

from datetime import date, datetime

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from council.models import Person

from .committee import Committee


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def public(self) -> MeetingQuerySet:
        """What anybody may know of: public meetings, cancelled ones included."""
        return self.filter(kind=Meeting.Kind.PUBLIC)

    def upcoming(self, now: datetime | None = None) -> MeetingQuerySet:
        return self.filter(start__gte=now or timezone.now()).order_by("start")

    def past(self, now: datetime | None = None) -> MeetingQuerySet:
        return self.filter(start__lt=now or timezone.now()).order_by("-start")


@pghistory.track()
class Meeting(models.Model):
    class Kind(models.TextChoices):
        PUBLIC = "public", "Public meeting"
        PRE_MEETING = "pre_meeting", "Private pre-meeting"
        BRIEFING = "briefing", "Briefing"
        SITE_VISIT = "site_visit", "Site visit"
        TASK_AND_FINISH = "task_and_finish", "Task and finish session"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        CANCELLED = "cancelled", "Cancelled"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    reference = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PUBLIC)
    start = models.DateTimeField()
    venue = models.CharField(max_length=200)
    contact = models.ForeignKey(Person, models.PROTECT, related_name="+")
    pre_meeting_time = models.TimeField(null=True, blank=True)
    pre_meeting_place = models.CharField(max_length=120, blank=True)
    pre_meeting_audience = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancellation_notice = models.TextField(blank=True, help_text="Shown to the public")
    short_notice_reason = models.TextField(
        blank=True,
        help_text="Printed on the agenda when it is published with less than five clear days' notice",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-start"]
        indexes = [models.Index(fields=["committee", "start"], name="meeting_by_committee")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | Q(state="planned", cancelled_at__isnull=True),
                name="cancelled_meeting_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.committee.code} {self.date:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("committees:meeting", args=[self.reference])

    @property
    def local_start(self) -> datetime:
        return timezone.localtime(self.start)

    @property
    def date(self) -> date:
        return self.local_start.date()

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED


class FormerReference(models.Model):
    """A reference the meeting had before it was moved. Its address redirects for ever."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="former_references")
    reference = models.SlugField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.reference
