"""Forms for the people the council names, and for finding them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from council.models import Council, Group, GroupLeader, Person, Term, Ward
from council.models.people import PersonQuerySet
from scrutiny.lib.govuk_forms import DateField, Form

from .versioned import VersionedForm

SORTS: dict[str, list[Any]] = {
    "name": ["family_name", "given_name"],
    "kind": ["kind", "family_name", "given_name"],
    "group": [F("group_today").asc(nulls_last=True), "family_name", "given_name"],
    "ward": [F("ward_today").asc(nulls_last=True), "family_name", "given_name"],
}
BACKWARDS: dict[str, list[Any]] = {
    "-name": ["-family_name", "-given_name"],
    "-kind": ["-kind", "family_name", "given_name"],
    "-group": [F("group_today").desc(nulls_last=True), "family_name", "given_name"],
    "-ward": [F("ward_today").desc(nulls_last=True), "family_name", "given_name"],
}


def ward_word() -> str:
    return (Council.objects.first() or Council()).ward_word or "Ward"


class PeopleFilter(Form):
    q = forms.CharField(label="Name", required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    kind = forms.ChoiceField(label="Who", required=False, choices=[("", "Everybody"), *Person.Kind.choices])
    group = forms.ModelChoiceField(
        Group.objects.all(), label="Political group", required=False, empty_label="Any"
    )
    ward = forms.ModelChoiceField(Ward.objects.all(), label="Ward", required=False, empty_label="Any")
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].label = ward_word()

    def found(self, today: date) -> QuerySet[Person]:
        """Group and ward are those of today's term of office."""
        wanted = self.cleaned_data if self.is_valid() else {}
        people: PersonQuerySet = Person.objects.named(wanted.get("q", ""))
        if wanted.get("kind"):
            people = people.filter(kind=wanted["kind"])
        term = {name: wanted[name] for name in ("group", "ward") if wanted.get(name)}
        if term:
            people = people.in_office(today, **term)
        terms = Term.objects.filter(Q(end=None) | Q(end__gte=today), start__lte=today, person=OuterRef("pk"))
        people = people.annotate(
            group_today=Subquery(terms.values("group__name")[:1]),
            ward_today=Subquery(terms.values("ward__name")[:1]),
        )
        sorts = SORTS | BACKWARDS
        return people.order_by(*sorts.get(wanted.get("sort", ""), SORTS["name"]), "pk")


class PersonForm(VersionedForm):
    class Meta:
        model = Person
        fields = [
            "kind",
            "given_name",
            "family_name",
            "printed_name",
            "post",
            "organisation",
            "represents",
            "email",
            "phone",
        ]
        labels = {
            "kind": "What they are to the council",
            "given_name": "First names",
            "family_name": "Last name",
            "printed_name": "Name as agendas and minutes print it",
            "represents": "Whom a co-opted member represents",
            "email": "Email address",
            "phone": "Telephone number",
        }
        help_texts = {
            "printed_name": "Leave blank to make it from the names, like Councillor A Example",
            "post": "Like Democratic Services Officer",
            "organisation": "For somebody from outside the council",
            "represents": "Like Parent governors",
        }
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["printed_name"].required = False
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = Person.Kind.choices  # radio buttons need no line of dashes


class TermForm(Form):
    start = DateField(label="First day in office", help_text="For example, 8 5 2025")
    end = DateField(label="Last day in office", required=False, help_text="Leave blank until it is known")
    group = forms.ModelChoiceField(
        Group.objects.all(), label="Political group", required=False, empty_label="None"
    )
    ward = forms.ModelChoiceField(Ward.objects.all(), label="Ward", empty_label="Choose")

    def __init__(self, *args: Any, term: Term | None = None, **kwargs: Any) -> None:
        if term:
            names = ("start", "end", "group", "ward")
            kwargs["initial"] = {name: getattr(term, name) for name in names}
        super().__init__(*args, **kwargs)
        ward, word = self.fields["ward"], ward_word()
        ward.label = word
        ward.error_messages["required"] = f"Select the {word.lower()}"


class EndTermForm(Form):
    on = DateField(label="Last day in office", help_text="For example, 4 5 2025")


class LeaderForm(Form):
    role = forms.ChoiceField(
        label="What they do", choices=GroupLeader.Role.choices, widget=forms.RadioSelect, initial="leader"
    )
    group = forms.ModelChoiceField(Group.objects.all(), label="Political group", empty_label="Choose")
    start = DateField(label="First day", help_text="For example, 8 5 2025")
    end = DateField(
        label="Last day",
        required=False,
        help_text="Leave blank until it is known. It ends by itself when they leave the group or the council",
    )

    def __init__(
        self, *args: Any, leader: GroupLeader | None = None, group: Group | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"group": group}
        if leader:
            kwargs["initial"] = {name: getattr(leader, name) for name in ("role", "group", "start", "end")}
        super().__init__(*args, **kwargs)
