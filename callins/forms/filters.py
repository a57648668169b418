"""What readers and officers may narrow the forward plan and the list of decisions by."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django import forms
from django.db.models import Count, F, Q, QuerySet

from callins.models import Decision, MakerKind, PlannedDecision
from callins.models.decisions import DecisionQuerySet
from callins.models.plan import PlannedDecisionQuerySet
from scrutiny.lib.govuk_forms import Form

# The lists of decisions, in the order in which they are offered.
LISTS = {
    "open": "Call-in open",
    "called_in": "Called in",
    "effective": "In effect",
    "not_for_call_in": "Not for call-in",
    "urgent": "Urgent exemptions",
    "all": "All decisions",
}
DRAFTS = {"draft": "Not published"}


def of_list(name: str, decisions: DecisionQuerySet, now: datetime) -> DecisionQuerySet:
    """The decisions of one of the lists."""
    if name == "draft":
        return decisions.filter(state=Decision.State.DRAFT)
    lists = {
        "open": decisions.open_to_call_in(now),
        "called_in": decisions.called_in(),
        "effective": decisions.effective(now),
        "not_for_call_in": decisions.not_for_call_in(),
        "urgent": decisions.urgent(),
    }
    return lists.get(name, decisions)


def counts(decisions: DecisionQuerySet, now: datetime, names: dict[str, str]) -> dict[str, int]:
    """How many decisions each list has, in one query."""
    sets = {
        name: Count("pk", filter=Q(pk__in=of_list(name, decisions, now).order_by().values("pk")))
        for name in names
    }
    return decisions.order_by().aggregate(**sets)


Found = TypeVar("Found", bound="QuerySet[Any]")


def with_words(found: Found, words: str) -> Found:
    """Only in what everybody may read."""
    for word in words.split():
        found = found.filter(
            Q(title__icontains=word) | Q(reference__icontains=word) | Q(decision_maker__icontains=word)
        )
    return found


class DecisionFilter(Form):
    SORTS = {"date": "made_on", "title": "title", "maker": "decision_maker", "closes": "call_in_until"}

    q = forms.CharField(label="Search", required=False)
    maker = forms.ChoiceField(
        label="Who decided", choices=[("", "Everybody"), *MakerKind.choices], required=False
    )
    key = forms.ChoiceField(
        label="Kind",
        choices=[("", "All decisions"), ("yes", "Key decisions"), ("no", "Not key")],
        required=False,
    )
    list = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def apply(self, decisions: DecisionQuerySet, shown: str, now: datetime) -> DecisionQuerySet:
        wanted = self.cleaned_data if self.is_valid() else {}
        found = of_list(shown, with_words(decisions, wanted.get("q", "")), now)
        if maker := wanted.get("maker"):
            found = found.filter(maker_kind=maker)
        if key := wanted.get("key"):
            found = found.filter(is_key=key == "yes")
        sort = wanted.get("sort") or default_sort(shown)
        column = self.SORTS.get(sort.removeprefix("-"), "made_on")
        last = F(column).desc(nulls_last=True) if sort.startswith("-") else F(column).asc(nulls_last=True)
        return found.order_by(last, "-pk")

    @property
    def narrows(self) -> bool:
        """Whether anything but the choice of list was asked for."""
        wanted = self.cleaned_data if self.is_valid() else {}
        return any(wanted.get(name) for name in ("q", "maker", "key"))


def default_sort(shown: str) -> str:
    return "closes" if shown == "open" else "-date"


class PlanFilter(Form):
    PERIODS = [("", "To come"), ("month", "Next 28 days"), ("made", "Decided"), ("withdrawn", "Withdrawn")]
    SORTS = {"date": "due", "title": "title", "maker": "decision_maker"}

    q = forms.CharField(label="Search", required=False)
    maker = forms.ChoiceField(
        label="Who decides", choices=[("", "Everybody"), *MakerKind.choices], required=False
    )
    when = forms.ChoiceField(label="Show", choices=PERIODS, required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def apply(self, planned: PlannedDecisionQuerySet, now: datetime) -> PlannedDecisionQuerySet:
        wanted = self.cleaned_data if self.is_valid() else {}
        found = with_words(planned, wanted.get("q", ""))
        if maker := wanted.get("maker"):
            found = found.filter(maker_kind=maker)
        when = wanted.get("when") or "planned"
        if when == "month":
            found = found.to_come().filter(due__lte=now.date() + timedelta(days=28))
        elif when in PlannedDecision.State.values:
            found = found.filter(state=when)
        sort = wanted.get("sort") or "date"
        column = F(self.SORTS.get(sort.removeprefix("-"), "due"))
        order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
        return found.order_by(order, "reference")
