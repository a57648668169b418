"""Questions and representations from the public. Who put them stands apart, and is never published."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from .agenda import AgendaItem
from .meeting import Meeting


@pghistory.track()
class PublicQuestion(models.Model):
    class Kind(models.TextChoices):
        QUESTION = "question", "Question to be answered at the meeting"
        WRITTEN = "written", "Question for a written answer"
        REPRESENTATION = "representation", "Representation or statement"

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Not accepted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="public_questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.QUESTION)
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="public_questions"
    )
    asked_as = models.CharField(
        max_length=120,
        default="A member of the public",
        help_text="How the minutes call the person, without naming them",
    )
    text = models.TextField(help_text="As it may be published, without personal details")
    received_at = models.DateTimeField()
    handed_in = models.BooleanField(default=False, help_text="It came by the form on the meeting’s page")
    late_reason = models.TextField(blank=True, help_text="Why it is accepted after the deadline")
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    state_reason = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_number_of_a_public_question"),
            models.CheckConstraint(condition=~Q(text=""), name="public_question_has_words"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(state_reason=""), name="refused_question_says_why"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state="accepted"),
                name="only_an_accepted_question_is_published",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.number}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Asker(models.Model):
    """Who put a question, to answer them by. No history is kept of it, so that it can be forgotten."""

    question = models.OneToOneField(PublicQuestion, models.CASCADE, related_name="asker")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    speaks_for = models.CharField(max_length=120, blank=True, help_text="An organisation, if any")

    def __str__(self) -> str:
        return f"Asker of {self.question}"
