"""What officers have to do for their coming meetings, worked out from the records in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from council.calendar_in_force import calendar_in_force
from scrutiny.lib.explained import ExplainedDate
from scrutiny.lib.working_days import Calendar

from .meeting_dates import explain
from .models import (
    AgendaItem,
    Build,
    CalendarEffect,
    Committee,
    Meeting,
    Paper,
    PaperVersion,
    Publication,
    TimetableStep,
)
from .models.paper import Classification
from .timetable import Notice, agenda_publication_deadline, notice_given

WEEK = timedelta(days=7)
LOOK_AHEAD = timedelta(weeks=6)
SOON = timedelta(weeks=3)


class Urgency(IntEnum):
    OVERDUE = 0
    NOW = 1
    WEEK = 2
    LATER = 3


@dataclass(frozen=True)
class Job:
    """One thing to do for one meeting. `due` is None for what should be done at once."""

    meeting: Meeting
    what: str
    url: str
    urgency: Urgency
    due: date | None = None
    hint: str = ""
    explained: ExplainedDate | None = None


@dataclass
class Desk:
    """One committee's jobs, the most pressing first."""

    committee: Committee
    jobs: list[Job] = field(default_factory=list)
    next_meeting: Meeting | None = None

    @property
    def overdue(self) -> int:
        return sum(job.urgency == Urgency.OVERDUE for job in self.jobs)


@dataclass
class Workload:
    desks: list[Desk]
    meetings_this_week: list[Meeting]

    def count(self, *urgencies: Urgency) -> int:
        return sum(job.urgency in urgencies for desk in self.desks for job in desk.jobs)

    @property
    def overdue(self) -> int:
        return self.count(Urgency.OVERDUE)

    @property
    def now_and_this_week(self) -> int:
        return self.count(Urgency.NOW, Urgency.WEEK)


@dataclass
class Facts:
    """What the jobs of all meetings are worked out from."""

    today: date
    calendar: Calendar
    deadlines: dict[int | None, TimetableStep]
    missing: dict[int, list[Paper]]
    unexplained: dict[int, int]
    left_out: dict[int, int]
    late: dict[int, int]

    def deadline(self, meeting: Meeting) -> ExplainedDate:
        step = self.deadlines.get(meeting.committee_id) or self.deadlines.get(None)
        if step is None:
            return agenda_publication_deadline(meeting.date, self.calendar)
        return explain(step, meeting.date, self.calendar)


def workload(committees: QuerySet[Committee], today: date) -> Workload:
    desks = {committee.pk: Desk(committee) for committee in committees}
    meetings = list(coming_meetings(desks, today))
    facts = gather(meetings, today)
    for meeting in next_meetings(desks, today):
        desks[meeting.committee_id].next_meeting = meeting
    for meeting in meetings:
        desks[meeting.committee_id].jobs += jobs_for(meeting, facts)
    for desk in desks.values():
        desk.jobs.sort(key=lambda job: (job.urgency, job.due or today, job.meeting.start))
    this_week = [meeting for meeting in meetings if meeting.date < today + WEEK]
    return Workload(sorted(desks.values(), key=lambda desk: (-desk.overdue, desk.committee.name)), this_week)


def next_meetings(committees: dict[int, Desk], today: date) -> QuerySet[Meeting]:
    """Each committee's next one, however far ahead."""
    planned = Meeting.objects.filter(
        committee__in=committees, state=Meeting.State.PLANNED, start__date__gte=today
    )
    return planned.order_by("committee_id", "start").distinct("committee_id")


def coming_meetings(committees: dict[int, Desk], today: date) -> QuerySet[Meeting]:
    builds = Build.objects.filter(meeting=OuterRef("pk")).order_by("-requested_at", "-pk")
    publications = Publication.objects.filter(meeting=OuterRef("pk")).order_by("-number")
    effects = CalendarEffect.objects.filter(
        meeting=OuterRef("pk"), subject=CalendarEffect.Subject.PUBLICATION
    )
    on_agenda = Q(items__state=AgendaItem.State.ON_AGENDA)
    return (
        Meeting.objects.filter(
            committee__in=committees,
            state=Meeting.State.PLANNED,
            start__date__gte=today,
            start__date__lte=today + LOOK_AHEAD,
        )
        .select_related("committee")
        .annotate(
            item_count=Count("items", filter=on_agenda),
            is_published=Exists(publications),
            published_key=Subquery(publications.values("content_key")[:1]),
            first_published=Subquery(publications.order_by("number").values("published_at")[:1]),
            notice_lost=Subquery(effects.order_by("-pk").values("now_in_breach")[:1]),
            build_id=Subquery(builds.values("pk")[:1]),
            build_state=Subquery(builds.values("state")[:1]),
            build_key=Subquery(builds.values("content_key")[:1]),
        )
        .order_by("start")
    )


