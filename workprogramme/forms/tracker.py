"""Forms of the recommendations tracker, and what its lists may be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q
from django.utils import timezone

from callins.call_in_gates import public_call_ins
from callins.models import CallIn
from committees.forms.agenda import MeetingField
from committees.forms.versioned import Versioned, VersionedForm
from committees.models import Committee, Meeting
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form, VersionField
from workprogramme.models import Addressee, Recommendation, Review, Topic
from workprogramme.models.recommendations import RecommendationQuerySet

from .topics import area, labelled

State = Recommendation.State
LISTS = {
    "open": "Open",
    "overdue": "Response overdue",
    "waiting": "Waiting for a response",
    "under_way": "Being carried out",
    "settled": "Complete or rejected",
    "all": "All",
}
DRAFTS = {"draft": "Drafts"}


def of_list(found: RecommendationQuerySet, name: str, today: date) -> RecommendationQuerySet:
    lists = {
        "open": found.open(),
        "overdue": found.overdue(today),
        "waiting": found.filter(state=State.SENT),
        "under_way": found.filter(state=State.UNDER_WAY),
        "settled": found.filter(state__in=[State.COMPLETE, State.REJECTED]),
        "draft": found.filter(state=State.DRAFT),
    }
    return lists.get(name, found)


class TrackerFilter(Form):
    SORTS = {"due": "sending__due_on", "reference": "reference", "to": "addressee", "state": "state"}

    q = forms.CharField(label="Search", required=False)
    committee = forms.ModelChoiceField(
        Committee.objects.all(), label="Committee", required=False, empty_label="All committees"
    )
    to = forms.ChoiceField(label="To", choices=[("", "Everybody"), *Addressee.choices], required=False)
    list = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def apply(self, found: RecommendationQuerySet, shown: str, today: date) -> RecommendationQuerySet:
        """Overdue ones come first, unless another order is asked for."""
        wanted = self.cleaned_data if self.is_valid() else {}
        found = of_list(found, shown, today)
        for word in wanted.get("q", "").split():
            found = found.filter(
                Q(reference__icontains=word) | Q(text__icontains=word) | Q(addressee__icontains=word)
            )
        if wanted.get("committee"):
            found = found.filter(committee=wanted["committee"])
        if wanted.get("to"):
            found = found.filter(addressee_kind=wanted["to"])
        sort = wanted.get("sort") or ""
        column = self.SORTS.get(sort.removeprefix("-"))
        if column is None:
            return found.overdue_first(today)
        order = F(column).desc(nulls_last=True) if sort.startswith("-") else F(column).asc(nulls_last=True)
        return found.order_by(order, "-pk")

    @property
    def narrows(self) -> bool:
        wanted = self.cleaned_data if self.is_valid() else {}
        return any(wanted.get(name) for name in ("q", "committee", "to"))


WORDS: dict[str, Any] = {
    "labels": {
        "text": "Recommendation",
        "addressee_kind": "Who is asked?",
        "addressee": "Addressed to",
    },
    "help_texts": {
        "text": "In full, as the committee agrees it. It is written once: papers and pages take it from here",
        "addressee": "Like Cabinet Member for Highways, or the name of the partner body",
    },
}


class RecommendationForm(VersionedForm):
    class Meta:
        model = Recommendation
        fields = ("text", "addressee_kind", "addressee")
        labels = WORDS["labels"]
        help_texts = WORDS["help_texts"]
        widgets = {"text": area(4), "addressee_kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee_kind"].choices = Addressee.choices  # type: ignore[attr-defined]


class NewRecommendationForm(Form):
    """Where it comes from is said once: the first of these that is chosen must be the only one."""

    text = forms.CharField(
        label=WORDS["labels"]["text"], help_text=WORDS["help_texts"]["text"], widget=area(4)
    )
    addressee_kind = forms.ChoiceField(
        label=WORDS["labels"]["addressee_kind"], choices=Addressee.choices, widget=forms.RadioSelect
    )
    addressee = forms.CharField(
        label=WORDS["labels"]["addressee"], help_text=WORDS["help_texts"]["addressee"], max_length=160
    )
    meeting = MeetingField(
        Meeting.objects.none(), label="Made at a meeting", required=False, empty_label="None"
    )
    review = forms.ModelChoiceField(
        Review.objects.none(), label="Or made by a review", required=False, empty_label="None"
    )
    call_in = forms.ModelChoiceField(
        CallIn.objects.none(), label="Or made on a call-in", required=False, empty_label="None"
    )
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label="Or made on a topic", required=False, empty_label="None"
    )
    ORIGINS = ("meeting", "review", "call_in", "topic")

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.filter(
            committee=committee, kind=Meeting.Kind.PUBLIC, start__lte=timezone.now()
        )
        offered = {
            "meeting": held.order_by("-start"),
            "review": Review.objects.filter(committee=committee),
            "call_in": public_call_ins().select_related("decision").order_by("-received_at"),
            "topic": Topic.objects.filter(committee=committee).order_by("-year", "title"),
        }
        for name, rows in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        if not offered["review"].exists():
            del self.fields["review"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = [name for name in self.ORIGINS if values.get(name)]
        if len(given) > 1:
            self.add_error(given[1], "Choose one place that it comes from")
        elif not given and not any(name in self.errors for name in self.ORIGINS):
            self.add_error("meeting", "Say where it comes from: a meeting, a review, a call-in or a topic")
        return values

    @property
    def source(self) -> dict[str, Any]:
        name = next(name for name in self.ORIGINS if self.cleaned_data.get(name))
        return {"origin": name, name: self.cleaned_data[name]}

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "addressee_kind", "addressee")}


class AgreeForm(Form):
    on = DateField(label="When did the committee agree it?")


class SendForm(Form):
    together = forms.ModelMultipleChoiceField(
        Recommendation.objects.none(),
        label="Send together with",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Others of this committee that go to the same body and are not sent yet",
    )
    notice = forms.CharField(label="Words of the notice", widget=area(8))
    report_received_on = DateField(label="When was the report received?")
    notice_received_on = DateField(
        label="When was the notice received?",
        help_text="The time to respond begins with the later of the two days",
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.fields["together"]
        assert isinstance(others, forms.ModelChoiceField)
        others.queryset = Recommendation.objects.filter(
            committee=recommendation.committee,
            addressee_kind=recommendation.addressee_kind,
            addressee=recommendation.addressee,
            state=State.MADE,
        ).exclude(pk=recommendation.pk)
        others.label_from_instance = labelled  # type: ignore[method-assign,assignment]
        if not others.queryset.exists():
            del self.fields["together"]
        if recommendation.addressee_kind == Addressee.PARTNER:
            self.fields["asked_by"] = DateField(
                label="By when are they asked to respond?",
                required=False,
                help_text="The law sets no day for a partner body: it has to have regard to the recommendation",
            )


class ResponseForm(Form):
    answer = forms.ChoiceField(
        label="What was the response?", choices=Recommendation.Answer.choices, widget=forms.RadioSelect
    )
    action = forms.CharField(
        label="What will be done?", required=False, widget=area(4), help_text="It is published"
    )
    reason = forms.CharField(
        label="Why not, or why only in part?", required=False, widget=area(4), help_text="It is published"
    )
    given_by = forms.CharField(label="Who responded?", max_length=160)
    on = DateField(label="When?")
    version = VersionField()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        answer = values.get("answer")
        if answer in ("in_part", "rejected") and not values.get("reason"):
            self.add_error("reason", "Enter the reason that was given")
        if answer in ("accepted", "in_part") and not values.get("action"):
            self.add_error("action", "Enter what will be done")
        return values


class ProgressForm(Versioned, Form):
    light = forms.ChoiceField(
        label="How does it go?", choices=Recommendation.Light.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label="In words", widget=area(4), help_text="It is published with the colour")

    def differences(self, current: Any) -> list[dict[str, str]]:
        current.words = current.progress
        return super().differences(current)


class StepForm(Form):
    text = forms.CharField(label="What is to be done?", widget=area(3))
    owner = forms.ModelChoiceField(
        Person.objects.filter(kind=Person.Kind.OFFICER),
        label="Who does it?",
        required=False,
        empty_label="Somebody else",
    )
    owner_name = forms.CharField(label="Somebody else: name and post", required=False, max_length=160)
    due_on = DateField(label="By when?")
    done_on = DateField(label="Done on", required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("owner") and not values.get("owner_name"):
            self.add_error("owner", "Choose who does it, or enter a name")
        return values


class KnownStepForm(Versioned, StepForm):
    """One that is there: who changes it meanwhile is told."""


class WithdrawForm(Form):
    reason = forms.CharField(label="Why is it withdrawn?", widget=area(3), help_text="It is published")
