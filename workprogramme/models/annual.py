"""The annual report of scrutiny: what officers write of a municipal year, and each edition as it was published."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from workprogramme.years import year_words


@pghistory.track()
class AnnualReport(models.Model):
    """The words of a year. The figures are counted when the page is opened, until they are published."""

    year = models.PositiveSmallIntegerField(unique=True, help_text="In which the municipal year begins")
    texts = models.JSONField(
        default=dict, blank=True, help_text="What is written under each heading, by its key"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"Scrutiny in {year_words(self.year)}"


class AnnualEdition(models.Model):
    """Words and figures as they stood when they were published. A later one stands beside it."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    data = models.JSONField(help_text="All that its page and its PDF are made from")
    pdf = models.FileField(upload_to="annual/")
    size = models.PositiveBigIntegerField(help_text="Bytes of the PDF")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="edition_of_an_annual_report_once")
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("workprogramme:annual_report", args=[self.report.year])
