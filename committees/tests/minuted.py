"""The meeting of 14 February 2019 as it was held, and what a test needs to have it minuted."""

from __future__ import annotations

from datetime import date, datetime, time

from committees.meeting_dates import set_dates
from committees.models import Adjournment, AgendaItem, Attendance, Committee, Meeting, Membership, Sitting
from committees.models.committee import ItemKind, Section
from council.calendar_in_force import calendar_in_force
from council.models import Person, Term
from scrutiny.tests.cast import LONDON, Cast, item, meeting, person

DAY = date(2019, 2, 14)
AWAY = ("Deakin", "Lumley", "Pratt")
MEMBERS = (
    "Baker", "Butland", "Chandler", "Durham", "Egan", "Henry", "May", "McEwan", "Reid", "Souter", *AWAY,
)  # fmt: skip
WITNESSES = (
    ("Thea Garland", "Head of Youth Offending"),
    ("Amir Pell", "Assistant Chief Constable, Wessexmere Police"),
)
TITLES = (
    ("Membership, Apologies, Substitutions and Declarations of Interest", ItemKind.MEMBERSHIP),
    ("Minutes", ItemKind.MINUTES),
    ("Questions from the Public", ItemKind.PUBLIC_QUESTIONS),
    ("Young people and the harbour", ItemKind.REPORT),
    ("Additional needs in schools", ItemKind.REPORT),
    ("Member Updates", ItemKind.OTHER),
    ("Work Programme", ItemKind.WORK_PROGRAMME),
    ("Date of Next Meeting", ItemKind.NEXT_MEETING),
)


def at(hour: int, minute: int, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


def february(cast: Cast) -> Meeting:
    """Eight items; eleven of fourteen councillors present, three and a co-opted member away, two witnesses."""
    held = meeting(cast.committee, at(10, 15))
    items = [item(held, title, order, kind=kind) for order, (title, kind) in enumerate(TITLES, start=1)]
    set_dates(held, calendar_in_force())
    _attendances(held, cast, items[3])
    sitting = Sitting.objects.create(
        meeting=held,
        opened_at=at(10, 15),
        closed_at=at(12, 55),
        quorum=4,
        presiding=held.attendances.get(capacity=Attendance.Capacity.CHAIR),
    )
    Adjournment.objects.create(sitting=sitting, began_at=at(11, 45), resumed_at=at(11, 55), item=items[3])
    return held


def _attendances(held: Meeting, cast: Cast, item: AgendaItem) -> None:
    capacity = Attendance.Capacity
    _present(held, cast.chair.person, capacity.CHAIR)
    for name in MEMBERS:
        who = _member(held.committee, name)
        if name in AWAY:
            _away(held, who, capacity.MEMBER)
        else:
            _present(held, who, capacity.MEMBER)
    cooptee = person(Person.Kind.COOPTEE, "Rhys", "Carter", "Rhys Carter", represents="Educational Co-optee")
    _away(held, cooptee, capacity.VOTING_COOPTEE)
    for name, post in WITNESSES:
        Attendance.objects.create(
            meeting=held,
            name_as_printed=name,
            post=post,
            capacity=capacity.WITNESS,
            state=Attendance.State.PRESENT,
            mode=Attendance.Mode.IN_PERSON,
            is_expected=False,
            item=item,
        )


def _member(on: Committee, family: str) -> Person:
    who = person(Person.Kind.COUNCILLOR, "Ada", family, f"Councillor A {family}")
    Term.objects.create(person=who, start=date(2017, 5, 4))
    Membership.objects.create(committee=on, person=who, role="member", start=date(2017, 5, 25))
    return who


def _present(held: Meeting, who: Person | None, capacity: str) -> None:
    assert who is not None
    Attendance.objects.create(
        meeting=held,
        person=who,
        name_as_printed=who.printed_name,
        capacity=capacity,
        state=Attendance.State.PRESENT,
        mode=Attendance.Mode.IN_PERSON,
    )


def _away(held: Meeting, who: Person, capacity: str) -> None:
    Attendance.objects.create(
        meeting=held,
        person=who,
        name_as_printed=who.printed_name,
        capacity=capacity,
        state=Attendance.State.APOLOGIES,
        apologies_by=Attendance.Source.WRITTEN,
    )


def exempt_meeting(cast: Cast) -> Meeting:
    """A meeting that has begun, with one public and one exempt item."""
    held = meeting(cast.committee, at(10, 15, date(2019, 3, 14)))
    item(held, "Bus services", 1)
    item(held, "Land at Quay Street", 2, section=Section.EXEMPT, paragraphs=["3"])
    return held
