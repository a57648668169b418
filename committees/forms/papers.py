"""Forms for papers: several files at once, a new version, who may read it, and what it is called."""

from __future__ import annotations

from typing import Any

from django import forms

from committees.models import Paper
from committees.models.paper import Classification
from packs import office
from scrutiny.lib.govuk_forms import DateField, Form, MultipleFileField

from .agenda import ParagraphsField
from .versioned import Versioned, VersionedForm

PDF_AND_PICTURES = [".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"]
OFFICE_FILES = [".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"]
CLASSES = [
    (Classification.EXEMPT, "Exempt"),
    (Classification.PUBLIC, "Public"),
    (Classification.CONFIDENTIAL, "Confidential"),
]
CLASS_HINTS = {
    "exempt": "Kept back under Schedule 12A: only in the members' edition",
    "public": "Anybody can read it once the agenda is published",
    "confidential": "Given to us by a government department in confidence, or barred by law or a court",
}


class ClassificationField(forms.ChoiceField):
    widget = forms.RadioSelect
    choice_hints = CLASS_HINTS

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Who may read it?")
        super().__init__(choices=CLASSES, initial=Classification.EXEMPT, **kwargs)


class WithParagraphs(Form):
    """Asks for the paragraphs; `offer` puts in those the council uses."""

    def offer(self, named: list[str]) -> None:
        paragraphs = self.fields["paragraphs"]
        assert isinstance(paragraphs, ParagraphsField)
        paragraphs.offer(named)


def say_what_is_taken(field: forms.Field, more: str = "") -> None:
    """Office files need LibreOffice, which not every installation has."""
    kinds, endings = "PDF files and pictures of pages.", PDF_AND_PICTURES
    if office.available():
        kinds, endings = (
            "PDF, Word, Excel and PowerPoint files, and pictures of pages.",
            [*endings, *OFFICE_FILES],
        )
    field.help_text = f"{kinds} {more}".strip()
    field.widget.attrs["accept"] = ",".join(endings)


class UploadForm(WithParagraphs):
    papers = MultipleFileField(
        label="Files",
        error_messages={
            "required": "Choose at least one file",
            "empty": "One of the files is empty",
            "missing": "Choose at least one file",
        },
    )
    classification = ClassificationField(label="Who may read them?")
    paragraphs = ParagraphsField(
        help_text="If they are exempt. You can also give them later, before publishing."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = self.fields["papers"]
        assert isinstance(papers, forms.FileField)
        # An empty file is refused by name with the others, not for the whole form.
        papers.allow_empty_file = True
        say_what_is_taken(papers, "Choose several at once; they are added in this order.")
        self.offer([])


class ReplaceForm(Form):
    file = forms.FileField(
        label="New file",
        allow_empty_file=True,
        error_messages={"required": "Choose the new file"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_taken(self.fields["file"])


class ClassifyForm(Versioned, WithParagraphs):
    mark_optional = False
    classification = ClassificationField()
    paragraphs = ParagraphsField(help_text="If it is exempt, choose at least one")
    public_interest = forms.CharField(
        label="Public interest",
        help_text="Why keeping it back serves the public better than publishing it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    open_to_councillors = forms.BooleanField(
        label="Every councillor may inspect it",
        help_text="Section 100F opens papers under paragraphs 3 and 6, but no terms of a contract under negotiation",
        required=False,
    )
    ground = forms.CharField(
        label="What makes it confidential",
        help_text="The enactment or court order that bars it, or the government department whose terms it came on",
        max_length=240,
        required=False,
    )
    review_on = DateField(
        label="Ask again on",
        help_text="When to look whether it must still be kept back",
        required=False,
    )

    def __init__(self, *args: Any, named: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(named)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("classification") == Classification.EXEMPT and not values.get("paragraphs"):
            self.add_error("paragraphs", "Choose at least one paragraph for an exempt paper")
        if values.get("classification") == Classification.CONFIDENTIAL and not values.get("ground"):
            self.add_error("ground", "Say what makes the paper confidential")
        return values


class ExpectForm(Form):
    label = forms.CharField(
        label="Label",
        help_text="Like Appendix 1",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    title = forms.CharField(label="Title", help_text="Everybody can read this title", max_length=200)
    state = forms.ChoiceField(
        label="What should the agenda say?",
        choices=[
            (Paper.State.EXPECTED, "Nothing: I expect it before we publish"),
            (Paper.State.TO_FOLLOW, "“To follow”: it will be published later"),
        ],
        initial=Paper.State.EXPECTED,
        widget=forms.RadioSelect,
    )


class PaperForm(VersionedForm):
    class Meta:
        model = Paper
        fields = ("label", "title", "restricted_title")
        labels = {
            "label": "Label",
            "title": "Title",
            "restricted_title": "Title for those who may read the paper",
        }
        help_texts = {
            "label": "Like Appendix 1",
            "title": "Everybody can read this title, also when the paper is exempt",
            "restricted_title": "Shown instead of the title in the members' edition",
        }
        widgets = {"label": forms.TextInput(attrs={"class": "govuk-input--width-20"})}
