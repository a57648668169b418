"""Forms for the council's own details, look, words and texts."""

from __future__ import annotations

from typing import Any

from django import forms

from committees.references import require_usable
from council.models import Council, Group, StandingText, Ward
from scrutiny.lib.govuk_forms import Form, ModelForm

from .versioned import VersionedForm

COLOUR = {"class": "govuk-input--width-10", "spellcheck": "false"}


class CouncilDetailsForm(VersionedForm):
    website = forms.URLField(
        required=False, max_length=200, assume_scheme="https", help_text="Like https://www.wessexmere.example"
    )

    class Meta:
        model = Council
        fields = [
            "name",
            "short_name",
            "address",
            "website",
            "contact_email",
            "contact_phone",
            "alternative_formats",
        ]
        labels = {
            "contact_email": "Email address for the public",
            "contact_phone": "Telephone number for the public",
            "alternative_formats": "How to get papers in other formats",
        }
        help_texts = {
            "name": "In full, like Wessexmere County Council",
            "short_name": "As people call it, like Wessexmere",
            "alternative_formats": "Printed on the front page of every pack, for people who need large print, "
            "Braille or another language",
        }
        widgets = {
            "contact_phone": forms.TextInput(attrs={"class": "govuk-input--width-20"}),
            "alternative_formats": forms.Textarea(attrs={"rows": 3}),
        }


class CouncilColoursForm(VersionedForm):
    class Meta:
        model = Council
        fields = ["brand_colour", "brand_text_colour"]
        labels = {"brand_colour": "Colour of the header", "brand_text_colour": "Colour of the words in it"}
        help_texts = {
            "brand_colour": "As # and six digits, like #1d4f3c",
            "brand_text_colour": "White is #ffffff",
        }
        widgets = {
            "brand_colour": forms.TextInput(attrs=COLOUR),
            "brand_text_colour": forms.TextInput(attrs=COLOUR),
        }


class CouncilWordsForm(VersionedForm):
    class Meta:
        model = Council
        fields = ["chair_word", "vice_chair_word", "ward_word", "cooptees_heading"]
        labels = {
            "chair_word": "Who leads a committee",
            "vice_chair_word": "Who stands in for them",
            "ward_word": "What a councillor is elected for",
            "cooptees_heading": "Heading above co-opted members",
        }
        help_texts = {
            "chair_word": "Like Chairman, Chair or Chairperson",
            "vice_chair_word": "Like Vice-Chairman or Vice-Chair",
            "ward_word": "Ward or Division",
            "cooptees_heading": "In the membership list of every pack",
        }


class CouncilAccessForm(VersionedForm):
    """What the law leaves to each council about exempt papers."""

    class Meta:
        model = Council
        fields = [
            "monitoring_officer_access",
            "emergency_hours",
            "voting_cooptees_read",
            "grant_days",
            "review_months",
        ]
        labels = {
            "monitoring_officer_access": "How the monitoring officer reads exempt papers",
            "emergency_hours": "How many hours a committee stays open to them",
            "voting_cooptees_read": "What co-opted members with a vote read",
            "grant_days": "How many days access lasts, when nobody says otherwise",
            "review_months": "After how many months to ask whether a paper must still be kept back",
        }
        widgets = {
            "monitoring_officer_access": forms.RadioSelect,
            "voting_cooptees_read": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "monitoring_officer_access": Council.MonitoringOfficerAccess.choices,
            "voting_cooptees_read": Council.CoopteeAccess.choices,
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered  # radio buttons need no line of dashes


class CouncilMeetingsForm(VersionedForm):
    class Meta:
        model = Council
        fields = ["substitutes_from_same_group"]


class CouncilReferencesForm(VersionedForm):
    """How planned and made decisions are numbered; a reference already given out stays as it is."""

    class Meta:
        model = Council
        fields = ["decision_pattern", "decision_first", "decision_reset"]
        labels = {
            "decision_pattern": "Pattern of decision references",
            "decision_first": "First number of a series",
            "decision_reset": "Numbering starts again",
        }
        help_texts = {
            "decision_pattern": "Like FP/{seq}/{mm}/{yy} or {yy}/{seq:05}. It may hold {seq}, {yy}, {yyyy}, {mm} and"
            " {municipal}; {seq:05} makes the number five digits long",
            "decision_first": "",
        }
        widgets = {
            "decision_pattern": forms.TextInput(
                attrs={"class": "govuk-input--width-20", "spellcheck": "false"}
            ),
            "decision_first": forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
            "decision_reset": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision_reset"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = Council.DecisionReset.choices

    def clean_decision_pattern(self) -> str:
        pattern = str(self.cleaned_data["decision_pattern"]).strip()
        require_usable(pattern)
        if "{code}" in pattern:
            raise forms.ValidationError("A decision belongs to no committee, so it has no {code}.")
        return pattern

    def clean(self) -> dict[str, Any]:
        """A series that starts again must say its year, or it would give out the same references."""
        values = super().clean() or {}
        pattern, reset = values.get("decision_pattern", ""), values.get("decision_reset")
        if pattern and reset == Council.DecisionReset.CALENDAR and "{yy" not in pattern:
            self.add_error(
                "decision_reset", "To start again every January the pattern must hold {yy} or {yyyy}"
            )
        if pattern and reset == Council.DecisionReset.MUNICIPAL and "{municipal}" not in pattern:
            self.add_error("decision_reset", "To start again every May the pattern must hold {municipal}")
        return values


COUNCIL_FORMS: dict[str, tuple[type[VersionedForm], str]] = {
    "details": (CouncilDetailsForm, "The council’s name and contact"),
    "colours": (CouncilColoursForm, "The council’s colours"),
    "access": (CouncilAccessForm, "Who reads exempt papers"),
    "words": (CouncilWordsForm, "The council’s words"),
    "meetings": (CouncilMeetingsForm, "Substitutes at meetings"),
    "references": (CouncilReferencesForm, "References of decisions"),
}


class LogoForm(Form):
    logo = forms.FileField(
        label="Logo",
        help_text="A PNG or SVG file smaller than 512 KB. It stands on the header’s colour "
        "on every page, and on white paper in packs, so choose one that can be seen on both.",
        widget=forms.FileInput(attrs={"accept": ".png,.svg,image/png,image/svg+xml"}),
        error_messages={"empty": "The file is empty"},
    )


class StandingTextForm(ModelForm):
    """The one text of its use, printed without a heading of its own."""

    class Meta:
        model = StandingText
        fields = ["body"]
        labels = {"body": "Text"}
        help_texts = {"body": "{paragraphs} stands for the paragraphs of Schedule 12A that the items cite"}
        widgets = {"body": forms.Textarea(attrs={"rows": 6})}


class InformationForm(Form):
    title = forms.CharField(label="Heading", max_length=120)
    body = forms.CharField(
        label="Text",
        help_text="You can use Markdown for headings, lists and links",
        widget=forms.Textarea(attrs={"rows": 9}),
    )


class GroupForm(ModelForm):
    class Meta:
        model = Group
        fields = ["name", "short_name"]
        help_texts = {"short_name": "As tables print it, like Ind"}
        error_messages = {"name": {"unique": "There is a group of this name already"}}


class WardForm(ModelForm):
    class Meta:
        model = Ward
        fields = ["name"]
        error_messages = {"name": {"unique": "There is one of this name already"}}
