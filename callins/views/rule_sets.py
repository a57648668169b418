"""The council's call-in rules: versions, what each says, and changing one group at a time beside an example."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from callins.forms.rules import GroupForm, LoadForm, NewVersionForm
from callins.models import RuleSet
from callins.permissions import can_run_decisions
from callins.rule_example import ExampleLine, example
from callins.rule_sets import add_rule_set, change_rule_set
from callins.rule_words import NAMES, group_rows
from callins.rules import Rules
from committees.agenda import ChangedMeanwhile
from committees.permissions import can_configure
from committees.views.form_pages import Crumbs, allow, done
from committees.views.meetings import form_page
from council.calendar_in_force import calendar_in_force


def crumbs_to(rule_set: RuleSet | None = None) -> Crumbs:
    crumbs = [("Call-in rules", reverse("workspace:rule_sets"))]
    if rule_set:
        name = f"From {rule_set.valid_from:%-d %B %Y}"
        crumbs.append((name, reverse("workspace:rule_set", args=[rule_set.pk])))
    return crumbs


def example_today(rules: Rules) -> list[ExampleLine]:
    return example(rules, calendar_in_force(), timezone.now())


@login_required
@require_safe
def rule_sets(request: SignedInRequest) -> HttpResponse:
    allow(can_run_decisions(request.user) or can_configure(request.user))
    rows = list(RuleSet.objects.annotate(decision_count=Count("decisions")))
    in_force = RuleSet.objects.in_force(timezone.localdate())
    context: dict[str, Any] = {"rule_sets": rows, "in_force": in_force, "today": timezone.localdate()}
    context["may_change"] = can_configure(request.user)
    return render(request, "callins/rules/list.html", context)


@login_required
@require_safe
def rule_set(request: SignedInRequest, pk: int) -> HttpResponse:
    allow(can_run_decisions(request.user) or can_configure(request.user))
    shown = get_object_or_404(RuleSet, pk=pk)
    rules, used = shown.parsed, shown.decisions.exists()
    context = {
        "rule_set": shown,
        "rules": rules,
        "groups": [(group, name, group_rows(rules, group)) for group, name in NAMES.items()],
        "example": example_today(rules),
        "used": used,
        "may_change": can_configure(request.user),
        "breadcrumbs": [*crumbs_to(), (str(shown), "")],
    }
    return render(request, "callins/rules/rule_set.html", context)


@login_required
@form_page
def rule_set_group(request: SignedInRequest, pk: int, group: str) -> HttpResponse:
    """One group. `preview` only works the example out; nothing is saved."""
    allow(can_configure(request.user))
    shown = get_object_or_404(RuleSet, pk=pk)
    if group not in NAMES:
        raise Http404
    rules, data = shown.parsed, request.POST if request.method == "POST" else None
    form = GroupForm(rules, group, shown.version, data)
    preview = "preview" in request.POST
    if form.is_valid():
        rules = form.changed_rules
        if not preview and _save(form, shown, request):
            messages.success(request, f"Saved: {NAMES[group]}.")
            return redirect("workspace:rule_set", shown.pk)
    context = {
        "form": form,
        "heading": NAMES[group],
        "caption": str(shown),
        "example": example_today(rules),
        "cancel_url": reverse("workspace:rule_set", args=[shown.pk]),
        "submit_label": "Save",
        "breadcrumbs": [*crumbs_to(shown), (NAMES[group], "")],
    }
    return render(request, "callins/rules/group.html", context)


def _save(form: GroupForm, shown: RuleSet, request: SignedInRequest) -> bool:
    version = form.cleaned_data["version"] or 0
    try:
        return done(
            form, lambda: change_rule_set(shown, form.changed_rules, version=version, by=request.user)
        )
    except ChangedMeanwhile as changed:
        form.add_error(None, f"{changed.who} has changed these rules meanwhile. Load the page again.")
        return False


@login_required
@form_page
def rule_set_load(request: SignedInRequest) -> HttpResponse:
    allow(can_configure(request.user))
    form = LoadForm(request.POST or None)

    def load() -> None:
        name = form.cleaned_data["preset"]
        add_rule_set(
            form.loaded[name],
            valid_from=form.cleaned_data["valid_from"],
            note=form.cleaned_data["note"],
            preset=name,
            by=request.user,
        )

    if request.method == "POST" and done(form, load):
        messages.success(request, "The rules are loaded. Check what was assumed, below each of them.")
        return redirect("workspace:rule_sets")
    return _simple(request, form, "Load a council’s rules", "Load the rules", crumbs_to())


@login_required
@form_page
def rule_set_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new version from a day, which begins as a copy of this one."""
    allow(can_configure(request.user))
    shown = get_object_or_404(RuleSet, pk=pk)
    form = NewVersionForm(request.POST or None)
    made: list[RuleSet] = []

    def copy() -> None:
        given = form.cleaned_data
        made.append(
            add_rule_set(
                shown.parsed,
                valid_from=given["valid_from"],
                note=given["note"],
                preset=shown.preset,
                by=request.user,
            )
        )

    if request.method == "POST" and done(form, copy):
        messages.success(request, "The new version begins as a copy. Change what the council has changed.")
        return redirect("workspace:rule_set", made[0].pk)
    return _simple(request, form, "New version from a day", "Make the version", crumbs_to(shown))


def _simple(
    request: SignedInRequest, form: LoadForm | NewVersionForm, heading: str, label: str, crumbs: Crumbs
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "submit_label": label,
        "cancel_url": crumbs[-1][1],
        "breadcrumbs": [*crumbs, (heading, "")],
    }
    return render(request, "workspace/form_page.html", context)
