"""What is made for readers from a published edition: a named person's copy, and the large print edition."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from .paper import PaperVersion
from .publication import Edition


class EditionCopy(models.Model):
    """That a person was given a copy of an edition with exempt pages, and what is printed over them.

    The copy itself is made when it is asked for and never stored; the same row gives the same bytes.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="copies")
    number = models.PositiveIntegerField()
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reader_name = models.CharField(max_length=120, help_text="The name at the time")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["edition", "number"]
        verbose_name_plural = "edition copies"
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="copy_number_is_used_once"),
            models.UniqueConstraint(fields=["edition", "reader"], name="one_copy_of_an_edition_for_a_person"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Copy {self.number} of {self.edition}"


class PaperCopy(models.Model):
    """That a person was given a copy of one exempt paper by itself, and what is printed over it."""

    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="copies")
    number = models.PositiveIntegerField()
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reader_name = models.CharField(max_length=120, help_text="The name at the time")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["version", "number"]
        verbose_name_plural = "paper copies"
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="paper_copy_number_is_used_once"),
            models.UniqueConstraint(fields=["version", "reader"], name="one_copy_of_a_paper_for_a_person"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Copy {self.number} of {self.version}"


class LargePrint(models.Model):
    """The large print edition of a published one: asked for with it, made later by a worker."""

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        MADE = "made", "Made"
        FAILED = "failed", "Could not be made"

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="large_print")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    requested_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    recipe = models.JSONField(
        default=dict, blank=True, help_text="Per part that we make: its template and what it was made from"
    )
    file = models.FileField(upload_to="editions/%Y/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="made") | Q(made_at__isnull=False) & ~Q(file=""),
                name="large_print_that_is_made_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, large print"
