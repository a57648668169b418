"""Papers under an agenda item, and their versions. Public and exempt versions are separate files, always."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .agenda import AgendaItem


@pghistory.track()
class Paper(models.Model):
    class State(models.TextChoices):
        EXPECTED = "expected", "Expected"
        TO_FOLLOW = "to_follow", "To follow"
        DRAFT = "draft", "Draft"
        CLEARED = "cleared", "Cleared"
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Superseded"

        @classmethod
        def without_file(cls) -> list[Paper.State]:
            return [cls.EXPECTED, cls.TO_FOLLOW]

    # What `problem` says while a worker is at it.
    BEING_CONVERTED = "It is being made into pages."

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40, blank=True, help_text="Like Appendix 1")
    title = models.CharField(max_length=200, help_text="Everybody can read this title")
    restricted_title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="Taken off the agenda; nothing is deleted"
    )
    problem = models.TextField(blank=True, help_text="Why the last file could not be made into pages")
    unconverted = models.FileField(
        upload_to="originals/%Y/", blank=True, help_text="That file, as it was uploaded"
    )
    unconverted_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["item", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.label}: {self.title}" if self.label else self.title

    @property
    def is_being_converted(self) -> bool:
        return self.problem == self.BEING_CONVERTED


class Classification(models.TextChoices):
    PUBLIC = "public", "Public"
    EXEMPT = "exempt", "Exempt"
    CONFIDENTIAL = "confidential", "Confidential"


class PaperVersionQuerySet(models.QuerySet["PaperVersion"]):
    def current(self) -> PaperVersionQuerySet:
        return self.filter(current=True, paper__removed_at=None)

    def public(self) -> PaperVersionQuerySet:
        return self.filter(classification=Classification.PUBLIC)


@pghistory.track()
class PaperVersion(models.Model):
    """One file. `original` is what was uploaded; `pdf` is the safe copy that packs are made from.

    A generated version has a `template` and the `data` it was made from instead of an original.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    classification = models.CharField(max_length=12, choices=Classification, default=Classification.EXEMPT)
    paragraphs = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    public_interest = models.TextField(
        blank=True, help_text="Why the public interest is in not publishing it"
    )
    ground = models.CharField(
        max_length=240, blank=True, help_text="For a confidential paper: the law, order or terms that bar it"
    )
    open_to_councillors = models.BooleanField(
        default=False, help_text="Every councillor may inspect it, because of its paragraphs (section 100F)"
    )
    classified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    classified_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True, help_text="When to ask again whether to keep it back")
    released_at = models.DateTimeField(
        null=True, blank=True, help_text="A public copy of what had been kept back says when it came out"
    )
    current = models.BooleanField(default=True)
    original = models.FileField(upload_to="originals/%Y/", blank=True)
    original_name = models.CharField(max_length=200, blank=True)
    template = models.CharField(max_length=60, blank=True)
    data = models.JSONField(null=True, blank=True)
    pdf = models.FileField(upload_to="papers/%Y/")
    sha256 = models.CharField(max_length=64, help_text="Of the original, or of the data it was made from")
    pages = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField(help_text="Bytes of the PDF")
    findings = models.JSONField(default=dict, blank=True, help_text="What was removed, repaired or noticed")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="When an edition with it was first published"
    )

    objects = PaperVersionQuerySet.as_manager()

    class Meta:
        ordering = ["paper", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_number_is_used_once"),
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(current=True, classification="public"),
                name="one_current_public_version",
            ),
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(current=True) & ~Q(classification="public"),
                name="one_current_restricted_version",
            ),
            models.CheckConstraint(condition=Q(pages__gte=1), name="paper_version_has_pages"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} version {self.number}"

    @property
    def is_public(self) -> bool:
        return self.classification == Classification.PUBLIC

    @property
    def is_restricted(self) -> bool:
        """Kept from the public, by its own class or because its whole item is taken in private."""
        return not self.is_public or (self.paper.item.is_exempt and self.released_at is None)


class PageText(models.Model):
    """The words of one page of a version, for search. As secret as the page: read through `committees.texts`."""

    version = models.ForeignKey(PaperVersion, models.CASCADE, related_name="page_texts")
    page = models.PositiveIntegerField(help_text="Counted from 1 within the paper")
    text = models.TextField()

    class Meta:
        ordering = ["version", "page"]
        constraints = [models.UniqueConstraint(fields=["version", "page"], name="one_text_for_a_page")]

    def __str__(self) -> str:
        return f"Page {self.page} of {self.version}"
