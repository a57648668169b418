"""Forms for minutes, their resolutions, their corrections and what follows from them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from committees.models import Action, AgendaItem, Meeting, MinuteEntry, Minutes, Resolution
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form, MultipleFileField

from .versioned import VersionedForm

PRIVATE = ("exempt_text", "public_summary")
MARKDOWN = {"data-markdown": "", "class": "app-writing"}


class EntryForm(VersionedForm):
    """The words of one item. Of an exempt item there are no public words but the summary."""

    mark_optional = False

    class Meta:
        model = MinuteEntry
        fields = ("considered", "text", "clerk_note", "exempt_text", "public_summary")
        labels = {
            "considered": "What the committee considered",
            "text": "Discussion",
            "clerk_note": "Clerk’s note",
            "exempt_text": "Exempt minutes",
            "public_summary": "Summary for the public",
        }
        help_texts = {
            "considered": "",
            "text": "Everybody will read this",
            "clerk_note": "Printed in brackets after the resolutions",
            "exempt_text": "Printed in the exempt minutes only",
            "public_summary": "What the public can read of what was discussed in private",
        }
        widgets = {
            "considered": forms.Textarea(attrs={"rows": 2}),
            "text": forms.Textarea(attrs={"rows": 12, **MARKDOWN}),
            "clerk_note": forms.Textarea(attrs={"rows": 2}),
            # What is exempt stays in the browser no longer than the tab that it is typed in.
            "exempt_text": forms.Textarea(attrs={"rows": 8, "data-keeps-draft-briefly": "", **MARKDOWN}),
            "public_summary": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.is_exempt:
            for name in ("considered", "text", "clerk_note"):
                del self.fields[name]
        # Under a public item these are folded away until they are wanted.
        self.private = () if item.is_exempt else PRIVATE

    @property
    def has_private(self) -> bool:
        return any(self[name].value() for name in self.private)


class FrontForm(VersionedForm):
    class Meta:
        model = Minutes
        fields = ("officers_present", "others_present", "opening")
        labels = {
            "officers_present": "Officers present throughout",
            "others_present": "Also present",
            "opening": "Before the first item",
        }
        help_texts = {
            "officers_present": "One to a line, with their post. Those on the attendance list are printed already",
            "others_present": "One to a line",
            "opening": "",
        }
        widgets = {
            "officers_present": forms.Textarea(attrs={"rows": 3}),
            "others_present": forms.Textarea(attrs={"rows": 3}),
            "opening": forms.Textarea(attrs={"rows": 4, **MARKDOWN}),
        }


class PartsField(forms.CharField):
    """The parts of a resolution, one to a line; the numbers (i), (ii), (iii) are printed."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class ResolutionForm(VersionedForm):
    parts = PartsField(
        label="Parts",
        required=False,
        help_text="One to a line. They are numbered (i), (ii), (iii) by themselves",
    )

    class Meta:
        model = Resolution
        fields = ("kind", "text", "parts", "is_exempt")
        labels = {
            "kind": "The committee",
            "text": "What was decided",
            "is_exempt": "Only in the exempt minutes",
        }
        help_texts = {"text": "Goes on after “It was agreed that”. Can be empty when there are parts"}
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(Resolution.Kind.choices)  # type: ignore[attr-defined]
        if item.is_exempt:
            del self.fields["is_exempt"]


class ActionForm(VersionedForm):
    due_on = DateField(label="Due date")

    class Meta:
        model = Action
        fields = ("text", "owner", "owner_post", "due_on", "is_exempt")
        labels = {
            "text": "What is to be done",
            "owner": "Owner",
            "owner_post": "Or a post",
            "is_exempt": "Only in the exempt minutes",
        }
        help_texts = {"owner": "", "owner_post": "Like Head of Procurement, where no person is named"}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, item: AgendaItem | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = Person.objects.order_by("family_name", "given_name")
        owner.empty_label = "Nobody by name"
        if item is not None and item.is_exempt:
            del self.fields["is_exempt"]


class ReplyForm(Form):
    text = forms.CharField(label="What has been done", widget=forms.Textarea(attrs={"rows": 6}))
    documents = MultipleFileField(
        label="Documents",
        required=False,
        help_text="PDF, Word, Excel or pictures. An officer looks them through before anybody else sees them",
    )


class SettleForm(Form):
    state = forms.ChoiceField(
        label="How is it settled?",
        choices=[(Action.State.CLOSED, "It is done"), (Action.State.DROPPED, "It is no longer needed")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        help_text="Needed when it is no longer needed",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CheckForm(Form):
    chair = forms.CharField(label="Who checked them", max_length=120, help_text="As the name is printed")


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{obj.local_start:%A %-d %B %Y}"


class ApproveForm(Form):
    meeting = MeetingChoice(
        Meeting.objects.none(),
        label="Meeting that approved them",
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = meetings


class PutOnForm(ApproveForm):
    """The same choice, of a meeting to come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].label = "Meeting that is to approve them"


class SignForm(Form):
    name = forms.CharField(label="Who signed them", max_length=120, help_text="As the name is printed")


class CorrectForm(Form):
    before = forms.CharField(
        label="Words as they stand", widget=forms.Textarea(attrs={"rows": 3}), help_text="Copy them exactly"
    )
    after = forms.CharField(
        label="Words as corrected",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Empty to take them out",
    )
    reason = forms.CharField(label="Why", required=False, max_length=200)
    field = forms.ChoiceField(label="Where", widget=forms.RadioSelect)

    def __init__(self, *args: Any, entry: MinuteEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = EntryForm(instance=entry, item=entry.item).fields
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, each.label) for name, each in labels.items() if getattr(entry, name, "")][:5]


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: AgendaItem) -> str:
        return f"{obj.meeting.date:%-d %B %Y}: {obj.title}"


class ExtractForm(Form):
    onto = ItemChoice(
        AgendaItem.objects.none(), label="Item that gets the extract", empty_label="Choose an agenda item"
    )
    label = forms.CharField(
        label="Label", required=False, max_length=40, help_text="Like Appendix 1", initial="Appendix 1"
    )

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        onto = self.fields["onto"]
        assert isinstance(onto, forms.ModelChoiceField)
        onto.queryset = items
