"""The form of a call-in: what a councillor says, and what an officer copies from a form on paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from callins.call_in_gates import CALLERS
from callins.models import CallIn
from callins.rules import Rules
from committees.forms.versioned import VersionedForm
from committees.models import Membership
from council.models import Person
from scrutiny.lib.cut_off import cut_off
from scrutiny.lib.govuk_forms import DateField, Form, ModelForm, TimeField

from .matter import area

WORDS = ["reasons", "alternative", "alternative_is_deferral", "is_education"]
LABELS = {
    "reasons": "Reasons for the call-in",
    "alternative": "What should be decided instead",
    "alternative_is_deferral": "The alternative is to put the decision off",
    "is_education": "It relates to an education function",
    "lead_name": "Name of the lead as it is on the form",
    "resident_signatures": "Residents’ signatures that were checked and count",
    "method": "How it came",
}


HELP = {
    "alternative": "",
    "alternative_is_deferral": "",
    "is_education": "Church and parent governor representatives can then vote on it",
    "resident_signatures": "",
}


class GroundFields(forms.Form):
    """One box to tick for each ground of the rules, which opens a box for its particulars."""

    rules: Rules

    def add_grounds(self, chosen: dict[str, str]) -> None:
        grounds = self.rules.content.grounds
        if not grounds:
            return
        field = forms.MultipleChoiceField(
            label="Grounds",
            choices=[(ground.code, ground.text) for ground in grounds],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=list(chosen),
        )
        field.reveals = {ground.code: f"particulars_{ground.code}" for ground in grounds}  # type: ignore[attr-defined]
        self.fields = {"grounds": field, **self.fields}
        for ground in grounds:
            self.fields[f"particulars_{ground.code}"] = forms.CharField(
                label="Particulars", required=False, widget=area(3), initial=chosen.get(ground.code, "")
            )

    def add_questions(self, answered: list[dict[str, str]]) -> None:
        """What the rules ask besides, each with a box of its own at the end of the form."""
        known = {each["question"]: each["answer"] for each in answered}
        for number, question in enumerate(self.rules.content.extra_fields):
            self.fields[f"question_{number}"] = forms.CharField(
                label=question, required=False, widget=area(3), initial=known.get(question, "")
            )

    @property
    def answers(self) -> list[dict[str, str]]:
        given = enumerate(self.rules.content.extra_fields)
        rows = [{"question": question, "answer": self.cleaned_data[f"question_{n}"]} for n, question in given]
        return [row for row in rows if row["answer"].strip()]

    @property
    def grounds_given(self) -> dict[str, str]:
        codes = self.cleaned_data.get("grounds", [])
        return {code: self.cleaned_data.get(f"particulars_{code}", "") for code in codes}


class WordsForm(GroundFields, VersionedForm):
    class Meta:
        model = CallIn
        fields = WORDS
        labels, help_texts = LABELS, HELP
        widgets = {"reasons": area(6), "alternative": area(4)}

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        self.add_grounds({each.code: each.particulars for each in self.instance.grounds.all()})
        if not rules.content.deferral_allowed:
            del self.fields["alternative_is_deferral"]
        self.add_questions(self.instance.answers)

    @property
    def values(self) -> dict[str, Any]:
        written = {name: value for name, value in self.cleaned_data.items() if name in WORDS}
        return written | {"answers": self.answers}


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.printed_name)


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    widget = forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small app-columns"})

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.printed_name)


def callers() -> Any:
    return Person.objects.filter(kind__in=CALLERS).order_by("family_name", "given_name")


def callers_now() -> Any:
    """Councillors in office and co-opted members with a seat: whom somebody can ask today."""
    today = timezone.localdate()
    in_office = Person.objects.in_office(today).values("pk")
    seats = Membership.objects.on(today).values("person")
    return callers().filter(Q(pk__in=in_office) | Q(kind=Person.Kind.COOPTEE, pk__in=seats))


class RecordForm(GroundFields, ModelForm):
    """A form that came on paper, by e-mail or as a petition."""

    lead = PersonChoice(label="Lead councillor", queryset=Person.objects.none(), required=False)
    signers = PeopleChoice(label="Supported by", queryset=Person.objects.none(), required=False)
    form_dated = DateField(label="Date on the form", required=False)
    received_on = DateField(label="Day it was received")
    received_time = TimeField(
        label="Time it was received", help_text="It decides whether the call-in is in time"
    )

    class Meta:
        model = CallIn
        fields = ("method", "lead", "resident_signatures", *WORDS)
        labels, help_texts = LABELS, HELP
        widgets = {"reasons": area(6), "alternative": area(4), "method": forms.RadioSelect}

    field_order = ("method", "received_on", "received_time", "form_dated", "lead", "signers")

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        for name in ("lead", "signers"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = callers()
        method = self.fields["method"]
        assert isinstance(method, forms.ChoiceField)
        method.choices = [each for each in CallIn.Method.choices if each[0] != CallIn.Method.ONLINE]
        method.initial = CallIn.Method.PAPER
        residents = any(route.pool in ("electors", "interested_persons") for route in rules.triggers.routes)
        if not residents:
            del self.fields["resident_signatures"]
        self.add_grounds({})
        self.add_questions([])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("lead") and not values.get("signers") and not values.get("resident_signatures"):
            self.add_error("lead", "Say who signed it: a lead, supporters or residents")
        day, time = values.get("received_on"), values.get("received_time")
        if day and time:
            received = cut_off(day, time).moment
            values["received_at"] = received
            if received > timezone.now():
                self.add_error("received_on", "The time of receipt must be in the past")
        return values

    @property
    def values(self) -> dict[str, Any]:
        names = {"method", "resident_signatures", "form_dated", *WORDS}
        given = {name: value for name, value in self.cleaned_data.items() if name in names}
        given |= {name: self.cleaned_data[name] for name in ("lead", "signers", "received_at")}
        return given | {"answers": self.answers}


class InviteForm(Form):
    people = PeopleChoice(label="Councillors to ask", queryset=Person.objects.none())

    def __init__(self, *args: Any, call_in: CallIn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        asked = call_in.signatures.filter(withdrawn_at=None).values("person")
        field.queryset = callers_now().exclude(pk__in=asked)
