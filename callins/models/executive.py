"""Who is on the executive, and when. A member of the executive cannot call in its decisions."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from council.models import DateRange, Person, SingleNumber


class ExecutiveMemberQuerySet(models.QuerySet["ExecutiveMember"]):
    def on(self, day: date) -> ExecutiveMemberQuerySet:
        return self.filter(Q(end=None) | Q(end__gte=day), start__lte=day)


@pghistory.track()
class ExecutiveMember(models.Model):
    """One councillor's seat on the executive from a day to a day, both included."""

    class Role(models.TextChoices):
        LEADER = "leader", "Leader"
        DEPUTY_LEADER = "deputy_leader", "Deputy leader"
        MEMBER = "member", "Cabinet member"

    person = models.ForeignKey(Person, models.PROTECT, related_name="executive_seats")
    role = models.CharField(max_length=20, choices=Role, default=Role.MEMBER)
    portfolio = models.CharField(max_length=160, blank=True)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    objects = ExecutiveMemberQuerySet.as_manager()

    class Meta:
        ordering = ["person__family_name", "person__given_name", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")),
                name="executive_seat_ends_after_start",
                violation_error_message="The last day must be on or after the first day.",
            ),
            ExclusionConstraint(
                name="one_executive_seat_of_a_person_at_a_time",
                expressions=[
                    (SingleNumber("person"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person is already on the executive on one of those days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.portfolio or self.get_role_display()}"
