"""Recording a decision and publishing it. What a call-in does to it afterwards is in `callins.workflow`.

The first publication settles the rules and every date. Publishing again moves none of them: the database refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, ChangedMeanwhile
from council.calendar_in_force import calendar_held_still
from council.models import Ward
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import DateProblem

from .clocks import call_in_window, effect_without_call_in, not_open_to_call_in
from .models import Correction, Decision, DecisionOption, DecisionReport, PlannedDecision, RuleSet
from .numbering import give_reference
from .rule_reading import read_rules

# What a correction may put right: the words, never what the clock was started with.
TEXTS = (
    "title",
    "restricted_title",
    "decision_maker",
    "maker_person",
    "purpose",
    "decision",
    "reasons",
    "alternatives",
    "conflicts",
    "dispensations",
    "delegations",
    "all_wards",
    "contact",
    "committee",
)
EDITABLE = (
    *TEXTS,
    "maker_kind",
    "is_key",
    "key_spending",
    "key_wards",
    "key_reason",
    "is_education",
    "in_framework",
    "made_on",
    "meeting_date",
    "is_private",
    "paragraphs",
    "private_reason",
    "exclusion",
    "exclusion_reason",
    "consent_role",
    "consent_name",
    "consent_on",
)
REPORT_FIELDS = (
    "report_from",
    "report_to",
    "past_pathway",
    "future_pathway",
    "summary",
    "recommendation",
    "body",
    "financial",
    "legal",
    "equalities",
    "other",
    "conclusions",
    "background_documents",
    "author",
    "director",
)


@transaction.atomic
def make_decision(
    *,
    by: User,
    planned: PlannedDecision | None = None,
    reference: str = "",
    wards: Iterable[Ward] = (),
    **details: Any,
) -> Decision:
    """The record of a decision, for officers only until it is published. A planned one keeps its reference."""
    if planned is not None:
        planned = PlannedDecision.objects.select_for_update(of=("self",)).get(pk=planned.pk)
        if planned.state != PlannedDecision.State.PLANNED:
            raise CannotChange(
                f"This entry is {planned.get_state_display().lower()}, so nothing has changed."
            )
        reference, slug = planned.reference, planned.slug
        planned.state = PlannedDecision.State.MADE
        planned.version += 1
        planned.save(update_fields=["state", "version"])
    else:
        reference, slug = give_reference(reference, timezone.localdate())
    decision = Decision(reference=reference, slug=slug, planned=planned, **details)
    decision.full_clean()
    decision.save()
    decision.wards.set(wards)
    DecisionReport.objects.create(decision=decision)
    record("record decision", decision, by=by, name=reference, made_on=decision.made_on.isoformat())
    return decision


def _lock(decision: Decision, *, version: int | None = None) -> Decision:
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.state == Decision.State.WITHDRAWN:
        raise CannotChange("This decision is withdrawn, so nothing has changed.")
    if version is not None and decision.version != version:
        raise ChangedMeanwhile(decision)
    return decision


@transaction.atomic
def edit_decision(
    decision: Decision, /, *, version: int, by: User, wards: Iterable[Ward] | None = None, **details: Any
) -> Decision:
    """Change a record that is not published yet. Raises ChangedMeanwhile when there is a newer version."""
    decision = _lock(decision, version=version)
    if decision.is_published:
        raise CannotChange("This decision is published. Correct it instead, with the reason.")
    changed = _write(decision, EDITABLE, details, wards)
    record("edit decision", decision, by=by, name=decision.reference, fields=changed)
    return decision


def _write(
    decision: Decision,
    allowed: tuple[str, ...],
    details: dict[str, Any],
    wards: Iterable[Ward] | None,
    **stamps: Any,
) -> list[str]:
    unknown = set(details) - set(allowed)
    assert not unknown, f"Not a field of this verb: {unknown}"
    changed = [name for name in details if getattr(decision, name) != details[name]]
    for name, value in (details | stamps).items():
        setattr(decision, name, value)
    decision.version += 1
    decision.full_clean()
    decision.save(update_fields=[*changed, *stamps, "version"])
    if wards is not None:
        before, after = set(decision.wards.all()), set(wards)
        if before != after:
            decision.wards.set(after)
            changed.append("wards")
    return changed


@transaction.atomic
def save_report(
    decision: Decision,
    *,
    version: int,
    options: list[dict[str, Any]] | None = None,
    by: User,
    **details: Any,
) -> DecisionReport:
    """Save the report and its table of options. Once the decision is published the report stands as it was."""
    decision = _lock(decision)
    if decision.is_published:
        raise CannotChange("The decision is published, so the report it was made on stays as it was.")
    report = DecisionReport.objects.select_for_update(of=("self",)).get(decision=decision)
    if report.version != version:
        raise ChangedMeanwhile(report)
    changed = [name for name in REPORT_FIELDS if name in details and getattr(report, name) != details[name]]
    for name in changed:
        setattr(report, name, details[name])
    report.version += 1
    report.full_clean()
    report.save(update_fields=[*changed, "version"])
    if options is not None:
        report.options.all().delete()
        for order, option in enumerate(options, start=1):
            DecisionOption.objects.create(report=report, order=order, **option)
    record("save decision report", report, by=by, name=decision.reference, fields=changed)
    return report


@transaction.atomic
def publish_decision(decision: Decision, *, by: User, at: datetime | None = None) -> Decision:
    """Publish the record for the first time. The call-in rules of that day are its rules for ever.

    `at` is for what was published before it was recorded here.
    """
    calendar = calendar_held_still()
    decision = _lock(decision)
    if decision.is_published:
        raise CannotChange("This decision is published already. Correct it instead, with the reason.")
    now = at or timezone.now()
    rule_set = RuleSet.objects.in_force(local_day(now))
    if rule_set is None:
        raise CannotChange(
            "No call-in rules are in force that day, so no date can be given. Load them first."
        )
    facts, rules = decision.facts(now), read_rules(rule_set.rules)
    try:
        effect = effect_without_call_in(facts, rules, calendar)
        window = None if not_open_to_call_in(facts, rules) else call_in_window(facts, rules, calendar)
    except DateProblem as problem:
        raise CannotChange(f"No date can be given: {problem.message}.") from problem
    decision.state = Decision.State.PUBLISHED
    decision.first_published_at = decision.last_published_at = now
    decision.rule_set = rule_set
    decision.call_in_until = window.closes_at if window else None
    decision.call_in_why = window.last_day.as_json() if window else {}
    decision.effective_at = effect.at
    decision.effect = effect.explained.as_json() if effect.explained else {}
    decision.version += 1
    decision.full_clean()
    decision.save()
    record("publish decision", decision, by=by, name=decision.reference, rules=str(rule_set))
    return decision


@transaction.atomic
def correct_decision(
    decision: Decision,
    /,
    *,
    version: int,
    reason: str,
    by: User,
    wards: Iterable[Ward] | None = None,
    **details: Any,
) -> Decision:
    """Put right what was published, and say so. The date of last publication moves, and no other."""
    decision = _lock(decision, version=version)
    if not decision.is_published:
        raise CannotChange("This decision is not published yet. Change it instead.")
    now = timezone.now()
    changed = _write(decision, TEXTS, details, wards, last_published_at=now)
    Correction.objects.create(decision=decision, reason=reason, fields=changed, at=now, by=by)
    record("correct decision", decision, by=by, name=decision.reference, fields=changed, reason=reason)
    return decision


@transaction.atomic
def withdraw_decision(decision: Decision, *, reason: str, by: User) -> Decision:
    """Say that a decision will not be carried out. The record stays, with the reason."""
    decision = _lock(decision)
    if decision.state not in (Decision.State.DRAFT, Decision.State.PUBLISHED):
        raise CannotChange(f"This decision is {decision.get_state_display().lower()}. Settle that first.")
    open_one = decision.call_ins.live().first()
    if open_one is not None:
        raise CannotChange(
            f"Call-in {open_one.reference} is open. Record on it that the decision will not be carried out:"
            " that withdraws the decision and closes the call-in."
        )
    decision.state = Decision.State.WITHDRAWN
    decision.withdrawn_at, decision.withdrawn_reason = timezone.now(), reason
    decision.effective_at, decision.effect = None, {}
    decision.version += 1
    decision.save(
        update_fields=["state", "withdrawn_at", "withdrawn_reason", "effective_at", "effect", "version"]
    )
    record("withdraw decision", decision, by=by, name=decision.reference, reason=reason)
    return decision
