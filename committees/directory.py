"""The people the council names, and their terms of office."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.log import record
from council.models import Group, Person, Term, Ward

from .agenda import ChangedMeanwhile
from .models import Membership

EDITABLE = [
    "kind",
    "given_name",
    "family_name",
    "printed_name",
    "post",
    "organisation",
    "email",
    "phone",
    "represents",
]


class CannotChangePerson(ValidationError):
    """The change was refused; the message says why, and nothing has changed."""


def suggested_name(kind: str, given_name: str, family_name: str) -> str:
    """How agendas usually print somebody: Councillor A Example, and others by their whole name."""
    if kind == Person.Kind.COUNCILLOR:
        return f"Councillor {given_name[:1].upper()} {family_name}"
    return f"{given_name} {family_name}"


@transaction.atomic
def add_person(*, by: User, **details: Any) -> Person:
    person = Person(**details)
    _name_if_blank(person)
    person.full_clean()
    person.save()
    record("add person", person, by=by, kind=person.kind)
    return person


@transaction.atomic
def edit_person(person: Person, *, version: int, by: User, **details: Any) -> Person:
    """What was printed stays as it was printed; agendas to come use the new details."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if version != person.version:
        raise ChangedMeanwhile(person)
    _require_kind_fits(person, details.get("kind", person.kind))
    before = {name: getattr(person, name) for name in EDITABLE}
    for name in EDITABLE:
        setattr(person, name, details.get(name, before[name]))
    _name_if_blank(person)
    changed = [name for name in EDITABLE if getattr(person, name) != before[name]]
    person.version += 1
    person.full_clean()
    person.save(update_fields=[*changed, "version"])
    record("edit person", person, by=by, fields=changed)
    return person


def _name_if_blank(person: Person) -> None:
    if not person.printed_name and person.given_name and person.family_name:
        person.printed_name = suggested_name(person.kind, person.given_name, person.family_name)


def _require_kind_fits(person: Person, kind: str) -> None:
    """Seats and terms of office say what somebody is, so they come first."""
    if kind == person.kind:
        return
    seats = Membership.objects.filter(person=person)
    if person.terms.exists() or seats.exists():
        raise CannotChangePerson(
            {
                "kind": "This cannot change, because there are terms of office or committee seats. "
                "Add the person once more in the new capacity."
            }
        )


@transaction.atomic
def add_term(
    person: Person, *, start: date, by: User, end: date | None = None, group: Group | None, ward: Ward | None
) -> Term:
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.kind != Person.Kind.COUNCILLOR:
        raise CannotChangePerson("Only councillors have terms of office.")
    term = Term(person=person, group=group, ward=ward, start=start, end=end)
    _check_and_save(term)
    record("add term", term, by=by, person=person.pk, start=start.isoformat())
    return term


@transaction.atomic
def correct_term(
    term: Term, *, start: date, end: date | None, group: Group | None, ward: Ward | None, by: User
) -> Term:
    """For what was typed wrongly. Somebody who changes group ends one term and begins another."""
    Person.objects.select_for_update().get(pk=term.person_id)
    term = Term.objects.select_for_update(of=("self",)).select_related("person").get(pk=term.pk)
    before = _facts(term)
    term.start, term.end, term.group, term.ward = start, end, group, ward
    _check_and_save(term)
    record("correct term", term, by=by, person=term.person_id, before=before, after=_facts(term))
    return term


def _facts(term: Term) -> dict[str, str]:
    facts = {"start": term.start, "end": term.end, "group": term.group, "ward": term.ward}
    return {name: str(fact) for name, fact in facts.items() if fact}


@transaction.atomic
def end_term(term: Term, *, on: date, by: User) -> Term:
    """`on` is the last day in office."""
    Person.objects.select_for_update().get(pk=term.person_id)
    term = Term.objects.select_for_update(of=("self",)).select_related("person").get(pk=term.pk)
    if term.end and term.end < on:
        raise CannotChangePerson({"on": "This term already ends before that day."})
    term.end = on
    _check_and_save(term)
    record("end term", term, by=by, person=term.person_id, end=on.isoformat())
    return term


def seats_after(person: Person, day: date) -> list[Membership]:
    """The committee seats that go on after a day, which somebody who leaves office must give up too."""
    seats = Membership.objects.filter(person=person).select_related("committee")
    return [seat for seat in seats if seat.end is None or seat.end > day]


def _check_and_save(term: Term) -> None:
    if term.end and term.end < term.start:
        raise CannotChangePerson("The last day must be on or after the first day of the term.")
    term.full_clean()
    term.save()
