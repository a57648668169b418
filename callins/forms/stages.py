"""The forms of the stages of a call-in, one for each step on the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils import timezone

from callins.conditions import committee_named, last_day_to_hear
from callins.holding import what_effect
from callins.models import (
    CallIn,
    CallInGround,
    CouncilReferral,
    Decision,
    Outcome,
    Reconsideration,
    Signature,
    Undertaking,
)
from callins.next_steps import informal_meeting, uncertified
from callins.submissions import rules_of
from committees.models import Meeting, Membership
from committees.timetable import notice_given
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.cut_off import cut_off
from scrutiny.lib.explained import long_date
from scrutiny.lib.govuk_forms import DateField, Form, TimeField

from .matter import area

BREACHED = "breached"
REFERRALS = ("refer_back", "refer_to_council")
MEETINGS_WITHIN = timedelta(days=120)
SIDES = ("members", "officers", "others")


class StepForm(Form):
    """A form of one step; it knows the call-in it is about."""

    def __init__(self, *args: Any, call_in: CallIn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call_in = call_in
        self.rules = rules_of(call_in.decision)
        self.prepare()

    def prepare(self) -> None:
        """Choices and first values that depend on the call-in."""

    def intro(self) -> str:
        """What to know before filling it in."""
        return ""


def words(label: str, *, required: bool = True, rows: int = 4, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=area(rows), help_text=help_text)


def number(label: str) -> forms.IntegerField:
    small = forms.NumberInput(attrs={"class": "govuk-input--width-3"})
    return forms.IntegerField(label=label, required=False, min_value=0, widget=small)


class ConfirmForm(StepForm):
    """Nothing to fill in."""


class InformalForm(StepForm):
    day = DateField(label="Day")
    time = TimeField(label="Time")
    place = forms.CharField(label="Place", max_length=200)
    invited = words("Who is invited", required=False, help_text="One to a line")

    def prepare(self) -> None:
        self.initial["invited"] = "\n".join(self.rules.informal.attendees)

    @property
    def start(self) -> datetime:
        return cut_off(self.cleaned_data["day"], self.cleaned_data["time"]).moment


class NoteForm(StepForm):
    day = DateField(label="Day it was held")
    time = TimeField(label="Time")
    place = forms.CharField(label="Place", max_length=200, required=False)
    members = words("Members who attended", required=False, rows=4, help_text="One to a line: name, role")
    officers = words("Officers who attended", required=False, rows=4, help_text="One to a line: name, post")
    others = words("Others who attended", required=False, rows=2)
    background = words("Background and rationale for the decision", required=False, rows=6)
    discussion = words("Discussion", required=False, rows=8)
    conclusion = words("Conclusion", required=False, rows=3)

    def prepare(self) -> None:
        meeting = informal_meeting(self.call_in)
        if meeting is None:
            return
        start = timezone.localtime(meeting.start)
        self.initial.update(day=start.date(), time=start.time(), place=meeting.place)
        self.initial.update(
            {name: getattr(meeting, name) for name in ("background", "discussion", "conclusion")}
        )
        for side in SIDES:
            lines = [f"{each.name}, {each.role}".rstrip(", ") for each in meeting.attendees.filter(side=side)]
            self.initial[side] = "\n".join(lines)

    @property
    def start(self) -> datetime:
        return cut_off(self.cleaned_data["day"], self.cleaned_data["time"]).moment

    def attendees(self) -> Iterator[dict[str, str]]:
        for side in SIDES:
            for line in self.cleaned_data[side].splitlines():
                name, _comma, role = line.partition(",")
                if name.strip():
                    yield {"side": side, "name": name.strip()[:120], "role": role.strip()[:160]}


class DatedForm(StepForm):
    dated = DateField(label="Date")
    text = words("What is added")

    def prepare(self) -> None:
        self.initial["dated"] = timezone.localdate()


class UndertakingForm(StepForm):
    text = words("What is offered")
    given_by_name = forms.CharField(label="Who offers it", max_length=120)
    given_on = DateField(label="Day it was offered")
    timing = forms.CharField(label="When, in words", max_length=120, required=False)
    due_on = DateField(label="Day it is due", required=False)

    def prepare(self) -> None:
        meeting = informal_meeting(self.call_in)
        day = timezone.localdate(meeting.start) if meeting else timezone.localdate()
        self.initial.update(given_by_name=self.call_in.decision.decision_maker, given_on=day)


class AddToUndertakingForm(DatedForm):
    undertaking = forms.ModelChoiceField(
        queryset=Undertaking.objects.none(), label="Which undertaking", widget=forms.RadioSelect
    )
    field_order = ("undertaking", "dated", "text")

    def prepare(self) -> None:
        super().prepare()
        field = self.fields["undertaking"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = self.call_in.undertakings.all(), None


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    # What to add to the name of a meeting.
    remark: Callable[[Meeting], str] = staticmethod(lambda meeting: "")

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.committee.name}, {obj.date:%-d %B %Y}{self.remark(obj)}"


class MeetingForm(StepForm):
    meeting = MeetingChoice(queryset=Meeting.objects.none(), label="Which meeting", widget=forms.RadioSelect)

    def prepare(self) -> None:
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = meetings_to_come(self.call_in), None


class HearingForm(MeetingForm):
    short_notice_reason = words(
        "Why it is heard at short notice",
        required=False,
        help_text="Needed if five clear days’ notice cannot be given. It is printed on the agenda",
    )
    education_invited = forms.BooleanField(
        label="The church and parent governor representatives are invited", required=False
    )

    def prepare(self) -> None:
        super().prepare()
        field, remark = self.fields["meeting"], notice_words(self.call_in)
        assert isinstance(field, MeetingChoice)
        field.remark = remark
        if not (self.call_in.is_education and self.rules.routing.education_cooptees):
            del self.fields["education_invited"]
            return
        self.fields["education_invited"].help_text = who_is_invited(self.call_in)

    def intro(self) -> str:
        named, due = committee_named(self.rules), last_day_to_hear(self.call_in)
        said = [f"Under the rules it is heard by the {named}."] if named else []
        said.append(f"It has to be heard by {long_date(due)}." if due else "It is heard at the next meeting.")
        return " ".join(said)


def notice_words(call_in: CallIn) -> Callable[[Meeting], str]:
    """What to know of a meeting before a call-in is put before it."""
    today, calendar, due = timezone.localdate(), calendar_in_force(), last_day_to_hear(call_in)

    def words(meeting: Meeting) -> str:
        if due and meeting.date > due:
            return " (later than the rules allow)"
        return "" if notice_given(today, meeting.date, calendar).enough else " (at short notice)"

    return words


class ReasonForm(StepForm):
    words = words("Why")


class WithdrawForm(StepForm):
    words = words("Why it is withdrawn", help_text="Everybody can read it")
    all_agree = forms.BooleanField(label="Every signatory agrees", required=False)

    def prepare(self) -> None:
        if self.rules.withdrawal.by != "all_signatories":
            del self.fields["all_agree"]


class OutcomeForm(StepForm):
    kind = forms.ChoiceField(label="What the committee resolved", widget=forms.RadioSelect)
    each_view = words(
        "What each member said",
        required=False,
        help_text="One to a line: name, then breached or not breached. If most say not breached, the call-in ends",
    )
    words = words("The resolution, with its reasons", help_text="Everybody can read it")
    votes_for = number("Votes for")
    votes_against = number("Votes against")
    abstentions = number("Abstentions")

    def prepare(self) -> None:
        if self.rules.procedure.method != "principles":
            del self.fields["each_view"]
        if self.call_in.is_education and self.rules.routing.education_cooptees:
            self.fields[
                "votes_for"
            ].help_text = "Church and parent governor representatives have a vote on this"
        enabled = {rule.kind for rule in self.rules.outcomes.enabled} - {"withdrawn", "lapsed"}
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [
            (value, f"{label}{effect_words(self.call_in, value)}")
            for value, label in Outcome.Kind.choices
            if value in enabled
        ]

    @property
    def resolved(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "each_view"}

    @property
    def views(self) -> list[dict[str, Any]]:
        """Each member's view on the principles, where the rules ask for it."""
        said = [
            line.rpartition(",")
            for line in self.cleaned_data.get("each_view", "").splitlines()
            if line.strip()
        ]
        return [
            {"name": name.strip(), "breached": view.strip().lower() == BREACHED}
            for name, _comma, view in said
        ]

    def clean_each_view(self) -> str:
        written = str(self.cleaned_data["each_view"])
        for line in filter(str.strip, written.splitlines()):
            name, _comma, view = line.rpartition(",")
            if not name.strip() or view.strip().lower() not in (BREACHED, f"not {BREACHED}"):
                raise forms.ValidationError(
                    f"Write “{line.strip()[:60]}” as a name, a comma, and breached or not breached"
                )
        return written

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "each_view" in self.fields and "each_view" not in self.errors:
            breached = [view["breached"] for view in self.views]
            if not breached:
                self.add_error(
                    "each_view", "Under the rules each member says whether the principles were breached"
                )
            elif sum(breached) * 2 <= len(breached) and values.get("kind") in REFERRALS:
                self.add_error(
                    "kind", "Most members said that no principle was breached, so the call-in ends"
                )
        return values


