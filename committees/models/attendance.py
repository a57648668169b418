"""Who was expected at a meeting, who came, how and when; and what else counts as having attended."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from council.models import Person

from .agenda import AgendaItem
from .meeting import Meeting


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def present(self) -> AttendanceQuerySet:
        return self.filter(state=Attendance.State.PRESENT)

    def in_printed_order(self) -> AttendanceQuerySet:
        """Chair, vice-chairs, members, substitutes, co-optees, then everybody else, each by family name."""
        rank = models.Case(
            *[models.When(capacity=value, then=n) for n, value in enumerate(Attendance.Capacity.values)],
            output_field=models.IntegerField(),
        )
        return self.select_related("person", "in_place_of").order_by(
            rank, "person__family_name", "person__given_name", "pk"
        )


@pghistory.track()
class Attendance(models.Model):
    """One person at one meeting. The capacity is the one they had on that day, whatever they became later."""

    class Capacity(models.TextChoices):
        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice_chair", "Vice-chair"
        MEMBER = "member", "Member"
        SUBSTITUTE = "substitute", "Substitute"
        VOTING_COOPTEE = "voting_cooptee", "Co-opted member with a vote on education"
        NON_VOTING_COOPTEE = "non_voting_cooptee", "Co-opted member without a vote"
        COUNCILLOR = "councillor", "Other councillor"
        OFFICER = "officer", "Officer"
        WITNESS = "witness", "Witness"

        @classmethod
        def members(cls) -> list[Attendance.Capacity]:
            """Who the committee is made of at this meeting: who counts for the quorum when in the room."""
            return [cls.CHAIR, cls.VICE_CHAIR, cls.MEMBER, cls.SUBSTITUTE]

        @classmethod
        def cooptees(cls) -> list[Attendance.Capacity]:
            return [cls.VOTING_COOPTEE, cls.NON_VOTING_COOPTEE]

    class State(models.TextChoices):
        AWAITED = "awaited", "Not recorded yet"
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"
        SUBSTITUTED = "substituted", "Substituted"

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        REMOTE = "remote", "Remotely"

    class Source(models.TextChoices):
        THEMSELVES = "themselves", "Sent on their own page"
        WRITTEN = "written", "By e-mail or letter"
        SPOKEN = "spoken", "By telephone or in person"
        AT_THE_MEETING = "at_the_meeting", "Given at the meeting by somebody else"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="attendances"
    )  # none: a witness whom only this meeting names
    name_as_printed = models.CharField(max_length=120)
    post = models.CharField(
        max_length=160, blank=True, help_text="Post and organisation of an officer or a witness"
    )
    capacity = models.CharField(max_length=20, choices=Capacity)
    in_place_of = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose place a substitute takes",
    )
    is_expected = models.BooleanField(default=True, help_text="Counted in the record of attendance")
    state = models.CharField(max_length=12, choices=State, default=State.AWAITED)
    mode = models.CharField(max_length=10, choices=Mode, blank=True)
    apologies_by = models.CharField(max_length=15, choices=Source, blank=True)
    apologies_at = models.DateTimeField(null=True, blank=True)
    apologies_reason = models.TextField(blank=True, help_text="For officers only; never printed")
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="attendances",
        help_text="The item somebody came for",
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="one_attendance_of_a_person_at_a_meeting",
                violation_error_message="This person is on the attendance list already.",
            ),
            models.CheckConstraint(
                condition=Q(state="present") & ~Q(mode="") | ~Q(state="present") & Q(mode=""),
                name="who_is_present_is_so_in_some_way",
            ),
            models.CheckConstraint(
                condition=Q(capacity="substitute", in_place_of__isnull=False)
                | ~Q(capacity="substitute") & Q(in_place_of__isnull=True),
                name="a_substitute_takes_somebodys_place",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(capacity__in=["officer", "witness"]),
                name="only_officers_and_witnesses_are_unknown_to_the_council",
            ),
        ]

    def __str__(self) -> str:
        return self.name_as_printed

    @property
    def is_present(self) -> bool:
        return self.state == self.State.PRESENT

    @property
    def is_member(self) -> bool:
        return self.capacity in self.Capacity.members()

    @property
    def is_cooptee(self) -> bool:
        return self.capacity in self.Capacity.cooptees()


@pghistory.track()
class Movement(models.Model):
    """Somebody came after the start, or went. Who has no movement was there from beginning to end."""

    class Kind(models.TextChoices):
        ARRIVED = "arrived", "Arrived"
        LEFT = "left", "Left"

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="movements")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="movements")
    mode = models.CharField(max_length=10, choices=Attendance.Mode, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="arrived") & ~Q(mode="") | Q(kind="left", mode=""),
                name="who_arrives_does_so_in_some_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.attendance} {self.get_kind_display().lower()}"


class Invitation(models.Model):
    """A co-opted member was told that an item concerns education, on which they have a vote."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    sent_at = models.DateTimeField()
    sent_to = models.EmailField(blank=True, help_text="Blank when they were told in another way")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="one_invitation_of_a_person_to_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.person} was invited"


@pghistory.track()
class OutsideAttendance(models.Model):
    """Attendance that counts for the six-month rule at a meeting not kept here, like one of the full council."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="outside_attendances")
    on = models.DateField()
    body = models.CharField(max_length=160, help_text="Which meeting it was, like Full Council")

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "on", "body"],
                name="one_record_of_an_outside_attendance",
                violation_error_message="This attendance is recorded already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.body}"


@pghistory.track()
class ApprovedAbsence(models.Model):
    """The council approved the reason of a councillor's absence before six months had passed (section 85)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="approved_absences")
    approved_on = models.DateField()
    until = models.DateField(help_text="The last day the approval covers")
    reason = models.TextField(blank=True, help_text="For officers only")

    class Meta:
        ordering = ["-approved_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("approved_on")),
                name="approved_absence_ends_after_its_approval",
                violation_error_message="The last day must be on or after the day of the approval.",
            )
        ]

    def __str__(self) -> str:
        return f"Absence of {self.person} until {self.until:%-d %B %Y}"
