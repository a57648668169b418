"""The forward plan: decisions that are going to be taken, and the notices that the law wants about them."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .matter import Matter, lines_of


class PlannedDecisionQuerySet(models.QuerySet["PlannedDecision"]):
    def published(self) -> PlannedDecisionQuerySet:
        """What anybody may know of."""
        return self.filter(published_at__isnull=False)

    def to_come(self) -> PlannedDecisionQuerySet:
        return self.filter(state=PlannedDecision.State.PLANNED)

    def soonest_first(self) -> PlannedDecisionQuerySet:
        return self.order_by(models.F("due").asc(nulls_last=True), "reference")


@pghistory.track()
class PlannedDecision(Matter):
    """An entry of the forward plan. It carries what regulation 9 asks of the document before a key decision."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        MADE = "made", "Decision made"
        WITHDRAWN = "withdrawn", "Withdrawn"

    matter = models.TextField(help_text="What is to be decided, in a few sentences")
    maker_members = models.TextField(
        blank=True, help_text="The members of a body that decides, one to a line (regulation 9)"
    )
    due = models.DateField(null=True, blank=True, help_text="The day of the decision, or the first possible")
    period = models.CharField(max_length=80, blank=True, help_text="In words, like March or April 2027")
    documents = models.TextField(blank=True, help_text="Documents to be considered, one to a line")
    more_documents = models.BooleanField(default=True, help_text="Other documents may follow")
    copies_from = models.CharField(max_length=200, blank=True, help_text="Where documents can be had")
    consultees = models.TextField(blank=True, help_text="Who is consulted, one to a line")
    consultation = models.TextField(blank=True, help_text="How, and by when")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="When the notice was first published"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, help_text="In words the public can read")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlannedDecisionQuerySet.as_manager()

    class Meta(Matter.Meta):
        ordering = ["due", "reference"]
        constraints = [
            *Matter.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due__isnull=False) | ~Q(period=""), name="planned_decision_says_when"
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_at=None),
                name="withdrawn_plan_says_when_and_why",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="first_notice_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.published_at IS NOT NULL AND (OLD.published_at IS DISTINCT FROM NEW.published_at"
                    " OR OLD.reference IS DISTINCT FROM NEW.reference OR OLD.slug IS DISTINCT FROM NEW.slug)"
                ),
            ),
            pgtrigger.Protect(name="kept_for_ever", operation=pgtrigger.Delete),
        ]

    def get_absolute_url(self) -> str:
        return reverse("callins:planned", args=[self.slug])

    @property
    def when(self) -> str:
        """The day if it is known, otherwise the period."""
        if self.period:
            return self.period
        return f"{self.due:%-d %B %Y}" if self.due else ""

    @property
    def document_list(self) -> list[str]:
        return lines_of(self.documents)

    @property
    def consultee_list(self) -> list[str]:
        return lines_of(self.consultees)

    @property
    def member_list(self) -> list[str]:
        return lines_of(self.maker_members)


class Slip(models.Model):
    """That a planned decision was put off or brought forward. Never rewritten."""

    planned = models.ForeignKey(PlannedDecision, models.PROTECT, related_name="slips")
    from_due = models.DateField(null=True, blank=True)
    from_period = models.CharField(max_length=80, blank=True)
    to_due = models.DateField(null=True, blank=True)
    to_period = models.CharField(max_length=80, blank=True)
    reason = models.TextField(help_text="In words the public can read")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.planned.reference}: {self.before} to {self.after}"

    @property
    def before(self) -> str:
        return self.from_period or (f"{self.from_due:%-d %B %Y}" if self.from_due else "")

    @property
    def after(self) -> str:
        return self.to_period or (f"{self.to_due:%-d %B %Y}" if self.to_due else "")
