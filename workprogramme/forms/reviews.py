"""Forms of reviews: what it is called, its scope, its members, its evidence and its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from committees.forms.agenda import MeetingField
from committees.forms.versioned import Versioned, VersionedForm
from committees.models import Committee, Meeting, Membership
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form, VersionField
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
    version = VersionField()

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
    """Those of the committee first, then everybody else, each with where they sit."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Who?")
    role = forms.ChoiceField(label="As what?", choices=ReviewMember.Role.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["person"]
        assert isinstance(who, forms.ModelChoiceField)
        today = timezone.localdate()
        seats: dict[int, list[str]] = {}
        of_committee = set()
        for seat in Membership.objects.on(today).select_related("committee"):
            seats.setdefault(seat.person_id, []).append(seat.committee.code)
            if seat.committee_id == review.committee_id:
                of_committee.add(seat.person_id)
        there = review.members.filter(left_on=None).values("person")
        people = Person.objects.filter(kind__in=[Person.Kind.COUNCILLOR, Person.Kind.COOPTEE])
        in_office = Q(pk__in=Person.objects.in_office(today)) | Q(
            kind=Person.Kind.COOPTEE, pk__in=list(seats)
        )
        who.queryset = people.filter(in_office).exclude(pk__in=there)
        rows = sorted(who.queryset, key=lambda one: (one.family_name, one.given_name))
        named = [(each.pk, _seated(each, seats), each.pk in of_committee) for each in rows]
        who.choices = [
            ("", "Choose somebody"),
            (f"Members of {review.committee.name}", [row[:2] for row in named if row[2]]),
            ("Volunteers from elsewhere", [row[:2] for row in named if not row[2]]),
        ]


def _seated(person: Person, seats: dict[int, list[str]]) -> str:
    codes = seats.get(person.pk)
    return f"{person} ({', '.join(sorted(codes))})" if codes else str(person)


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

    def __init__(self, *args: Any, lines: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.fields["line"]
        assert isinstance(line, forms.ChoiceField)
        line.choices = [("", "None of them"), *((each, each) for each in lines)]


class CorrectionForm(Versioned, EvidenceForm):
    correction = forms.CharField(
        label="What was wrong?",
        widget=area(2),
        help_text="It is printed with the entry, so keep names out of it",
    )

    field_order = ("kind", "on", "title", "source", "line", "summary", "is_public", "correction")


class ReportForm(VersionedForm):
    class Meta:
        model = Review
        fields = ("report",)
        labels = {"report": "Report"}
        help_texts = {
            "report": "Begin a line with ### for a heading. Leave an empty line between paragraphs. The scope, the"
            " members and the public evidence are printed with it"
        }
        widgets = {"report": area(18)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].required = True


class AgreeReportForm(Versioned, Form):
    on = DateField(label="When did the committee agree it?")
    with_all = forms.BooleanField(label="It agreed the recommendations too", required=False, initial=True)

    def __init__(self, *args: Any, drafts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not drafts:
            del self.fields["with_all"]
            return
        self.fields["with_all"].help_text = (
            f"{drafts} recommendation{'' if drafts == 1 else 's'} of this review still stand"
            f"{'s' if drafts == 1 else ''} as draft. If the review is public, they go onto the public monitor"
        )

    def differences(self, current: Any) -> list[dict[str, str]]:
        """The officer answers about the draft they read, and that is not the one that stands now."""
        return [{"label": "Report", "mine": "The draft you read", "theirs": current.report}]


class EndForm(Form):
    reason = forms.CharField(label="Why does it end without a report?", widget=area(3))
