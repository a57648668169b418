"""What is reminded of, when and whom: the council's own rules, and a committee's where it has others."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from committees.models import Committee


class Audience(models.TextChoices):
    """Who a reminder goes to, by what they are to the business it is about."""

    AUTHORS = "authors", "Authors of the reports"
    OFFICERS = "officers", "Officers who run the committee"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring officer"
    CHAIR = "chair", "Chair"
    VICE_CHAIRS = "vice_chairs", "Vice-chairs"
    MEMBERS = "members", "Members of the committee"
    RESPONSIBLE = "responsible", "Whoever is responsible for it"
    DECISION_MAKER = "decision_maker", "Decision maker"
    SIGNATORIES = "signatories", "Those who signed the call-in"


@pghistory.track()
class ReminderRule(models.Model):
    """A kind of deadline as one council or one committee has it. Without a row the kind's own default holds."""

    class WhenUnsure(models.TextChoices):
        RESEND = "resend", "Send it again: better twice than never"
        HOLD = "hold", "Keep it until an officer has decided"

    kind = models.CharField(max_length=40)
    committee = models.ForeignKey(
        Committee, models.CASCADE, null=True, blank=True, related_name="reminder_rules"
    )
    switched_on = models.BooleanField(default=True)
    subject = models.CharField(max_length=160, help_text="Subject of the mail while the deadline is to come")
    text = models.TextField()
    overdue_subject = models.CharField(max_length=160, help_text="Once the deadline has passed")
    overdue_text = models.TextField()
    when_unsure = models.CharField(
        max_length=10,
        choices=WhenUnsure,
        default=WhenUnsure.RESEND,
        help_text="What to do when the mail server did not say whether it took the mail",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["kind", "committee"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "committee"], nulls_distinct=False, name="one_rule_of_a_kind_per_committee"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.committee or 'the council'}"


@pghistory.track()
class ReminderLine(models.Model):
    """One reminder of a rule: so many days before or after the deadline, at a time of day, to some people.

    A line after the deadline is the escalation: it goes out only while the thing is still not done.
    """

    class Unit(models.TextChoices):
        WORKING = "working", "working days"
        CALENDAR = "calendar", "calendar days"

    class Direction(models.TextChoices):
        BEFORE = "before", "before the deadline"
        AFTER = "after", "after the deadline"

    rule = models.ForeignKey(ReminderRule, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField(help_text="How many days; 0 is the day of the deadline")
    unit = models.CharField(max_length=10, choices=Unit, default=Unit.WORKING)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.BEFORE)
    at = models.TimeField(verbose_name="time of day")
    to = ArrayField(models.CharField(max_length=20, choices=Audience))

    class Meta:
        ordering = ["rule", "direction", "-number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "number", "unit", "direction"],
                name="one_line_per_day",
                violation_error_message="There is already a reminder on that day.",
            ),
            models.CheckConstraint(
                condition=Q(number__lte=366), name="reminder_is_within_a_year_of_its_deadline"
            ),
            models.CheckConstraint(
                condition=Q(to__len__gte=1) & Q(to__contained_by=Audience.values),
                name="reminder_goes_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_unit_display()} {self.get_direction_display()}"
