"""What each person has chosen for themselves."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Preference(models.Model):
    """How somebody wants to be reminded. What the law demands comes singly and at once, whatever is chosen."""

    class Mode(models.TextChoices):
        SINGLE = "single", "One mail for each reminder"
        DIGEST = "digest", "One mail a day with all of them"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder_preference")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SINGLE)
    digest_at = models.TimeField(default=time(8))
    switched_off = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, help_text="Kinds that are not wanted"
    )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_mode_display()}"


class CalendarFeed(models.Model):
    """The secret address of somebody's calendar feed. Only its digest is kept; a new one ends the old."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Calendar feed of {self.user}"
