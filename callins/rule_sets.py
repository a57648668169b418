"""Putting call-in rules in force, as a new version from a day. What decisions were published under stays."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, ChangedMeanwhile

from .models import RuleSet
from .rule_reading import write_rules
from .rules import Rules


@transaction.atomic
def add_rule_set(
    rules: Rules, *, valid_from: date, by: User | None, preset: str = "", note: str = ""
) -> RuleSet:
    """A new version of the rules from a day. Decisions first published before keep theirs."""
    if RuleSet.objects.filter(valid_from=valid_from).exists():
        raise CannotChange(f"There are already rules that begin on {valid_from:%-d %B %Y}.")
    if _decisions_from(valid_from):
        raise CannotChange("Decisions were already published on or after that day. Choose a later day.")
    rule_set = RuleSet(
        council=rules.council,
        valid_from=valid_from,
        source=rules.source,
        vintage=rules.vintage,
        preset=preset,
        note=note,
        rules=write_rules(rules),
        made_by_name=by.name if by else "Scrutiny",
    )
    rule_set.full_clean()
    rule_set.save()
    record("add rule set", rule_set, by=by, valid_from=str(valid_from), preset=preset)
    return rule_set


@transaction.atomic
def change_rule_set(rule_set: RuleSet, rules: Rules, *, version: int, by: User, note: str = "") -> RuleSet:
    """Put a version right that no decision has been published under yet."""
    rule_set = RuleSet.objects.select_for_update(of=("self",)).get(pk=rule_set.pk)
    if rule_set.version != version:
        raise ChangedMeanwhile(rule_set)
    if rule_set.decisions.exists():
        raise CannotChange(
            "Decisions were published under these rules. Make a new version from a day to come."
        )
    rule_set.council, rule_set.source, rule_set.vintage = rules.council, rules.source, rules.vintage
    rule_set.rules, rule_set.note = write_rules(rules), note or rule_set.note
    rule_set.version += 1
    rule_set.full_clean()
    rule_set.save(update_fields=["council", "source", "vintage", "rules", "note", "version"])
    record("change rule set", rule_set, by=by)
    return rule_set


def _decisions_from(day: date) -> bool:
    """Whether a decision was first published on or after that day, under other rules."""
    last = (
        RuleSet.objects.filter(decisions__isnull=False)
        .order_by("-decisions__first_published_at")
        .values_list("decisions__first_published_at", flat=True)
        .first()
    )
    return last is not None and timezone.localtime(last).date() >= day
