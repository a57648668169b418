"""Who came to the demo's past meetings, as their minutes say; so that records of attendance have years to show."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from accounts.models import User
from committees import agenda
from committees.attendance.six_month_records import record_approved_absence
from committees.meetings import create_meeting
from committees.models import Attendance, Committee, Meeting, Membership, OutsideAttendance
from committees.models.committee import ItemKind
from committees.sittings.attending import add_guest, mark, mark_the_rest_absent
from committees.sittings.sitting import adjourn, close_sitting, open_sitting, preside
from council.models import Person

from .april_2019 import LONDON, committee, facts
from .meetings import held

State, Mode = Attendance.State, Attendance.Mode
FEBRUARY = datetime(2019, 2, 14, 10, 15, tzinfo=LONDON)
ITEMS: list[dict[str, Any]] = [
    {"title": "Drug gangs, knife crime and county lines", "kind": ItemKind.REPORT},
    {"title": "Special Educational Needs", "kind": ItemKind.REPORT},
    {"title": "Member Updates", "kind": ItemKind.OTHER},
]
WITNESSES = [
    ("Patrick Loughlin-Ware", "Head of Youth Justice", ITEMS[0]["title"]),
    ("Jacqueline Rudge", "Assistant Chief Constable, Wessexmere Constabulary", ITEMS[0]["title"]),
    ("Helen Brockhurst", "Head of Special Educational Needs", ITEMS[1]["title"]),
]


def hold_february(by: User) -> Meeting:
    """14 February 2019: who was away, the pause and the close are those of the minutes in the pack of April."""
    meeting = create_meeting(committee(), start=FEBRUARY, by=by)
    items = {fields["title"]: agenda.add_item(meeting, by=by, **fields) for fields in ITEMS}
    sitting = open_sitting(meeting, at=FEBRUARY, by=by)
    for line in meeting.attendances.select_related("person"):
        away = line.person is not None and line.person.family_name in facts()["members"]["absent_in_february"]
        here = not away and not line.is_cooptee
        if here or away:
            mark(line, State.PRESENT if here else State.APOLOGIES, by=by)
    mark_the_rest_absent(meeting, by=by)
    for name, post, title in WITNESSES:
        add_guest(meeting, capacity="witness", name=name, post=post, item=items[title], by=by)
    preside(sitting, meeting.attendances.get(capacity="chair"), by=by)
    pause, resumed = FEBRUARY.replace(hour=11, minute=50), FEBRUARY.replace(hour=12, minute=0)
    adjourn(sitting, began_at=pause, resumed_at=resumed, item=items[ITEMS[0]["title"]], by=by)
    close_sitting(sitting, at=FEBRUARY.replace(hour=12, minute=50), by=by)
    return meeting


def hold_the_rest(today: date, by: User) -> None:
    """Every other meeting of the last years that has no record yet, with the apologies its minutes print."""
    for each in Committee.objects.order_by("pk"):
        for meeting in held(each, today):
            if not hasattr(meeting, "sitting"):
                _hold(meeting, by)


def _hold(meeting: Meeting, by: User) -> None:
    sitting = open_sitting(meeting, at=meeting.start, by=by)
    lines = meeting.attendances.all()
    lines.update(state=State.PRESENT, mode=Mode.IN_PERSON)
    lines.filter(person__family_name__in=_away(meeting)).update(state=State.APOLOGIES, mode="")
    chance = Random(f"{meeting.reference} remotely")
    members = list(lines.filter(state=State.PRESENT, capacity="member").order_by("pk"))
    if members and chance.random() < 0.3:
        lines.filter(pk=chance.choice(members).pk).update(mode=Mode.REMOTE)
    chair = lines.in_printed_order().filter(state=State.PRESENT, mode=Mode.IN_PERSON).first()
    if chair is not None:
        preside(sitting, chair, by=by)
        close_sitting(sitting, at=meeting.start + timedelta(minutes=125), by=by)


def _away(meeting: Meeting) -> list[str]:
    """The same people as in the document that `minutes.minutes_pdf` makes."""
    chance = Random(meeting.reference)
    seats = Membership.objects.on(meeting.date).filter(committee=meeting.committee)
    names = [seat.person.family_name for seat in seats.filter(role=Membership.Role.MEMBER)]
    return chance.sample(names, k=min(len(names), chance.choice((1, 2, 2, 3))))


def meet_in_council(today: date, by: User) -> None:
    """Everybody was at the last full council but two: one must come soon, one has the council's leave to be away."""
    people = list(Person.objects.in_office(today).filter(kind=Person.Kind.COUNCILLOR, executive_seats=None))
    seated = set(Membership.objects.on(today).values_list("person", flat=True))
    late, away = [person for person in people if person.pk not in seated][:2]
    recent, long_ago = today - timedelta(days=25), today - timedelta(days=150)
    everybody = Person.objects.in_office(today).filter(kind=Person.Kind.COUNCILLOR)
    OutsideAttendance.objects.bulk_create(
        OutsideAttendance(
            person=person, on=long_ago if person in (late, away) else recent, body="Full Council"
        )
        for person in everybody
    )
    record_approved_absence(
        away,
        approved_on=today - timedelta(days=20),
        until=today + timedelta(days=120),
        reason="Illness",
        by=by,
    )