def effect_words(call_in: CallIn, kind: str) -> str:
    """When the decision takes effect if the committee resolves this now."""
    effect = what_effect(call_in, kind, timezone.now())
    if effect.at is None:
        return " (the decision waits)"
    at_once = effect.at <= timezone.now()
    when = "at once" if at_once else f"on {long_date(timezone.localdate(effect.at))}"
    return f" (the decision takes effect {when})"


class ReconsideredForm(StepForm):
    result = forms.ChoiceField(label="What the decision maker did", widget=forms.RadioSelect)
    reasons = words("Reasons", help_text="Everybody can read them")
    new_wording = words("The decision as it reads now", required=False, help_text="If it was changed")
    replacement = forms.ModelChoiceField(
        queryset=Decision.objects.none(), label="The new decision", required=False,
        help_text="If it was replaced: record the new decision first",
    )  # fmt: skip

    def prepare(self) -> None:
        result, replacement = self.fields["result"], self.fields["replacement"]
        assert isinstance(result, forms.ChoiceField)
        assert isinstance(replacement, forms.ModelChoiceField)
        may = self.rules.reconsideration.may
        result.choices = [each for each in Reconsideration.Result.choices if each[0] in may]
        later = Decision.objects.filter(made_on__gte=self.call_in.decision.made_on)
        replacement.queryset = later.exclude(pk=self.call_in.decision_id)


