"""Forms of the meeting screen: times, votes, declarations, exclusion, urgent business, people who attend."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from committees.models import (
    AgendaItem,
    Attendance,
    Declaration,
    InterestType,
    Meeting,
    NamedVote,
    Vote,
)
from council.models import ExemptParagraph, Person, StandingText
from scrutiny.lib.govuk_forms import Form, TimeField

from .versioned import Versioned

NOT_YET = "Choose"
ROWS = {"rows": 4}


class AtForm(Form):
    """A time of the day of the meeting. Left empty it means now, while the meeting is being held."""

    at = TimeField(label="Time", required=False, help_text="Like 11.45am. Leave it empty for now")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def moment(self, name: str) -> dt.datetime | None:
        given = self.cleaned_data.get(name)
        if given is None:
            return None
        return timezone.make_aware(dt.datetime.combine(self.meeting.date, given))

    def clean_at(self) -> dt.datetime:
        given = self.cleaned_data["at"]
        if given is not None:
            return timezone.make_aware(dt.datetime.combine(self.meeting.date, given))
        now = timezone.now()
        if timezone.localtime(now).date() != self.meeting.date:
            raise forms.ValidationError("Enter the time, like 11.45am")
        return now


def choose(form: forms.BaseForm, name: str, found: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = found


def present(meeting: Meeting) -> QuerySet[Attendance]:
    return meeting.attendances.present().in_printed_order()


def takes_part(meeting: Meeting) -> QuerySet[Attendance]:
    """Members and co-opted members who are recorded as present."""
    capacities = [*Attendance.Capacity.members(), *Attendance.Capacity.cooptees()]
    return present(meeting).filter(capacity__in=capacities)


def person_field(label: str, *, required: bool = False) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        Attendance.objects.none(),
        label=label,
        required=required,
        empty_label="Nobody" if not required else NOT_YET,
    )


class AdjournForm(AtForm):
    resumed_at = TimeField(
        label="Resumed at", required=False, help_text="Leave it empty while the meeting is adjourned"
    )
    reason = forms.CharField(label="Reason", required=False, max_length=240, help_text="Like a short break")
    item = forms.ModelChoiceField(AgendaItem.objects.none(), label="During or after item", required=False)

    field_order = ["at", "resumed_at", "reason", "item"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].label = "Adjourned at"
        choose(self, "item", self.meeting.items.on_agenda())

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "began_at": data["at"],
            "resumed_at": self.moment("resumed_at"),
            "reason": data["reason"],
            "item": data["item"],
        }


class MotionForm(AtForm):
    motion = forms.CharField(label="Motion", widget=forms.Textarea(attrs=ROWS))
    moved_by = person_field("Moved by")
    seconded_by = person_field("Seconded by")
    casting_vote = forms.ChoiceField(
        label="Casting vote of whoever presides",
        choices=[("", "None"), *Vote.Casting.choices],
        required=False,
        help_text="Only when the numbers for and against are equal",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("moved_by", "seconded_by"):
            choose(self, name, takes_part(self.meeting))


class CountForm(MotionForm):
    kind = forms.ChoiceField(
        label="How it was decided",
        choices=[row for row in Vote.Kind.choices if row[0] != Vote.Kind.NAMED],
        initial=Vote.Kind.COUNTED,
        widget=forms.RadioSelect,
    )
    votes_for = forms.IntegerField(label="For", required=False, min_value=0, max_value=200)
    votes_against = forms.IntegerField(label="Against", required=False, min_value=0, max_value=200)
    abstentions = forms.IntegerField(label="Abstained", required=False, min_value=0, max_value=200)
    field_order = [
        "motion",
        "kind",
        "votes_for",
        "votes_against",
        "abstentions",
        "casting_vote",
        "moved_by",
        "seconded_by",
        "at",
    ]

    @property
    def values(self) -> dict[str, Any]:
        numbers = ("votes_for", "votes_against", "abstentions")
        return self.cleaned_data | {name: self.cleaned_data[name] or 0 for name in numbers}


class NamedVoteForm(MotionForm):
    """One question for each person present, those without a vote included: the refusal says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {f"vote_{line.pk}": line for line in takes_part(self.meeting)}
        for name, line in people.items():
            mode = ", remotely" if line.mode == Attendance.Mode.REMOTE else ""
            self.fields[name] = forms.ChoiceField(
                label=f"{line}{mode}",
                choices=[("", "Did not vote"), *NamedVote.Choice.choices],
                required=False,
            )
        self.order_fields(["motion", *people, "casting_vote", "moved_by", "seconded_by", "at"])

    @property
    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        votes = [name for name in given if name.startswith("vote_")]
        chosen = {int(name.removeprefix("vote_")): given.pop(name) for name in votes}
        return given | {"choices": {pk: choice for pk, choice in chosen.items() if choice}}