def gather(meetings: list[Meeting], today: date) -> Facts:
    on_agenda = Q(item__meeting__in=meetings, item__state=AgendaItem.State.ON_AGENDA, removed_at=None)
    missing: dict[int, list[Paper]] = defaultdict(list)
    without_file = Paper.objects.filter(on_agenda, state__in=Paper.State.without_file())
    for paper in without_file.select_related("item"):
        missing[paper.item.meeting_id].append(paper)
    current = PaperVersion.objects.current().filter(
        paper__item__meeting__in=meetings, paper__item__state=AgendaItem.State.ON_AGENDA
    )
    exempt = Q(classification=Classification.EXEMPT, paragraphs=[])
    counts = (
        current.order_by()
        .values("paper__item__meeting")
        .annotate(
            unexplained=Count("pk", filter=exempt),
            left_out=Count("pk", filter=Q(published_at=None)),
            late=Count("pk", filter=Q(published_at=None) & ~replaces_something_published()),
        )
    )
    rows = {row["paper__item__meeting"]: row for row in counts}
    steps = TimetableStep.objects.filter(kind=TimetableStep.Kind.AGENDA_PUBLICATION)
    return Facts(
        today=today,
        calendar=calendar_in_force(),
        deadlines={step.committee_id: step for step in steps},
        missing=missing,
        unexplained={pk: row["unexplained"] for pk, row in rows.items()},
        left_out={pk: row["left_out"] for pk, row in rows.items()},
        late={pk: row["late"] for pk, row in rows.items()},
    )


def replaces_something_published() -> Q:
    """The public or the restricted side of the paper was published before: then it is no late paper."""
    public = Q(classification=Classification.PUBLIC)
    before = PaperVersion.objects.filter(paper=OuterRef("paper"), published_at__isnull=False)
    return public & Exists(before.filter(public)) | ~public & Exists(before.exclude(public))


def jobs_for(meeting: Any, facts: Facts) -> Iterator[Job]:
    if meeting.kind != Meeting.Kind.PUBLIC:
        return
    deadline = facts.deadline(meeting)
    if not meeting.is_published:
        yield from before_publication(meeting, deadline, facts)
    else:
        yield from after_publication(meeting, facts)
    if meeting.build_state == Build.State.FAILED:
        url = reverse("workspace:build", args=[meeting.build_id])
        yield Job(meeting, "See why the pack could not be built", url, Urgency.NOW)
    if number := facts.unexplained.get(meeting.pk, 0):
        papers = "1 exempt paper" if number == 1 else f"{number} exempt papers"
        what = f"Name the paragraph of Schedule 12A for {papers}"
        yield Job(meeting, what, page_of(meeting), Urgency.NOW)


def before_publication(meeting: Any, deadline: ExplainedDate, facts: Facts) -> Iterator[Job]:
    due = deadline.date
    if due > facts.today + SOON:
        return
    how_urgent = urgency(due, facts.today)
    if not meeting.item_count:
        yield Job(meeting, "Put items on the agenda", page_of(meeting), how_urgent, due, "It has none yet")
    if papers := facts.missing.get(meeting.pk):
        yield Job(meeting, chase(papers), page_of(meeting), how_urgent, due, names(papers))
    built = meeting.build_state == Build.State.BUILT
    url = reverse("workspace:preflight", args=[meeting.reference]) if built else page_of(meeting)
    hint = "The pack is built" if built else "The pack has not been built"
    yield Job(meeting, "Publish the agenda", url, how_urgent, due, hint, deadline)


def after_publication(meeting: Any, facts: Facts) -> Iterator[Job]:
    if meeting.notice_lost and not notice_now(meeting, facts.calendar).enough:
        url = reverse("workspace:meeting_dates", args=[meeting.reference])
        hint = "The calendar changed after the agenda was published"
        yield Job(meeting, "See what to do about too little notice", url, Urgency.NOW, hint=hint)
    if papers := facts.missing.get(meeting.pk):
        how_urgent = urgency(meeting.date, facts.today)
        yield Job(meeting, chase(papers), page_of(meeting), how_urgent, meeting.date, names(papers))
    newer = meeting.build_state == Build.State.BUILT and meeting.build_key != meeting.published_key
    if not newer and (late := facts.late.get(meeting.pk)):
        those = "a late paper" if late == 1 else f"{late} late papers"
        url = reverse("workspace:supplement", args=[meeting.reference])
        yield Job(meeting, f"Publish {those} in a supplement", url, Urgency.NOW)
    if newer or facts.left_out.get(meeting.pk, 0) > facts.late.get(meeting.pk, 0):
        hint = "The public does not see the newest pack"
        url = reverse("workspace:preflight", args=[meeting.reference]) if newer else page_of(meeting)
        yield Job(meeting, "Publish the changes to the agenda", url, Urgency.NOW, hint=hint)


def notice_now(meeting: Any, calendar: Calendar) -> Notice:
    """What the agenda as first published gives today: a meeting moved to a later day has enough again."""
    return notice_given(timezone.localdate(meeting.first_published), meeting.date, calendar)


def urgency(due: date, today: date) -> Urgency:
    if due < today:
        return Urgency.OVERDUE
    if due == today:
        return Urgency.NOW
    return Urgency.WEEK if due < today + WEEK else Urgency.LATER


def page_of(meeting: Meeting) -> str:
    return reverse("workspace:meeting", args=[meeting.reference])


def chase(papers: list[Paper]) -> str:
    return (
        "Chase a paper that has not arrived"
        if len(papers) == 1
        else f"Chase {len(papers)} papers that have not arrived"
    )


def names(papers: list[Paper]) -> str:
    return "; ".join(str(paper) for paper in papers[:4])
