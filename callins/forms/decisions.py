"""Forms of the record of a decision, of the report it was made on, and of its papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from callins.models import Decision, DecisionReport, RuleSet
from callins.standing import urgency_words
from committees.forms.agenda import ParagraphsField
from committees.forms.papers import ClassificationField, WithParagraphs, say_what_is_taken
from committees.forms.versioned import VersionedForm
from committees.models import Committee
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form, MultipleFileField

from .matter import HELP, LABELS, Group, MatterForm, area

OPTIONS = 5
WORDS = [
    "title",
    "purpose",
    "decision",
    "reasons",
    "alternatives",
    "conflicts",
    "dispensations",
    "delegations",
]
DECISION_LABELS = LABELS | {
    "purpose": "Purpose",
    "decision": "Decision",
    "reasons": "Reasons",
    "alternatives": "Alternatives considered and rejected",
    "conflicts": "Conflicts of interest",
    "dispensations": "Dispensations",
    "delegations": "Delegations",
    "in_framework": "It is within the budget and policy framework",
    "committee": "Scrutiny committee",
    "exclusion": "Can it be called in?",
    "exclusion_reason": "Why it cannot be called in",
    "consent_role": "Who agreed that it is urgent",
    "consent_name": "Name",
}
DECISION_HELP = HELP | {
    "decision": "The exact words of the decision. Number the parts (a), (b)",
    "alternatives": "Each with the reason why it was rejected",
    "conflicts": "Declared by those who decided, or by members of the Cabinet who were consulted",
    "dispensations": "Granted by the head of paid service",
    "delegations": "What is delegated, to whom, and within what limits",
    "committee": "Within whose remit it falls",
    "exclusion_reason": "It is published. Leave blank if the decision can be called in",
    "consent_role": "Like Chair of the People and Families Scrutiny Committee",
}
DECISION_WIDGETS = {
    "purpose": area(3),
    "decision": area(6),
    "reasons": area(5),
    "alternatives": area(5),
    "conflicts": area(2),
    "dispensations": area(2),
    "delegations": area(2),
    "key_reason": area(2),
    "private_reason": area(2),
    "exclusion_reason": area(2),
}


class DecisionForm(MatterForm):
    groups: list[Group] = [
        ("The decision", ["reference", *WORDS]),
        ("Who decided, and when", ["maker_kind", "decision_maker", "maker_person", "made_on", "meeting_date"]),
        ("Is it a key decision?", ["is_key", "key_spending", "key_wards", "key_reason"]),
        ("Whom it affects", ["all_wards", "wards", "is_education", "in_framework", "committee", "contact"]),
        ("Call-in", ["exclusion", "exclusion_reason", "consent_role", "consent_name", "consent_on"]),
        ("Is it private?", ["is_private", "paragraphs", "private_reason", "restricted_title"]),
    ]  # fmt: skip
    made_on = DateField(label="Date of the decision")
    meeting_date = DateField(
        label="Date of the meeting", required=False, help_text="If it was taken at a meeting"
    )
    consent_on = DateField(label="Agreed on", required=False, help_text="If it was exempted as urgent")

    class Meta:
        model = Decision
        fields = (
            *WORDS,
            "restricted_title",
            "maker_kind",
            "decision_maker",
            "maker_person",
            "made_on",
            "meeting_date",
            "is_key",
            "key_spending",
            "key_wards",
            "key_reason",
            "is_education",
            "in_framework",
            "all_wards",
            "committee",
            "contact",
            "exclusion",
            "exclusion_reason",
            "consent_role",
            "consent_name",
            "consent_on",
            "is_private",
            "paragraphs",
            "private_reason",
        )
        labels, help_texts, widgets = DECISION_LABELS, DECISION_HELP, DECISION_WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_committee(self)
        exclusion = self.fields["exclusion"]
        assert isinstance(exclusion, forms.ChoiceField)
        exclusion.choices = [("", "Yes, if the rules allow it"), *Decision.Exclusion.choices]
        rule_set = RuleSet.objects.in_force(timezone.localdate())
        exclusion.help_text = urgency_words(rule_set.parsed) if rule_set else ""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("exclusion") and not values.get("exclusion_reason"):
            self.add_error("exclusion_reason", "Say why it cannot be called in. The reason is published")
        agreed = values.get("consent_name") and values.get("consent_on")
        if values.get("exclusion") == Decision.Exclusion.URGENT and not agreed:
            self.add_error("consent_name", "Say who agreed that it is urgent, and when")
        return values


class NewDecisionForm(DecisionForm):
    reference = forms.CharField(
        label="Reference",
        required=False,
        max_length=60,
        help_text="Leave blank to give it the next one",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )

    class Meta(DecisionForm.Meta):
        pass


def choose_committee(form: forms.Form | MatterForm) -> None:
    field = form.fields["committee"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Committee.objects.current()
    field.empty_label = "Not decided"


class CorrectionForm(MatterForm):
    """What a correction may change. Dates, the kind of decision and who may call it in stay as published."""

    groups: list[Group] = [
        ("Why it is corrected", ["reason"]),
        ("The decision", WORDS),
        ("Who and whom", ["decision_maker", "maker_person", "all_wards", "wards", "committee", "contact"]),
    ]
    reason = forms.CharField(
        label="What was wrong", help_text="It is published with the date of the correction", widget=area(2)
    )
    paragraphs = None  # type: ignore[assignment]

    class Meta:
        model = Decision
        fields = (*WORDS, "decision_maker", "maker_person", "all_wards", "committee", "contact")
        labels, help_texts, widgets = DECISION_LABELS, DECISION_HELP, DECISION_WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_committee(self)

    def differences(self, current: Any) -> list[dict[str, str]]:
        reason = self.cleaned_data.pop("reason", "")
        rows = super().differences(current)
        self.cleaned_data["reason"] = reason
        return rows


class OptionForm(Form):
    """A row of the table of options. Rows that are left empty are left out."""

    option = forms.CharField(label="Option", required=False, widget=area(3))
    advantages = forms.CharField(
        label="Advantages", required=False, widget=area(3), help_text="One to a line"
    )
    risks = forms.CharField(label="Risks", required=False, widget=area(3), help_text="One to a line")
    is_recommended = forms.BooleanField(label="This one is recommended", required=False)
    mark_optional = False


class OptionFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    @property
    def rows(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("option")]

    def clean(self) -> None:
        if any(self.errors):
            return
        if sum(bool(row["is_recommended"]) for row in self.rows) > 1:
            raise forms.ValidationError("Recommend one option only")


def option_rows(data: Any, report: DecisionReport) -> OptionFormSet:
    initial = list(report.options.values("option", "advantages", "risks", "is_recommended"))
    extra = max(1, OPTIONS - len(initial))
    kind = forms.formset_factory(OptionForm, formset=OptionFormSet, extra=extra)
    formset = kind(data, initial=initial, prefix="options")
    assert isinstance(formset, OptionFormSet)
    return formset


class ReportForm(VersionedForm):
    class Meta:
        model = DecisionReport
        fields = (
            "report_from",
            "report_to",
            "past_pathway",
            "future_pathway",
            "summary",
            "recommendation",
            "body",
            "financial",
            "legal",
            "equalities",
            "other",
            "conclusions",
            "background_documents",
            "author",
            "director",
        )
        labels = {
            "report_from": "From",
            "report_to": "To",
            "past_pathway": "Where it has been",
            "future_pathway": "Where it goes next",
            "body": "The report",
            "financial": "Financial implications",
            "legal": "Legal implications",
            "equalities": "Equalities implications",
            "other": "Other implications",
            "background_documents": "Background documents",
            "author": "Report author",
            "director": "Director",
        }
        help_texts = {
            "report_from": "The name and post, like Director of Children’s Services",
            "past_pathway": "Body and date, one to a line",
            "future_pathway": "One to a line",
            "recommendation": "What the decision maker is asked to decide. It is printed at the top and at the end",
            "body": "You can use headings (##), lists and tables",
            "background_documents": "One document to a line",
        }
        widgets = {
            "past_pathway": area(2),
            "future_pathway": area(2),
            "summary": area(4),
            "recommendation": area(5),
            "body": area(14),
            "financial": area(3),
            "legal": area(3),
            "equalities": area(3),
            "other": area(2),
            "conclusions": area(3),
            "background_documents": area(2),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("author", "director"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Person.objects.filter(kind=Person.Kind.OFFICER)
            field.empty_label = "Nobody"


class PaperForm(WithParagraphs):
    papers = MultipleFileField(
        label="Files",
        error_messages={
            "required": "Choose at least one file",
            "empty": "One of the files is empty",
            "missing": "Choose at least one file",
        },
    )
    classification = ClassificationField(label="Who may read them?")
    paragraphs = ParagraphsField(help_text="If they are exempt")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = self.fields["papers"]
        assert isinstance(papers, forms.FileField)
        papers.allow_empty_file = True
        say_what_is_taken(papers, "Choose several at once; they are added in this order.")
        self.offer([])
