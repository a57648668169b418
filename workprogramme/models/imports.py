"""A file of topics or recommendations that was read in, what each row would do, and whether it was done."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from committees.models import Committee


class ProgrammeImport(models.Model):
    """A dry run. It is carried out from the rows kept here, so that what was shown is what is done."""

    class Of(models.TextChoices):
        PROGRAMME = "programme", "The work programme"
        TRACKER = "tracker", "The recommendations tracker"

    of = models.CharField(max_length=10, choices=Of, default=Of.PROGRAMME)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="programme_imports")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of a programme")
    file_name = models.CharField(max_length=200)
    rows = models.JSONField(help_text="The cells of each row, by the name of its column")
    fates = models.JSONField(help_text="What each row would do, or why it cannot, and then what it did")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.file_name} for {self.committee.code}"
