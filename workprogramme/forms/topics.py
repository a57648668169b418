"""Forms of the programme: a topic, its time, where it comes from, what became of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from callins.models import Decision, PlannedDecision, Undertaking
from committees.forms.agenda import MeetingField
from committees.forms.versioned import VersionedForm
from committees.models import Committee, Meeting
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form, ModelForm
from workprogramme.models import ProgrammeSection, Recommendation, Topic, TopicOrigin
from workprogramme.timing import When

NUMBERED = re.compile(r"^\s*(?:\(?[ivx]{1,5}\)|\(?\d{1,2}[.)])\s*", re.IGNORECASE)
LINKED = {
    TopicOrigin.Kind.UNDERTAKING,
    TopicOrigin.Kind.FORWARD_PLAN,
    TopicOrigin.Kind.RECOMMENDATION,
}


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def meetings_of(committee: Committee, since: date) -> QuerySet[Meeting]:
    """Where a topic can be looked at: public meetings that take place."""
    return Meeting.objects.filter(
        committee=committee,
        kind=Meeting.Kind.PUBLIC,
        state=Meeting.State.PLANNED,
        start__date__gte=since,
    ).order_by("start")


class WhenFields(forms.Form):
    """One of three answers: a meeting, a day or some time, or words."""

    meeting = MeetingField(
        Meeting.objects.none(), label="At which meeting?", required=False, empty_label="At no meeting yet"
    )
    starts = DateField(label="Or on this day, or from this day", required=False)
    ends = DateField(label="Until", required=False, help_text="For what takes some time")
    timing = forms.CharField(
        label="Or when, in words",
        required=False,
        max_length=160,
        help_text="Like TBC, Ongoing, or TBC (after contract negotiations have completed). It is printed as it is",
    )

    def offer_meetings(self, meetings: QuerySet[Meeting]) -> None:
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = meetings

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = [name for name in ("starts", "timing") if values.get(name)]
        if values.get("meeting") and given:
            self.add_error("meeting", "Choose a meeting, or give a day or words, but not both")
        elif not values.get("meeting") and not given and not self.errors:
            self.add_error("timing", "Choose a meeting, give a day, or say when in words")
        if values.get("ends") and not values.get("starts") and "starts" not in self.errors:
            self.add_error("starts", "Enter the first day as well")
        elif values.get("ends") and values.get("starts") and values["ends"] < values["starts"]:
            self.add_error("ends", "The last day must be on or after the first day")
        return values

    @property
    def when(self) -> When:
        return When(**{name: self.cleaned_data[name] for name in ("meeting", "starts", "ends", "timing")})


class TopicForm(VersionedForm):
    steps = forms.CharField(
        label="Approach",
        required=False,
        widget=area(5),
        help_text="One step to a line. They are numbered when they are printed",
    )

    class Meta:
        model = Topic
        fields = (
            "title",
            "section",
            "focus",
            "witnesses",
            "lead_officer",
            "outcome",
            "is_public",
        )
        labels = {
            "title": "Issue or topic",
            "section": "Part of the programme",
            "focus": "Focus and other comments",
            "witnesses": "Who is to be heard",
            "lead_officer": "Lead officer",
            "outcome": "Outcome sought",
            "is_public": "On the public programme",
        }
        help_texts = {
            "witnesses": "One to a line",
            "outcome": "What scrutiny wants to come of it",
            "is_public": "Untick it for what nobody else may know of yet",
        }
        widgets = {
            "section": forms.RadioSelect,
            "focus": area(4),
            "witnesses": area(3),
            "outcome": area(2),
        }

    field_order = (
        "title",
        "section",
        "meeting",
        "starts",
        "ends",
        "timing",
        "focus",
        "steps",
        "witnesses",
        "lead_officer",
        "outcome",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["steps"] = "\n".join(step.text for step in self.instance.steps.all())
        section, officer = self.fields["section"], self.fields["lead_officer"]
        assert isinstance(section, forms.ModelChoiceField)
        assert isinstance(officer, forms.ModelChoiceField)
        standing = ProgrammeSection.objects.filter(Q(retired_at=None) | Q(pk=self.instance.section_id))
        section.queryset, section.empty_label = standing, None
        officer.queryset = Person.objects.filter(kind=Person.Kind.OFFICER)
        officer.empty_label = "Nobody yet"

    def clean_steps(self) -> list[str]:
        lines = str(self.cleaned_data["steps"]).splitlines()
        return [NUMBERED.sub("", line).strip() for line in lines if line.strip()]

    def differences(self, current: Any) -> list[dict[str, str]]:
        current.steps_now = [step.text for step in current.steps.all()]
        mine = self.cleaned_data.pop("steps")
        rows = super().differences(current)
        self.cleaned_data["steps"] = mine
        if mine != current.steps_now:
            rows.append(
                {"label": "Approach", "mine": "; ".join(mine), "theirs": "; ".join(current.steps_now)}
            )
        return rows


class NewTopicForm(WhenFields, TopicForm):
    origin_kinds = forms.MultipleChoiceField(
        label="Where does it come from?",
        required=False,
        choices=[(kind, kind.label) for kind in TopicOrigin.Kind if kind not in LINKED],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        help_text="Tick all that apply. You can add particulars and links afterwards",
    )
    undertakings = forms.ModelMultipleChoiceField(
        Undertaking.objects.none(),
        label="Undertakings that wait for a topic",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        help_text="What was offered when a call-in was withdrawn",
    )
    recommendation = forms.ModelChoiceField(
        Recommendation.objects.none(), label="Recommendation that it follows up", required=False,
        empty_label="None",
    )  # fmt: skip

    class Meta(TopicForm.Meta):
        pass

    def __init__(self, *args: Any, committee: Committee, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_meetings(meetings_of(committee, since))
        field = self.fields["undertakings"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = undertakings_for(committee)
        if not field.queryset:
            del self.fields["undertakings"]
        offer_recommendations(self, committee)

    @property
    def origins(self) -> list[dict[str, Any]]:
        taken = self.cleaned_data.get("undertakings") or []
        kinds = [{"kind": kind} for kind in self.cleaned_data["origin_kinds"]]
        kind = TopicOrigin.Kind.UNDERTAKING
        found: list[dict[str, Any]] = kinds + [{"kind": kind, "undertaking": each} for each in taken]
        followed = self.cleaned_data.get("recommendation")
        if followed:
            found.append({"kind": TopicOrigin.Kind.RECOMMENDATION, "recommendation": followed})
        return found

    @property
    def details(self) -> dict[str, Any]:
        names = [*self.Meta.fields, "steps"]
        return {name: self.cleaned_data[name] for name in names}


def undertakings_for(committee: Committee) -> QuerySet[Undertaking]:
    """Those that wait, where the decision was this committee's business or nobody has said whose it was."""
    whose = Q(call_in__decision__committee=committee) | Q(call_in__decision__committee=None)
    return Undertaking.objects.waiting().filter(whose).select_related("call_in__decision")


