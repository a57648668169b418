"""Forms of the longlist: a suggestion from anybody, its points, and what is decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from committees.models import Committee
from scrutiny.lib.govuk_forms import Form
from workprogramme.models import Criterion, ProgrammeSection, Suggestion

from .topics import area


class SuggestForm(Form):
    committee = forms.ModelChoiceField(
        Committee.objects.current(),
        label="Which committee?",
        required=False,
        empty_label="I am not sure",
    )
    title = forms.CharField(label="What should scrutiny look at?", max_length=200)
    why = forms.CharField(
        label="Why?",
        required=False,
        max_length=4000,
        widget=area(5),
        help_text="What is wrong or could be better, and for whom. Leave out names of private people",
    )


class ResidentForm(SuggestForm):
    """Who they are is for the officer who answers them, and is never published."""

    name = forms.CharField(label="Your name", required=False, max_length=120)
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        help_text="Only so that we can answer you. Neither is published",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class ScoreForm(Form):
    """One box for each of the council's criteria; empty means not scored."""

    def __init__(
        self, *args: Any, suggestion: Suggestion, criteria: Iterable[Criterion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        given = {score.criterion_id: score.points for score in suggestion.scores.all()}
        for each in criteria:
            self.fields[f"criterion_{each.pk}"] = forms.IntegerField(
                label=each.name,
                help_text=f"{each.question} 0 to {each.most_points} points"
                + (f", counted {each.weight} times" if each.weight > 1 else ""),
                required=False,
                min_value=0,
                max_value=each.most_points,
                initial=given.get(each.pk),
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
            )
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=suggestion.version, required=False
        )

    @property
    def points(self) -> dict[int, int | None]:
        return {
            int(name.removeprefix("criterion_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("criterion_")
        }


class AdoptForm(Form):
    public_title = forms.CharField(
        label="Title of the topic", max_length=200, help_text="Everybody can read it"
    )
    section = forms.ModelChoiceField(
        ProgrammeSection.objects.filter(retired_at=None),
        label="Part of the programme",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    year = forms.TypedChoiceField(label="Programme of", coerce=int)
    reason = forms.CharField(label="Why?", required=False, help_text="It is published", widget=area(3))

    def __init__(self, *args: Any, years: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = list(years)  # type: ignore[attr-defined]


class RefuseForm(Form):
    public_title = forms.CharField(
        label="What the public list calls it",
        max_length=200,
        help_text="In your words: the suggester’s may say who they are",
    )
    reason = forms.CharField(label="Why is it not taken up?", help_text="It is published", widget=area(3))


class GiveForm(Form):
    committee = forms.ModelChoiceField(
        Committee.objects.none(), label="Whose business is it?", empty_label=None
    )

    def __init__(self, *args: Any, committees: QuerySet[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = committees
