"""The demo's work programmes: this year and last, that of April 2019, and a longlist with something of everything."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from callins.models import Undertaking
from committees.models import AgendaItem, Committee, Meeting
from committees.models.committee import ItemKind, Section
from workprogramme import longlist, planning, workflow
from workprogramme.models import Criterion, ProgrammeSection, ProgrammeSettings, Suggestion, Topic
from workprogramme.setting_up import save_line
from workprogramme.timing import When
from workprogramme.watching import look_through
from workprogramme.years import first_day, last_day, year_of

from .executive import load_decision
from .source import table

CALLED_IN_ON = date(2017, 9, 19)
APRIL_2019 = 2018
KINDS = ("formal", "to_schedule", "review", "considering")
STEP = re.compile(r"\s*\([ivx]+\)\s*")


def load_programmes(today: date, by: User) -> None:
    data = table("programmes.toml")
    for code, settled in data["settings"].items():
        line = ProgrammeSettings(committee=Committee.objects.get(code=code))
        save_line(line, version=0, by=by, **settled)
    load_2017_call_in(data["young_carers"], today, by)
    load_programme_of_2019(by)
    for committee in Committee.objects.order_by("pk"):
        for year in (year_of(today) - 1, year_of(today)):
            load_what_agendas_show(committee, year, today, by)
        look_through(committee, by=by)
    for row in data["topics"]:
        load_topic(row, today, by)
    for row in data["longlist"]:
        load_suggestion(row, today, by)


def part(kind: str) -> ProgrammeSection:
    return ProgrammeSection.objects.get(kind=kind)


def load_2017_call_in(row: dict[str, Any], today: date, by: User) -> None:
    """Signed by four members of that time."""
    members = table("pack/meeting.toml")["members"]["members"][:4]
    load_decision(row | {"days_ago": (today - CALLED_IN_ON).days, "signed": members}, today, by)


def load_programme_of_2019(by: User) -> None:
    committee = Committee.objects.get(code="PAF")
    meetings = {meeting.date: meeting for meeting in public_meetings(committee)}
    for kind, section in zip(KINDS, table("pack/programme.toml")["sections"], strict=True):
        for when, title, focus, approach in section["rows"]:
            if when != "–":
                given = {"title": title, "focus": focus, "section": part(kind)}
                load_line_of_2019(committee, given, when, approach, meetings, by)


def load_line_of_2019(
    committee: Committee,
    given: dict[str, Any],
    when: str,
    approach: str,
    meetings: dict[date, Meeting],
    by: User,
) -> None:
    offers = Undertaking.objects.waiting().filter(given_on__year=CALLED_IN_ON.year)
    from_call_in = "oung carers" in given["title"]
    origins = [{"kind": "undertaking", "undertaking": offer} for offer in offers] if from_call_in else []
    topic = planning.add_topic(
        committee,
        year=APRIL_2019,
        when=timing(when, meetings),
        steps=[step for step in STEP.split(approach) if step],
        origins=origins or [{"kind": "planning", "words": "Planning day in December 2018"}],
        by=by,
        **given,
    )
    if topic.first:
        workflow.complete(topic, on=topic.first, by=by)


def timing(when: str, meetings: dict[date, Meeting]) -> When:
    words = when.split()
    if len(words) == 3 and words[0].isdecimal():
        day = date(int(words[2]), MONTHS.index(words[1]) + 1, int(words[0]))
        return When(meeting=meetings[day]) if day in meetings else When(starts=day)
    return When(timing=when)


MONTHS = "January February March April May June July August September October November December".split()


def public_meetings(committee: Committee) -> list[Meeting]:
    found = committee.meetings.filter(kind=Meeting.Kind.PUBLIC, state=Meeting.State.PLANNED)
    return list(found.order_by("start"))


def load_what_agendas_show(committee: Committee, year: int, today: date, by: User) -> None:
    """A topic for each report that the public may know of; those of meetings that were held are done."""
    items = AgendaItem.objects.on_agenda().filter(
        meeting__committee=committee,
        meeting__kind=Meeting.Kind.PUBLIC,
        meeting__state=Meeting.State.PLANNED,
        meeting__start__date__range=(first_day(year), last_day(year)),
        kind=ItemKind.REPORT,
        section=Section.PUBLIC,
    )
    for item in items.select_related("meeting", "report").order_by("meeting__start", "order"):
        report = getattr(item, "report", None)
        topic = planning.add_topic(
            committee,
            year=year,
            when=When(meeting=item.meeting),
            section=part("formal"),
            title=item.title,
            focus=report.purpose if report else "",
            lead_officer_name=report.report_of[:120] if report else "",
            origins=[{"kind": "annual" if "nnual" in item.title else "planning"}],
            by=by,
        )
        if item.meeting.date < today:
            workflow.complete(topic, on=item.meeting.date, by=by)


def load_topic(row: dict[str, Any], today: date, by: User) -> None:
    committee = Committee.objects.get(code=row["committee"])
    offers = Undertaking.objects.waiting().filter(
        call_in__decision__title__contains=row.get("undertakings", "-")
    )
    coming = [meeting for meeting in public_meetings(committee) if meeting.date > today]
    slips = row.get("slips", [])
    topic = planning.add_topic(
        committee,
        year=year_of(today),
        when=When(meeting=coming[0]) if slips and coming else when_of(row, today),
        steps=row.get("steps", []),
        origins=[{"kind": "undertaking", "undertaking": offer} for offer in offers] or [{"kind": "planning"}],
        section=part(row["kind"]),
        title=row["title"],
        focus=row.get("focus", ""),
        outcome=row.get("outcome", ""),
        witnesses=row.get("witnesses", ""),
        by=by,
    )
    for meeting, reason in zip(coming[1:], slips, strict=False):
        topic = planning.move(topic, When(meeting=meeting), reason=reason, by=by)


def when_of(row: dict[str, Any], today: date) -> When:
    if "months" not in row:
        return When(timing=row.get("timing", "TBC"))
    start = today + timedelta(days=30)
    return When(starts=start, ends=start + timedelta(days=30 * row["months"]), timing=row["timing"])


def load_suggestion(row: dict[str, Any], today: date, by: User) -> None:
    source = Suggestion.Source(row["from"])
    member = User.objects.filter(email__startswith="wendy.culverhouse@").first()
    made = longlist.suggest(
        committee=Committee.objects.get(code="PAF"),
        year=year_of(today),
        source=source,
        title=row["title"],
        why=row.get("why", ""),
        name="A Resident" if source == Suggestion.Source.RESIDENT else "",
        by={Suggestion.Source.MEMBER: member, Suggestion.Source.OFFICER: by}.get(source),
    )
    if "points" in row:
        criteria = Criterion.objects.values_list("pk", flat=True)
        points = dict(zip(criteria, row["points"], strict=True))
        made = longlist.score(made, points, version=made.version, by=by)
    if row.get("shortlist"):
        longlist.shortlist(made, by=by)
    if "refused" in row:
        longlist.refuse(made, public_title=row.get("public", made.title), reason=row["refused"], by=by)
    if "adopted" in row:
        adopt(made, row["adopted"], today, by)


def adopt(made: Suggestion, reason: str, today: date, by: User) -> Topic:
    return longlist.adopt(
        made,
        section=part("to_schedule"),
        public_title=made.title,
        reason=reason,
        year=year_of(today),
        by=by,
    )
