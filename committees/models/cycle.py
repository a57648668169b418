"""The committee cycle: a municipal year planned before its meetings are made."""

from __future__ import annotations

from calendar import month_name

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .committee import Committee
from .meeting import Meeting


class CyclePlan(models.Model):
    """A municipal year being planned. Its meetings are proposals until they are created all at once."""

    name = models.CharField(max_length=60, unique=True, help_text="Like 2027 to 2028")
    start = models.DateField(help_text="The day after the annual council meeting, or 1 May")
    end = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    meetings_created_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="cycle_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.name


class CyclePattern(models.Model):
    """When one committee meets, like the second Thursday of each month but August."""

    class Week(models.IntegerChoices):
        FIRST = 1, "First"
        SECOND = 2, "Second"
        THIRD = 3, "Third"
        FOURTH = 4, "Fourth"
        LAST = -1, "Last"

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"

    plan = models.ForeignKey(CyclePlan, models.CASCADE, related_name="patterns")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+")
    week = models.SmallIntegerField(choices=Week)
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    months = ArrayField(models.PositiveSmallIntegerField(), help_text="The months it meets in, 1 to 12")
    start_time = models.TimeField()
    venue = models.CharField(max_length=200)

    class Meta:
        ordering = ["committee__name"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "committee"], name="one_pattern_per_committee_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.committee}: {self.in_words()}"

    def in_words(self) -> str:
        """Like Second Thursday, not August; or Second Thursday of January, May and September."""
        day = f"{self.get_week_display()} {self.get_weekday_display()}"
        left_out = [month_name[number] for number in range(1, 13) if number not in self.months]
        if not left_out:
            return f"{day} of every month"
        if len(left_out) <= 3:
            return f"{day}, not {_listed(left_out)}"
        # In the order of the municipal year, which begins in May.
        met_in = sorted(self.months, key=lambda number: (number < 5, number))
        return f"{day} of {_listed([month_name[number] for number in met_in])}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


class ProposedMeeting(models.Model):
    plan = models.ForeignKey(CyclePlan, models.CASCADE, related_name="proposals")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+")
    date = models.DateField()
    start_time = models.TimeField()
    venue = models.CharField(max_length=200)
    meeting = models.OneToOneField(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="proposed_in"
    )

    class Meta:
        ordering = ["date", "start_time", "committee__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "committee", "date"], name="one_proposal_per_committee_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.committee} on {self.date:%-d %B %Y}"

    @property
    def as_seen(self) -> str:
        """What an officer who opens it sees, to tell whether somebody else has changed it since."""
        return f"{self.date:%Y-%m-%d} {self.start_time:%H:%M} {self.venue}"
