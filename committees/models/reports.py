"""Templates of reports: what a council's reports hold. What they mean is said in `committees.report_templates`."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models


class ReportTemplateQuerySet(models.QuerySet["ReportTemplate"]):
    def offered(self) -> ReportTemplateQuerySet:
        return self.filter(retired_at=None)


@pghistory.track()
class ReportTemplate(models.Model):
    """A template by its name. What it holds stands in its editions, of which the last is used for new reports."""

    name = models.CharField(max_length=80, unique=True)
    retired_at = models.DateTimeField(null=True, blank=True, help_text="Since when no new report takes it")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReportTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ReportTemplateEdition(models.Model):
    """What a template held from one change to the next. Reports written on it keep it."""

    template = models.ForeignKey(ReportTemplate, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    holds = models.JSONField(help_text="As committees.report_templates reads it")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="edition_of_a_template_once")
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.template} (edition {self.number})"
