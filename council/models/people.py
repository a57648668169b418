"""Wards, political groups and the people the council names."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from council.names import matching

from .ranges import DateRange, SingleNumber


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


class PersonQuerySet(models.QuerySet["Person"]):
    def named(self, words: str) -> PersonQuerySet:
        """Whose name, post or address holds every word, as people type them."""
        return matching(
            self, words, "given_name", "family_name", "printed_name", "post", "represents", "email"
        )

    def in_office(self, day: date, **term: models.Model) -> PersonQuerySet:
        """Councillors on that day; `group` and `ward` are those of the term of that day."""
        terms = Term.objects.filter(Q(end=None) | Q(end__gte=day), start__lte=day, **term)
        return self.filter(pk__in=terms.values("person"))


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
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonQuerySet.as_manager()

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
                condition=Q(end=None) | Q(end__gte=F("start")),
                name="term_ends_after_start",
                violation_error_message="The last day must be on or after the first day of the term.",
            ),
            ExclusionConstraint(
                name="terms_do_not_overlap",
                expressions=[
                    (SingleNumber("person"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person is already in office on one of those days. "
                "End that term first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} from {self.start}"


class GroupLeaderQuerySet(models.QuerySet["GroupLeader"]):
    def on(self, day: date) -> GroupLeaderQuerySet:
        """Who leads or deputises that day. Whoever has left the council or the group has left this as well."""
        runs = Q(end=None) | Q(end__gte=day)
        in_group = Term.objects.filter(
            runs, start__lte=day, person=OuterRef("person"), group=OuterRef("group")
        )
        return self.filter(runs, Exists(in_group), start__lte=day)


@pghistory.track()
class GroupLeader(models.Model):
    """Who leads a political group or deputises for its leader. Both days are included."""

    class Role(models.TextChoices):
        LEADER = "leader", "Leader"
        DEPUTY = "deputy", "Deputy leader"

    group = models.ForeignKey(Group, models.PROTECT, related_name="leaders")
    person = models.ForeignKey(Person, models.PROTECT, related_name="group_roles")
    role = models.CharField(max_length=10, choices=Role, default=Role.LEADER)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    objects = GroupLeaderQuerySet.as_manager()

    class Meta:
        ordering = ["group__name", "-role", "-start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")),
                name="group_leader_ends_after_start",
                violation_error_message="The last day must be on or after the first day.",
            ),
            ExclusionConstraint(
                name="one_leader_of_a_group_at_a_time",
                expressions=[
                    (SingleNumber("group"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="leader"),
                violation_error_message="The group has another leader on one of those days. End that first.",
            ),
            ExclusionConstraint(
                name="one_group_role_of_a_person_at_a_time",
                expressions=[
                    (SingleNumber("person"), RangeOperators.EQUAL),
                    (DateRange("start", "end"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person leads or deputises already on one of those days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.group}"
