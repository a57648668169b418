"""Forms that tell the second of two officers who saved the same thing what the first one wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BoundField
from django.http import QueryDict

from committees.agenda import ChangedMeanwhile
from scrutiny.lib.govuk_forms import ModelForm, VersionField


class Versioned(forms.Form):
    """Fields and words of a form that carries the version it was opened on."""

    version = VersionField()
    conflict: dict[str, Any] | None = None

    @property
    def opened_on(self) -> int:
        return self.cleaned_data["version"] or 0

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def save_with(self, verb: Callable[[], object]) -> bool:
        """Whether the verb has saved it. If not, `conflict` or the errors say why and nothing typed is lost."""
        try:
            verb()
        except ChangedMeanwhile as other:
            rows = self.differences(other.current)
            if not rows:
                return True  # both typed the same
            self.conflict = {"who": other.who, "when": other.when, "rows": rows}
            self.continue_from(other.version)
            return False
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return False
        return True

    def differences(self, current: models.Model) -> list[dict[str, str]]:
        """Where what was typed differs from what is saved now, in words."""
        rows = []
        for name, mine in self.values.items():
            theirs = getattr(current, name)
            if mine != theirs:
                field = self[name]
                rows.append(
                    {"label": str(field.label), "mine": words(field, mine), "theirs": words(field, theirs)}
                )
        return rows

    def continue_from(self, version: int) -> None:
        """Saving once more is then saving over that version, by somebody who has seen it."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data


class VersionedForm(Versioned, ModelForm):
    """A form of one record, opened on the version it has now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else 0


def words(field: BoundField, value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    if isinstance(field.field, forms.ModelChoiceField):
        return str(value or "")
    choices = {str(key): label for key, label in getattr(field.field, "choices", [])}
    return str(choices.get(str(value), "" if value is None else value))
