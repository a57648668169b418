"""The demo's council, its standing texts, groups, divisions and people."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from council.calendar import england
from council.models import CalendarDay, Council, Group, GroupLeader, Person, StandingText, Term, Ward

from .source import DATA, table

# Councillors take office on the fourth day after the ordinary day of election, and those before them retire.
TERMS: dict[int, tuple[date, date | None]] = {
    2017: (date(2017, 5, 8), date(2021, 5, 9)),
    2021: (date(2021, 5, 10), date(2025, 5, 4)),
    2025: (date(2025, 5, 5), None),
}
DOMAIN = "wessexmere.example"


def load_council() -> Council:
    data = table("council.toml")
    council = Council(pk=1, **data["council"])
    council.full_clean(exclude=["logo"])
    council.logo.save("logo.svg", ContentFile((DATA / "logo.svg").read_bytes()))
    for text in data["texts"]:
        StandingText.objects.create(**{**text, "body": text["body"].strip()})
    return council


def load_closures(today: date) -> None:
    """The offices are closed between Christmas and the new year; that stops no statutory period."""
    for year in range(today.year - 1, today.year + 2):
        days = (date(year, 12, number) for number in range(27, 32))
        CalendarDay.objects.bulk_create(
            CalendarDay(
                kind=CalendarDay.Kind.CLOSURE,
                date=day,
                name="Offices closed between Christmas and the new year",
                counts_for=[CalendarDay.CountsFor.LOCAL],
                reason="Terms and conditions of staff, as agreed by the Council",
                added_by_name="Hugh Fennimore",
            )
            for day in days
            if england().is_working_day(day)
        )


def load_people() -> None:
    data = table("people.toml")
    groups = {
        group["key"]: Group.objects.create(name=group["name"], short_name=group["short_name"])
        for group in table("council.toml")["groups"]
    }
    wards = {name: Ward.objects.create(name=name) for name in {row["ward"] for row in data["councillors"]}}
    for row in data["councillors"]:
        person = _councillor(row, data["cabinet"].get(row["name"], ""))
        Term.objects.bulk_create(
            Term(person=person, group=groups[row["group"]], ward=wards[row["ward"]], start=start, end=end)
            for year, (start, end) in TERMS.items()
            if row["since"] <= year < row.get("until", 9999)
        )
    for row in data["leaders"]:
        days = {name: row[name] for name in ("start", "end") if name in row}
        who = person_called(row["name"])
        GroupLeader.objects.create(person=who, group=groups[row["group"]], role=row["role"], **days)
    for kind, rows in [
        (Person.Kind.COOPTEE, data["cooptees"]),
        (Person.Kind.OFFICER, data["officers"]),
        (Person.Kind.WITNESS, data["witnesses"]),
    ]:
        for row in rows:
            _other(kind, row)


def _councillor(row: dict[str, Any], post: str) -> Person:
    given, family = row["name"].split(" ", 1)
    return Person.objects.create(
        kind=Person.Kind.COUNCILLOR,
        given_name=given,
        family_name=family,
        printed_name=f"Councillor {given[0]} {family}",
        post=post,
        email=_address(given, family),
    )


def _other(kind: str, row: dict[str, Any]) -> Person:
    given, _, family = row["name"].partition(" ")
    given, family = row.get("given", given), row.get("family", family)
    email = _address(given, family) if kind == Person.Kind.OFFICER else row.get("email", "")
    fields = {key: row.get(key, "") for key in ["post", "organisation", "phone", "represents"]}
    return Person.objects.create(
        kind=kind, given_name=given, family_name=family, printed_name=row["name"], email=email, **fields
    )


def _address(given: str, family: str) -> str:
    return re.sub(r"[^a-z.-]", "", f"{given}.{family}".lower()) + "@" + DOMAIN


def person_called(name: str) -> Person:
    """By family name, or by given and family name."""
    found = Person.objects.filter(family_name=name).first()
    if found is None:
        given, family = name.split(" ", 1)
        found = Person.objects.get(given_name=given, family_name=family)
    return found
