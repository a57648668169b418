"""Who may read a paper of a decision that the public may not."""

from __future__ import annotations

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from committees.models import AccessRequest

from .decisions import ExecutivePaper


class PaperReaderQuerySet(models.QuerySet["PaperReader"]):
    def holding(self, day: date) -> PaperReaderQuerySet:
        return self.filter(taken_back_at=None, until__gte=day)


@pghistory.track()
class PaperReader(models.Model):
    """Leave for one member to read one paper of the executive, on a ground of the 2012 Regulations, until a day."""

    class Basis(models.TextChoices):
        MEMBER = "member", "Regulation 16: any member of the council, about business that was transacted"
        SCRUTINY = "scrutiny", "Regulation 17: a member of a scrutiny committee, for a review or a call-in"

    paper = models.ForeignKey(ExecutivePaper, models.PROTECT, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="executive_papers")
    basis = models.CharField(max_length=10, choices=Basis)
    request = models.ForeignKey(AccessRequest, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    until = models.DateField(help_text="The last day it holds")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = PaperReaderQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="executive_paper_is_opened_for_a_reason"),
            models.UniqueConstraint(
                fields=["paper", "user"],
                condition=Q(taken_back_at=None),
                name="one_leave_to_read_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} until {self.until:%-d %B %Y}"
