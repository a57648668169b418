"""What a change of the calendar did to the clocks of decisions and call-ins; written once and kept."""

from __future__ import annotations

import pgtrigger
from django.db import models

from council.models import CalendarDay

from .callin import CallIn
from .decisions import Decision


class DecisionCalendarEffect(models.Model):
    """One clock. A date that was published or told to people stays; one that is only worked out moves."""

    change = models.ForeignKey(CalendarDay, models.PROTECT, related_name="decision_effects")
    withdrawal = models.BooleanField(default=False, help_text="Whether the change was taken back")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="calendar_effects")
    call_in = models.ForeignKey(CallIn, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    before = models.CharField(max_length=240)
    after = models.CharField(max_length=240)
    stays = models.BooleanField(help_text="It was given already, so it stands as it was given")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-recorded_at", "decision", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.decision.reference}: {self.name}"
