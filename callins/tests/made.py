"""Decisions and call-ins for tests, made at any moment: verbs take the clock of the day, stories do not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from callins import making
from callins.clocks import call_in_window, effect_without_call_in, not_open_to_call_in
from callins.models import CallIn, Decision, RuleSet
from callins.rule_files import preset_path, read_file
from callins.rule_reading import write_rules
from council.calendar import england
from council.models import Group, Person, Term
from scrutiny.lib.cut_off import LONDON

ENGLAND = england()


def at(text: str) -> datetime:
    """An instant of English time, like "2017-09-19 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def rule_set(name: str, valid_from: date = date(2010, 1, 1)) -> RuleSet:
    path = preset_path(name)
    assert path
    rules = read_file(path)
    return RuleSet.objects.create(
        council=rules.council,
        valid_from=valid_from,
        source=rules.source,
        preset=name,
        rules=write_rules(rules),
        made_by_name="Test",
    )


def decision(rules: RuleSet, published: datetime, contact: Person, **fields: Any) -> Decision:
    """A decision as `publish_decision` leaves it, published at any moment."""
    number = Decision.objects.count() + 1
    fields = {
        "reference": f"FP/90{number}/07/17",
        "slug": f"FP-90{number}-07-17",
        "title": "Young carers service redesign",
        "maker_kind": "cabinet_member",
        "decision_maker": "Cabinet Member for Education",
        "decision": "That the service be redesigned.",
        "reasons": "To meet assessed need.",
        "made_on": published.date(),
        "contact": contact,
        "is_key": True,
        "key_spending": True,
        "key_reason": "It costs more than £500,000.",
    } | fields
    row = Decision(**fields)
    facts, parsed = row.facts(published), rules.parsed
    effect = effect_without_call_in(facts, parsed, ENGLAND)
    if not not_open_to_call_in(facts, parsed):
        window = call_in_window(facts, parsed, ENGLAND)
        row.call_in_until, row.call_in_why = window.closes_at, window.last_day.as_json()
    row.state, row.rule_set = Decision.State.PUBLISHED, rules
    row.first_published_at = row.last_published_at = published
    row.effective_at = effect.at
    row.effect = effect.explained.as_json() if effect.explained else {}
    row.save()
    return row


def councillors(number: int, group: str = "Orchard Group", start: date = date(2009, 6, 4)) -> list[Person]:
    party, _ = Group.objects.get_or_create(name=group)
    people = []
    for n in range(number):
        family = f"{group.split()[0]}{'abcdefghijklmnopqrst'[n]}"
        person = Person.objects.create(
            kind="councillor", given_name="Una", family_name=family, printed_name=f"Councillor U {family}"
        )
        Term.objects.create(person=person, group=party, start=start)
        people.append(person)
    return people


def paper_call_in(of: Decision, signers: list[Person], by: Any, **fields: Any) -> CallIn:
    """A form that came on paper, signed; not yet received."""
    fields = {"method": CallIn.Method.PAPER, "reasons": "Providers were not asked."} | fields
    call_in = making.start(of, lead=signers[0] if signers else None, by=by, **fields)
    for person in signers:
        making.sign(call_in, person, by=by)
    return call_in