class DeclareForm(AtForm):
    attendance = person_field("Who", required=True)
    type = forms.ModelChoiceField(
        InterestType.objects.filter(offered=True), label="Type of interest", empty_label=NOT_YET
    )
    nature = forms.CharField(
        label="What the interest is", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_sensitive = forms.BooleanField(
        label="It is a sensitive interest, whose nature is not published", required=False
    )
    response = forms.ChoiceField(
        label="What they did", choices=Declaration.Response.choices, widget=forms.RadioSelect
    )
    field_order = ["attendance", "type", "nature", "is_sensitive", "response", "at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "attendance", present(self.meeting))


class ExcludeForm(AtForm):
    items = forms.ModelMultipleChoiceField(
        AgendaItem.objects.none(), label="For which items", widget=forms.CheckboxSelectMultiple
    )
    paragraphs = forms.MultipleChoiceField(
        label="Paragraphs of Schedule 12A", widget=forms.CheckboxSelectMultiple
    )
    resolution = forms.CharField(label="Resolution", widget=forms.Textarea(attrs={"rows": 6}))
    moved_by = person_field("Moved by")
    seconded_by = person_field("Seconded by")
    field_order = ["items", "paragraphs", "resolution", "moved_by", "seconded_by", "at"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        exempt = [item for item in meeting.items.on_agenda() if item.is_exempt]
        cited = sorted({code for item in exempt for code in item.paragraphs})
        kwargs["initial"] = {
            "items": exempt,
            "paragraphs": cited,
            "resolution": usual_resolution(cited),
        }
        super().__init__(*args, meeting=meeting, **kwargs)
        choose(self, "items", meeting.items.on_agenda())
        field = self.fields["paragraphs"]
        assert isinstance(field, forms.MultipleChoiceField)
        offered = ExemptParagraph.objects.filter(offered=True)
        field.choices = [(each.code, f"{each.code}: {each.text}") for each in offered]
        for name in ("moved_by", "seconded_by"):
            choose(self, name, takes_part(meeting))


def usual_resolution(paragraphs: list[str]) -> str:
    text = StandingText.objects.filter(use=StandingText.Use.EXEMPT_RESOLUTION).first()
    body = (
        text.body
        if text
        else (
            "That the press and public are excluded from the meeting during the consideration of the named items, "
            "because they involve the likely disclosure of exempt information falling within Schedule 12A to the "
            "Local Government Act 1972."
        )
    )
    return body.replace("{paragraphs}", ", ".join(paragraphs) or "those named")


class UrgentForm(Versioned, Form):
    """The special circumstances of an item that is on the agenda."""

    circumstances = forms.CharField(
        label="Special circumstances",
        help_text="Why the item cannot wait for a meeting with notice. The minutes give these words.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    agreed_by = person_field("Who presided and agreed", required=True)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = takes_part(meeting).filter(capacity__in=Attendance.Capacity.members())
        choose(self, "agreed_by", members)


class UrgentItemForm(UrgentForm):
    title = forms.CharField(
        label="Title of the item", max_length=200, help_text="Everybody can read this title"
    )
    exempt = forms.BooleanField(label="It is taken in private, as exempt business", required=False)
    field_order = ["title", "exempt", "circumstances", "agreed_by"]


class GuestForm(Form):
    capacity = forms.ChoiceField(
        label="They are here as",
        choices=[
            row
            for row in Attendance.Capacity.choices
            if row[0] not in (*Attendance.Capacity.members(), *Attendance.Capacity.cooptees())
        ],
        initial=Attendance.Capacity.WITNESS,
        widget=forms.RadioSelect,
    )
    person = forms.ModelChoiceField(
        Person.objects.all(),
        label="Person",
        required=False,
        empty_label="Somebody not on the list",
        help_text="A councillor is always on the list",
    )
    name = forms.CharField(label="Or their name", required=False, max_length=120)
    post = forms.CharField(
        label="Post and organisation",
        required=False,
        max_length=160,
        help_text="Like Head of Youth Work, Wessexmere Police",
    )
    mode = forms.ChoiceField(
        label="How they attend",
        choices=Attendance.Mode.choices,
        initial=Attendance.Mode.IN_PERSON,
        widget=forms.RadioSelect,
    )
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label="Item they came for",
        required=False,
        empty_label="All of the meeting",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "item", meeting.items.on_agenda())


class MarkForm(Form):
    """One of the answers on a person’s line."""

    ANSWERS = {
        "in_person": (Attendance.State.PRESENT, Attendance.Mode.IN_PERSON),
        "remote": (Attendance.State.PRESENT, Attendance.Mode.REMOTE),
        "apologies": (Attendance.State.APOLOGIES, ""),
        "absent": (Attendance.State.ABSENT, ""),
        "awaited": (Attendance.State.AWAITED, ""),
    }
    answer = forms.ChoiceField(choices=[(name, name) for name in ANSWERS])

    @property
    def values(self) -> dict[str, str]:
        state, mode = self.ANSWERS[self.cleaned_data["answer"]]
        return {"state": state, "mode": mode}


class MoveForm(AtForm):
    kind = forms.ChoiceField(choices=[("arrived", "Arrived"), ("left", "Left")])
    mode = forms.ChoiceField(choices=Attendance.Mode.choices, required=False)
