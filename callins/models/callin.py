"""A call-in, the grounds it is made on and those who sign it. Its state changes in `callins.workflow` alone."""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from committees.models import AgendaItem
from council.models import Person

from .decisions import Decision


class State(models.TextChoices):
    DRAFT = "draft", "Being prepared"
    ABANDONED = "abandoned", "Given up before it was sent"
    RECEIVED = "received", "Received"
    DEFECTIVE = "defective", "Being put right"
    INVALID = "invalid", "Not valid"
    ACCEPTED = "accepted", "Valid"
    INFORMAL = "informal", "Informal meeting"
    ARRANGED = "arranged", "Hearing arranged"
    REFERRED_BACK = "referred_back", "Referred back to the decision maker"
    REFERRED_TO_COUNCIL = "referred_to_council", "Referred to full council"
    WITHDRAWN = "withdrawn", "Withdrawn"
    NO_ACTION = "no_action", "No further action"
    COMMENTS = "comments", "Comments sent"
    RECONSIDERED = "reconsidered", "Reconsidered"
    NO_OBJECTION = "no_objection", "Full council did not object"
    LAPSED = "lapsed", "Lapsed"
    OVERTAKEN = "overtaken", "Overtaken"

    @property
    def is_closed(self) -> bool:
        return self in CLOSED

    @property
    def is_live(self) -> bool:
        """Received and not settled: while it is, a call-in that stops the decision holds it."""
        return self in LIVE


CLOSED = frozenset(
    {
        State.INVALID,
        State.WITHDRAWN,
        State.NO_ACTION,
        State.COMMENTS,
        State.RECONSIDERED,
        State.NO_OBJECTION,
        State.LAPSED,
        State.OVERTAKEN,
    }
)
UNSENT = frozenset({State.DRAFT, State.ABANDONED})
LIVE = frozenset(State) - CLOSED - UNSENT
UNJUDGED = frozenset({State.DRAFT, State.ABANDONED, State.RECEIVED, State.DEFECTIVE, State.INVALID})
# A call-in can be withdrawn or overtaken before anybody has judged it.
EITHER = frozenset({State.WITHDRAWN, State.OVERTAKEN})
# What each state cannot be without. The database refuses a row that has the one and not the other.
NEEDS: dict[str, frozenset[State]] = {
    "received_at": frozenset(State) - UNSENT,
    "defects_told_at": frozenset({State.DEFECTIVE}),
    "cure_by": frozenset({State.DEFECTIVE}),
    "accepted_at": frozenset(State) - UNJUDGED - EITHER,
    "informal_at": frozenset({State.INFORMAL}),
    "arranged_at": frozenset({State.ARRANGED, State.NO_ACTION, State.COMMENTS}),
    "referred_back_at": frozenset({State.REFERRED_BACK, State.RECONSIDERED}),
    "referred_to_council_at": frozenset({State.REFERRED_TO_COUNCIL, State.NO_OBJECTION}),
    "closed_at": CLOSED,
}
NEVER_WITH: dict[str, frozenset[State]] = {
    "received_at": UNSENT,
    "accepted_at": UNJUDGED,
    "closed_at": frozenset(State) - CLOSED,
}


def _state_has_its_times() -> list[models.BaseConstraint]:
    needs: list[models.BaseConstraint] = [
        models.CheckConstraint(
            condition=~Q(state__in=sorted(states)) | Q(**{f"{field}__isnull": False}),
            name=f"call_in_state_needs_{field}",
        )
        for field, states in NEEDS.items()
    ]
    return needs + [
        models.CheckConstraint(
            condition=~Q(state__in=sorted(states)) | Q(**{field: None}),
            name=f"call_in_state_has_no_{field}",
        )
        for field, states in NEVER_WITH.items()
    ]


class CallInQuerySet(models.QuerySet["CallIn"]):
    def sent(self) -> CallInQuerySet:
        return self.exclude(state__in=sorted(UNSENT))

    def live(self) -> CallInQuerySet:
        return self.filter(state__in=sorted(LIVE))

    def holding(self) -> CallInQuerySet:
        """Those that stop their decision now."""
        return self.live().filter(suspensive=True)


