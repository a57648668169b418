"""What happened at a meeting besides what was said: who presided, votes, declarations, exclusion, adjournments."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .agenda import AgendaItem
from .attendance import Attendance
from .meeting import Meeting


@pghistory.track()
class Sitting(models.Model):
    """The meeting as it was held, from its opening to its close."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="sitting")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    presiding = models.ForeignKey(
        Attendance, models.RESTRICT, null=True, blank=True, related_name="presided_over"
    )
    quorum = models.PositiveSmallIntegerField(help_text="The committee's quorum on that day")
    current_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+", help_text="What is being taken"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gt=F("opened_at")),
                name="meeting_closes_after_it_opened",
                violation_error_message="The meeting must close after it opened.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(presiding__isnull=False), name="somebody_presided"
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@pghistory.track()
class Adjournment(models.Model):
    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="adjournments")
    began_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=240, blank=True)
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="adjournments",
        help_text="The item during or after which the meeting adjourned",
    )

    class Meta:
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resumed_at=None) | Q(resumed_at__gt=F("began_at")),
                name="meeting_resumes_after_it_adjourned",
                violation_error_message="The meeting must resume after it adjourned.",
            ),
            models.UniqueConstraint(
                fields=["sitting"],
                condition=Q(resumed_at=None),
                name="one_adjournment_at_a_time",
                violation_error_message="The meeting is adjourned already.",
            ),
        ]

    def __str__(self) -> str:
        return f"Adjournment of {self.sitting}"


class InterestType(models.Model):
    """A kind of interest that the council's code of conduct, or the scrutiny rules, ask members to declare."""

    class Effect(models.TextChoices):
        LEAVES = "leaves", "Leaves the room, unless given a dispensation"
        NO_VOTE = "no_vote", "May stay, and does not vote"
        DECLARES = "declares", "Says so, and may stay and vote"

    name = models.CharField(max_length=120, unique=True)
    effect = models.CharField(max_length=10, choices=Effect, default=Effect.DECLARES)
    keeps_from_papers = models.BooleanField(
        "it keeps them from the item’s exempt papers",
        default=False,
        help_text="From the moment it is declared, unless they stay under a dispensation",
    )
    citation = models.CharField(max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Declaration(models.Model):
    """An interest somebody declared, and what they did then. One entered by mistake is struck out, not deleted."""

    class Response(models.TextChoices):
        STAYED = "stayed", "Stayed and took part"
        DID_NOT_VOTE = "did_not_vote", "Stayed and did not vote"
        SPOKE_AND_LEFT = "spoke_and_left", "Spoke, then left the room"
        LEFT = "left", "Left the room"
        DISPENSATION = "dispensation", "Stayed under a dispensation"

        @classmethod
        def without_vote(cls) -> list[Declaration.Response]:
            return [cls.DID_NOT_VOTE, cls.SPOKE_AND_LEFT, cls.LEFT]

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="declarations")
    item = models.ForeignKey(AgendaItem, models.RESTRICT, related_name="declarations")
    attendance = models.ForeignKey(Attendance, models.RESTRICT, related_name="declarations")
    type = models.ForeignKey(InterestType, models.PROTECT, related_name="+")
    nature = models.TextField(blank=True)
    is_sensitive = models.BooleanField(
        default=False, help_text="Its nature is not published (Localism Act 2011, section 32)"
    )
    response = models.CharField(max_length=15, choices=Response, default=Response.STAYED)
    at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_sensitive=True) | ~Q(nature=""), name="declaration_says_what_the_interest_is"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attendance}: {self.type}"


@pghistory.track()
class Exclusion(models.Model):
    """The resolution by which the press and the public left, for which items and on which grounds."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="exclusions")
    items = models.ManyToManyField(AgendaItem, related_name="exclusions")
    paragraphs = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    resolution = models.TextField()
    moved_by = models.ForeignKey(Attendance, models.RESTRICT, null=True, blank=True, related_name="+")
    seconded_by = models.ForeignKey(Attendance, models.RESTRICT, null=True, blank=True, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When the public could come back in")
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="public_returns_after_it_left",
                violation_error_message="The public must come back after it left.",
            ),
            models.CheckConstraint(condition=~Q(paragraphs=[]), name="exclusion_names_its_paragraphs"),
            models.CheckConstraint(condition=~Q(resolution=""), name="exclusion_is_a_resolution"),
        ]

    def __str__(self) -> str:
        return f"Exclusion of the public at {self.sitting}"


@pghistory.track()
class UrgentBusiness(models.Model):
    """Why the chair let an item be taken without notice. The minutes must say it (section 100B(4)(b))."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="urgent_business")
    item = models.OneToOneField(AgendaItem, models.RESTRICT, related_name="urgency")
    circumstances = models.TextField(help_text="The special circumstances, as the minutes give them")
    agreed_by = models.ForeignKey(Attendance, models.RESTRICT, related_name="+")
    agreed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreed_at", "pk"]
        verbose_name_plural = "urgent business"
        constraints = [
            models.CheckConstraint(
                condition=~Q(circumstances=""), name="urgent_business_has_special_circumstances"
            )
        ]

    def __str__(self) -> str:
        return f"Urgent business at {self.sitting}"


@pghistory.track()
class Vote(models.Model):
    """A motion put to the committee. One entered by mistake is struck out, not deleted."""

    class Kind(models.TextChoices):
        ASSENT = "assent", "Agreed without a count"
        COUNTED = "counted", "Show of hands"
        NAMED = "named", "Named vote"

    class Result(models.TextChoices):
        CARRIED = "carried", "Carried"
        LOST = "lost", "Lost"

    class Casting(models.TextChoices):
        FOR = "for", "For"
        AGAINST = "against", "Against"

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="votes")
    item = models.ForeignKey(AgendaItem, models.RESTRICT, related_name="votes")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COUNTED)
    motion = models.TextField()
    moved_by = models.ForeignKey(Attendance, models.RESTRICT, null=True, blank=True, related_name="+")
    seconded_by = models.ForeignKey(Attendance, models.RESTRICT, null=True, blank=True, related_name="+")
    votes_for = models.PositiveSmallIntegerField(default=0)
    votes_against = models.PositiveSmallIntegerField(default=0)
    abstentions = models.PositiveSmallIntegerField(default=0)
    casting_vote = models.CharField(max_length=10, choices=Casting, blank=True)
    cast_by = models.ForeignKey(Attendance, models.RESTRICT, null=True, blank=True, related_name="+")
    result = models.CharField(max_length=10, choices=Result)
    at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(motion=""), name="vote_is_on_a_motion"),
            models.CheckConstraint(
                condition=Q(casting_vote="", cast_by=None)
                | ~Q(casting_vote="") & Q(cast_by__isnull=False, votes_for=F("votes_against")),
                name="casting_vote_decides_a_tie",
            ),
        ]

    def __str__(self) -> str:
        return f"Vote {self.pk}"


@pghistory.track()
class NamedVote(models.Model):
    class Choice(models.TextChoices):
        FOR = "for", "For"
        AGAINST = "against", "Against"
        ABSTAINED = "abstained", "Abstained"

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="named_votes")
    attendance = models.ForeignKey(Attendance, models.RESTRICT, related_name="named_votes")
    choice = models.CharField(max_length=10, choices=Choice)

    class Meta:
        ordering = ["vote", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "attendance"], name="one_named_vote_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.attendance}: {self.get_choice_display()}"
