from __future__ import annotations

from datetime import date

from django import forms

from council.models import Group, Ward
from council.models.people import PersonQuerySet
from scrutiny.lib.govuk_forms import Form


class CouncillorFilter(Form):
    """How readers look for a councillor: by name, by where they live, by group."""

    q = forms.CharField(label="Name", required=False, max_length=80)
    ward = forms.ModelChoiceField(Ward.objects.all(), label="Area", required=False, empty_label="Everywhere")
    group = forms.ModelChoiceField(Group.objects.all(), required=False, empty_label="All groups")

    def apply(self, people: PersonQuerySet, today: date) -> PersonQuerySet:
        wanted = self.cleaned_data if self.is_valid() else {}
        of_term = {name: wanted[name] for name in ("ward", "group") if wanted.get(name)}
        found: PersonQuerySet = people.in_office(today, **of_term)
        return found.named(wanted["q"]) if wanted.get("q") else found
