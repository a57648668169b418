"""Records of attendance: each person of a committee over a municipal year, and who must attend something by when.

Only public meetings that were held count: a cancelled meeting is nobody's absence, and an informal one nobody's duty.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO

from django.db.models import Count, QuerySet
from django.utils import timezone

from committees.models import ApprovedAbsence, Attendance, Committee, Meeting, OutsideAttendance
from council.models import Person
from scrutiny.lib.working_days import Calendar

from .six_months import Approval, SixMonths, Term, in_office_since, six_months
from .six_months import Attendance as Attended

State, Mode, Capacity = Attendance.State, Attendance.Mode, Attendance.Capacity
FIRST_MONTH = 5
# In the order a bar is drawn.
PARTS = ("present", "remote", "substituted", "apologies", "absent")
BAR = 400
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Record:
    """One person in one capacity kind: as a member, co-opted member or substitute."""

    person: Person
    capacity: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))

    @property
    def expected(self) -> int:
        return sum(self.counts.values())

    @property
    def percent(self) -> int:
        """In person, of the meetings they were expected at."""
        return round(100 * self.counts["present"] / self.expected) if self.expected else 0

    @property
    def label(self) -> str:
        return Capacity(self.capacity).label

    @property
    def bar(self) -> list[tuple[str, int, int]]:
        """The parts of the bar with where each begins and how wide it is."""
        parts: list[tuple[str, int, int]] = []
        x = 0.0
        for name in PARTS:
            width = BAR * self.counts[name] / self.expected if self.expected else 0
            if width:
                parts.append((name, round(x), round(x + width) - round(x)))
            x += width
        return parts

    @property
    def in_words(self) -> str:
        said = [f"{number} {name}" for name, number in self.counts.items() if number]
        return f"{self.person}: expected at {self.expected}, {', '.join(said)}"


def year_of(day: date) -> int:
    """The municipal year a day is in, by the year it begins in."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_in_words(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02}"


def held(committee: Committee, year: int) -> QuerySet[Meeting]:
    """The public meetings of a committee that were held and have closed, in a municipal year."""
    return Meeting.objects.filter(
        committee=committee,
        kind=Meeting.Kind.PUBLIC,
        state=Meeting.State.PLANNED,
        sitting__closed_at__isnull=False,
        start__gte=_first_moment(year),
        start__lt=_first_moment(year + 1),
    )


def _first_moment(year: int) -> datetime:
    return timezone.make_aware(datetime(year, FIRST_MONTH, 1))


def years_with_meetings(committee: Committee) -> list[int]:
    starts = Meeting.objects.filter(
        committee=committee, kind=Meeting.Kind.PUBLIC, sitting__closed_at__isnull=False
    ).values_list("start", flat=True)
    return sorted({year_of(timezone.localtime(start).date()) for start in starts}, reverse=True)


def records_of(committee: Committee, year: int) -> list[Record]:
    """One row for each person: members and co-opted members first, then those who only came as substitutes."""
    counted = (
        Attendance.objects.filter(meeting__in=held(committee, year), is_expected=True)
        .values("person", "capacity", "state", "mode")
        .annotate(number=Count("pk"))
    )
    people = Person.objects.in_bulk({row["person"] for row in counted})
    records: dict[tuple[int, bool], Record] = {}
    for row in counted:
        substitute = row["capacity"] == Capacity.SUBSTITUTE
        key = (row["person"], substitute)
        record = records.setdefault(key, Record(people[row["person"]], row["capacity"]))
        record.capacity = max(record.capacity, row["capacity"], key=lambda each: -RANK[each])
        record.counts[_part(row["state"], row["mode"])] += row["number"]
    return sorted(records.values(), key=lambda each: (RANK[each.capacity], _by_name(each.person)))


ORDER = (*Capacity.members()[:3], *Capacity.cooptees(), Capacity.SUBSTITUTE)
RANK: dict[str, int] = {str(value): place for place, value in enumerate(ORDER)}


def _by_name(person: Person) -> tuple[str, str]:
    return person.family_name.casefold(), person.given_name.casefold()


def _part(state: str, mode: str) -> str:
    if state == State.PRESENT:
        return "remote" if mode == Mode.REMOTE else "present"
    return str(state) if state in PARTS else "absent"


HEADINGS = (
    "Name",
    "Capacity",
    "Expected",
    "Present",
    "Remote",
    "Substituted",
    "Apologies",
    "Absent",
    "Percent present",
)


def as_csv(records: Iterable[Record]) -> str:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for each in records:
        numbers = [each.expected, *each.counts.values(), each.percent]
        writer.writerow([_cell(str(each.person)), _cell(each.label), *numbers])
    return out.getvalue()


def _cell(text: str) -> str:
    """A spreadsheet takes what begins so for a formula; a leading apostrophe makes it text."""
    return f"'{text}" if text.startswith(FORMULA) else text


@dataclass(frozen=True)
class Standing:
    """Where a councillor stands with the six-month rule."""

    person: Person
    rule: SixMonths
    state: str
    approvals: Sequence[ApprovedAbsence]


def standings(today: date, calendar: Calendar) -> list[Standing]:
    """Every councillor in office, the most urgent first."""
    people = list(
        Person.objects.in_office(today)
        .filter(kind=Person.Kind.COUNCILLOR)
        .prefetch_related("terms", "approved_absences")
    )
    last = _last_attended(today)
    found = []
    for person in people:
        since = in_office_since((Term(term.start, term.end) for term in person.terms.all()), today)
        assert since is not None, "in office on that day"
        approvals = list(person.approved_absences.all())
        rule = six_months(
            last.get(person.pk, []),
            since,
            calendar,
            approvals=[Approval(each.approved_on, each.until) for each in approvals],
            today=today,
        )
        found.append(Standing(person, rule, rule.state(today), approvals))
    return sorted(found, key=lambda each: (each.rule.must_attend_by.date, _by_name(each.person)))


def _last_attended(today: date) -> dict[int, list[Attended]]:
    """For each person the last meeting attended in person as a member, and the last one recorded from elsewhere."""
    last: dict[int, list[Attended]] = {}
    lines = (
        Attendance.objects.present()
        .filter(
            mode=Mode.IN_PERSON,
            capacity__in=Capacity.members(),
            meeting__kind=Meeting.Kind.PUBLIC,
            meeting__start__lte=timezone.now(),
        )
        .select_related("meeting__committee")
        .order_by("person_id", "-meeting__start")
        .distinct("person_id")
    )
    for line in lines:
        assert line.person_id is not None
        last.setdefault(line.person_id, []).append(Attended(line.meeting.date, line.meeting.committee.name))
    elsewhere = (
        OutsideAttendance.objects.filter(on__lte=today).order_by("person_id", "-on").distinct("person_id")
    )
    for each in elsewhere:
        last.setdefault(each.person_id, []).append(Attended(each.on, each.body))
    return last
