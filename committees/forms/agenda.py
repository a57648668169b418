"""Forms for agenda items and the reports under them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from committees.models import AgendaItem, Meeting, Report
from committees.models.committee import Section
from council.models import ExemptParagraph, Person
from scrutiny.lib.govuk_forms import Form

from .versioned import VersionedForm


class ParagraphsField(forms.MultipleChoiceField):
    """The paragraphs of Schedule 12A that are offered, and any that are already named."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Schedule 12A paragraphs")
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def offer(self, named: list[str]) -> None:
        offered = ExemptParagraph.objects.order_by("order")
        shown = [one for one in offered if one.offered or one.code in named]
        self.choices = [(one.code, f"{one.code}. {one.text}") for one in shown]


class ItemForm(VersionedForm):
    paragraphs = ParagraphsField(help_text="Which descriptions of exempt information apply to the item")

    class Meta:
        model = AgendaItem
        fields = (
            "kind",
            "title",
            "note",
            "minutes_allowed",
            "section",
            "restricted_title",
            "paragraphs",
            "exempt_reason",
        )
        labels = {
            "kind": "Kind of item",
            "title": "Title",
            "note": "Note under the title",
            "minutes_allowed": "Time limit in minutes",
            "section": "Part of the agenda",
            "restricted_title": "Title for those who may read the item",
            "exempt_reason": "Why it is not published",
        }
        help_texts = {
            "title": "Everybody can read this, also when the item is exempt",
            "note": "An instruction, like “To approve the minutes of the last meeting”. Everybody can read it, "
            "also when the item is exempt",
            "restricted_title": "Shown instead of the title in the members' edition",
            "exempt_reason": "In words the public can read. Left empty, the council's own wording is used",
        }
        widgets = {
            "note": forms.Textarea(attrs={"rows": 2}),
            "exempt_reason": forms.Textarea(attrs={"rows": 2}),
            "section": forms.RadioSelect,
            "minutes_allowed": forms.TextInput(
                attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}
            ),
        }
        error_messages = {"minutes_allowed": {"invalid": "Time limit must be a whole number of minutes"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            (Section.PUBLIC, "Public"),
            (Section.EXEMPT, "Exempt: after the press and public have been excluded"),
        ]
        paragraphs = self.fields["paragraphs"]
        assert isinstance(paragraphs, ParagraphsField)
        paragraphs.offer(self.instance.paragraphs)


class ReportForm(VersionedForm):
    class Meta:
        model = Report
        fields = (
            "title",
            "subtitle",
            "report_of",
            "enquiries_to",
            "purpose",
            "recommendations",
            "body",
            "wards",
            "forward_plan_reference",
            "background_documents",
        )
        labels = {
            "title": "Title of the report",
            "report_of": "Report of",
            "enquiries_to": "Enquiries to",
            "purpose": "Purpose of the report",
            "recommendations": "Action required",
            "body": "Background and matters to consider",
            "forward_plan_reference": "Forward plan reference",
            "background_documents": "Background documents",
        }
        help_texts = {
            "report_of": "The post, like Director, Children's Services",
            "recommendations": "What the committee is asked to do, one recommendation to a line",
            "body": "Leave an empty line between paragraphs",
            "background_documents": "One document to a line",
        }
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "recommendations": forms.Textarea(attrs={"rows": 4}),
            "body": forms.Textarea(attrs={"rows": 9}),
            "background_documents": forms.Textarea(attrs={"rows": 3}),
            "forward_plan_reference": forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        }

    def __init__(self, *args: Any, wards_label: str = "Divisions", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wards"].label = wards_label
        people = Person.objects.filter(kind=Person.Kind.OFFICER)
        if self.instance.pk:
            people |= Person.objects.filter(pk=self.instance.enquiries_to_id)
        enquiries = self.fields["enquiries_to"]
        assert isinstance(enquiries, forms.ModelChoiceField)
        enquiries.queryset = people.order_by("family_name", "given_name")
        enquiries.empty_label = "Choose an officer"


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{obj.local_start:%A %-d %B %Y}, {obj.venue}"


class DeferForm(Form):
    to = MeetingField(
        Meeting.objects.none(),
        label="Meeting to defer to",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the meeting to defer to"},
    )
    reason = forms.CharField(
        label="Why is it deferred?",
        required=False,
        help_text="Published with the work programme, if the item is a topic of it",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        to.queryset = meetings


class WithdrawForm(Form):
    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="For your colleagues; it is not printed",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the item is withdrawn"},
    )
