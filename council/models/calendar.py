"""What officers add to and take from the calendar. Nothing is deleted: any day's calendar can be shown."""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from .ranges import DateRange


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    def in_force(self, at: datetime | None = None) -> CalendarDayQuerySet:
        """The changes that hold now, or that held at a moment in the past."""
        if at is None:
            return self.filter(withdrawn_at=None)
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), added_at__lte=at)


@pghistory.track()
class CalendarDay(models.Model):
    """One day that differs from the bank holidays as they are known."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "Extra bank holiday"
        NOT_A_HOLIDAY = "not_a_holiday", "No longer a bank holiday"
        CLOSURE = "closure", "Council offices closed"

    class CountsFor(models.TextChoices):
        """Which deadlines a closure stops. No authority was found that it stops a statutory one."""

        LOCAL = "local", "Our own timetable"
        CONSTITUTION = "constitution", "Deadlines in the constitution, such as call-in"
        STATUTORY = "statutory", "Statutory deadlines"

    kind = models.CharField(max_length=15, choices=Kind)
    date = models.DateField()
    name = models.CharField(max_length=120)
    counts_for = ArrayField(models.CharField(max_length=15, choices=CountsFor), default=list, blank=True)
    reason = models.TextField(help_text="Where the change comes from, like a proclamation or a decision")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=120, blank=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["date", "kind"],
                condition=Q(withdrawn_at=None),
                name="one_change_of_a_kind_per_day",
                violation_error_message="That day has already been changed in this way.",
            ),
            models.CheckConstraint(
                condition=Q(kind="closure") | Q(counts_for=[]), name="only_closures_choose_deadlines"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.date:%-d %B %Y}"


@pghistory.track()
class ElectionPeriod(models.Model):
    """The weeks before a poll in which the council avoids controversial meetings, with the poll itself."""

    name = models.CharField(max_length=120)
    start = models.DateField(help_text="First day of the pre-election period")
    polling_day = models.DateField()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(polling_day__gte=F("start")), name="polling_day_ends_the_election_period"
            ),
            ExclusionConstraint(
                name="election_periods_do_not_overlap",
                expressions=[(DateRange("start", "polling_day"), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.name
