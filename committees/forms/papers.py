"""Forms for papers: several files at once, a new version, who may read it, and what it is called."""

from __future__ import annotations

from typing import Any

from django import forms

from committees.models import Paper
from committees.models.paper import Classification
from scrutiny.lib.govuk_forms import Form, MultipleFileField

from .agenda import ParagraphsField
from .versioned import VersionedForm

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


class UploadForm(WithParagraphs):
    papers = MultipleFileField(
        label="Files",
        help_text="PDF files. Choose several at once; they are added in this order.",
        widget=MultipleFileField.widget(attrs={"accept": "application/pdf,.pdf"}),
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
        self.offer([])


class ReplaceForm(Form):
    file = forms.FileField(
        label="New file",
        help_text="A PDF file",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        allow_empty_file=True,
        error_messages={"required": "Choose the new file"},
    )


class ClassifyForm(WithParagraphs):
    mark_optional = False
    classification = ClassificationField()
    paragraphs = ParagraphsField(help_text="If it is exempt, choose at least one")
    public_interest = forms.CharField(
        label="Public interest",
        help_text="Why keeping it back serves the public better than publishing it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, named: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(named)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("classification") == Classification.EXEMPT and not values.get("paragraphs"):
            self.add_error("paragraphs", "Choose at least one paragraph for an exempt paper")
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
