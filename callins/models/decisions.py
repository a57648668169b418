"""Executive decisions as they were made: the record, the report it was made on, and the papers with it."""

from __future__ import annotations

from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from callins.clocks import DecisionFacts
from committees.models import Committee
from committees.models.paper import Classification
from council.models import Person
from scrutiny.lib.explained import ExplainedDate

from .matter import Matter, lines_of
from .plan import PlannedDecision
from .rules import RuleSet

# What the first publication settles. Publishing again, or a new calendar, moves none of it.
SETTLED = (
    "reference",
    "slug",
    "first_published_at",
    "rule_set_id",
    "exclusion",
    "call_in_until",
    "call_in_why",
)
settled = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in SETTLED)
# A call-in may move the day of effect, and then the state changes with it. Nothing else may.
effect_moved = (
    "OLD.state = NEW.state AND (OLD.effective_at IS DISTINCT FROM NEW.effective_at"
    " OR OLD.effect IS DISTINCT FROM NEW.effect)"
)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def published(self) -> DecisionQuerySet:
        """What anybody may know of, decisions withdrawn afterwards included."""
        return self.filter(first_published_at__isnull=False)

    def open_to_call_in(self, now: datetime) -> DecisionQuerySet:
        """Those that can still be called in, the first to close first."""
        return self.filter(state=Decision.State.PUBLISHED, call_in_until__gte=now).order_by(
            "call_in_until", "pk"
        )

    def called_in(self) -> DecisionQuerySet:
        return self.filter(state=Decision.State.CALLED_IN)

    def effective(self, now: datetime) -> DecisionQuerySet:
        return self.filter(state=Decision.State.PUBLISHED, effective_at__lte=now)

    def not_for_call_in(self) -> DecisionQuerySet:
        return self.published().filter(call_in_until=None).exclude(exclusion=Decision.Exclusion.URGENT)

    def urgent(self) -> DecisionQuerySet:
        """The register of those that were exempted from call-in as urgent."""
        return self.published().filter(exclusion=Decision.Exclusion.URGENT)


@pghistory.track()
class Decision(Matter):
    """The record of a decision. `callins.decisions` makes and publishes it, `callins.workflow` calls it in."""

    class State(models.TextChoices):
        DRAFT = "draft", "Made, not published"
        PUBLISHED = "published", "Published"
        CALLED_IN = "called_in", "Called in"
        RESCINDED = "rescinded", "Rescinded"
        REPLACED = "replaced", "Replaced"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Exclusion(models.TextChoices):
        """Why nobody can call it in; the codes are those of `callins.rules.EXCLUSIONS`."""

        URGENT = "urgent", "Urgent, and exempted from call-in"
        RECOMMENDATION = "recommendation_to_council", "A recommendation to full council"
        REGULATORY = "regulatory", "A regulatory decision"
        STAFFING = "staffing", "A staffing matter"
        OPERATIONAL = "operational", "A day-to-day operational decision"
        ALREADY = "already_called_in", "It has been called in already"
        CONSIDERED = "considered_before", "Scrutiny considered it before it was made"
        COMPLAINTS = "complaints_route", "There is a right of complaint or appeal instead"

    planned = models.OneToOneField(
        PlannedDecision, models.PROTECT, null=True, blank=True, related_name="decision"
    )
    purpose = models.TextField(blank=True)
    decision = models.TextField(help_text="What was decided. Held here once, printed wherever it is needed")
    reasons = models.TextField()
    alternatives = models.TextField(blank=True, help_text="Alternatives considered and rejected, and why")
    conflicts = models.TextField(blank=True, help_text="Conflicts of interest that were declared")
    dispensations = models.TextField(blank=True)
    delegations = models.TextField(blank=True, help_text="What is delegated, to whom, within what limits")
    made_on = models.DateField()
    meeting_date = models.DateField(null=True, blank=True, help_text="The meeting it was taken at, if at one")
    in_framework = models.BooleanField(default=True, help_text="Within the budget and policy framework")
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        help_text="The scrutiny committee within whose remit it falls",
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    exclusion = models.CharField(max_length=30, choices=Exclusion, blank=True)
    exclusion_reason = models.TextField(blank=True, help_text="Why nobody can call it in")
    consent_role = models.CharField(max_length=120, blank=True, help_text="Who agreed that it is urgent")
    consent_name = models.CharField(max_length=120, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True)
    last_published_at = models.DateTimeField(null=True, blank=True)
    rule_set = models.ForeignKey(
        RuleSet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        help_text="The call-in rules in force when it was first published",
    )
    call_in_until = models.DateTimeField(null=True, blank=True, help_text="The last moment to call it in")
    call_in_why = models.JSONField(default=dict, blank=True)
    effective_at = models.DateTimeField(
        null=True, blank=True, help_text="From when it may be carried out; empty while a call-in holds it"
    )
    effect = models.JSONField(default=dict, blank=True, help_text="Why it takes effect then")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, help_text="In words the public can read")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta(Matter.Meta):
        ordering = ["-made_on", "-pk"]
        constraints = [
            *Matter.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft", first_published_at=None)
                | Q(state="withdrawn")
                | ~Q(state="draft") & Q(first_published_at__isnull=False),
                name="decision_state_has_its_publication",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="withdrawn_decision_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(first_published_at=None, last_published_at=None)
                | Q(last_published_at__gte=F("first_published_at")),
                name="decision_published_first_then_last",
            ),
            models.CheckConstraint(
                condition=Q(state="published") | Q(effective_at=None),
                name="only_a_standing_decision_has_effect",
            ),
            models.CheckConstraint(
                condition=Q(exclusion="") | ~Q(exclusion_reason=""), name="decision_not_for_call_in_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(exclusion="urgent") | Q(consent_on__isnull=False) & ~Q(consent_name=""),
                name="urgent_decision_has_a_consent",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="first_publication_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.first_published_at IS NOT NULL AND ({settled} OR ({effect_moved}))"
                ),
            ),
            pgtrigger.Protect(name="kept_for_ever", operation=pgtrigger.Delete),
        ]

    def get_absolute_url(self) -> str:
        return reverse("callins:decision", args=[self.slug])

    @property
    def call_in_explained(self) -> ExplainedDate | None:
        return ExplainedDate.from_json(self.call_in_why) if self.call_in_why else None

    @property
    def effect_explained(self) -> ExplainedDate | None:
        return ExplainedDate.from_json(self.effect) if self.effect else None

    def facts(self, published_at: datetime | None = None) -> DecisionFacts:
        """What the clocks need. `published_at` stands in while it has not been published."""
        first = self.first_published_at or published_at
        assert first is not None, "a decision has clocks once it is published"
        return DecisionFacts(
            maker_kind=self.maker_kind,
            made_on=self.made_on,
            first_published_at=first,
            meeting_date=self.meeting_date,
            is_key=self.is_key,
            is_education=self.is_education,
            in_framework=self.in_framework,
            exclusion=self.exclusion,
            exclusion_reason=self.exclusion_reason,
        )

    @property
    def is_published(self) -> bool:
        return self.first_published_at is not None

    def is_open_to_call_in(self, now: datetime) -> bool:
        return self.state == self.State.PUBLISHED and bool(self.call_in_until and now <= self.call_in_until)

    def is_effective(self, now: datetime) -> bool:
        return self.state == self.State.PUBLISHED and bool(self.effective_at and self.effective_at <= now)


