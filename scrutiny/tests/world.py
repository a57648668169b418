"""One council in the middle of its work, with at least one of everything that a page of the product can show.

The tests that go through the whole census share it: making it takes seconds, most of them for the pack.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any

import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from callins.tests.called_in import CalledIn, called_in
from callins.tests.executive import Executive, executive
from committees import building, large_print
from committees.agenda import add_item, save_report
from committees.calendar_changes import change_calendar, withdraw_change
from committees.configuration import add_line
from committees.cycle import add_election_period, make_plan, save_pattern
from committees.meetings import cancel_meeting, create_meeting, reschedule
from committees.models import (
    AgendaItem,
    Build,
    BuildPart,
    CyclePattern,
    CyclePlan,
    InformationText,
    LargePrint,
    Meeting,
    MeetingDate,
    Membership,
    Paper,
    PaperVersion,
    ProposedMeeting,
    Publication,
    SafetyCheck,
    StandingItem,
    TimetableStep,
)
from committees.models.committee import ItemKind, Section
from committees.models.publication import PublicationKind
from committees.papers import expect_paper, remove_paper, upload
from committees.preflight import check
from committees.publishing import publish
from committees.tests.minuted_world import Minuted, minuted
from committees.tests.pack_scene import A4, CANARY, Scene, make_scene, paper, pdf
from committees.tests.sat_world import Sat, sat
from committees.tests.templated_world import Templated, templated
from committees.timetable_steps import start_own_timetable
from council.models import CalendarDay, Council, ElectionPeriod, Group, GroupLeader, StandingText, Term, Ward
from packs.leaks import Kind, Leak
from reminders.models import Reminder
from reminders.planning import plan
from scrutiny.search.indexing import freshen
from scrutiny.tests.access_world import Access, add_access, random_keys
from scrutiny.tests.cast import LONDON, PASSWORD, Cast, make_cast, restore_reference_data, seat
from workprogramme.tests.planned_world import Programme, planned_world

# Stands in what only the officers of the committee may read, until it is published.
DRAFT = "Quillfeather"
SECRETS = (CANARY, DRAFT)
IN_TIME_FOR_THE_SCENE = datetime(2019, 4, 3, 16, 0, tzinfo=LONDON)
LATE_FOR_THE_SCENE = datetime(2019, 4, 8, 11, 0, tzinfo=LONDON)
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@dataclass
class World:
    cast: Cast
    scene: Scene
    publication: Publication
    supplement: Publication
    built: Build
    failed: Build
    waiting: Build
    draft: Meeting
    later: Meeting
    bare: Meeting
    cancelled: Meeting
    private: Meeting
    moved: Meeting
    item: AgendaItem
    exempt_item: AgendaItem
    withdrawn_item: AgendaItem
    paper: Paper
    exempt_paper: Paper
    expected_paper: Paper
    removed_paper: Paper
    unconverted_paper: Paper
    version: PaperVersion
    exempt_version: PaperVersion
    standing_item: StandingItem
    text: InformationText
    membership: Membership
    own_step: TimetableStep
    councils_step: TimetableStep
    plan: CyclePlan
    empty_plan: CyclePlan
    proposal: ProposedMeeting
    period: ElectionPeriod
    date: MeetingDate
    group: Group
    ward: Ward
    term: Term
    leader: GroupLeader
    information: StandingText
    change: CalendarDay
    withdrawn_change: CalendarDay
    executive: Executive
    called_in: CalledIn
    access: Access
    reminder: Reminder
    programme: Programme
    minuted: Minuted
    sat: Sat
    templated: Templated

    def get(self, path: str) -> Any:
        """`draft.reference` or `cast.committee.slug`; what begins with = is meant as it stands."""
        return path[1:] if path.startswith("=") else attrgetter(path)(self)


def coming(days: int, at: time = time(10, 15)) -> datetime:
    return datetime.combine(timezone.localdate() + timedelta(days=days), at, LONDON)


def something_hidden(version: PaperVersion) -> None:
    """As if a name on its first page had been drawn over."""
    found = Leak(Kind.COVERED, page=1, box=(0.1, 0.1, 0.5, 0.15), words="A name")
    SafetyCheck.objects.update_or_create(
        version=version, defaults={"key": "x", "checked_at": timezone.now(), "findings": [found.as_json()]}
    )


def published_pack(cast: Cast) -> tuple[Scene, Publication, Build]:
    """The meeting of April 2019 with both editions, published in time."""
    with time_machine.travel(IN_TIME_FOR_THE_SCENE, tick=False):
        scene = make_scene(cast)
        build = Build.objects.create(meeting=scene.meeting, requested_by=cast.officer)
        building.run(build.pk)
        build.refresh_from_db()
        found = check(scene.meeting, build, today=timezone.localdate())
        reasons = {finding.code: "The chairman has agreed." for finding in found}
        publication = publish(build, by=cast.officer, overrides=reasons)
        for wanted in LargePrint.objects.all():
            large_print.make(wanted.pk)
        return scene, publication, build


def published_supplement(scene: Scene, cast: Cast) -> Publication:
    """Two late papers, one of them exempt; and one more after it, which nobody has published yet."""
    with time_machine.travel(LATE_FOR_THE_SCENE, tick=False):
        paper(scene.gangs, "Late map", "DUNLIN", [(A4, 0)])
        paper(scene.contracts, "Late bid", f"{CANARY}LATE", [(A4, 0)], exempt=True)
        lateness = {"reasons": {f"item-{scene.gangs.pk}": "It came late."}, "urgency": "It cannot wait."}
        build = Build.objects.create(
            meeting=scene.meeting,
            requested_by=cast.officer,
            kind=PublicationKind.SUPPLEMENT,
            lateness=lateness,
        )
        building.run(build.pk)
        supplement = publish(build, by=cast.officer)
        paper(scene.gangs, "Later still", "SNIPE", [(A4, 0)])
        return supplement


def builds_under_way(draft: Meeting, cast: Cast) -> dict[str, Build]:
    now = timezone.now()
    failed = Build.objects.create(
        meeting=draft,
        requested_by=cast.officer,
        state=Build.State.FAILED,
        finished_at=now,
        error="One paper could not be read.",
    )
    waiting = Build.objects.create(meeting=draft, requested_by=cast.officer)
    # Asked for so lately that nobody goes looking yet for a worker that does not answer.
    Build.objects.filter(pk=waiting.pk).update(requested_at=now + timedelta(days=1))
    for build in (failed, waiting):
        for order, state in enumerate(
            [BuildPart.State.DONE, BuildPart.State.FAILED, BuildPart.State.WAITING]
        ):
            BuildPart.objects.create(
                build=build,
                order=order,
                key=f"part-{order}",
                title=f"Item {order + 1}: {DRAFT}",
                state=state,
                pages=3 if order == 0 else None,
                message="The file asks for a password." if state == BuildPart.State.FAILED else "",
            )
    return {"failed": failed, "waiting": waiting}


def draft_agenda(draft: Meeting, officer: User) -> dict[str, Any]:
    """Items of both parts, and a paper in every condition that a paper can be in."""
    item = add_item(draft, title=f"{DRAFT} review", kind=ItemKind.REPORT, section=Section.PUBLIC, by=officer)
    exempt = add_item(
        draft,
        title="Land sale",
        restricted_title=f"Sale to {CANARY}",
        kind=ItemKind.REPORT,
        section=Section.EXEMPT,
        paragraphs=["3"],
        by=officer,
    )
    withdrawn = add_item(draft, title=f"{DRAFT} survey", section=Section.PUBLIC, by=officer)
    AgendaItem.objects.filter(pk=withdrawn.pk).update(state=AgendaItem.State.WITHDRAWN)
    words = {"title": f"{DRAFT} review", "purpose": "To consider"}
    save_report(item, version=1, enquiries_to=draft.contact, by=officer, **words)
    public = {"classification": "public", "by": officer}
    paper = upload(item, pdf(DRAFT, [(A4, 0)] * 2), name=f"Appendix 1 {DRAFT} costs.pdf", **public)
    restricted = upload(
        exempt, pdf(CANARY, [(A4, 0)]), name=f"Bid of {CANARY}.pdf", paragraphs=["3"], by=officer
    )
    something_hidden(paper.versions.get())
    removed = upload(item, pdf(f"{DRAFT}-old", [(A4, 0)]), name=f"{DRAFT} old.pdf", **public)
    return {
        "item": item,
        "exempt_item": exempt,
        "withdrawn_item": withdrawn,
        "paper": paper,
        "exempt_paper": restricted,
        "expected_paper": expect_paper(item, title=f"{DRAFT} map", label="Appendix 2", by=officer),
        "removed_paper": remove_paper(removed, by=officer),
        "unconverted_paper": unconverted(item),
        "version": paper.versions.get(),
        "exempt_version": restricted.versions.get(),
    }


def unconverted(item: AgendaItem) -> Paper:
    return Paper.objects.create(
        item=item,
        order=9,
        title=f"{DRAFT} sheet",
        state=Paper.State.EXPECTED,
        problem="The file could not be made into pages.",
        unconverted=ContentFile(DRAFT.encode(), name="sheet.original"),
        unconverted_name=f"{DRAFT} sheet.docx",
    )


def meetings_to_come(cast: Cast) -> dict[str, Meeting]:
    def make(days: int, kind: str = Meeting.Kind.PUBLIC) -> Meeting:
        return create_meeting(cast.committee, start=coming(days), kind=kind, by=cast.officer)

    bare = make(80)
    bare.items.all().delete()
    return {
        "draft": make(9),
        "later": make(40),
        "bare": bare,
        "cancelled": cancel_meeting(make(20), notice="The hall is flooded.", by=cast.officer),
        "private": make(15, Meeting.Kind.BRIEFING),
        "moved": reschedule(make(60), start=coming(61), by=cast.officer),
    }


def year_plan(cast: Cast) -> dict[str, Any]:
    """A plan with meetings proposed for both committees, some of them in the way of something."""
    year = timezone.localdate().year + 1
    plan = make_plan(
        name=f"{year} to {year + 1}", start=date(year, 5, 1), end=date(year + 1, 4, 30), by=cast.officer
    )
    for on in (cast.committee, cast.other_committee):
        pattern = CyclePattern(
            plan=plan,
            committee=on,
            week=2,
            weekday=3,
            months=[5, 6, 9],
            start_time=time(10, 15),
            venue=on.venue,
        )
        save_pattern(pattern, by=cast.monitoring_officer)
    period = add_election_period(
        name="Local elections", start=date(year, 5, 3), polling_day=date(year, 6, 7), by=cast.officer
    )
    empty = make_plan(
        name="Nothing yet", start=date(year + 1, 5, 1), end=date(year + 2, 4, 30), by=cast.officer
    )
    proposal = plan.proposals.filter(committee=cast.committee).first()
    return {"plan": plan, "empty_plan": empty, "period": period, "proposal": proposal}


def calendar_changes(cast: Cast) -> dict[str, CalendarDay]:
    days = [coming(days).date() for days in range(2, 9)]
    first, second = [day for day in days if day.weekday() < 5][:2]
    kind, officer = CalendarDay.Kind.CLOSURE, cast.officer
    change = change_calendar(
        kind, first, "Burst main", reason="The offices are shut.", counts_for=["local"], by=officer
    )
    taken_back = change_calendar(
        kind, second, "Snow", reason="The roads are shut.", counts_for=["local"], by=officer
    )
    withdraw_change(taken_back, by=officer)
    return {"change": change, "withdrawn_change": taken_back}


def committee_setup(cast: Cast) -> dict[str, Any]:
    """Set up before any meeting is made, because a new agenda starts from it."""
    on, officer = cast.committee, cast.officer
    lines = [
        StandingItem(committee=on, title=title, kind=ItemKind.OTHER) for title in ("Apologies", "Minutes")
    ]
    texts = [InformationText(committee=on, title=title, body="Words") for title in ("Parking", "Filming")]
    items = [add_line(line, by=officer) for line in (*lines, *texts)]
    start_own_timetable(on, by=officer)
    seat(cast.other_committee, cast.chair, Membership.Role.CHAIR)
    return {
        "standing_item": items[0],
        "text": items[2],
        "membership": on.memberships.get(person=cast.member.person),
        "own_step": on.timetable_steps.exclude(kind=TimetableStep.Kind.AGENDA_PUBLICATION).first(),
        "councils_step": TimetableStep.objects.filter(
            committee=None, kind=TimetableStep.Kind.AGENDA_PUBLICATION
        ).get(),
    }


def planned_reminder(of: Meeting, cast: Cast) -> Reminder:
    now = timezone.now()
    plan("meeting", [of.pk], now)
    # Those that were due before today are late, and /health/reminders would say so.
    tomorrow = now + timedelta(days=1)
    Reminder.objects.filter(not_before__lt=tomorrow).update(not_before=tomorrow, due_at=tomorrow)
    return Reminder.objects.filter(subject_id=of.pk, user=cast.officer, state="planned")[0]


def make_world() -> World:
    random_keys()
    cast = make_cast()
    cast.council.logo.save("logo.svg", ContentFile(LOGO))
    scene, publication, built = published_pack(cast)
    setup = committee_setup(cast)
    meetings = meetings_to_come(cast)
    agenda = draft_agenda(meetings["draft"], cast.officer)
    decided = executive(cast)
    world = World(
        cast=cast,
        scene=scene,
        publication=publication,
        supplement=published_supplement(scene, cast),
        built=built,
        **builds_under_way(meetings["draft"], cast),
        **meetings,
        **agenda,
        **setup,
        **year_plan(cast),
        **calendar_changes(cast),
        date=meetings["later"].dates.first(),
        group=Group.objects.create(name="Nobody's Group"),
        ward=Ward.objects.create(name="Nowhere"),
        term=Term.objects.get(person=cast.member.person),
        leader=GroupLeader.objects.create(
            person=cast.chair.person, group=Group.objects.first(), start=date(2017, 5, 25)
        ),
        information=StandingText.objects.filter(use=StandingText.Use.INFORMATION).first(),
        executive=decided,
        programme=planned_world(cast, decided.planned, CANARY),
        called_in=called_in(cast),
        access=add_access(cast, scene, agenda["exempt_item"]),
        reminder=planned_reminder(meetings["draft"], cast),
        minuted=minuted(cast, CANARY, DRAFT),
        sat=sat(cast, CANARY, DRAFT),
        templated=templated(cast, meetings["later"], CANARY, DRAFT),
    )
    # Whoever searches finds what there is.
    freshen(2_000)
    return world


def signed_in(user: User) -> Client:
    """Through the page, because pages of one's own account ask when the password was given last."""
    client = Client()
    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert response.status_code == 302, response.content.decode()
    return client


def make_empty() -> User:
    """The first day: the council and one person, who may do everything."""
    restore_reference_data()
    Council.objects.create(pk=1, name="Wessexmere County Council", short_name="Wessexmere")
    return User.objects.create_user(
        "first@council.example",
        PASSWORD,
        name="Fay First",
        roles=[Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR],
    )