@pghistory.track()
class CallIn(models.Model):
    class Method(models.TextChoices):
        ONLINE = "online", "Made here"
        PAPER = "paper", "Paper form"
        EMAIL = "email", "E-mail"
        PETITION = "petition", "Residents' petition"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="call_ins")
    reference = models.SlugField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    method = models.CharField(max_length=10, choices=Method, default=Method.ONLINE)
    lead = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lead_name = models.CharField(max_length=120, blank=True, help_text="As it is printed")
    resident_signatures = models.PositiveIntegerField(
        default=0, help_text="Residents whose signatures were checked and count"
    )
    reasons = models.TextField(blank=True)
    alternative = models.TextField(blank=True, help_text="What should be decided instead")
    alternative_is_deferral = models.BooleanField(default=False)
    answers = models.JSONField(
        default=list, blank=True, help_text="Other questions of the form, each with its answer"
    )
    is_education = models.BooleanField(default=False, help_text="It relates to an education function")
    form_dated = models.DateField(null=True, blank=True, help_text="The date on the form; receipt decides")
    chair_consent_name = models.CharField(max_length=120, blank=True)
    chair_consent_at = models.DateTimeField(null=True, blank=True)
    suspensive = models.BooleanField(default=True, help_text="It stops the decision while it is live")
    route = models.CharField(max_length=160, blank=True, help_text="The route that was met, by its name")

    started_at = models.DateTimeField(default=timezone.now)
    received_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True, help_text="When an officer wrote it down")
    defects_told_at = models.DateTimeField(null=True, blank=True)
    cure_by = models.DateField(null=True, blank=True)
    cured_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    informal_at = models.DateTimeField(null=True, blank=True, help_text="When the meeting was called")
    arranged_at = models.DateTimeField(null=True, blank=True)
    referred_back_at = models.DateTimeField(null=True, blank=True)
    referred_to_council_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    judged_by_name = models.CharField(max_length=120, blank=True)
    judgement = models.TextField(blank=True, help_text="The officer's reasons for the finding on validity")
    findings = models.JSONField(default=list, blank=True, help_text="What the checks said at that moment")
    rejection_reported_at = models.DateTimeField(null=True, blank=True)
    rejection_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The item that reports the refusal to a meeting",
    )
    closing_words = models.TextField(blank=True, help_text="Why it ended, in words the public can read")
    effect = models.JSONField(default=dict, blank=True, help_text="When the decision took effect, and why")
    effect_before = models.JSONField(
        default=dict, blank=True, help_text="When the decision was to take effect before it was called in"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CallInQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = "call-in"
        indexes = [models.Index(fields=["decision", "state"], name="call_in_by_decision")]
        constraints = [
            *_state_has_its_times(),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(accepted_at__gte=F("received_at")),
                name="call_in_accepted_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("received_at")),
                name="call_in_closed_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(chair_consent_at=None) | ~Q(chair_consent_name=""),
                name="chair_consent_says_whose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} of {self.decision.reference}"

    @property
    def stage(self) -> State:
        return State(self.state)

    @property
    def holds_the_decision(self) -> bool:
        return self.suspensive and self.stage.is_live

    def takes_effect_at(self) -> datetime | None:
        return datetime.fromisoformat(self.effect["at"]) if self.effect.get("at") else None


class CallInGround(models.Model):
    """A ground of the rules' catalogue that the call-in relies on, with its particulars."""

    call_in = models.ForeignKey(CallIn, models.CASCADE, related_name="grounds")
    code = models.CharField(max_length=40)
    text = models.TextField(help_text="The ground as the rules word it")
    particulars = models.TextField(blank=True)
    certified_by_name = models.CharField(max_length=120, blank=True)
    certified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["call_in", "code"], name="each_ground_once"),
            models.CheckConstraint(
                condition=Q(certified_at=None) | ~Q(certified_by_name=""), name="certificate_says_whose"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class SignatureQuerySet(models.QuerySet["Signature"]):
    def standing(self) -> SignatureQuerySet:
        return self.filter(signed_at__isnull=False, withdrawn_at=None)

    def invited(self) -> SignatureQuerySet:
        """Asked, and not answered yet."""
        return self.filter(signed_at=None, withdrawn_at=None)


@pghistory.track()
class Signature(models.Model):
    """One person's name under a call-in. Asked first, then signed, by that person or on the form received."""

    call_in = models.ForeignKey(CallIn, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="call_in_signatures")
    name = models.CharField(max_length=120, help_text="As it was printed when it was signed")
    group_name = models.CharField(max_length=80, blank=True)
    is_substitute = models.BooleanField(default=False, help_text="Signs as a substitute on the committee")
    invited_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["call_in", "person"], name="one_signature_of_a_person"),
            models.CheckConstraint(
                condition=Q(invited_at__isnull=False) | Q(signed_at__isnull=False),
                name="signature_is_asked_for_or_given",
            ),
        ]

    def __str__(self) -> str:
        return self.name
