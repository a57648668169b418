"""Four things are called urgent, and the law keeps them apart: so three of them have a record each here.

The fourth, a decision that is exempt from call-in, is a matter of the council's own rules and stands on the
decision itself. Nothing here is rewritten: a wrong record is taken back, with its reason.
"""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from .plan import PlannedDecision


class Agreement(models.TextChoices):
    """Who must agree that something cannot wait: the first of them who is able to act."""

    SCRUTINY_CHAIR = "scrutiny_chair", "Chair of the relevant scrutiny committee"
    COUNCIL_CHAIR = "council_chair", "Chair of the Council"
    COUNCIL_VICE_CHAIR = "council_vice_chair", "Vice-chair of the Council"


class Notice(models.Model):
    published_on = models.DateField(help_text="The day it was made available to the public")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["-published_on", "-pk"]


@pghistory.track()
class GeneralException(Notice):
    """Regulation 10: a key decision without 28 clear days' notice. Scrutiny is told; nobody has to agree."""

    class Told(models.TextChoices):
        CHAIR = "chair", "The chair of the relevant scrutiny committee"
        MEMBERS = "members", "Every member of that committee, as it has no chair"

    planned = models.ForeignKey(PlannedDecision, models.PROTECT, related_name="general_exceptions")
    why_impracticable = models.TextField(help_text="Why 28 clear days' notice could not be given")
    told = models.CharField(max_length=10, choices=Told, default=Told.CHAIR)
    told_names = models.CharField(max_length=240)
    told_on = models.DateField()

    def __str__(self) -> str:
        return f"General exception for {self.planned.reference}"


def earlier_ones_could_not_act(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(agreed_by__in=["", "scrutiny_chair"]) | ~Q(unavailable=""), name=name
    )


@pghistory.track()
class SpecialUrgency(Notice):
    """Regulation 11: not even five clear days. It needs agreement, and the reasons are published."""

    planned = models.ForeignKey(PlannedDecision, models.PROTECT, related_name="special_urgencies")
    why_urgent = models.TextField(help_text="Why it cannot reasonably be deferred")
    agreed_by = models.CharField(max_length=20, choices=Agreement)
    agreed_name = models.CharField(max_length=120)
    agreed_on = models.DateField()
    unavailable = models.TextField(blank=True, help_text="Why those who come first could not act")

    class Meta(Notice.Meta):
        verbose_name_plural = "special urgencies"
        constraints = [earlier_ones_could_not_act("special_urgency_says_who_could_not_act")]

    def __str__(self) -> str:
        return f"Special urgency for {self.planned.reference}"


@pghistory.track()
class PrivateMeetingNotice(Notice):
    """Regulation 5: the notice 28 clear days before, the further one 5 clear days before, or agreement."""

    class Stage(models.TextChoices):
        FIRST = "first", "Notice, 28 clear days before"
        FURTHER = "further", "Further notice, five clear days before"
        URGENT = "urgent", "Agreed as urgent, without those notices"

    planned = models.ForeignKey(PlannedDecision, models.PROTECT, related_name="private_notices")
    stage = models.CharField(max_length=10, choices=Stage)
    reasons = models.TextField(help_text="Why the meeting is held in private")
    representations = models.TextField(blank=True, help_text="What was said to us about meeting in private")
    response = models.TextField(blank=True, help_text="What the Cabinet answers")
    agreed_by = models.CharField(max_length=20, choices=Agreement, blank=True)
    agreed_name = models.CharField(max_length=120, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    unavailable = models.TextField(blank=True, help_text="Why those who come first could not act")

    class Meta(Notice.Meta):
        constraints = [
            earlier_ones_could_not_act("private_meeting_says_who_could_not_act"),
            models.CheckConstraint(
                condition=Q(stage="urgent", agreed_on__isnull=False) & ~Q(agreed_by="") & ~Q(agreed_name="")
                | ~Q(stage="urgent") & Q(agreed_by="", agreed_name="", agreed_on=None),
                name="urgent_private_meeting_was_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} for {self.planned.reference}"
