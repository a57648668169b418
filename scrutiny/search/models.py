"""What search looks in: copies of words that are published, each with the rule that says who may read it.

No permission is copied. A row says which paper version or which item its words belong to, and whether somebody
may read those is asked anew by every search (`door`).
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from committees.models import AgendaItem, Committee, Meeting, PaperVersion

from .indexed import IndexedWords


class Kind(models.TextChoices):
    PAPER = "paper", "Page of a paper"
    ITEM = "item", "Agenda item"
    MEETING = "meeting", "Meeting"
    MINUTES = "minutes", "Minutes"
    DECISION = "decision", "Decision"
    PLAN = "plan", "Forward plan"
    CALL_IN = "call_in", "Call-in"
    TOPIC = "topic", "Work programme"
    REVIEW = "review", "Review"
    RECOMMENDATION = "recommendation", "Recommendation"
    COMMITTEE = "committee", "Committee"
    PERSON = "person", "Councillor"


class Entry(models.Model):
    """One thing that can be found: a page of a paper, an agenda item, a decision."""

    subject_type = models.CharField(max_length=15, help_text="What it was made from, to be made anew with it")
    subject_id = models.BigIntegerField()
    key = models.CharField(max_length=80, help_text="Which of the rows of its subject it is")
    digest = models.CharField(max_length=64, help_text="Of all that it holds")
    kind = models.CharField(max_length=15, choices=Kind)
    committee = models.ForeignKey(Committee, models.CASCADE, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField()
    title = models.TextField()
    text = models.TextField(blank=True)
    page = models.CharField(max_length=8, blank=True, help_text="The number printed on the page")
    place = models.CharField(max_length=120, blank=True, help_text="What its address is made of")
    version = models.ForeignKey(
        PaperVersion,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="The version it stands in: whoever may read that may find it",
    )
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, blank=True, related_name="+")
    is_restricted = models.BooleanField(
        default=False, help_text="Words of the item that only those may find who may read all of it"
    )
    vector = models.GeneratedField(
        expression=IndexedWords("title", "text"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name_plural = "entries"
        indexes = [
            GinIndex(fields=["vector"], name="search_by_words"),
            models.Index(fields=["-day", "-id"], name="search_newest_first"),
            models.Index(
                fields=["-day", "-id"], condition=~Q(kind="paper"), name="search_newest_things_first"
            ),
            models.Index(fields=["committee", "-day"], name="search_by_committee"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "key"], name="one_search_entry_of_a_key"
            ),
            models.CheckConstraint(
                condition=Q(is_restricted=False) | Q(item__isnull=False),
                name="restricted_words_belong_to_an_item",
            ),
            models.CheckConstraint(
                condition=~Q(page__startswith="E") | Q(version__isnull=False) | Q(is_restricted=True),
                name="no_exempt_page_is_for_everybody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_id} {self.key}"

    def get_absolute_url(self) -> str:
        """Lands on the page itself where there is one."""
        meeting = self.meeting.reference if self.meeting else ""
        match self.kind:
            case Kind.PAPER if self.page:
                return f"{reverse('committees:twin', args=[meeting, self.page])}#p{self.page}"
            case Kind.PAPER:
                return f"{reverse('papers:paper', args=[self.version_id])}#page={self.place}"
            case Kind.ITEM:
                return f"{reverse('committees:meeting', args=[meeting])}#item-{self.place}"
            case _:
                return self.place


class Word(models.Model):
    """A word of something public, to be suggested to somebody who mistyped it."""

    word = models.CharField(max_length=40, unique=True)
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        indexes = [GinIndex(fields=["trigrams"], name="search_words_like")]

    def __str__(self) -> str:
        return self.word


class Due(models.Model):
    """Something has changed and is to be indexed anew. Triggers write it in the transaction of the change.

    Until that is done nothing of it is found, so what is found is never stale.
    """

    subject_type = models.CharField(max_length=15)
    subject_id = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "due"
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="search_due_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"
