"""Somebody asks for a paper in another format. Who they are is kept to answer them by, and is never published."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from .meeting import Meeting


class FormatRequestQuerySet(models.QuerySet["FormatRequest"]):
    def open(self) -> FormatRequestQuerySet:
        return self.filter(answered_at=None).order_by("due_on", "pk")


class FormatRequest(models.Model):
    """No history is kept of it, so that the person can be forgotten."""

    class Format(models.TextChoices):
        ACCESSIBLE = "accessible", "A document that works with a screen reader"
        LARGE_PRINT = "large_print", "Large print"
        PAPER = "paper", "On paper"
        EASY_READ = "easy_read", "Easy read"
        AUDIO = "audio", "Audio"
        BRAILLE = "braille", "Braille"
        BSL = "bsl", "British Sign Language"
        LANGUAGE = "language", "Another language"
        OTHER = "other", "Something else"

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, blank=True, related_name="format_requests"
    )
    page = models.CharField(max_length=8, blank=True, help_text="The number printed on the page")
    document = models.CharField(max_length=300, help_text="What is wanted, in the words of who asked")
    format = models.CharField(max_length=12, choices=Format)
    details = models.TextField(blank=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()
    explanation = models.JSONField(default=dict, help_text="How the day was counted")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(blank=True, help_text="What was sent, or why nothing could be")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FormatRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone="") | ~Q(address=""),
                name="format_request_can_be_answered",
                violation_error_message="Give an e-mail address, a phone number or a postal address.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="answered_format_request_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"

    def is_late(self, today: date) -> bool:
        return self.answered_at is None and self.due_on < today
