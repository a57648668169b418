"""Office files that a worker makes into pages after they were uploaded."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from .paper import Classification, Paper


class Conversion(models.Model):
    """One file to convert for one paper, which keeps the file until this is done.

    When the paper has got another file meanwhile, this one is no longer wanted.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Being converted"
        DONE = "done", "Converted"
        FAILED = "failed", "Could not be converted"
        DROPPED = "dropped", "No longer wanted"

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="conversions")
    file = models.CharField(max_length=200, help_text="Its name in the store")
    name = models.CharField(max_length=200, help_text="Its name when it was uploaded")
    classification = models.CharField(max_length=12, choices=Classification)
    paragraphs = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Conversion {self.pk} for paper {self.paper_id}"