class CouncilForm(StepForm):
    result = forms.ChoiceField(
        label="What full council decided", choices=CouncilReferral.Result.choices, widget=forms.RadioSelect
    )
    words = words("The resolution", required=False)


class LeaveForm(StepForm):
    signature = forms.ModelChoiceField(
        queryset=Signature.objects.none(), label="Whose signature", widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        field = self.fields["signature"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = self.call_in.signatures.standing(), None

    def intro(self) -> str:
        if self.rules.withdrawal.below_threshold == "lapses":
            return "If too few signatures are left, the call-in lapses and the decision is let go."
        return "Under the rules the call-in stands, however many signatures are left."


class CertifyForm(StepForm):
    ground = forms.ModelChoiceField(
        queryset=CallInGround.objects.none(), label="Which ground", widget=forms.RadioSelect
    )
    certified_by = forms.CharField(label="Who certifies it, by name and post", max_length=120)

    def prepare(self) -> None:
        field = self.fields["ground"]
        assert isinstance(field, forms.ModelChoiceField)
        wanted = [each.pk for each in uncertified(self.call_in, self.rules)]
        field.queryset, field.empty_label = self.call_in.grounds.filter(pk__in=wanted), None


class ConsentForm(StepForm):
    name = forms.CharField(label="Name of the chair", max_length=120)


def who_is_invited(call_in: CallIn) -> str:
    """The representatives with a vote on education, and which of them cannot be reached by e-mail."""
    seats = Membership.objects.on(timezone.localdate()).filter(role=Membership.Role.VOTING_COOPTEE)
    if call_in.decision.committee_id:
        seats = seats.filter(committee=call_in.decision.committee_id)
    people = [seat.person for seat in seats.select_related("person")]
    if not people:
        return "The committee has no such representatives in its membership. Find out who they are first"
    told = ", ".join(f"{each.printed_name}{'' if each.email else ' (no e-mail address)'}" for each in people)
    return f"They may vote. An e-mail goes to those who have an address: {told}"


def meetings_to_come(call_in: CallIn) -> Any:
    """Of the next months, those of the committee whose business it is first."""
    now = timezone.now()
    coming = Meeting.objects.filter(kind=Meeting.Kind.PUBLIC, cancelled_at=None, start__gt=now)
    named = committee_named(rules_of(call_in.decision))
    hears_it = named.pk if named else call_in.decision.committee_id
    others_last = Case(When(committee=hears_it, then=0), default=1)
    return (
        coming.filter(start__lt=now + MEETINGS_WITHIN)
        .select_related("committee")
        .order_by(others_last, "start")
    )
