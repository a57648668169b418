"""A page asks the database as often for three rows of everything as for one, and never often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees.models import (
    AccessRequest,
    CyclePattern,
    CyclePlan,
    Edition,
    EmergencyAccess,
    InformationText,
    Meeting,
    Membership,
    OfficerScope,
    PaperVersion,
    ProposedMeeting,
    Publication,
    Report,
    StandingItem,
    TimetableStep,
)
from committees.models.publication import EditionKind, PublicationKind
from committees.tests.published_pack import agenda
from committees.tests.sat_world import add_rows
from council.models import CalendarDay, ElectionPeriod, Group, Ward
from scrutiny.feeds import calendars
from scrutiny.tests.cast import Cast, committee, councillor, item, meeting, seat
from scrutiny.tests.world import coming

MOST = 15
PUBLIC = [
    "/",
    "/committees/",
    "/committees/{slug}/",
    "/meetings/",
    "/meetings/?period=past",
    "/meetings/{shown}/",
    "/meetings/calendar/",
    "/councillors/",
    "/committees/{slug}/attendance/",
    "/accessibility/",
    "/search/?q=committee",
    "/follow/",
    "/alerts/",
    "/meetings/calendar.ics",
    "/committees/{slug}/calendar.ics",
    "/committees/{slug}/feed.atom",
    "/feeds/published.atom",
    "/sitemap-meetings.xml",
    "/api/v1/committees/",
    "/api/v1/meetings/",
    "/api/v1/meetings/{shown}/",
]
WORKSPACE = [
    "",
    "committees/",
    "committees/{slug}/",
    "committees/{slug}/standing-items/",
    "committees/{slug}/information/",
    "committees/{slug}/members/add/",
    "committees/{slug}/timetable/",
    "meetings/",
    "meetings/?period=past",
    "meetings/calendar/",
    "meetings/calendar/?month={month}",
    "meetings/add/",
    "meetings/{shown}/",
    "meetings/{shown}/dates/",
    "meetings/{shown}/apologies/",
    "meetings/{shown}/questions/",
    "meetings/{shown}/sitting/",
    "meetings/{shown}/minutes/",
    "meetings/{shown}/minutes/write/",
    "committees/{slug}/attendance/",
    "attendance/six-months/",
    "calendar/",
    "timetable/",
    "year-plan/",
    "year-plan/elections/",
    "year-plan/{plan}/",
    "year-plan/{plan}/year/",
    "year-plan/{plan}/create/",
    "exempt-papers/",
    "requests/",
    "emergency-access/",
    "formats/",
]
START = date(2027, 5, 1)


@pytest.fixture
def shown(cast: Cast) -> Meeting:
    return meeting(cast.committee, coming(3))


@pytest.fixture
def plan() -> CyclePlan:
    return CyclePlan.objects.create(name="2027 to 2028", start=START, end=date(2028, 4, 30))


def add_to_the_diary(cast: Cast, number: int) -> None:
    """Another committee, and a meeting to come and one held of the first and of the new one."""
    made = committee(f"C{number}", f"Committee {number}", cast.committee.contact)
    OfficerScope.objects.create(user=cast.officer, committee=made)
    TimetableStep.objects.create(committee=made, name="Pre-agenda meeting", offset=number)
    seat(made, cast.chair, Membership.Role.CHAIR)
    for on in (cast.committee, made):
        meeting(on, coming(4 + number))
        meeting(on, coming(-4 - number))


def add_to_the_agenda(shown: Meeting, cast: Cast, number: int) -> None:
    for section in ("public", "exempt"):
        added = item(shown, f"Item {number}", number, kind="report", section=section)
        Report.objects.create(
            item=added, reference=f"{section}/{number}", title="A report", enquiries_to=shown.contact
        )
        for place in (1, 2):
            paper = added.papers.create(order=place, title="Costs")
            PaperVersion.objects.create(
                paper=paper, number=1, pdf="x.pdf", sha256="0", pages=3, size=9, uploaded_by=cast.officer
            )


def add_to_the_access(cast: Cast, number: int) -> None:
    due = {"due_on": timezone.localdate(), "explanation": {}, "committee": cast.committee}
    AccessRequest.objects.create(document=f"Bid {number}", relevance="A review", made_by=cast.chair, **due)
    hours = timezone.now() + timedelta(hours=number)
    EmergencyAccess.objects.create(
        user=cast.monitoring_officer, committee=cast.committee, reason="A leak", until=hours
    )


def add_a_publication(shown: Meeting, cast: Cast, number: int) -> None:
    publication = Publication.objects.create(
        meeting=shown,
        number=number,
        kind=PublicationKind.AGENDA if number == 1 else PublicationKind.CORRECTION,
        published_at=timezone.now(),
        published_by=cast.officer,
        reason="A page was missing.",
        content_key=str(number),
    )
    for kind in EditionKind:
        Edition.objects.create(
            publication=publication,
            kind=kind,
            file="x.pdf",
            sha256="0",
            size=9,
            pages=9,
            template_version="1",
            agenda=agenda(kind == EditionKind.MEMBERS),
        )


def add_to_the_committee(cast: Cast, number: int) -> None:
    on = cast.committee
    StandingItem.objects.create(committee=on, order=number, title="An item")
    InformationText.objects.create(committee=on, order=number, title="A text", body="Words")
    group, _ = Group.objects.get_or_create(name=f"Group {number}")
    ward, _ = Ward.objects.get_or_create(name=f"Ward {number}")
    seat(on, councillor(f"Newly{number}", "Elected", group, ward))
    councillor(f"Hopeful{number}", "Waiting", group, ward)
    for whose in (None, on):
        TimetableStep.objects.create(committee=whose, name=f"Step {number}", offset=number)


def add_to_the_year(shown: Meeting, plan: CyclePlan, number: int) -> None:
    on = committee(f"P{number}", f"Planned {number}", shown.contact)
    details = {"committee": on, "plan": plan, "start_time": time(10), "venue": "Hall"}
    CyclePattern.objects.create(week=1, weekday=number, months=[6], **details)
    ProposedMeeting.objects.create(date=START + timedelta(days=30 + number), **details)
    another = {
        "start": START + timedelta(days=400 * number),
        "end": START + timedelta(days=400 * number + 300),
    }
    CyclePlan.objects.create(name=f"Plan {number}", **another)
    polling = START + timedelta(days=60 * number)
    ElectionPeriod.objects.create(name="Locals", start=polling - timedelta(days=30), polling_day=polling)
    CalendarDay.objects.create(
        kind=CalendarDay.Kind.CLOSURE,
        date=timezone.localdate() + timedelta(days=number),
        name="Closed",
        reason="Snow",
        added_by_name="Olive Officer",
    )
    line = shown.dates.first()
    if line:
        line.pk, line.name = None, f"Date {number}"
        line.save(force_insert=True)


@pytest.fixture
def one_more(cast: Cast, shown: Meeting, plan: CyclePlan) -> Iterator[int]:
    """Each next() adds one of everything."""

    def add() -> Iterator[int]:
        for number in range(1, 9):
            add_to_the_diary(cast, number)
            add_to_the_agenda(shown, cast, number)
            add_to_the_access(cast, number)
            add_a_publication(shown, cast, number)
            add_to_the_committee(cast, number)
            add_to_the_year(shown, plan, number)
            add_rows(shown, cast, number)
            yield number

    return add()


@pytest.mark.parametrize("path", [*PUBLIC, *(f"/workspace/{path}" for path in WORKSPACE)])
def test_rows_cost_no_queries(
    client: Client, cast: Cast, shown: Meeting, plan: CyclePlan, one_more: Iterator[int], path: str
) -> None:
    client.force_login(cast.officer)
    address = path.format(
        slug=cast.committee.slug, shown=shown.reference, plan=plan.pk, month=f"{coming(5):%Y-%m}"
    )

    def queries() -> list[str]:
        calendars.written.forget()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in captured]

    next(one_more)
    queries()  # What is asked once for each process is asked here.
    one = queries()
    next(one_more), next(one_more)
    three = queries()

    assert len(three) == len(one), "\n".join(three)
    assert len(one) <= MOST, "\n".join(one)
