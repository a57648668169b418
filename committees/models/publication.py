"""Builds of a pack, and what was published. A publication is frozen: the database sees to it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from .meeting import Meeting


class EditionKind(models.TextChoices):
    PUBLIC = "public", "Public edition"
    MEMBERS = "members", "Members' edition"


class PublicationKind(models.TextChoices):
    AGENDA = "agenda", "Agenda pack"
    CORRECTION = "correction", "Corrected agenda pack"
    SUPPLEMENT = "supplement", "Supplement"


class Build(models.Model):
    """One making of both editions of a meeting's pack, or of a supplement to it. At most one is under way."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to start"
        RUNNING = "running", "Building"
        BUILT = "built", "Built"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

        @classmethod
        def under_way(cls) -> list[Build.State]:
            return [cls.QUEUED, cls.RUNNING]

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="builds")
    kind = models.CharField(max_length=10, choices=PublicationKind, default=PublicationKind.AGENDA)
    follows = models.PositiveSmallIntegerField(
        default=0, help_text="Number of the publication it comes after; its page numbers go on from there"
    )
    lateness = models.JSONField(
        default=dict, blank=True, help_text="Of a supplement: why each item is late, and why it is urgent"
    )
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(
        null=True, blank=True, help_text="When the worker last said it was alive"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(
        default=0, help_text="A worker whose attempt is older has lost it"
    )
    error = models.TextField(blank=True)
    content_key = models.CharField(max_length=64, blank=True, help_text="Hash of all that went into the pack")
    result = models.JSONField(default=dict, blank=True, help_text="Per edition: file, sha256, pages, index")

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(state__in=["queued", "running"]),
                name="one_build_under_way_for_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"]) | Q(finished_at__isnull=False),
                name="finished_build_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Build {self.pk} of {self.meeting}"


class BuildPart(models.Model):
    """One line of a build's progress: a front sheet, a cover sheet, a paper."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RENDERING = "rendering", "Making the page"
        READING = "reading", "Reading the file"
        SPLICING = "splicing", "Putting together"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    build = models.ForeignKey(Build, models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    pages = models.PositiveIntegerField(null=True, blank=True)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["build", "order"]
        constraints = [models.UniqueConstraint(fields=["build", "key"], name="one_part_of_a_key_per_build")]

    def __str__(self) -> str:
        return self.title


class Publication(models.Model):
    """What was published for a meeting, when and by whom. Number 1 is the agenda; the rest correct it or add to it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=PublicationKind, default=PublicationKind.AGENDA)
    supplement = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its number among the supplements"
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, help_text="Why it was published again, or why its papers are late")
    short_notice_reason = models.TextField(blank=True)
    overrides = models.JSONField(
        default=list, blank=True, help_text="Preflight findings accepted, with reasons"
    )
    content_key = models.CharField(
        max_length=64,
        blank=True,
        help_text="The agenda that is published with it; blank when something has changed that it leaves out",
    )

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="publication_number_is_used_once"),
            models.UniqueConstraint(fields=["meeting", "supplement"], name="supplement_number_is_used_once"),
            models.CheckConstraint(
                condition=Q(number=1, kind="agenda") | Q(number__gt=1) & ~Q(kind="agenda"),
                name="the_agenda_is_published_first",
            ),
            models.CheckConstraint(
                condition=Q(kind="supplement", supplement__isnull=False)
                | ~Q(kind="supplement") & Q(supplement__isnull=True),
                name="supplements_are_numbered",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="publishing_again_gives_a_reason"
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.meeting} publication {self.number}"

    @property
    def title(self) -> str:
        """As readers know it: Agenda pack, Supplement 1, Corrected agenda pack."""
        kind = str(self.get_kind_display())
        return f"{kind} {self.supplement}" if self.supplement else kind


class Edition(models.Model):
    """One published PDF with the agenda it was made from; a public edition holds public words only."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=10, choices=EditionKind)
    file = models.FileField(upload_to="editions/%Y/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField()
    template_version = models.CharField(max_length=10)
    agenda = models.JSONField(help_text="Front page, items, papers and their page ranges as published")
    manifest = models.JSONField(
        default=dict, blank=True, help_text="The parts the PDF was made of, with hashes"
    )

    class Meta:
        ordering = ["publication", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "kind"], name="one_edition_of_a_kind_per_publication"
            )
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.publication}, {self.get_kind_display()}"


class ConsolidatedEdition(models.Model):
    """An agenda pack with its supplements as one PDF, as it stood when a supplement was published.

    Spliced from the published parts, so every page has the number it was published under. Readers of the
    supplement's edition may read it, and nobody else.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="consolidated")
    file = models.FileField(upload_to="editions/%Y/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField()
    agenda = models.JSONField(help_text="The whole agenda, each paper with its pages and what carries it")
    manifest = models.JSONField(help_text="The parts the PDF was made of, with hashes")

    class Meta:
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.edition}, with everything before it"
