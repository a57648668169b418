"""What somebody was asked to do at a meeting, and what they answered."""

from __future__ import annotations

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from council.models import Person

from .agenda import AgendaItem
from .committee import Committee
from .meeting import Meeting


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> ActionQuerySet:
        """Nobody has answered yet."""
        return self.filter(state=Action.State.OPEN)

    def unsettled(self) -> ActionQuerySet:
        """Not answered, or answered and not closed by the committee."""
        return self.filter(state__in=[Action.State.OPEN, Action.State.ANSWERED])

    def overdue(self, today: date) -> ActionQuerySet:
        return self.open().filter(due_on__lt=today)


@pghistory.track()
class Action(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"
        DROPPED = "dropped", "No longer needed"

        @classmethod
        def settled(cls) -> list[Action.State]:
            return [cls.CLOSED, cls.DROPPED]

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="actions")
    text = models.TextField(help_text="What is to be done")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="actions")
    owner_post = models.CharField(max_length=120, blank=True, help_text="Where a post is named, not a person")
    due_on = models.DateField()
    is_exempt = models.BooleanField("for the exempt minutes only", default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    state_reason = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["committee", "state", "due_on"], name="action_by_committee")]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_post=""),
                name="action_has_an_owner",
                violation_error_message="Say who is to do it: a person or a post.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered"], settled_at=None)
                | Q(state__in=["closed", "dropped"], settled_at__isnull=False),
                name="settled_action_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def owner_name(self) -> str:
        """Like A Example, Head of Service; or the post alone."""
        if self.owner is None:
            return self.owner_post
        post = self.owner_post or self.owner.post
        return f"{self.owner.printed_name}, {post}" if post else self.owner.printed_name

    def is_overdue(self, today: date) -> bool:
        return self.state == self.State.OPEN and self.due_on < today


class ActionReply(models.Model):
    action = models.ForeignKey(Action, models.PROTECT, related_name="replies")
    text = models.TextField()
    name = models.CharField(max_length=120, help_text="Who answered, as it is printed")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["action", "made_at", "pk"]
        verbose_name_plural = "action replies"

    def __str__(self) -> str:
        return f"Reply of {self.name}"


class ReplyFile(models.Model):
    """A document sent with a reply, cleaned like every paper. Kept back until an officer puts it on an agenda."""

    reply = models.ForeignKey(ActionReply, models.PROTECT, related_name="files")
    original = models.FileField(upload_to="originals/%Y/")
    original_name = models.CharField(max_length=200)
    pdf = models.FileField(upload_to="papers/%Y/")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["reply", "pk"]

    def __str__(self) -> str:
        return self.original_name
