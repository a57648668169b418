"""What was found when a public file was looked through before publishing, and who has agreed to it."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from packs.leaks import Leak

from .paper import PaperVersion


@pghistory.track()
class SafetyCheck(models.Model):
    """The last look through one public version. `key` is the hash of all that was compared."""

    version = models.OneToOneField(PaperVersion, models.CASCADE, related_name="safety")
    key = models.CharField(max_length=64)
    checked_at = models.DateTimeField()
    findings = models.JSONField(default=list, blank=True, help_text="May quote what was meant to be secret")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why the file may be published as it is")

    class Meta:
        ordering = ["version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None, reason="")
                | Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(reason=""),
                name="agreeing_to_findings_says_who_when_and_why",
            )
        ]

    def __str__(self) -> str:
        return f"Check of {self.version}"

    @property
    def leaks(self) -> list[Leak]:
        rows: list[dict[str, Any]] = self.findings
        return [Leak.from_json(row) for row in rows]

    @property
    def holds(self) -> list[Leak]:
        """Those that the public would get: somebody else has to agree to them."""
        return [leak for leak in self.leaks if leak.still_there]
