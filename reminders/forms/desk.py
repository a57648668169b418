"""What officers narrow the list of reminders by, and the reasons they give."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet

from committees.models import Committee
from reminders.kinds import KINDS
from reminders.models import Reminder
from scrutiny.lib.govuk_forms import Form

State = Reminder.State
LISTS = {
    "to_come": "To come",
    "sent": "Sent",
    "trouble": "Failed or in doubt",
    "held": "Held back",
    "dropped": "Cancelled or left out",
    "all": "All",
}


def of_list(name: str, rows: QuerySet[Reminder]) -> QuerySet[Reminder]:
    if name == "all":
        return rows.order_by("-due_at", "-pk")
    lists = {
        "sent": rows.filter(state=State.SENT).order_by("-sent_at", "-pk"),
        "trouble": rows.filter(Q(state=State.FAILED) | Q(unsure_at__isnull=False)).order_by("-due_at", "-pk"),
        "held": rows.filter(state=State.HELD).order_by("due_at", "pk"),
        "dropped": rows.filter(state__in=[State.CANCELLED, State.COLLAPSED]).order_by("-due_at", "-pk"),
    }
    return lists.get(name, rows.filter(state__in=State.to_come()).order_by("not_before", "pk"))


class ReminderFilter(Form):
    q = forms.CharField(label="Search", required=False, max_length=100)
    committee = forms.ModelChoiceField(
        label="Committee",
        queryset=Committee.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="All committees",
    )
    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "All kinds"), *((kind.code, kind.label) for kind in KINDS.values())],
    )
    list = forms.CharField(required=False, widget=forms.HiddenInput)
    subject = forms.RegexField(r"^[a-z_]{1,40}:\d{1,18}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, committees: QuerySet[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = committees.order_by("name")  # type: ignore[attr-defined]
        self.wanted: dict[str, Any] = {}
        if self.is_bound:
            self.is_valid()
            self.wanted = self.cleaned_data

    @property
    def shown(self) -> str:
        name = str(self.wanted.get("list") or "")
        return name if name in LISTS else "to_come"

    @property
    def about(self) -> tuple[str, int] | None:
        """What the reminders are to be about, like meeting:12."""
        kind, _, number = str(self.wanted.get("subject") or "").partition(":")
        return (kind, int(number)) if number else None

    @property
    def narrows(self) -> bool:
        return any(self.wanted.get(name) for name in ("q", "committee", "kind", "subject"))

    def link_to(self, name: str) -> str:
        """The same search in another list."""
        kept = {key: self.data[key] for key in ("q", "committee", "kind", "subject") if self.data.get(key)}
        return "?" + urlencode({"list": name, **kept})

    def apply(self, rows: QuerySet[Reminder]) -> QuerySet[Reminder]:
        if committee := self.wanted.get("committee"):
            rows = rows.filter(committee=committee)
        if kind := self.wanted.get("kind"):
            rows = rows.filter(kind=kind)
        if self.about:
            rows = rows.filter(subject_type=self.about[0], subject_id=self.about[1])
        for word in str(self.wanted.get("q") or "").split():
            rows = rows.filter(
                Q(deadline_name__icontains=word)
                | Q(about__icontains=word)
                | Q(user__name__icontains=word)
                | Q(person__printed_name__icontains=word)
            )
        return of_list(self.shown, rows)


class ReasonForm(Form):
    reason = forms.CharField(label="Reason", max_length=240, help_text="Everybody who sees the list reads it")


class WithoutReasonForm(Form):
    """There is nothing to fill in; sending it is the answer."""
