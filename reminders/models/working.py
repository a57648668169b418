"""What the engine keeps for itself: what has changed and is to be planned again, and whether it may send."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class ChangedSubject(models.Model):
    """Something changed that reminders follow from. Triggers write it in the transaction of the change.

    Lines are only added and, once planned from, deleted: nobody ever waits for another's line.
    """

    subject_type = models.CharField(max_length=40, blank=True, help_text="Blank when it concerns everything")
    subject_id = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.subject_type or 'everything'} {self.subject_id or ''}"


class Sending(models.Model):
    """The main switch, and the signs of life of the engine."""

    started_at = models.DateTimeField(help_text="Deadlines that had passed by then are not reminded of")
    held = models.BooleanField(default=False)
    held_because = models.CharField(max_length=240, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    look_up_before = models.DateTimeField(
        null=True,
        blank=True,
        help_text="What was due before then may have been sent before the database was restored",
    )
    database = models.CharField(
        max_length=120, blank=True, help_text="Which database this is; another one means a restored copy"
    )
    swept_at = models.DateTimeField(null=True, blank=True)
    ticked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="sending_is_the_only_one")]

    def __str__(self) -> str:
        return "held" if self.held else "sending"
