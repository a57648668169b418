"""Who may read what, beyond the public and the committee: the facts that `committees.permissions` decides by."""

from __future__ import annotations

from datetime import date, datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from council.models import Person

from .agenda import AgendaItem
from .committee import Committee
from .meeting import Meeting
from .paper import Paper, PaperVersion


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    def standing(self) -> SubstitutionQuerySet:
        return self.filter(withdrawn_at=None)


@pghistory.track()
class Substitution(models.Model):
    """Somebody who takes a member's place at one meeting, and reads what that meeting reads."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="substitutions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="substitutions")
    in_place_of = models.ForeignKey(Person, models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField(auto_now_add=True)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "appointed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(withdrawn_at=None),
                name="one_place_of_a_substitute_at_a_meeting",
                violation_error_message="This person already takes somebody’s place at the meeting.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "in_place_of"],
                condition=Q(withdrawn_at=None),
                name="one_substitute_for_a_member_at_a_meeting",
                violation_error_message="Somebody already takes this member’s place at the meeting.",
            ),
            models.CheckConstraint(condition=~Q(person=F("in_place_of")), name="nobody_replaces_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in place of {self.in_place_of}"


class GrantQuerySet(models.QuerySet["Grant"]):
    def holding(self, day: date) -> GrantQuerySet:
        return self.filter(revoked_at=None, expires_on__gte=day)


@pghistory.track()
class Grant(models.Model):
    """Leave to read one paper, or all papers of one item, for a reason and until a day."""

    class Basis(models.TextChoices):
        NEED_TO_KNOW = "need_to_know", "They need to know"
        INVITATION = "invitation", "They are invited to the item"
        REQUEST = "request", "They asked for it"
        RETAINED = "retained", "They were on the committee when it was considered"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="grants")
    paper = models.ForeignKey(Paper, models.CASCADE, null=True, blank=True, related_name="grants")
    basis = models.CharField(max_length=15, choices=Basis, default=Basis.NEED_TO_KNOW)
    includes_confidential = models.BooleanField(default=False)
    reason = models.TextField()
    expires_on = models.DateField(help_text="The last day it holds")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="access_is_given_for_a_reason")]

    def __str__(self) -> str:
        return f"{self.user} until {self.expires_on:%-d %B %Y}"

    @property
    def holds(self) -> bool:
        return self.revoked_at is None and self.expires_on >= timezone.localdate()


class DenialQuerySet(models.QuerySet["Denial"]):
    def standing(self) -> DenialQuerySet:
        return self.filter(lifted_at=None)


@pghistory.track()
class Denial(models.Model):
    """Somebody kept from one item, because of an interest or because it is about them. It beats everything.

    Of a person the council names it holds whatever account they sign in with; of others, of their account.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="denials")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="denials")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="denials"
    )
    reason = models.TextField()
    declaration = models.ForeignKey(
        "committees.Declaration",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="denials",
        help_text="The interest that keeps them away; striking it out lets them in again",
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DenialQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, user__isnull=True)
                | Q(person__isnull=True, user__isnull=False),
                name="denial_is_of_a_person_or_an_account",
            ),
            models.UniqueConstraint(
                fields=["item", "person"],
                condition=Q(lifted_at=None, person__isnull=False),
                name="one_denial_of_a_person_per_item",
                violation_error_message="This person is already kept from the item.",
            ),
            models.UniqueConstraint(
                fields=["item", "user"],
                condition=Q(lifted_at=None, user__isnull=False),
                name="one_denial_of_an_account_per_item",
                violation_error_message="This person is already kept from the item.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} is kept from the item"

    @property
    def who(self) -> str:
        return str(self.person or self.user)


@pghistory.track()
class Authorship(models.Model):
    """Who writes the report of an item, and reads its papers from the first draft."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="authorships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="authorships")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["item", "made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "user"],
                name="one_authorship_of_an_item",
                violation_error_message="This person is already named as an author.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} writes for {self.item}"


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    def open(self, now: datetime | None = None) -> EmergencyAccessQuerySet:
        return self.filter(closed_at=None, until__gt=now or timezone.now())


class EmergencyAccess(models.Model):
    """The monitoring officer breaks the glass: one committee, one reason, a few hours, and others are told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="emergency_access")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="emergency_access")
    reason = models.TextField()
    opened_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="emergency_access_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.user} opened the papers of {self.committee}"


@pghistory.track()
class AccessRequest(models.Model):
    """A member asks to read a document. The answer is due by a day; a refusal gives its reasons in writing."""

    class State(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="access_requests")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="requests")
    document = models.TextField(help_text="Which document, in the member's words")
    relevance = models.TextField(help_text="The decision or review it is needed for")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="access_requests")
    made_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()
    explanation = models.JSONField(help_text="What ExplainedDate.as_json gives")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    grant = models.OneToOneField(Grant, models.PROTECT, null=True, blank=True, related_name="request")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reasons=""), name="refusal_gives_written_reasons"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="answered_request_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk} of {self.made_by}"

    @property
    def is_late(self) -> bool:
        answered = timezone.localdate(self.decided_at) if self.decided_at else timezone.localdate()
        return answered > self.due_on


class ReleaseQuerySet(models.QuerySet["Release"]):
    def waiting(self) -> ReleaseQuerySet:
        return self.filter(confirmed_at=None, withdrawn_at=None)


@pghistory.track()
class Release(models.Model):
    """A paper that was kept back becomes public: one person proposes it, another confirms it."""

    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="releases")
    reason = models.TextField(help_text="Why the public interest no longer keeps it back")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    becomes = models.OneToOneField(
        PaperVersion, models.PROTECT, null=True, blank=True, related_name="released_from"
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="release_gives_a_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="release_is_confirmed_by_somebody_else",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(confirmed_at=None, withdrawn_at=None),
                name="one_waiting_release_of_a_version",
                violation_error_message="The release of this paper is already proposed.",
            ),
        ]

    def __str__(self) -> str:
        return f"Release of version {self.version_id}"
