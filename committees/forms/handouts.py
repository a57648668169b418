from __future__ import annotations

from typing import Any

from django import forms

from committees.page_spans import NoSuchPages, Span, indexes
from scrutiny.lib.govuk_forms import Form


class PageRangeForm(Form):
    """First and last page, as they are printed in the pack."""

    first = forms.CharField(
        label="First page",
        max_length=8,
        error_messages={"required": "Enter the first page"},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "autocomplete": "off"}),
    )
    last = forms.CharField(
        label="Last page",
        help_text="Leave it empty for one page",
        max_length=8,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, labels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels = labels

    def clean_first(self) -> str:
        return self._page("first")

    def clean_last(self) -> str:
        return self._page("last")

    def _page(self, name: str) -> str:
        page = str(self.cleaned_data[name]).strip().upper()
        if page and page not in self.labels:
            raise forms.ValidationError(f"There is no page {page} in this pack")
        return page

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "first" in cleaned and "last" in cleaned:
            try:
                indexes([self.span], self.labels)
            except NoSuchPages as problem:
                self.add_error("last", str(problem).rstrip("."))
        return cleaned

    @property
    def span(self) -> Span:
        first: str = self.cleaned_data["first"]
        return Span(first, self.cleaned_data["last"] or first)
