from __future__ import annotations

from django import forms
from django.utils import timezone

from committees.models import Committee
from council.models import Person
from scrutiny.lib.govuk_forms import DateField, Form

from .asking import Question
from .models import Kind

LONGEST = 200


class SearchForm(Form):
    """What is wrong in a filter is said, and the rest is searched for."""

    SORTS = [("relevance", "Best match"), ("date", "Newest")]

    q = forms.CharField(label="Search", required=False, max_length=LONGEST)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Everything"), *Kind.choices], required=False)
    committee = forms.ModelChoiceField(
        Committee.objects.all(), required=False, to_field_name="slug", empty_label="All committees"
    )
    person = forms.CharField(
        label="Councillor", required=False, max_length=80, help_text="All or part of the name"
    )
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)
    sort = forms.ChoiceField(label="Order", choices=SORTS, required=False)

    def clean_person(self) -> Person | None:
        """One person; several of that name are asked to be told apart."""
        words = self.cleaned_data["person"].strip()
        if not words:
            return None
        today = timezone.localdate()
        found = list(Person.objects.filter(kind=Person.Kind.COUNCILLOR).named(words)[:6])
        if not found:
            raise forms.ValidationError("No councillor of that name was found")
        if len(found) > 1:
            in_office = list(Person.objects.in_office(today).filter(pk__in=[each.pk for each in found]))
            found = in_office if len(in_office) == 1 else found
        if len(found) > 1:
            names = ", ".join(each.full_name for each in found)
            raise forms.ValidationError(f"Say which councillor you mean: {names}")
        return found[0]

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "This day must not be before the first")

    def question(self) -> Question:
        self.is_valid()
        given = self.cleaned_data
        return Question(
            words=given.get("q", ""),
            committee=given.get("committee"),
            kind=given.get("kind", ""),
            since=given.get("since"),
            until=given.get("until"),
            person=given.get("person"),
            by_date=given.get("sort") == "date",
        )