def offer_recommendations(form: forms.BaseForm, committee: Committee) -> None:
    """Those of the committee that it has agreed, in their own words; no question at all where there are none."""
    field = form.fields["recommendation"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Recommendation.objects.filter(committee=committee).exclude(state="draft")
    field.label_from_instance = labelled  # type: ignore[method-assign,assignment]
    field.empty_label = "None"
    if not field.queryset.exists():
        del form.fields["recommendation"]


def labelled(each: Recommendation) -> str:
    return f"{each.reference}: {each.text[:100]}"


class MoveForm(WhenFields, Form):
    reason = forms.CharField(
        label="Why does it move?",
        required=False,
        help_text="It is published. What had no day before needs no reason",
        widget=area(2),
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = min(timezone.localdate(), topic.first or timezone.localdate())
        self.offer_meetings(meetings_of(topic.committee, since))


class CompleteForm(Form):
    on = DateField(label="When was it done?")
    result = forms.CharField(
        label="What came of it?", required=False, widget=area(3), help_text="It is published"
    )


class ReasonForm(Form):
    reason = forms.CharField(label="Why?", help_text="It is published", widget=area(3))


class OriginForm(ModelForm):
    on = DateField(label="On", required=False)

    class Meta:
        model = TopicOrigin
        fields = ("kind", "words", "on", "undertaking", "planned", "decision", "recommendation")
        labels = {
            "kind": "Where does it come from?",
            "words": "In words",
            "planned": "Decision on the forward plan",
            "decision": "Decision that was made",
        }
        help_texts = {"words": "Like the meeting that referred it"}
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, QuerySet[Any]] = {
            "undertaking": undertakings_for(topic.committee),
            "planned": PlannedDecision.objects.published().order_by("-due"),
            "decision": Decision.objects.published().order_by("-made_on"),
        }
        for name, queryset in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset, field.empty_label = queryset, "None"
        self.fields["kind"].choices = TopicOrigin.Kind.choices  # type: ignore[attr-defined]
        offer_recommendations(self, topic.committee)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("undertaking") and values.get("kind") != TopicOrigin.Kind.UNDERTAKING:
            self.add_error("kind", "Choose “Undertaking given on a call-in”, or no undertaking")
        if values.get("recommendation") and values.get("kind") != TopicOrigin.Kind.RECOMMENDATION:
            self.add_error("kind", "Choose “Follow-up of a recommendation”, or no recommendation")
        return values

    def _post_clean(self) -> None:
        """The verb checks the row: here it has no topic yet."""


class CarryForm(Form):
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label="Which topics go on next year?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select the topics that go on"},
    )
    reason = forms.CharField(label="Why?", required=False, widget=area(2), help_text="It is published")

    def __init__(self, *args: Any, topics: QuerySet[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["topics"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = topics


class PutForm(Form):
    meeting = MeetingField(
        Meeting.objects.none(),
        label="Onto which agenda?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the meeting"},
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = meetings
