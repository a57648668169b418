"""The cast of every test: one council, two committees and the people around them. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from importlib import import_module
from zoneinfo import ZoneInfo

from django.apps import apps

from accounts.models import Role, User
from committees.models import AgendaItem, Committee, Meeting, Membership, OfficerScope, TimetableStep
from committees.models.committee import ItemKind, Section
from council.models import Council, ExemptParagraph, Group, Person, Term, Ward

LONDON = ZoneInfo("Europe/London")
REFERENCE_DATA = [
    "council.migrations.0002_schedule_12a_paragraphs",
    "council.migrations.0006_legacy_paragraphs_7a_to_7c",
    "committees.migrations.0005_the_councils_own_timetable",
    "committees.migrations.0014_interests_that_members_declare",
    "workprogramme.migrations.0002_sections_and_criteria_to_start_from",
    "workprogramme.migrations.0005_kinds_of_review_to_start_from",
]
PASSWORD = "correct horse battery"


@dataclass
class Cast:
    council: Council
    committee: Committee
    other_committee: Committee
    officer: User
    other_officer: User
    monitoring_officer: User
    administrator: User
    chair: User
    member: User
    non_voting_cooptee: User
    ex_member: User
    other_councillor: User


def person(kind: str, given: str, family: str, printed: str, **fields: str) -> Person:
    return Person.objects.create(
        kind=kind, given_name=given, family_name=family, printed_name=printed, **fields
    )


def user(name: str, *roles: Role, who: Person | None = None) -> User:
    email = name.lower().replace(" ", ".") + "@council.example"
    return User.objects.create_user(email, PASSWORD, name=name, roles=list(roles), person=who)


def councillor(given: str, family: str, group: Group, ward: Ward) -> User:
    who = person(Person.Kind.COUNCILLOR, given, family, f"Councillor {given[0]} {family}")
    Term.objects.create(person=who, group=group, ward=ward, start=date(2017, 5, 4))
    return user(f"{given} {family}", who=who)


def committee(code: str, name: str, contact: Person) -> Committee:
    return Committee.objects.create(
        name=name,
        slug=name.lower().replace(" ", "-"),
        code=code,
        contact=contact,
        report_contact=contact,
        venue="Committee Room 1, Shire House, Marlow Street, AB1 2CD",
        start_time=time(10, 15),
    )


def seat(on: Committee, who: User, role: str = Membership.Role.MEMBER, end: date | None = None) -> Membership:
    return Membership.objects.create(
        committee=on, person=who.person, role=role, start=date(2017, 5, 25), end=end
    )


def meeting(on: Committee, start: datetime, **fields: object) -> Meeting:
    return Meeting.objects.create(
        committee=on,
        reference=f"{on.code}-{start:%Y-%m-%d}",
        start=start,
        venue=on.venue,
        contact=on.contact,
        **fields,
    )


def item(of: Meeting, title: str, order: int, **fields: object) -> AgendaItem:
    fields.setdefault("kind", ItemKind.OTHER)
    fields.setdefault("section", Section.PUBLIC)
    return AgendaItem.objects.create(meeting=of, title=title, order=order, **fields)


def councils_timetable() -> None:
    """The timetable that a migration gave the council. A test with real transactions empties every table."""
    if TimetableStep.objects.exists():
        return
    steps = import_module("committees.migrations.0005_the_councils_own_timetable").STEPS
    names = ("kind", "name", "offset", "unit", "direction", "at", "authority", "citation")
    TimetableStep.objects.bulk_create(TimetableStep(**dict(zip(names, step, strict=True))) for step in steps)


def restore_reference_data() -> None:
    """What migrations load. A browser test empties the whole database, so the next one has to put it back."""
    if ExemptParagraph.objects.exists():
        return
    for migration in REFERENCE_DATA:
        import_module(migration).add(apps, None)
    import_module("committees.migrations.0021_interests_keep_from_papers").keep_from_papers(apps, None)


def make_cast() -> Cast:
    restore_reference_data()
    councils_timetable()
    council = Council.objects.create(
        pk=1,
        name="Wessexmere County Council",
        short_name="Wessexmere",
        monitoring_officer_access=Council.MonitoringOfficerAccess.STANDING,
    )
    group, ward = Group.objects.create(name="Independent Group"), Ward.objects.create(name="Harbour")
    contact = person(
        Person.Kind.OFFICER,
        "Orla",
        "Finch",
        "Orla Finch",
        post="Democratic Services Officer",
        email="democratic.services.for.people.and.families@council.example",
        phone="01632 960001",
    )
    paf = committee("PAF", "People and Families Scrutiny Committee", contact)
    env = committee("ENV", "Environment Scrutiny Committee", contact)
    cast = Cast(
        council=council,
        committee=paf,
        other_committee=env,
        officer=user("Olive Officer", Role.DEMOCRATIC_SERVICES),
        other_officer=user("Oscar Elsewhere", Role.DEMOCRATIC_SERVICES),
        monitoring_officer=user("Mona Tor", Role.MONITORING_OFFICER),
        administrator=user("Adam Configured", Role.ADMINISTRATOR),
        chair=councillor("Cora", "Chairwell", group, ward),
        member=councillor("Milo", "Membury", group, ward),
        non_voting_cooptee=user(
            "Nora Novote", who=person(Person.Kind.COOPTEE, "Nora", "Novote", "Nora Novote")
        ),
        ex_member=councillor("Edgar", "Exley", group, ward),
        other_councillor=councillor("Otto", "Otherby", group, ward),
    )
    OfficerScope.objects.create(user=cast.officer, committee=paf)
    OfficerScope.objects.create(user=cast.other_officer, committee=env)
    seat(paf, cast.chair, Membership.Role.CHAIR)
    seat(paf, cast.member)
    seat(paf, cast.non_voting_cooptee, Membership.Role.NON_VOTING_COOPTEE)
    seat(paf, cast.ex_member, end=date(2018, 4, 30))
    seat(env, cast.other_councillor)
    return cast
