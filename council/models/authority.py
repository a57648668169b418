"""The authority itself: its name, its words and its standing texts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Enter a colour as # and six digits, like #1d4f3c")


def paragraphs_of_section_100f() -> list[str]:
    return ["3", "6"]


def saturday_and_sunday() -> list[int]:
    return [5, 6]


class Council(models.Model):
    """The one council this installation serves. Every word that differs between councils is a field here."""

    class MonitoringOfficerAccess(models.TextChoices):
        BREAK_GLASS = "break_glass", "Opens a committee for a few hours, with a reason, and others are told"
        STANDING = "standing", "Reads the papers of every committee at any time"

    class CoopteeAccess(models.TextChoices):
        THEIR_ITEMS = "their_items", "On items about education, which they vote on"
        EVERY_ITEM = "every_item", "On every item of their committee"
        BY_GRANT = "by_grant", "Only what they are given access to"

    class DecisionReset(models.TextChoices):
        NEVER = "never", "Never"
        CALENDAR = "calendar", "Every January"
        MUNICIPAL = "municipal", "Every municipal year (May)"

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    address = models.CharField(max_length=240, blank=True)
    website = models.URLField(blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    logo = models.FileField(upload_to="council", blank=True)
    brand_colour = models.CharField(max_length=7, default="#1d4f3c", validators=[colour])
    brand_text_colour = models.CharField(max_length=7, default="#ffffff", validators=[colour])
    chair_word = models.CharField(max_length=30, default="Chairman")
    vice_chair_word = models.CharField(max_length=30, default="Vice-Chairman")
    ward_word = models.CharField(max_length=30, default="Division")
    cooptees_heading = models.CharField(max_length=60, default="Non-elected Members")
    alternative_formats = models.TextField(blank=True)
    weekend_days = ArrayField(
        models.PositiveSmallIntegerField(),
        default=saturday_and_sunday,
        help_text="Days of the week that are no working days; Monday is 0",
    )
    monitoring_officer_access = models.CharField(
        max_length=15, choices=MonitoringOfficerAccess, default=MonitoringOfficerAccess.BREAK_GLASS
    )
    emergency_hours = models.PositiveSmallIntegerField(
        default=24, validators=[MinValueValidator(1), MaxValueValidator(168)]
    )
    voting_cooptees_read = models.CharField(
        max_length=15, choices=CoopteeAccess, default=CoopteeAccess.THEIR_ITEMS
    )
    paragraphs_open_to_councillors = ArrayField(
        models.CharField(max_length=4),
        default=paragraphs_of_section_100f,
        blank=True,
        help_text="Paragraphs of papers that officers may open to every councillor (section 100F)",
    )
    grant_days = models.PositiveSmallIntegerField(
        default=28,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="How long access lasts when nobody says otherwise",
    )
    substitutes_from_same_group = models.BooleanField(
        "a substitute belongs to the same political group as the member",
        default=False,
        help_text="Otherwise any councillor outside the executive may take a member’s place",
    )
    review_months = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="When to ask again whether a paper must be kept back",
    )
    decision_pattern = models.CharField(
        max_length=60,
        default="FP/{seq}/{mm}/{yy}",
        help_text="May hold {seq} or {seq:05}, {yy}, {yyyy}, {mm} and {municipal}",
    )
    decision_reset = models.CharField(max_length=10, choices=DecisionReset, default=DecisionReset.NEVER)
    decision_first = models.PositiveIntegerField(
        default=101, validators=[MinValueValidator(1)], help_text="The number a series begins with"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="council_is_the_only_one"),
            models.CheckConstraint(
                condition=Q(weekend_days__contained_by=list(range(7))) & Q(weekend_days__len__lt=7),
                name="week_has_a_working_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StandingText(models.Model):
    """Wording the council prints again and again, in Markdown. {paragraphs} stands for those cited."""

    class Use(models.TextChoices):
        INFORMATION = "information", "Information printed after the agenda"
        EXEMPT_WARNING = "exempt_warning", "Warning above exempt items"
        EXEMPT_REASON = "exempt_reason", "Why exempt items are not published"
        EXEMPT_RESOLUTION = "exempt_resolution", "Resolution to exclude the press and public"
        SHORT_NOTICE = "short_notice", "Statement when the agenda is published late"

    use = models.CharField(max_length=30, choices=Use)
    order = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120, blank=True)
    body = models.TextField()

    class Meta:
        ordering = ["use", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["use"], condition=~Q(use="information"), name="one_standing_text_per_use"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.get_use_display()


class ExemptParagraph(models.Model):
    """A paragraph of Schedule 12A to the Local Government Act 1972, as amended. Old ones stay, to be printed."""

    code = models.CharField(max_length=4, unique=True)
    text = models.TextField()
    order = models.PositiveSmallIntegerField()
    offered = models.BooleanField(default=True)
    jurisdiction = models.CharField(max_length=20, default="England")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text="The last day it could be cited")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return f"Paragraph {self.code}"
