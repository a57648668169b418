"""What a planned decision and the decision that is made of it have in common."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from council.models import Person, Ward


class MakerKind(models.TextChoices):
    """Who takes executive decisions. Whether an officer's decision is key is said by the decision itself."""

    CABINET = "cabinet", "Cabinet"
    LEADER = "leader", "Leader of the Council"
    CABINET_MEMBER = "cabinet_member", "Cabinet member"
    CABINET_COMMITTEE = "cabinet_committee", "Committee of the Cabinet"
    OFFICER = "officer", "Officer"
    AREA = "area", "Area committee"
    JOINT = "joint", "Joint committee"
    SERVICE_COMMITTEE = "service_committee", "Service committee"


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class Matter(models.Model):
    reference = models.CharField(max_length=60, unique=True, help_text="Given out once and never again")
    slug = models.SlugField(max_length=60, unique=True, help_text="The reference as an address writes it")
    title = models.CharField(max_length=200, help_text="Everybody can read this title")
    restricted_title = models.CharField(
        max_length=200, blank=True, help_text="Shown to officers instead, where the public title says less"
    )
    maker_kind = models.CharField(max_length=20, choices=MakerKind, verbose_name="kind of decision maker")
    decision_maker = models.CharField(
        max_length=200,
        verbose_name="decision maker",
        help_text="As it is printed: the body, or the person's name and title",
    )
    maker_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    is_key = models.BooleanField(default=False, verbose_name="key decision")
    key_spending = models.BooleanField(default=False)
    key_wards = models.BooleanField(default=False)
    key_reason = models.TextField(blank=True, help_text="Why it is key, or why it is not")
    is_education = models.BooleanField(
        default=False, help_text="Church and parent governor representatives may vote on it at scrutiny"
    )
    all_wards = models.BooleanField(default=False)
    wards = models.ManyToManyField(Ward, blank=True, related_name="+")
    contact = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_private = models.BooleanField(default=False, help_text="Taken in private, or with papers kept back")
    paragraphs = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    private_reason = models.TextField(blank=True, help_text="In words the public can read")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(is_key=False) | Q(key_spending=True) | Q(key_wards=True) | ~Q(key_reason=""),
                name="%(app_label)s_%(class)s_key_says_why",
            ),
            models.CheckConstraint(
                condition=Q(is_private=False) | ~Q(paragraphs=[]) | ~Q(private_reason=""),
                name="%(app_label)s_%(class)s_private_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    @property
    def why_key(self) -> list[str]:
        """The tests of regulation 8 that it meets, and what the officer wrote."""
        tests = [
            (self.key_spending, "It is likely to mean significant spending or savings."),
            (self.key_wards, "It is likely to have significant effects on communities in two or more areas."),
            (bool(self.key_reason), self.key_reason),
        ]
        return [words for holds, words in tests if holds]

    @property
    def officers_title(self) -> str:
        return self.restricted_title or self.title
