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


class Build(models.Model):
    """One making of both editions of a meeting's pack. At most one is under way for a meeting."""

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
    """What was published for a meeting, when and by whom. Number 1 is the agenda, the rest correct it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, help_text="Why it was published again")
    short_notice_reason = models.TextField(blank=True)
    overrides = models.JSONField(
        default=list, blank=True, help_text="Preflight findings accepted, with reasons"
    )
    content_key = models.CharField(max_length=64)

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="publication_number_is_used_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="publishing_again_gives_a_reason"
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.meeting} publication {self.number}"


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
