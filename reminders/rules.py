"""The rules in force: a committee's own, otherwise the council's, otherwise the kind's default."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.log import record
from committees.models import Committee

from .kinds import kind_of
from .models import ReminderLine, ReminderRule
from .promises import Line, Rule
from .wording import Texts, unknown_words

Origin = Literal["committee", "council", "default"]


@dataclass(frozen=True, slots=True)
class RuleInForce:
    rule: Rule
    texts: Texts
    origin: Origin
    row: ReminderRule | None = None


class Rules:
    """Every rule, read once; ask for one by kind and committee."""

    def __init__(self, kinds: Collection[str] | None = None) -> None:
        rows = ReminderRule.objects.prefetch_related("lines")
        rows = rows if kinds is None else rows.filter(kind__in=kinds)
        self._rows = {(row.kind, row.committee_id): row for row in rows}
        self._made: dict[tuple[str, int | None], RuleInForce] = {}

    def of(self, kind: str, committee_id: int | None) -> RuleInForce:
        key = (kind, committee_id)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, kind: str, committee_id: int | None) -> RuleInForce:
        if committee_id is not None and (kind, committee_id) in self._rows:
            return in_force(self._rows[kind, committee_id], "committee")
        if (kind, None) in self._rows:
            return in_force(self._rows[kind, None], "council")
        default = kind_of(kind)
        return RuleInForce(Rule(kind, True, default.lines), default.texts, "default")


def rule_for(kind: str, committee: Committee | None) -> RuleInForce:
    return Rules([kind]).of(kind, committee.pk if committee else None)


def in_force(row: ReminderRule, origin: Origin) -> RuleInForce:
    lines = tuple(pure(line) for line in row.lines.all())
    resend = row.when_unsure == ReminderRule.WhenUnsure.RESEND
    texts = Texts(row.subject, row.text, row.overdue_subject, row.overdue_text)
    return RuleInForce(Rule(row.kind, row.switched_on, lines, resend), texts, origin, row)


def pure(line: ReminderLine) -> Line:
    unit = cast('Literal["working", "calendar"]', line.unit)
    direction = cast('Literal["before", "after"]', line.direction)
    return Line(line.number, unit, direction, line.at, tuple(line.to))


@transaction.atomic
def save_rule(
    kind: str,
    committee: Committee | None,
    *,
    lines: Sequence[Line],
    texts: Texts,
    by: User,
    switched_on: bool = True,
    when_unsure: str = ReminderRule.WhenUnsure.RESEND,
    version: int | None = None,
) -> ReminderRule:
    """Make a rule or replace what it said. `version` is the one the officer saw; None means there was none."""
    _require_lawful(kind, switched_on, lines)
    _require_known_words(texts)
    row = ReminderRule.objects.select_for_update(of=("self",)).filter(kind=kind, committee=committee).first()
    if (row.version if row else None) != version:
        raise ValidationError("Somebody else has changed this rule meanwhile. Look at it again.")
    row = row or ReminderRule(kind=kind, committee=committee, version=0)
    row.switched_on, row.when_unsure, row.version = switched_on, when_unsure, row.version + 1
    for name in Texts.__slots__:
        setattr(row, name, getattr(texts, name))
    row.full_clean()
    row.save()
    row.lines.all().delete()
    for line in lines:
        made = ReminderLine(
            rule=row,
            number=line.number,
            unit=line.unit,
            direction="before" if line.number == 0 else line.direction,
            at=line.at,
            to=list(line.to),
        )
        made.full_clean()
        made.save()
    record("save reminder rule", row, by=by, kind=kind, lines=[line.code for line in lines])
    return row


@transaction.atomic
def remove_rule(row: ReminderRule, *, by: User) -> None:
    """Back to what holds without it."""
    row = ReminderRule.objects.select_for_update(of=("self",)).get(pk=row.pk)
    record("remove reminder rule", row, by=by, kind=row.kind)
    row.delete()


def _require_lawful(kind: str, switched_on: bool, lines: Sequence[Line]) -> None:
    if kind_of(kind).statutory and not (switched_on and any(line.direction == "before" for line in lines)):
        raise ValidationError("The law sets this deadline, so somebody must be reminded before it.")


def _require_known_words(texts: Texts) -> None:
    wrong: Mapping[str, list[str]] = {name: unknown_words(getattr(texts, name)) for name in Texts.__slots__}
    problems = {
        name: f"{{{words[0]}}} is none of the words that are filled in."
        for name, words in wrong.items()
        if words
    }
    if problems:
        raise ValidationError(problems)
