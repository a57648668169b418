"""The authority itself: its name and words, its standing texts, its wards, groups and people."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q

colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Enter a colour as # and six digits, like #1d4f3c")


class DateRange(Func):
    """An inclusive range of days; an open end runs for ever."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class SingleNumber(Func):
    """A number as a range of one, because the embedded PostgreSQL has no btree_gist for equality."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"


class Council(models.Model):
    """The one council this installation serves. Every word that differs between councils is a field here."""

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

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="council_is_the_only_one")]

    def __str__(self) -> str:
        return self.name


class StandingText(models.Model):
    """Wording the council prints again and again. Markdown; may hold {paragraphs} where a text names paragraphs."""

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
    """A paragraph of Part 1 of Schedule 12A to the Local Government Act 1972, as amended."""

    code = models.CharField(max_length=4, unique=True)
    text = models.TextField()
    order = models.PositiveSmallIntegerField()
    offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return f"Paragraph {self.code}"


class Ward(models.Model):
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A political group."""

    name = models.CharField(max_length=80, unique=True)
    short_name = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Person(models.Model):
    """Somebody the council names: councillor, co-optee, officer or witness."""

    class Kind(models.TextChoices):
        COUNCILLOR = "councillor", "Councillor"
        COOPTEE = "cooptee", "Co-opted member"
        OFFICER = "officer", "Officer"
        WITNESS = "witness", "Witness"

    kind = models.CharField(max_length=20, choices=Kind)
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60)
    printed_name = models.CharField(
        max_length=120, help_text="The name as agendas and minutes print it, like Councillor A Example"
    )
    post = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    represents = models.CharField(
        max_length=80, blank=True, help_text="For a co-opted member: whom they represent"
    )

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.printed_name

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@pghistory.track()
class Term(models.Model):
    """A councillor's term of office: group and ward are those of the term. Both days are included."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="terms")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="terms")
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, blank=True, related_name="terms")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="term_ends_after_start"
            ),
            ExclusionConstraint(
                name="terms_do_not_overlap",
                expressions=[
                    (SingleNumber("person"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} from {self.start}"
