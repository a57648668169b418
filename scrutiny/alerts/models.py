"""What residents ask to be told of, by e-mail and without an account.

All that is known of them is an address and what they follow. Both are deleted, not marked, when they stop or never
confirm. So nothing here has a history, and the audit book, which forgets nothing, is not told of it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from committees.models import Committee
from council.models import Ward
from workprogramme.models import Topic


class Subscriber(models.Model):
    """`key` is what their links are signed for; nobody can count or guess it."""

    address = models.EmailField(max_length=254)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    since = models.DateTimeField(help_text="When the address was first given")

    class Meta:
        constraints = [models.UniqueConstraint(Lower("address"), name="one_subscriber_of_an_address")]

    def __str__(self) -> str:
        return f"Subscriber {self.pk}"


class Often(models.TextChoices):
    AT_ONCE = "at_once", "As soon as something is published"
    DAILY = "daily", "Once a day, in the morning"
    WEEKLY = "weekly", "Once a week, on Monday morning"


class AlertQuerySet(models.QuerySet["Alert"]):
    def confirmed(self) -> AlertQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self) -> AlertQuerySet:
        return self.filter(confirmed_at=None)


class Alert(models.Model):
    """One thing that somebody follows: a committee, a topic, an area or a search."""

    class About(models.TextChoices):
        COMMITTEE = "committee", "A committee"
        TOPIC = "topic", "A topic"
        WARD = "ward", "An area"
        SEARCH = "search", "A search"

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="alerts")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    about = models.CharField(max_length=10, choices=About)
    committee = models.ForeignKey(Committee, models.CASCADE, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+")
    ward = models.ForeignKey(Ward, models.CASCADE, null=True, blank=True, related_name="+")
    search = models.CharField(
        max_length=400, blank=True, help_text="As the address of the search page has it"
    )
    often = models.CharField(max_length=10, choices=Often, default=Often.DAILY)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(about="committee", committee__isnull=False, topic=None, ward=None, search="")
                | Q(about="topic", topic__isnull=False, committee=None, ward=None, search="")
                | Q(about="ward", ward__isnull=False, committee=None, topic=None, search="")
                | Q(about="search", committee=None, topic=None, ward=None) & ~Q(search=""),
                name="alert_is_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["subscriber", "about", "committee", "topic", "ward", "search"],
                nulls_distinct=False,
                name="one_alert_of_a_subscriber_about_a_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Alert {self.pk}"


class Issue(models.Model):
    """One mail to one subscriber. The ledger of reminders promises it and sends it once."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "Asks whether they want it"
        LINK = "link", "The link to their alerts"
        NEWS = "news", "What is new"

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="issues")
    kind = models.CharField(max_length=10, choices=Kind)
    alert = models.ForeignKey(
        Alert, models.CASCADE, null=True, blank=True, related_name="+", help_text="The one to confirm"
    )
    often = models.CharField(max_length=10, choices=Often, blank=True)
    day = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "often", "day"],
                condition=Q(kind="news", often__in=["daily", "weekly"]),
                name="one_digest_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(kind="confirm", alert__isnull=False) | ~Q(kind="confirm") & Q(alert=None),
                name="mail_to_confirm_says_what",
            ),
            models.CheckConstraint(
                condition=Q(kind="news") & ~Q(often="") | ~Q(kind="news") & Q(often=""),
                name="mail_with_news_says_how_often",
            ),
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk}, {self.get_kind_display()}"


class Line(models.Model):
    """Something new that an alert found. It has no words: those are read when the mail is written.

    What belongs to one agenda is one line without a key, unless it was searched for.
    """

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="lines")
    issue = models.ForeignKey(Issue, models.CASCADE, null=True, blank=True, related_name="lines")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    key = models.CharField(max_length=80, blank=True)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "subject_type", "subject_id", "key"],
                condition=Q(issue=None),
                name="found_once_until_it_is_told",
            )
        ]
        indexes = [models.Index(fields=["alert", "subject_type", "subject_id"], name="told_before")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} {self.key}"


class Fresh(models.Model):
    """An entry of the search index that no alert has been held against yet. Triggers write it."""

    entry_id = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "fresh"

    def __str__(self) -> str:
        return str(self.entry_id)
