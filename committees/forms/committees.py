from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from committees.models import Committee, InformationText, Membership, ReportTemplate, StandingItem
from committees.references import require_usable
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form, ModelForm, TimeField

from .versioned import VersionedForm

PEOPLE_SHOWN = 15
SHORT = {"class": "govuk-input--width-5"}


class CommitteeForm(VersionedForm):
    start_time = TimeField(label="Usual start time")
    pre_meeting_time = TimeField(
        label="Time of the private pre-meeting", required=False, help_text="Leave blank if there is none"
    )

    class Meta:
        model = Committee
        fields = [
            "name",
            "code",
            "remit",
            "quorum",
            "is_education",
            "contact",
            "report_contact",
            "venue",
            "start_time",
            "pre_meeting_time",
            "pre_meeting_place",
            "pre_meeting_audience",
            "report_pattern",
            "report_reset",
            "report_template",
        ]
        labels = {
            "is_education": "Its work relates wholly or partly to education",
            "contact": "Contact on the agenda front page",
            "report_contact": "Contact on reports",
            "venue": "Usual venue",
            "pre_meeting_place": "Place of the pre-meeting",
            "pre_meeting_audience": "Who comes to the pre-meeting",
            "report_pattern": "Pattern of report references",
            "report_reset": "Numbering starts again",
            "report_template": "Template of reports",
        }
        help_texts = {
            "code": "2 to 10 capital letters and digits, like PAF. Meeting references begin with it.",
            "remit": "What the committee looks after, for the public to read",
            "quorum": "How many members must be present",
            "report_template": "New reports start from it. Those already begun stay as they are",
            "is_education": "Church and parent governor representatives can then vote on education",
            "pre_meeting_audience": "Like “committee members only”",
        }
        widgets = {
            "code": forms.TextInput(attrs=SHORT),
            "quorum": forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
            "remit": forms.Textarea(attrs={"rows": 4}),
            "report_pattern": forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officers = Person.objects.filter(kind=Person.Kind.OFFICER)
        for name in ("contact", "report_contact"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = officers
            field.empty_label = "Choose an officer"
        template = self.fields["report_template"]
        assert isinstance(template, forms.ModelChoiceField)
        offered = ReportTemplate.objects.offered()
        template.queryset = offered | ReportTemplate.objects.filter(pk=self.instance.report_template_id)
        template.empty_label = "A plain cover sheet"

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()

    def clean_report_pattern(self) -> str:
        pattern = str(self.cleaned_data["report_pattern"]).strip()
        require_usable(pattern)
        return pattern


class NewCommitteeForm(CommitteeForm):
    slug = forms.SlugField(
        label="Address of its page",
        max_length=80,
        required=False,
        help_text="Small letters, digits and hyphens. Leave blank to make it from the name.",
    )
    field_order = ["name", "slug", "code"]


class FindPersonForm(Form):
    q = forms.CharField(
        label="Find a councillor or co-opted member",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def found(self, committee: Committee, today: date) -> QuerySet[Person]:
        """People in office or to be, who are not on the committee. The words may be a name, group or ward."""
        members = committee.memberships.filter(Q(end=None) | Q(end__gte=today)).values("person")
        councillor = Q(kind=Person.Kind.COUNCILLOR) & (Q(terms__end=None) | Q(terms__end__gte=today))
        people = Person.objects.filter(councillor | Q(kind=Person.Kind.COOPTEE)).exclude(pk__in=members)
        words = self.cleaned_data["q"].split() if self.is_valid() else []
        for word in words:
            people = people.filter(
                Q(printed_name__icontains=word)
                | Q(given_name__icontains=word)
                | Q(family_name__icontains=word)
                | Q(represents__icontains=word)
                | Q(terms__group__name__icontains=word)
                | Q(terms__ward__name__icontains=word)
            )
        return people.distinct().prefetch_related("terms__group", "terms__ward")


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        term = next(iter(obj.terms.all()), None)
        facts = (
            [obj.represents] if obj.kind == Person.Kind.COOPTEE else [term and term.group, term and term.ward]
        )
        words = ", ".join(str(fact) for fact in facts if fact)
        return f"{obj.full_name} ({words})" if words else obj.full_name


class MemberForm(Form):
    person = PersonChoice(
        Person.objects.none(),
        label="Who joins the committee?",
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        empty_label=None,
        error_messages={"required": "Select who joins the committee"},
    )
    role = forms.ChoiceField(label="Role", choices=Membership.Role, initial=Membership.Role.MEMBER)
    start = DateField(label="First day")
    end = DateField(label="Last day", required=False, help_text="Leave blank if it is not known")
    reason = forms.CharField(
        label="Reason", required=False, max_length=160, help_text="Like “Appointed by annual council”"
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Everybody found can be chosen, even if the search has moved on; only the first are shown.
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people
        shown = [(person.pk, field.label_from_instance(person)) for person in people[:PEOPLE_SHOWN]]
        field.widget.choices = shown

    def clean(self) -> None:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and end < start:
            self.add_error("end", "Last day must be on or after the first day")


class EndMembershipForm(Form):
    on = DateField(label="Last day on the committee")
    reason = forms.CharField(
        label="Reason", max_length=160, help_text="Like “Resigned” or “Replaced by the group”"
    )


class ChangeRoleForm(Form):
    role = forms.ChoiceField(label="New role", widget=forms.RadioSelect)
    start = DateField(label="First day in the new role")
    reason = forms.CharField(label="Reason", required=False, max_length=160)
    former_chair = forms.ChoiceField(
        label="If there is a chair now, what becomes of them?",
        choices=[("stays", "They stay as a member"), ("leaves", "They leave the committee")],
        widget=forms.RadioSelect,
        initial="stays",
        required=False,
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cooptee = membership.person.kind == Person.Kind.COOPTEE
        roles = [
            role
            for role in Membership.Role
            if (role in Membership.Role.cooptees()) == cooptee and role != membership.role
        ]
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, role.label) for role in roles]
        if cooptee:
            del self.fields["former_chair"]
        else:
            field.reveals = {Membership.Role.CHAIR.value: "former_chair"}  # type: ignore[attr-defined]


class StandingItemForm(ModelForm):
    class Meta:
        model = StandingItem
        fields = ["title", "kind", "section", "note"]
        labels = {"section": "Part of the agenda", "note": "Note under the title"}
        help_texts = {
            "kind": "Some kinds make a page of the pack by themselves",
            "note": "For minutes and the date of the next meeting, {date} stands for the date of that meeting. "
            "Leave the note blank to use our words.",
        }
        widgets = {"section": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}


class InformationTextForm(ModelForm):
    class Meta:
        model = InformationText
        fields = ["title", "body"]
        labels = {"body": "Text"}
        help_texts = {"body": "You can use Markdown for headings, lists and links"}
        widgets = {"body": forms.Textarea(attrs={"rows": 10})}


def apply_errors(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Show what a verb refused; an error for a field the form lacks goes to the top of the page."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