@pghistory.track()
class DecisionReport(models.Model):
    """The report to the decision maker. The recommendation is held once and printed where it is needed."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="report")
    report_from = models.CharField(max_length=200, blank=True, help_text="Whose report it is, by post")
    report_to = models.CharField(max_length=200, blank=True)
    past_pathway = models.TextField(blank=True, help_text="Where it has been: body and date, one to a line")
    future_pathway = models.TextField(blank=True, help_text="Where it goes next, one to a line")
    summary = models.TextField(blank=True)
    recommendation = models.TextField(blank=True, help_text="What the decision maker is asked to decide")
    body = models.TextField(blank=True, help_text="The report, in Markdown")
    financial = models.TextField(blank=True, verbose_name="financial implications")
    legal = models.TextField(blank=True, verbose_name="legal implications")
    equalities = models.TextField(blank=True, verbose_name="equalities implications")
    other = models.TextField(blank=True, verbose_name="other implications")
    conclusions = models.TextField(blank=True)
    background_documents = models.TextField(blank=True, help_text="One document to a line")
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    director = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"Report for {self.decision.reference}"

    @property
    def has_words(self) -> bool:
        """Whether there is a report at all."""
        said = self.recommendation or self.body or self.summary
        return bool(said) or bool(self.options.all())

    @property
    def past_list(self) -> list[str]:
        return lines_of(self.past_pathway)

    @property
    def future_list(self) -> list[str]:
        return lines_of(self.future_pathway)

    @property
    def background_document_list(self) -> list[str]:
        return lines_of(self.background_documents)


@pghistory.track()
class DecisionOption(models.Model):
    """A row of the table of options in a report."""

    report = models.ForeignKey(DecisionReport, models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField()
    option = models.TextField()
    advantages = models.TextField(blank=True, help_text="One to a line")
    risks = models.TextField(blank=True, help_text="One to a line")
    is_recommended = models.BooleanField(default=False)

    class Meta:
        ordering = ["report", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(is_recommended=True), name="one_recommended_option"
            )
        ]

    def __str__(self) -> str:
        return self.option[:80]

    @property
    def advantage_list(self) -> list[str]:
        return lines_of(self.advantages)

    @property
    def risk_list(self) -> list[str]:
        return lines_of(self.risks)


class Correction(models.Model):
    """That a published record was published again, and why. Never rewritten."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="corrections")
    reason = models.TextField(help_text="In words the public can read")
    fields = ArrayField(models.CharField(max_length=40), default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Correction of {self.decision.reference}"


@pghistory.track()
class ExecutivePaper(models.Model):
    """A paper that goes with a decision. Who may read it is said in one place, `callins.permissions`."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="papers")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, help_text="Everybody can read this title")
    restricted_title = models.CharField(max_length=200, blank=True)
    classification = models.CharField(max_length=12, choices=Classification, default=Classification.EXEMPT)
    paragraphs = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    original = models.FileField(upload_to="originals/%Y/")
    original_name = models.CharField(max_length=200, blank=True)
    pdf = models.FileField(upload_to="papers/%Y/")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField(help_text="Bytes of the PDF")
    findings = models.JSONField(default=dict, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True, help_text="Nothing is deleted")

    class Meta:
        ordering = ["decision", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(pages__gte=1), name="executive_paper_has_pages"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.title}" if self.label else self.title

    @property
    def is_public(self) -> bool:
        return self.classification == Classification.PUBLIC
