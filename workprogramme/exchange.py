"""The programme as a table that leaves and comes back: what each row would do, and then does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from committees.models import Committee, Meeting

from .models import ProgrammeImport, ProgrammeSection, Topic, TopicOrigin
from .models.topics import day_words
from .planning import add_topic, edit_topic, move
from .timing import When, when_of

COLUMNS = [
    "Number", "Part of the programme", "Date or timing", "Until", "Issue or topic", "Focus", "Approach",
    "To be heard", "Lead officer", "Outcome sought", "Origin", "Public", "Reason for moving",
]  # fmt: skip
TEXTS = {
    "focus": "Focus",
    "witnesses": "To be heard",
    "lead_officer_name": "Lead officer",
    "outcome": "Outcome sought",
}
ORIGINS = {kind.label.lower(): kind for kind in TopicOrigin.Kind}
DAY_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y")
WORDS = {"new": "New topic", "changed": "Changes", "same": "Stays as it is", "refused": "Refused"}
YES, NO = {"yes", "y", "true", "1", ""}, {"no", "n", "false", "0"}


def rows_of(topics: Iterable[Topic]) -> list[list[str]]:
    return [row_of(topic) for topic in topics]


def row_of(topic: Topic) -> list[str]:
    day = topic.first if not topic.timing else None
    return [
        str(topic.pk),
        topic.section.heading,
        topic.timing or (day_words(day) if day else ""),
        day_words(topic.ends) if topic.ends else "",
        topic.title,
        topic.focus,
        "\n".join(step.text for step in topic.steps.all()),
        topic.witnesses,
        topic.lead,
        topic.outcome,
        "; ".join(origin.get_kind_display() for origin in topic.origins.all()),
        "yes" if topic.is_public else "no",
        "",
    ]


@dataclass(slots=True)
class Read:
    """One row as it was understood."""

    topic: Topic | None = None
    when: When = field(default_factory=When)
    details: dict[str, Any] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    origins: list[dict[str, Any]] = field(default_factory=list)
    reason: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[str]:
        assert self.topic
        changed = [name for name, value in self.details.items() if getattr(self.topic, name) != value]
        if self.steps != [step.text for step in self.topic.steps.all()]:
            changed.append("steps")
        return changed

    @property
    def moves(self) -> bool:
        return self.topic is not None and self.when != when_of(self.topic)

    def fate(self) -> dict[str, str]:
        if self.problems:
            return {"fate": "refused", "words": " ".join(self.problems)}
        if self.topic is None:
            return {"fate": "new", "words": str(self.when)}
        named = [NAMES.get(name, name) for name in self.changes]
        if self.moves:
            named.append(f"from {self.topic.when} to {self.when}")
        return {"fate": "changed" if named else "same", "words": ", ".join(named)}


NAMES = {
    "section": "part",
    "lead_officer_name": "lead officer",
    "is_public": "public or not",
    "steps": "approach",
}


class Reader:
    """Understands rows against one committee's programme as it is now."""

    def __init__(self, committee: Committee, year: int) -> None:
        self.committee, self.year = committee, year
        self.sections = {
            each.heading.lower(): each for each in ProgrammeSection.objects.filter(retired_at=None)
        }
        topics = Topic.objects.of(committee, year).live().with_all()
        self.by_number = {str(topic.pk): topic for topic in topics}
        self.by_title = {topic.title.lower(): topic for topic in self.by_number.values()}
        planned = committee.meetings.filter(kind=Meeting.Kind.PUBLIC, state=Meeting.State.PLANNED)
        self.meetings = {meeting.date: meeting for meeting in planned.order_by("-start")}

    def read(self, row: dict[str, str]) -> Read:
        read = Read(reason=row.get("Reason for moving", ""))
        self._find(row, read)
        title = row.get("Issue or topic", "")
        read.details = {"title": title, **{name: row.get(column, "") for name, column in TEXTS.items()}}
        if read.topic and read.topic.lead_officer and read.details["lead_officer_name"] == read.topic.lead:
            del read.details["lead_officer_name"]
        if not title:
            read.problems.append("It has no title.")
        if len(title) > 200:
            read.problems.append("The title is longer than 200 letters.")
        read.steps = [line.strip() for line in row.get("Approach", "").splitlines() if line.strip()]
        self._section(row, read)
        self._when(row, read)
        self._public(row, read)
        self._origins(row, read)
        if read.moves and read.topic and read.topic.first and not read.reason:
            read.problems.append("It moves: say why in “Reason for moving”.")
        return read

    def _find(self, row: dict[str, str], read: Read) -> None:
        number, title = row.get("Number", ""), row.get("Issue or topic", "").lower()
        read.topic = self.by_number.get(number) if number else self.by_title.get(title)
        if number and read.topic is None:
            read.problems.append(f"No planned topic of this programme has the number {number}.")

    def _section(self, row: dict[str, str], read: Read) -> None:
        heading = row.get("Part of the programme", "")
        found = self.sections.get(heading.lower())
        if found is None:
            read.problems.append(f"The programme has no part called “{heading}”.")
        else:
            read.details["section"] = found

    def _when(self, row: dict[str, str], read: Read) -> None:
        written, until = row.get("Date or timing", ""), day_in(row.get("Until", ""))
        day = day_in(written)
        if day is None:
            read.when = When(timing=written)
            if not written:
                read.problems.append("It says nothing about when.")
        elif day in self.meetings and until is None:
            read.when = When(meeting=self.meetings[day])
        else:
            read.when = When(starts=day, ends=until)
            if until and until < day:
                read.problems.append("It ends before it starts.")
        if len(written) > 160:
            read.problems.append("The timing is longer than 160 letters.")

    def _public(self, row: dict[str, str], read: Read) -> None:
        said = row.get("Public", "").lower()
        if said not in YES | NO:
            read.problems.append("“Public” must say yes or no.")
        read.details["is_public"] = said not in NO

    def _origins(self, row: dict[str, str], read: Read) -> None:
        """Of new topics only: where the others come from is kept with its links."""
        for said in (each.strip() for each in row.get("Origin", "").split(";")):
            if said and said.lower() not in ORIGINS:
                read.problems.append(f"Nothing comes from “{said}”.")
            elif said and read.topic is None:
                read.origins.append({"kind": ORIGINS[said.lower()]})


