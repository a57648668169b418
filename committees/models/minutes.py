"""Minutes of a meeting: the text of every item, its resolutions, and what was published, approved and signed."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .agenda import AgendaItem
from .meeting import Meeting
from .paper import Paper


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def awaiting_publication(self) -> MinutesQuerySet:
        return self.filter(state=Minutes.State.WRITING)

    def awaiting_approval(self) -> MinutesQuerySet:
        """Published, and not yet agreed to by the committee."""
        return self.filter(state__in=[Minutes.State.PUBLISHED, Minutes.State.CHECKED])


@pghistory.track()
class Minutes(models.Model):
    """What happened at one meeting. `committees.minutes.workflow` is the only one to change the state."""

    class State(models.TextChoices):
        WRITING = "writing", "Being written"
        PUBLISHED = "published", "Published as draft"
        CHECKED = "checked", "Checked by the chair"
        APPROVED = "approved", "Approved"
        SIGNED = "signed", "Approved and signed"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    officers_present = models.TextField(
        blank=True, help_text="Officers who were there throughout, one to a line, like Name, post"
    )
    others_present = models.TextField(
        blank=True, help_text="Who else attended, one to a line, like Name, post"
    )
    opening = models.TextField(blank=True, help_text="Printed before the first item, in Markdown")
    began_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, help_text="When the draft was first published")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=120, blank=True, help_text="Who presided, as it is printed")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="minutes_to_approve"
    )
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="minutes_approved"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=120, blank=True, help_text="Who signed them, as it is printed")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__start"]
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="writing", published_at=None, checked_at=None, approved_at=None, signed_at=None
                )
                | Q(
                    state="published",
                    published_at__isnull=False,
                    checked_at=None,
                    approved_at=None,
                    signed_at=None,
                )
                | Q(state="checked", published_at__isnull=False, checked_at__isnull=False)
                & Q(approved_at=None, signed_at=None)
                | Q(state="approved", published_at__isnull=False, approved_at__isnull=False, signed_at=None)
                | Q(state="signed", published_at__isnull=False, approved_at__isnull=False)
                & Q(signed_at__isnull=False),
                name="minutes_say_when_they_got_so_far",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_in=None)
                | Q(approved_at__isnull=False, approved_in__isnull=False),
                name="approved_minutes_say_at_which_meeting",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_by=""), name="signed_minutes_say_by_whom"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signed_is_locked",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__signed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Minutes of the meeting held on {self.meeting.date:%-d %B %Y}"

    @property
    def may_be_written(self) -> bool:
        """Until the chair has checked them. After that only a recorded correction changes a word."""
        return self.state in (self.State.WRITING, self.State.PUBLISHED)

    @property
    def may_be_corrected(self) -> bool:
        return self.state == self.State.CHECKED

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None


def locked_with(minutes: str) -> pgtrigger.Trigger:
    """Refuse any change of a row once the minutes it belongs to are signed. `minutes` is SQL for their number."""
    row = f"SELECT 1 FROM committees_minutes WHERE signed_at IS NOT NULL AND id = ({minutes})"
    return pgtrigger.Trigger(
        name="locked_when_signed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("changed", "RECORD")],
        func=f"""
            IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
            IF EXISTS ({row}) THEN
                RAISE EXCEPTION 'pgtrigger: Cannot change signed minutes (%)', TG_TABLE_NAME;
            END IF;
            RETURN changed;
        """,
    )


@pghistory.track()
class MinuteEntry(models.Model):
    """What is recorded under one agenda item. Public words and exempt words are fields apart, always."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="entries")
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="minute")
    considered = models.TextField(blank=True, help_text="What the committee had before it")
    text = models.TextField(blank=True, help_text="The discussion, in Markdown. Everybody will read it")
    clerk_note = models.TextField(blank=True, help_text="Printed in brackets as a clerk’s note")
    exempt_text = models.TextField(blank=True, help_text="For the exempt minutes only, in Markdown")
    public_summary = models.TextField(
        blank=True, help_text="What the public can read of the exempt part (section 100C)"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["minutes", "item"]
        verbose_name_plural = "minute entries"
        triggers = [locked_with("changed.minutes_id")]

    def __str__(self) -> str:
        return f"Minute of {self.item}"


ENTRY_OF = "SELECT minutes_id FROM committees_minuteentry WHERE id = changed.entry_id"


@pghistory.track()
class Resolution(models.Model):
    """One decision of the committee, printed in bold, with its parts (i), (ii), (iii)."""

    class Kind(models.TextChoices):
        AGREED = "agreed", "Agreed"
        RECOMMENDED = "recommended", "Recommended"
        NOTED = "noted", "Noted"

    entry = models.ForeignKey(MinuteEntry, models.CASCADE, related_name="resolutions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.AGREED)
    text = models.TextField(blank=True, help_text="The decision, or the words before its parts")
    parts = ArrayField(models.TextField(), default=list, blank=True)
    is_exempt = models.BooleanField("for the exempt minutes only", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["entry", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(parts__len__gt=0), name="resolution_says_something"
            )
        ]
        triggers = [locked_with(ENTRY_OF)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text or '; '.join(self.parts)}"[:200]


@pghistory.track()
class Correction(models.Model):
    """A change of what checked minutes say, with the words before and after. It is never taken back."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="corrections")
    entry = models.ForeignKey(MinuteEntry, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20)
    before = models.TextField()
    after = models.TextField(blank=True)
    reason = models.CharField(max_length=200, blank=True)
    is_exempt = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["made_at", "pk"]
        triggers = [
            locked_with("changed.minutes_id"),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.entry}"


class MinutesEditionQuerySet(models.QuerySet["MinutesEdition"]):
    def public(self) -> MinutesEditionQuerySet:
        return self.filter(is_exempt=False, minutes__meeting__kind=Meeting.Kind.PUBLIC)


class MinutesEdition(models.Model):
    """Minutes as they were published: a draft, or as approved. Public and exempt ones are files apart. Frozen."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=Stage)
    is_exempt = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    data = models.JSONField(help_text="All that the pages are made from")
    file = models.FileField(upload_to="minutes/%Y/")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()

    objects = MinutesEditionQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "number", "is_exempt"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number", "is_exempt"], name="one_edition_of_minutes_per_number_and_side"
            )
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.minutes}, {self.get_stage_display().lower()} {self.number}"
