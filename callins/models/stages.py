"""What happens to a call-in: informal meeting, undertakings, hearing, outcome, reconsideration, full council."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from committees.models import AgendaItem, Committee, Meeting
from council.models import Person

from .callin import CallIn
from .decisions import Decision


@pghistory.track()
class InformalMeeting(models.Model):
    """Signatories and decision maker talk before the committee is troubled."""

    call_in = models.OneToOneField(CallIn, models.PROTECT, related_name="informal_meeting")
    start = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    invited = models.TextField(blank=True, help_text="Who was invited, one to a line")
    invited_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    background = models.TextField(blank=True, help_text="Background and rationale of the decision")
    discussion = models.TextField(blank=True, help_text="What was asked and answered")
    conclusion = models.TextField(blank=True)
    note_agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(note_agreed_at=None) | Q(held_at__isnull=False),
                name="note_is_of_a_meeting_that_was_held",
            )
        ]

    def __str__(self) -> str:
        return f"Informal meeting on {self.call_in.reference}"


class Attendee(models.Model):
    class Side(models.TextChoices):
        MEMBERS = "members", "Members"
        OFFICERS = "officers", "Officers"
        OTHERS = "others", "Others"

    meeting = models.ForeignKey(InformalMeeting, models.CASCADE, related_name="attendees")
    side = models.CharField(max_length=10, choices=Side)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, help_text="As it is printed")
    role = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["side", "pk"]

    def __str__(self) -> str:
        return self.name


class NoteAddendum(models.Model):
    """What is added to a note once it is agreed: dated, and never an edit of the note itself."""

    meeting = models.ForeignKey(InformalMeeting, models.PROTECT, related_name="addenda")
    dated = models.DateField()
    text = models.TextField()
    added_by_name = models.CharField(max_length=120)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["dated", "pk"]
        verbose_name_plural = "note addenda"

    def __str__(self) -> str:
        return self.text[:80]


class UndertakingQuerySet(models.QuerySet["Undertaking"]):
    def waiting(self) -> UndertakingQuerySet:
        """Given, and not yet a topic of the work programme."""
        return self.filter(call_in__state="withdrawn", taken_up_at=None)


@pghistory.track()
class Undertaking(models.Model):
    """What the decision maker promised. It is to become a topic of the work programme."""

    call_in = models.ForeignKey(CallIn, models.PROTECT, related_name="undertakings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    given_by_name = models.CharField(max_length=120, help_text="As it is printed")
    given_on = models.DateField()
    timing = models.CharField(max_length=120, blank=True, help_text="When it is due, in words")
    due_on = models.DateField(null=True, blank=True)
    taken_up_at = models.DateTimeField(null=True, blank=True)

    objects = UndertakingQuerySet.as_manager()

    class Meta:
        ordering = ["call_in", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call_in", "number"], name="undertakings_are_numbered")
        ]

    def __str__(self) -> str:
        return f"Undertaking {self.number}: {self.text[:80]}"


class UndertakingAddendum(models.Model):
    undertaking = models.ForeignKey(Undertaking, models.PROTECT, related_name="addenda")
    dated = models.DateField()
    text = models.TextField()
    added_by_name = models.CharField(max_length=120)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["dated", "pk"]
        verbose_name_plural = "undertaking addenda"

    def __str__(self) -> str:
        return self.text[:80]


@pghistory.track()
class Hearing(models.Model):
    """One sitting on a call-in. An adjournment ends it and leads to another."""

    call_in = models.ForeignKey(CallIn, models.PROTECT, related_name="hearings")
    number = models.PositiveSmallIntegerField(default=1)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="call_in_hearings")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    arranged_at = models.DateTimeField()
    arranged_by_name = models.CharField(max_length=120)
    short_notice_reason = models.TextField(blank=True)
    education_invited_at = models.DateTimeField(
        null=True, blank=True, help_text="When the education co-optees were invited"
    )
    held_at = models.DateTimeField(null=True, blank=True)
    adjourned_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["call_in", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call_in", "number"], name="hearings_are_numbered"),
            models.UniqueConstraint(
                fields=["call_in"],
                condition=Q(held_at=None, adjourned_at=None, called_off_at=None),
                name="one_hearing_ahead_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Hearing of {self.call_in.reference} on {self.meeting.date:%-d %B %Y}"


@pghistory.track()
class Outcome(models.Model):
    """What a hearing, or the end of a call-in without one, came to. One row for each, and none is changed."""

    class Kind(models.TextChoices):
        NO_FURTHER_ACTION = "no_further_action", "No further action"
        COMMENTS_ONLY = "comments_only", "Comments to the decision maker"
        REFER_BACK = "refer_back", "Referred back to the decision maker"
        REFER_TO_COUNCIL = "refer_to_council", "Referred to full council"
        ADJOURN = "adjourn", "Adjourned"
        WITHDRAWN = "withdrawn", "Withdrawn"
        LAPSED = "lapsed", "Lapsed"

    call_in = models.ForeignKey(CallIn, models.PROTECT, related_name="outcomes")
    hearing = models.ForeignKey(Hearing, models.PROTECT, null=True, blank=True, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    words = models.TextField(blank=True, help_text="The resolution, the comments or the reasons")
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(null=True, blank=True)
    views = models.JSONField(
        default=list, blank=True, help_text="Each member's view on the principles, where rules ask for it"
    )
    effective_at = models.DateTimeField(null=True, blank=True)
    effect = models.JSONField(default=dict, blank=True)
    recorded_by_name = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["call_in", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.call_in.reference})"


@pghistory.track()
class Reconsideration(models.Model):
    """A decision referred back, and what its maker made of it."""

    class Result(models.TextChoices):
        CONFIRM = "confirm", "Confirmed"
        MODIFY = "modify", "Confirmed with changes"
        RESCIND = "rescind", "Rescinded"
        REPLACE = "replace", "Replaced by another decision"

    call_in = models.ForeignKey(CallIn, models.PROTECT, related_name="reconsiderations")
    number = models.PositiveSmallIntegerField(default=1)
    referred_at = models.DateTimeField()
    referred_by = models.CharField(max_length=160, help_text="The committee or the council")
    factors = models.TextField(blank=True, help_text="What the decision maker is asked to take into account")
    due_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result, blank=True)
    reasons = models.TextField(blank=True)
    new_wording = models.TextField(blank=True, help_text="The decision as modified")
    replacement = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["call_in", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call_in", "number"], name="reconsiderations_are_numbered"),
            models.CheckConstraint(
                condition=Q(decided_at=None, result="") | Q(decided_at__gte=F("referred_at")) & ~Q(result=""),
                name="reconsidered_says_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"Reconsideration of {self.call_in.decision.reference}"


@pghistory.track()
class CouncilReferral(models.Model):
    """A decision referred to full council."""

    class Result(models.TextChoices):
        NO_OBJECTION = "no_objection", "Council did not object"
        OBJECTED = "objected", "Council objected"
        NO_MEETING = "no_meeting", "Council did not meet in time"

    call_in = models.ForeignKey(CallIn, models.PROTECT, related_name="council_referrals")
    number = models.PositiveSmallIntegerField(default=1)
    referred_at = models.DateTimeField()
    reasons = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    considered_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=20, choices=Result, blank=True)
    words = models.TextField(blank=True)
    recorded_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["call_in", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call_in", "number"], name="council_referrals_are_numbered"),
            models.CheckConstraint(
                condition=Q(considered_at=None, result="")
                | Q(considered_at__gte=F("referred_at")) & ~Q(result=""),
                name="considered_says_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_in.decision.reference} at full council"
