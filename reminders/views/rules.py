"""The rules of reminders: the council's own, a committee's where it has others, and changing one beside its example."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from committees.models import Committee
from committees.permissions import can_configure
from committees.views.form_pages import allow, done
from committees.views.meetings import form_page
from reminders.forms.rules import RuleForm
from reminders.gates import committee_to_rule, committees_with_rules_for, require_reader_of_rules
from reminders.kinds import KINDS, Kind
from reminders.models import ReminderRule
from reminders.replanning import change_and_replan
from reminders.rule_example import example
from reminders.rule_words import line_words
from reminders.rules import Rules, remove_rule, rule_for, save_rule
from reminders.wording import WORDS


@login_required
@require_safe
def rules(request: SignedInRequest) -> HttpResponse:
    """The rules of the council, or with ?committee= those that hold for one committee."""
    require_reader_of_rules(request.user)
    committees = list(committees_with_rules_for(request.user).order_by("name"))
    asked = request.GET.get("committee", "")
    chosen = next((each for each in committees if each.slug == asked), None)
    known = Rules(KINDS.keys())
    found = [(kind, known.of(kind.code, chosen.pk if chosen else None)) for kind in KINDS.values()]
    context = {
        "committees": committees,
        "chosen": chosen,
        "rules": [(kind, rule, [line_words(line) for line in rule.rule.lines]) for kind, rule in found],
        "may_change": chosen is not None or can_configure(request.user),
        "breadcrumbs": [*_crumbs(request)[:-1], ("Rules", "")],
    }
    return render(request, "reminders/rules.html", context)


def _crumbs(request: SignedInRequest, committee: Committee | None = None) -> list[tuple[str, str]]:
    rules_page = reverse("reminders:rules") + (f"?committee={committee.slug}" if committee else "")
    first = [("Reminders", reverse("reminders:reminders"))] if request.user.is_officer else []
    return [*first, ("Rules", rules_page)]


@login_required
@form_page
def rule(request: SignedInRequest, kind: str, slug: str = "") -> HttpResponse:
    """One rule. `preview` only shows what it comes to, `back` gives it up; otherwise it is saved."""
    committee = committee_to_rule(request.user, slug) if slug else None
    allow(committee is not None or can_configure(request.user))
    shown = KINDS.get(kind)
    if shown is None:
        raise Http404
    found, own = rule_for(kind, committee), _own(kind, committee)
    if own is not None and "back" in request.POST:
        return _give_up(request, own, committee)
    form = RuleForm(shown, found, own, request.POST if request.method == "POST" else None)
    preview = "preview" in request.POST
    if not preview and _save(request, form, shown, committee):
        return redirect(_crumbs(request, committee)[-1][1])
    right = form.is_bound and form.is_valid()
    lines, texts = (form.lines, form.texts) if right else (found.rule.lines, found.texts)
    context: dict[str, Any] = {
        "form": form,
        "kind": shown,
        "committee": committee,
        "own": own,
        "words": WORDS,
    }
    context["example"] = example(shown, committee, lines, texts)
    context["cancel_url"] = _crumbs(request, committee)[-1][1]
    context["breadcrumbs"] = [*_crumbs(request, committee), (shown.label, "")]
    return render(request, "reminders/rule.html", context)


def _own(kind: str, committee: Committee | None) -> ReminderRule | None:
    return ReminderRule.objects.filter(kind=kind, committee=committee).first()


def _save(request: SignedInRequest, form: RuleForm, kind: Kind, committee: Committee | None) -> bool:
    changed: list[int] = []

    def save() -> None:
        changed.append(
            change_and_replan(
                kind.code,
                committee,
                lambda: save_rule(kind.code, committee, **form.values, by=request.user),
            )
        )

    if not done(form, save):
        return False
    messages.success(request, f"Saved. {changed_words(changed[0])}")
    return True


def _give_up(request: SignedInRequest, own: ReminderRule, committee: Committee | None) -> HttpResponse:
    number = change_and_replan(own.kind, committee, lambda: remove_rule(own, by=request.user))
    messages.success(request, f"The rule of its own is gone. {changed_words(number)}")
    return redirect(_crumbs(request, committee)[-1][1])


def changed_words(number: int) -> str:
    if number == 0:
        return "No planned reminder changed its time."
    return f"{number} planned reminder{'' if number == 1 else 's'} changed."
