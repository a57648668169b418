"""The ledger. One row is one promise: this person is told of this deadline, once."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from committees.models import Committee
from council.models import Person


class Reminder(models.Model):
    """The first seven fields and the channel are the promise; the database keeps it from being made twice."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        CLAIMED = "claimed", "Being sent"
        HANDED_OFF = "handed_off", "Handed to the mail server"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        HELD = "held", "Held back"
        CANCELLED = "cancelled", "Cancelled"
        COLLAPSED = "collapsed", "Left out for a later one"

        @classmethod
        def to_come(cls) -> list[Reminder.State]:
            return [cls.PLANNED, cls.CLAIMED, cls.HANDED_OFF]

    kind = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    part = models.CharField(max_length=120, blank=True, help_text="Which of several deadlines of the kind")
    due_on = models.DateField(help_text="The day of the deadline")
    offset = models.CharField(max_length=30, help_text="Which line of the rule, like -3w, or moved/1")
    recipient = models.CharField(
        max_length=30, help_text="user:12, person:34 without an account, subscriber:56"
    )
    channel = models.CharField(max_length=10, default="mail")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")
    deadline_name = models.CharField(max_length=120, help_text="Public words; never an exempt title")
    about = models.CharField(max_length=240, help_text="Public words; never an exempt title")
    audience = models.CharField(max_length=20, help_text="As what the person gets it")
    deadline_at = models.DateTimeField(help_text="The moment after which it is overdue")
    statutory = models.BooleanField(default=False)
    digest = models.BooleanField(default=False, help_text="Goes out in the person's daily list")

    due_at = models.DateTimeField(help_text="When it was promised for")
    due_local = models.CharField(max_length=40, help_text="The same on the wall clock, with its zone")
    not_before = models.DateTimeField(help_text="When it may go: later than promised in quiet hours")
    retry_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    why = models.CharField(max_length=240, blank=True, help_text="Why it is in this state, for the officer")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The officer who held it, sent it early or sent it again; plans leave it alone then",
    )
    was_held = models.BooleanField(
        default=False, help_text="An officer held it when its plan fell away; it comes back held"
    )
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    token = models.UUIDField(null=True, blank=True, help_text="Whoever holds it may settle the row")
    lease_until = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=40, unique=True, help_text="Follows from the promise alone")
    message_id = models.CharField(max_length=120, blank=True, help_text="Of the mail it is in")
    handed_off_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    unsure_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was not known whether the mail had been taken"
    )
    planned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("kind", "subject_type", "subject_id", "part"),
                    *("due_on", "offset", "recipient", "channel"),
                ],
                name="one_row_is_one_promise",
            ),
            models.CheckConstraint(
                condition=Q(user=None, person__isnull=False)
                | Q(user__isnull=False, person=None)
                | Q(user=None, person=None, recipient__startswith="subscriber:"),
                name="reminder_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["claimed", "handed_off"])
                | Q(token__isnull=False, lease_until__isnull=False),
                name="reminder_under_way_is_somebodys",
            ),
            models.CheckConstraint(
                condition=~Q(state="handed_off") | Q(handed_off_at__isnull=False) & ~Q(message_id=""),
                name="handed_off_reminder_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at=None),
                name="sent_reminder_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state__in=["planned", "claimed", "handed_off"]),
                name="reminders_to_send",
            ),
            models.Index(fields=["subject_type", "subject_id"], name="reminders_by_subject"),
            models.Index(fields=["message_id"], condition=~Q(message_id=""), name="reminders_by_mail"),
            models.Index(fields=["committee", "due_at"], name="reminders_by_committee"),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_name}, {self.about}, to {self.recipient}"

    @property
    def recipient_name(self) -> str:
        if self.user is not None:
            return self.user.name
        return self.person.printed_name if self.person else "A subscriber"


class Attempt(models.Model):
    """What became of one try to send, kept for ever."""

    class Outcome(models.TextChoices):
        SENT = "sent", "Taken by the mail server"
        LATER = "later", "Not taken now; it will be tried again"
        REFUSED = "refused", "Refused for good"
        UNSURE = "unsure", "Not known whether it was taken"
        FOUND = "found", "Had been taken before; not sent again"

    reminder = models.ForeignKey(Reminder, models.PROTECT, related_name="tries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    message_id = models.CharField(max_length=120, blank=True)
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.reminder_id} {self.outcome}"