def day_in(text: str) -> date | None:
    for pattern in DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    return None


@transaction.atomic
def look_at(
    committee: Committee, year: int, rows: list[dict[str, str]], *, file_name: str, by: User
) -> ProgrammeImport:
    """The dry run: nothing of the programme changes."""
    missing = [name for name in COLUMNS[1:5:3] if name not in rows[0]]
    if missing:
        raise ValidationError(f"The file has no column “{missing[0]}”.")
    reader = Reader(committee, year)
    fates = [reader.read(row).fate() for row in rows]
    return ProgrammeImport.objects.create(
        committee=committee, year=year, file_name=file_name[:200], rows=rows, fates=fates, made_by=by
    )


@transaction.atomic
def carry_out(planned: ProgrammeImport, *, by: User) -> ProgrammeImport:
    """Each row as it was shown. A row whose fate has changed meanwhile is refused, and the others go on."""
    planned = (
        ProgrammeImport.objects.select_for_update(of=("self",)).select_related("committee").get(pk=planned.pk)
    )
    if planned.done_at is not None:
        raise CannotChange("This file has been taken in already.")
    assert planned.year is not None, "a file of topics is of a year"
    reader = Reader(planned.committee, planned.year)
    planned.fates = [
        _one(reader, row, shown, by) for row, shown in zip(planned.rows, planned.fates, strict=True)
    ]
    planned.done_at = timezone.now()
    planned.save(update_fields=["fates", "done_at"])
    taken = sum(fate["fate"] in ("new", "changed") for fate in planned.fates)
    record(
        "import programme", planned.committee, by=by, year=planned.year, file=planned.file_name, rows=taken
    )
    return planned


def _one(reader: Reader, row: dict[str, str], shown: dict[str, str], by: User) -> dict[str, str]:
    read = reader.read(row)
    fate = read.fate()
    if fate != shown:
        return {"fate": "refused", "words": "The programme has changed since you looked at this row."}
    try:
        with transaction.atomic():
            _do(reader, read, by)
    except ValidationError as refusal:
        return {"fate": "refused", "words": " ".join(refusal.messages)}
    return fate


def _do(reader: Reader, read: Read, by: User) -> None:
    if read.problems:
        return
    if read.topic is None:
        add_topic(
            reader.committee,
            year=reader.year,
            when=read.when,
            steps=read.steps,
            origins=read.origins,
            by=by,
            **read.details,
        )
        return
    topic = read.topic
    if read.changes:
        topic = edit_topic(topic, version=topic.version, steps=read.steps, by=by, **read.details)
    if read.moves:
        move(topic, read.when, reason=read.reason, by=by)
