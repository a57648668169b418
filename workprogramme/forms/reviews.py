"""Forms of reviews: what it is called, its scope, its members, its evidence and its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from committees.forms.agenda import MeetingField
from committees.forms.versioned import VersionedForm
from committees.models import Committee, Meeting
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form
from workprogramme.models import Evidence, Review, ReviewKind, ReviewMember, Scoping, Topic
from workprogramme.scoping import LABELS, NAMES

from .topics import area


class ReviewForm(Form):
    title = forms.CharField(label="What is reviewed?", max_length=200)
    kind = forms.ModelChoiceField(
        ReviewKind.objects.filter(retired_at=None),
        label="Kind of review",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label="Topic of the work programme", required=False, empty_label="None"
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = self.fields["topic"]
        assert isinstance(topics, forms.ModelChoiceField)
        topics.queryset = Topic.objects.filter(committee=committee).live().order_by("title")


class ScopingForm(VersionedForm):
    """One box for each field of the document. A version that stands is not changed: the next one is begun."""

    class Meta:
        model = Scoping
        fields = (*NAMES, "change", "is_significant")
        labels = {**LABELS, "change": "What changes?", "is_significant": "The content or focus changes"}
        help_texts = {
            "enquiry_lines": "One to a line. They are numbered when they are printed",
            "change": "Since the version before",
            "is_significant": "The committee has to approve it again",
        }
        widgets = {name: area(3) for name in (*NAMES[1:], "change")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.waits_for_approval:
            del self.fields["is_significant"]
            if self.instance.number == 1:
                del self.fields["change"]
        else:
            self.initial.update({"change": "", "is_significant": True})
            self.fields["change"].required = True


class ApproveForm(Form):
    meeting = MeetingField(Meeting.objects.none(), label="At which meeting was it approved?")

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Meeting.objects.filter(
            committee=review.committee, kind=Meeting.Kind.PUBLIC, start__lte=timezone.now()
        ).order_by("-start")


class StartForm(Form):
    on = DateField(label="When does the review start?")


class ExtendForm(Form):
    to_day = DateField(label="By when is it to be done now?")
    agreed_by = forms.CharField(label="Who agreed it?", max_length=160, help_text="Like Scrutiny Board")
    agreed_on = DateField(label="When?")
    reason = forms.CharField(label="Why?", widget=area(3), help_text="It is published with the review")


class ReviewMemberForm(Form):
    person = forms.ModelChoiceField(
        Person.objects.filter(kind__in=[Person.Kind.COUNCILLOR, Person.Kind.COOPTEE]), label="Who?"
    )
    role = forms.ChoiceField(label="As what?", choices=ReviewMember.Role.choices, widget=forms.RadioSelect)


class EvidenceForm(Form):
    kind = forms.ChoiceField(label="What was it?", choices=Evidence.Kind.choices, widget=forms.RadioSelect)
    on = DateField(label="When?")
    title = forms.CharField(label="Title", max_length=200)
    source = forms.CharField(
        label="Who was heard, or whose it is", required=False, widget=area(2), help_text="One to a line"
    )
    line = forms.ChoiceField(label="Key line of enquiry", required=False)
    summary = forms.CharField(label="What it showed", required=False, widget=area(5))
    is_public = forms.BooleanField(
        label="Publish it with the review", required=False, help_text="Never for a private session"
    )

    def __init__(self, *args: Any, scoping: Scoping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = self.fields["line"]
        assert isinstance(lines, forms.ChoiceField)
        lines.choices = [("", "None of them"), *((line, line) for line in scoping.lines)]


class ReportForm(Form):
    text = forms.CharField(label="Report", widget=area(14), help_text="Begin a line with ### for a heading")
    on = DateField(label="When did the committee agree it?")


class EndForm(Form):
    reason = forms.CharField(label="Why does it end without a report?", widget=area(3))
