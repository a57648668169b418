"""Committees, who sits on them and when, and what every agenda of theirs starts from."""

from __future__ import annotations

from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from council.models import DateRange, Person, SingleNumber

code_letters = RegexValidator(r"^[A-Z][A-Z0-9]{1,9}$", "Use 2 to 10 capital letters and digits, like PAF")


class Section(models.TextChoices):
    PUBLIC = "public", "Public"
    EXEMPT = "exempt", "Exempt"


class ItemKind(models.TextChoices):
    """What an agenda item is; it decides which page the pack makes by itself."""

    MEMBERSHIP = "membership", "Membership, apologies and declarations"
    MINUTES = "minutes", "Minutes of the last meeting"
    PUBLIC_QUESTIONS = "public_questions", "Questions from the public"
    REPORT = "report", "Report"
    WORK_PROGRAMME = "work_programme", "Work programme"
    CALL_IN = "call_in", "Call-in"
    NEXT_MEETING = "next_meeting", "Date of next meeting"
    URGENT = "urgent", "Urgent business"
    OTHER = "other", "Other business"


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def current(self) -> CommitteeQuerySet:
        return self.filter(ended_on=None)


@pghistory.track()
class Committee(models.Model):
    class NumberReset(models.TextChoices):
        NEVER = "never", "Never"
        CALENDAR = "calendar", "Every January"
        MUNICIPAL = "municipal", "Every municipal year (May)"

    name = models.CharField(max_length=160, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=10, unique=True, validators=[code_letters])
    remit = models.TextField(blank=True)
    quorum = models.PositiveSmallIntegerField(default=4, validators=[MinValueValidator(1)])
    is_education = models.BooleanField(
        default=False, help_text="Its functions relate wholly or partly to education"
    )
    contact = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="contact on the agenda front page"
    )
    report_contact = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="contact on reports"
    )
    venue = models.CharField(max_length=200, help_text="Room, building and postcode, as agendas print it")
    start_time = models.TimeField()
    pre_meeting_time = models.TimeField(null=True, blank=True)
    pre_meeting_place = models.CharField(max_length=120, blank=True)
    pre_meeting_audience = models.CharField(max_length=80, blank=True)
    report_pattern = models.CharField(
        max_length=60,
        default="{code}/{seq:02}/{yy}",
        help_text="May hold {code}, {seq} or {seq:02}, {yy}, {yyyy}, {mm} and {municipal}",
    )
    report_reset = models.CharField(max_length=10, choices=NumberReset, default=NumberReset.CALENDAR)
    report_template = models.ForeignKey(
        "committees.ReportTemplate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="committees",
        help_text="What new reports are written on",
    )
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(quorum__gte=1), name="committee_quorum_is_at_least_one")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("committees:committee", args=[self.slug])


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        return self.filter(Q(end=None) | Q(end__gte=day), start__lte=day)

    def in_printed_order(self) -> MembershipQuerySet:
        """Chair, vice-chairs, members, then co-optees, each by family name: the order of a front page."""
        rank = models.Case(
            *[models.When(role=role, then=n) for n, role in enumerate(Membership.Role.values)],
            output_field=models.IntegerField(),
        )
        return self.select_related("person").order_by(rank, "person__family_name", "person__given_name")


@pghistory.track()
class Membership(models.Model):
    """One person in one role from a day to a day, both included. A change of role starts another row."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice_chair", "Vice-chair"
        MEMBER = "member", "Member"
        VOTING_COOPTEE = "voting_cooptee", "Co-opted member with a vote"
        NON_VOTING_COOPTEE = "non_voting_cooptee", "Co-opted member without a vote"

        @classmethod
        def cooptees(cls) -> list[Membership.Role]:
            return [cls.VOTING_COOPTEE, cls.NON_VOTING_COOPTEE]

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role, default=Role.MEMBER)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=160, blank=True, help_text="Why it started or ended")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["committee", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="membership_ends_after_start"
            ),
            ExclusionConstraint(
                name="one_membership_of_a_person_at_a_time",
                expressions=[
                    (SingleNumber("committee"), RangeOperators.EQUAL),
                    (SingleNumber("person"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person is already on the committee on one of those days.",
            ),
            ExclusionConstraint(
                name="one_chair_at_a_time",
                expressions=[
                    (SingleNumber("committee"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="chair"),
                violation_error_message="The committee already has a chair on one of those days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"

    @property
    def is_cooptee(self) -> bool:
        return self.role in self.Role.cooptees()


class StandingItem(models.Model):
    """An item that every new agenda of the committee starts with."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="standing_items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.OTHER)
    section = models.CharField(max_length=10, choices=Section, default=Section.PUBLIC)
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class InformationText(models.Model):
    """Information of this committee alone, printed after the council's own."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="information_texts")
    order = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120)
    body = models.TextField()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class OfficerScope(models.Model):
    """A committee that a democratic services officer runs."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="scopes")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="scopes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "committee"], name="one_scope_per_committee")]

    def __str__(self) -> str:
        return f"{self.user} runs {self.committee}"


class ReportNumber(models.Model):
    """A report reference once given out. It is never given out again, even when the report is withdrawn."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="report_numbers")
    series = models.CharField(max_length=10, help_text="The year the sequence restarts in, or blank")
    sequence = models.PositiveIntegerField()
    reference = models.CharField(max_length=60, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "series", "sequence"], name="report_sequence_is_used_once"
            )
        ]

    def __str__(self) -> str:
        return self.reference
