"""Agenda items and the reports under them."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from council.models import Person

from .committee import ItemKind, Section
from .meeting import Meeting
from .reports import ReportTemplateEdition


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def on_agenda(self) -> AgendaItemQuerySet:
        """Items that will be taken, in the order they are numbered: the public part, then the exempt part."""
        exempt_last = models.Case(models.When(section=Section.EXEMPT, then=1), default=0)
        return self.filter(state=AgendaItem.State.ON_AGENDA).order_by(exempt_last, "order", "pk")


@pghistory.track()
class AgendaItem(models.Model):
    class State(models.TextChoices):
        ON_AGENDA = "on_agenda", "On the agenda"
        DEFERRED = "deferred", "Deferred"
        WITHDRAWN = "withdrawn", "Withdrawn"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.REPORT)
    section = models.CharField(max_length=10, choices=Section, default=Section.PUBLIC)
    title = models.CharField(max_length=200, help_text="Everybody can read this title")
    restricted_title = models.CharField(
        max_length=200,
        blank=True,
        help_text="Shown instead of the public title to those who may read the item",
    )
    note = models.TextField(blank=True, help_text="Instruction printed under the title")
    paragraphs = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    exempt_reason = models.TextField(
        blank=True, help_text="Why the item is not published, in words the public can read"
    )
    minutes_allowed = models.PositiveSmallIntegerField(
        null=True, blank=True, verbose_name="time limit in minutes"
    )
    is_education = models.BooleanField(
        "it concerns education functions",
        default=False,
        help_text="Co-opted members with a vote on education take part",
    )
    state = models.CharField(max_length=12, choices=State, default=State.ON_AGENDA)
    state_reason = models.TextField(blank=True)
    deferred_to = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="deferred_from"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="deferred") | Q(deferred_to__isnull=False),
                name="deferred_item_says_where_to",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_exempt(self) -> bool:
        return self.section == Section.EXEMPT


@pghistory.track()
class Report(models.Model):
    """The fields a cover sheet is made from. Recommendations are held once, printed where needed.

    Without a template it is a plain cover sheet.
    """

    class TextIn(models.TextChoices):
        HERE = "here", "Written here"
        FILE = "file", "In a file that is uploaded as a paper"

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="report")
    reference = models.CharField(max_length=60, unique=True, help_text="Allocated once and never reused")
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    report_of = models.CharField(max_length=160, blank=True, help_text="Whose report it is, by post")
    enquiries_to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    purpose = models.TextField(blank=True)
    body = models.TextField(blank=True, help_text="Background and the matters to consider")
    recommendations = models.TextField(blank=True, help_text="One recommendation to a line")
    wards = models.CharField(max_length=160, blank=True)
    forward_plan_reference = models.CharField(max_length=40, blank=True)
    background_documents = models.TextField(blank=True, help_text="One document to a line")
    template = models.ForeignKey(
        ReportTemplateEdition, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    answers = models.JSONField(
        default=dict, blank=True, help_text="What it says in the parts that its template adds, by their keys"
    )
    text_in = models.CharField(
        max_length=4, choices=TextIn, default=TextIn.HERE, help_text="Where its sections are"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.reference

    @property
    def recommendation_list(self) -> list[str]:
        return [line.strip() for line in self.recommendations.splitlines() if line.strip()]

    @property
    def background_document_list(self) -> list[str]:
        return [line.strip() for line in self.background_documents.splitlines() if line.strip()]
