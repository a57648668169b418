"""Forms of the forward plan: an entry, its day, its notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from callins.models import GeneralException, PlannedDecision, PrivateMeetingNotice, SpecialUrgency
from scrutiny.lib.govuk_forms import DateField, Form, ModelForm

from .matter import HELP, LABELS, Group, MatterForm, area

DAY_HELP = "The first day on which it can be taken. Notices are counted back from it"


class WhenFields(forms.Form):
    due = DateField(label="Day of the decision", required=False, help_text=DAY_HELP)
    period = forms.CharField(
        label="Period in words",
        required=False,
        max_length=80,
        help_text="If the day is not certain, like “March or April 2027”. It is printed instead of the day",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "due" not in self.errors and not values.get("due") and not values.get("period"):
            self.add_error("due", "Enter the day of the decision, or a period in words")
        return values


class PlannedForm(MatterForm):
    groups: list[Group] = [
        ("What is to be decided", ["title", "reference", "matter"]),
        ("Who decides, and when", ["maker_kind", "decision_maker", "maker_person", "maker_members", "due", "period"]),
        ("Is it a key decision?", ["is_key", "key_spending", "key_wards", "key_reason"]),
        ("Whom it affects", ["all_wards", "wards", "is_education", "consultees", "consultation"]),
        ("Documents and contact", ["documents", "more_documents", "copies_from", "contact"]),
        ("Is it private?", ["is_private", "paragraphs", "private_reason", "restricted_title"]),
    ]  # fmt: skip

    class Meta:
        model = PlannedDecision
        fields = (
            "title",
            "restricted_title",
            "matter",
            "maker_kind",
            "decision_maker",
            "maker_person",
            "maker_members",
            "is_key",
            "key_spending",
            "key_wards",
            "key_reason",
            "is_education",
            "all_wards",
            "documents",
            "more_documents",
            "copies_from",
            "consultees",
            "consultation",
            "contact",
            "is_private",
            "paragraphs",
            "private_reason",
        )
        labels = LABELS | {
            "matter": "What is to be decided",
            "maker_members": "Members of the body",
            "documents": "Documents to be considered",
            "more_documents": "Other documents may follow",
            "copies_from": "Where documents can be had",
            "consultees": "Who is consulted",
            "consultation": "How they are consulted",
        }
        help_texts = HELP | {
            "maker_members": "If a body decides a key decision: one name to a line",
            "documents": "One document to a line",
            "more_documents": "",
            "copies_from": "An address, an office or a web page",
            "consultees": "One to a line",
            "consultation": "And until when",
        }
        widgets = {
            "matter": area(4),
            "maker_members": area(4),
            "key_reason": area(2),
            "documents": area(3),
            "consultees": area(3),
            "consultation": area(2),
            "private_reason": area(2),
            "maker_kind": forms.Select,
        }


class NewPlannedForm(WhenFields, PlannedForm):
    reference = forms.CharField(
        label="Reference",
        required=False,
        max_length=60,
        help_text="Leave blank to give it the next one, like FP/902/07/27",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )

    class Meta(PlannedForm.Meta):
        pass


class SlipForm(WhenFields, Form):
    reason = forms.CharField(label="Why it moves", help_text="It is published", widget=area(3))


class ReasonForm(Form):
    reason = forms.CharField(label="Reason", help_text="It is published", widget=area(3))


class NoticeForm(ModelForm):
    """One of the three notices. `unavailable` must be filled in when the first in the chain did not act."""

    published_on = DateField(label="Published on", help_text="The day the public could first read the notice")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        late = values.get("agreed_by") not in ("", None, "scrutiny_chair")
        if late and not values.get("unavailable"):
            self.add_error("unavailable", "Say why the chair of the scrutiny committee could not act")
        return values


class GeneralExceptionForm(NoticeForm):
    told_on = DateField(label="Told on")

    class Meta:
        model = GeneralException
        fields = ("why_impracticable", "told", "told_names", "told_on", "published_on")
        labels = {
            "why_impracticable": "Why 28 clear days’ notice could not be given",
            "told": "Who was told in writing",
            "told_names": "Their names",
        }
        help_texts = {"why_impracticable": "It is published"}
        widgets = {"why_impracticable": area(3), "told": forms.RadioSelect}


class SpecialUrgencyForm(NoticeForm):
    agreed_on = DateField(label="Agreed on")

    class Meta:
        model = SpecialUrgency
        fields = ("why_urgent", "agreed_by", "agreed_name", "agreed_on", "unavailable", "published_on")
        labels = {
            "why_urgent": "Why it cannot reasonably be deferred",
            "agreed_by": "Who agreed",
            "agreed_name": "Name",
            "unavailable": "Why nobody before them could act",
        }
        help_texts = {
            "why_urgent": "It is published",
            "unavailable": "Only if it was not the chair of the scrutiny committee",
        }
        widgets = {"why_urgent": area(3), "unavailable": area(2), "agreed_by": forms.RadioSelect}


class PrivateNoticeForm(NoticeForm):
    agreed_on = DateField(label="Agreed on", required=False)

    class Meta:
        model = PrivateMeetingNotice
        fields = (
            "stage",
            "reasons",
            "representations",
            "response",
            "agreed_by",
            "agreed_name",
            "agreed_on",
            "unavailable",
            "published_on",
        )
        labels = {
            "stage": "Which notice",
            "reasons": "Why the meeting is held in private",
            "representations": "What people said about meeting in private",
            "response": "The answer to them",
            "agreed_by": "Who agreed",
            "agreed_name": "Name",
            "unavailable": "Why nobody before them could act",
        }
        help_texts = {
            "reasons": "They are published",
            "representations": "For the further notice. Leave blank if nobody said anything",
            "agreed_by": "Only if it was agreed as urgent",
        }
        widgets = {
            "stage": forms.RadioSelect,
            "reasons": area(3),
            "representations": area(2),
            "response": area(2),
            "unavailable": area(2),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        given = [bool(values.get(name)) for name in ("agreed_by", "agreed_name", "agreed_on")]
        if values.get("stage") == PrivateMeetingNotice.Stage.URGENT and not all(given):
            self.add_error("agreed_by", "Say who agreed, with the name and the day")
        elif values.get("stage") != PrivateMeetingNotice.Stage.URGENT and any(given):
            self.add_error("agreed_by", "Leave this blank: nobody has to agree to this notice")
        return values


NOTICES: dict[str, tuple[type[NoticeForm], type[models.Model], str, str]] = {
    "late-key-decision": (
        GeneralExceptionForm,
        GeneralException,
        "Late key decision: general exception",
        "For a key decision without 28 clear days’ notice. Scrutiny is told in writing, the notice is published,"
        " and five clear days must pass before the decision. Nobody has to agree (regulation 10).",
    ),
    "special-urgency": (
        SpecialUrgencyForm,
        SpecialUrgency,
        "Special urgency",
        "For a key decision that cannot wait even five clear days. It needs agreement that it is urgent and cannot"
        " reasonably be deferred (regulation 11).",
    ),
    "private-meeting": (
        PrivateNoticeForm,
        PrivateMeetingNotice,
        "Private meeting",
        "For a decision taken at a meeting of the Cabinet in private: the notice 28 clear days before, the further"
        " notice five clear days before, or agreement that it cannot wait for them (regulation 5).",
    ),
}
