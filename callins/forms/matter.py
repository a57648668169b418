"""What the forms of planned and of made decisions share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from committees.forms.agenda import ParagraphsField
from committees.forms.directory import ward_word
from committees.forms.versioned import VersionedForm
from council.models import Person, Ward

Group = tuple[str, list[str]]

LABELS = {
    "title": "Title",
    "restricted_title": "Title for officers",
    "maker_kind": "Kind of decision maker",
    "decision_maker": "Decision maker",
    "maker_person": "The person who decides",
    "is_key": "This is a key decision",
    "key_spending": "It means significant spending or savings for the service",
    "key_wards": "It has significant effects on communities in two or more areas",
    "key_reason": "Why it is key, or why it is not",
    "is_education": "It is about education",
    "contact": "Contact for the public",
    "is_private": "It is taken in private, or some of its papers are kept back",
    "private_reason": "Why it is private",
}
HELP = {
    "title": "Everybody can read this title, also when the decision is private",
    "restricted_title": "Only if the public title has to say less. It is never published",
    "decision_maker": "As it is printed: the body, or the person’s name and title",
    "maker_person": "If one person decides. Members of the Cabinet cannot call their own decisions in",
    "key_reason": "In words the public can read",
    "is_education": "Church and parent governor representatives can then vote on it at scrutiny",
    "is_private": "",
    "private_reason": "In words the public can read. The record is published, so write all of it without what must"
    " be kept back. The report and restricted papers are not published",
}


class MatterForm(VersionedForm):
    """`groups` are the headings of the form, each with its fields."""

    groups: list[Group] = []
    all_wards = forms.BooleanField(required=False)
    wards = forms.ModelMultipleChoiceField(
        Ward.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small app-columns"}),
    )
    paragraphs = ParagraphsField(help_text="Which descriptions of exempt information apply")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word = ward_word()
        self.fields["all_wards"].label = f"It affects all {word.lower()}s"
        self.fields["wards"].label = f"{word}s it affects"
        if self.instance.pk:
            self.initial["wards"] = list(self.instance.wards.all())
        self._name_people()
        paragraphs = self.fields.get("paragraphs")
        if isinstance(paragraphs, ParagraphsField):
            paragraphs.offer(self.instance.paragraphs)

    def _name_people(self) -> None:
        for name, kinds, empty in (
            ("contact", [Person.Kind.OFFICER], "Choose an officer"),
            ("maker_person", [Person.Kind.COUNCILLOR, Person.Kind.OFFICER], "Nobody in particular"),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Person.objects.filter(kind__in=kinds)
            field.empty_label = empty

    @property
    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (heading, [self[name] for name in names if name in self.fields]) for heading, names in self.groups
        ]

    def differences(self, current: models.Model) -> list[dict[str, str]]:
        """Wards are another table; two people who changed only those see no conflict."""
        wards = self.cleaned_data.pop("wards", None)
        rows = super().differences(current)
        if wards is not None:
            self.cleaned_data["wards"] = wards
        return rows

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        why_key = values.get("key_spending") or values.get("key_wards") or values.get("key_reason")
        if values.get("is_key") and not why_key:
            self.add_error("key_reason", "Say why it is a key decision, or tick one of the boxes above")
        if values.get("is_private") and not values.get("private_reason"):
            self.add_error("private_reason", "Say why it is private, in words the public can read")
        return values

    def _get_validation_exclusions(self) -> set[str]:
        """The database's own checks speak to programmers; `clean` has said the same in words."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        if self.errors:
            excluded |= {"is_key", "is_private", "exclusion", "due"}
        return excluded


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})
