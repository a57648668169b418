"""The recommendations tracker as a table that leaves and comes back: what each row would do, and then does.

A row goes through the same verbs as an officer would, as far as it says: drafted, agreed, sent, answered, reported
on. The dry run does it all and takes it back, so that it refuses what would be refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from committees.models import Committee, Meeting

from . import tracking
from .exchange import YES, day_in
from .models import Addressee, ProgrammeImport, Recommendation, Review, Topic
from .models.topics import day_words

COLUMNS = [
    "Reference", "Recommendation", "Comes from", "To", "Kind of body", "Agreed on", "Received on", "Response due",
    "Response", "Response given on", "Response given by", "Reason", "Proposed action", "How it goes", "Progress",
    "Published",
]  # fmt: skip
NEEDED = ("Recommendation", "To")
# Each goes through every verb twice, while somebody waits.
MOST_ROWS = 200
WORDS = {"new": "New recommendation", "changed": "Changes", "same": "Stays as it is", "refused": "Refused"}
NOTICE = "Recorded from a file. The notice itself is kept where the file came from."
BODIES = {label.lower(): value for value, label in Addressee.choices}
ANSWERS = {label.lower(): value for value, label in Recommendation.Answer.choices}
LIGHTS = {word: value for value, label in Recommendation.Light.choices for word in (value, label.lower())}
Row = dict[str, str]
State = Recommendation.State


class TakenBack(Exception):
    """Ends a dry run."""


def rows_of(recommendations: Iterable[Recommendation]) -> list[list[str]]:
    return [list(row_of(each).values()) for each in recommendations]


def row_of(each: Recommendation) -> Row:
    sending, response = each.sending, next(iter(each.responses.all()), None)
    cells = {
        "Reference": each.reference,
        "Recommendation": each.text,
        "Comes from": _origin_words(each),
        "To": each.addressee,
        "Kind of body": each.get_addressee_kind_display(),
        "Agreed on": _day(each.made_on),
        "Received on": _day(sending.received_on if sending else None),
        "Response due": _day(each.due_on),
        "Response": response.get_answer_display() if response else "",
        "Response given on": _day(response.on if response else None),
        "Response given by": response.given_by if response else "",
        "Reason": response.reason if response else "",
        "Proposed action": response.action if response else "",
        "How it goes": each.light,
        "Progress": each.progress if each.light else "",
        "Published": "yes" if each.published_at else "no",
    }
    return {column: cells[column] for column in COLUMNS}


def _origin_words(each: Recommendation) -> str:
    if each.meeting:
        return _day(each.meeting.date)
    return each.call_in.reference if each.call_in else str(each.review or each.topic)


def _day(day: date | None) -> str:
    return day_words(day) if day else ""


class Taker:
    """Does what rows say to one committee's recommendations."""

    def __init__(self, committee: Committee, by: User) -> None:
        self.committee, self.by = committee, by

    def take(self, row: Row) -> tuple[str, list[str]]:
        """Whether it is new, and in words what was done. Raises ValidationError for what cannot be."""
        found, said = self._find(row), []
        fate = "changed" if found else "new"
        if found is None:
            found = self._draft(row)
            said.append(f"from {row.get('Comes from', '')}")
        for step in (self._edit, self._agree, self._send, self._respond, self._progress, self._publish):
            done = step(found, row)
            if done:
                said.append(done)
                found = self._again(found)
        return (fate if said else "same"), said

    def _again(self, found: Recommendation) -> Recommendation:
        related = ("committee", "sending", "meeting", "review", "topic", "call_in")
        return Recommendation.objects.select_related(*related).get(pk=found.pk)

    def _find(self, row: Row) -> Recommendation | None:
        reference = row.get("Reference", "")
        if not reference:
            return None
        found = Recommendation.objects.filter(committee=self.committee, reference=reference).first()
        if found is None:
            raise ValidationError(
                f"The committee has no recommendation {reference}. Leave the reference empty for a new one."
            )
        return self._again(found)

    def _draft(self, row: Row) -> Recommendation:
        words: dict[str, Any] = {"text": row.get("Recommendation", ""), "addressee": row.get("To", "")}
        kind = self._one_of(row, "Kind of body", BODIES) or Addressee.EXECUTIVE
        same = Recommendation.objects.filter(committee=self.committee, text=words["text"]).first()
        if same:
            raise ValidationError(f"{same.reference} says the same. Give its reference to change it.")
        return tracking.draft(
            self.committee,
            source=self._source(row),
            by=self.by,
            day=self._date(row, "Agreed on"),
            addressee_kind=kind,
            **words,
        )

    def _source(self, row: Row) -> dict[str, Any]:
        """A meeting by its day, or a review or a topic of the programme by its title."""
        said = row.get("Comes from", "")
        day = day_in(said)
        if day:
            held = self.committee.meetings.filter(kind=Meeting.Kind.PUBLIC).exclude(
                state=Meeting.State.CANCELLED
            )
            meeting = next((each for each in held if each.date == day), None)
            if meeting:
                return {"origin": Recommendation.Origin.MEETING, "meeting": meeting}
        review = Review.objects.filter(committee=self.committee, title__iexact=said).first()
        if review and said:
            return {"origin": Recommendation.Origin.REVIEW, "review": review}
        topic = Topic.objects.filter(committee=self.committee, title__iexact=said).first()
        if topic and said:
            return {"origin": Recommendation.Origin.TOPIC, "topic": topic}
        raise ValidationError(
            f"“Comes from” must be the day of a meeting, a review or a topic of this committee, not “{said}”."
        )

    def _edit(self, found: Recommendation, row: Row) -> str:
        kind = self._one_of(row, "Kind of body", BODIES) or found.addressee_kind
        wanted = {
            "text": row.get("Recommendation", ""),
            "addressee": row.get("To", ""),
            "addressee_kind": kind,
        }
        changed = [name for name, value in wanted.items() if getattr(found, name) != value]
        if not changed:
            return ""
        tracking.edit(found, version=found.version, by=self.by, **wanted)
        return ", ".join(NAMES[name] for name in changed)

    def _agree(self, found: Recommendation, row: Row) -> str:
        on = self._date(row, "Agreed on")
        if on is None or on == found.made_on:
            return ""
        if found.state != State.DRAFT:
            raise ValidationError(f"It was agreed on {_day(found.made_on)}, and that stays.")
        tracking.agree(found, on=on, by=self.by)
        return f"agreed on {day_words(on)}"

    def _send(self, found: Recommendation, row: Row) -> str:
        on = self._date(row, "Received on")
        if on is None or (found.sending and found.sending.received_on == on):
            return ""
        if found.sending:
            raise ValidationError(f"It was received on {_day(found.sending.received_on)}, and that stays.")
        asked_by = self._date(row, "Response due") if found.addressee_kind == Addressee.PARTNER else None
        tracking.send(
            [found],
            notice=NOTICE,
            report_received_on=on,
            notice_received_on=on,
            asked_by=asked_by,
            by=self.by,
        )
        return f"received on {day_words(on)}"

    def _respond(self, found: Recommendation, row: Row) -> str:
        answer = self._one_of(row, "Response", ANSWERS)
        if not answer:
            return ""
        said: dict[str, Any] = {
            "answer": answer,
            "on": self._date(row, "Response given on"),
            "given_by": row.get("Response given by", "") or found.addressee,
            "reason": row.get("Reason", ""),
            "action": row.get("Proposed action", ""),
        }
        last = found.responses.first()
        if last and all(getattr(last, name) == value for name, value in said.items()):
            return ""
        if said["on"] is None:
            raise ValidationError("Say when the response was given.")
        tracking.respond(found, by=self.by, **said)
        return str(Recommendation.Answer(answer).label).lower()

    def _progress(self, found: Recommendation, row: Row) -> str:
        light, words = self._one_of(row, "How it goes", LIGHTS), row.get("Progress", "")
        if not light or (light == found.light and words == found.progress):
            return ""
        tracking.report_progress(found, light=light, words=words, version=found.version, by=self.by)
        return str(Recommendation.Light(light).label).lower()

    def _publish(self, found: Recommendation, row: Row) -> str:
        if row.get("Published", "no").lower() not in YES - {""} or found.published_at:
            return ""
        tracking.publish(found, by=self.by)
        return "published"

    def _one_of(self, row: Row, column: str, words: dict[str, Any]) -> str:
        said = row.get(column, "").lower()
        if said and said not in words:
            raise ValidationError(f"“{column}” cannot be “{row[column]}”.")
        return str(words.get(said, ""))

    def _date(self, row: Row, column: str) -> date | None:
        said = row.get(column, "")
        day = day_in(said)
        if said and day is None:
            raise ValidationError(f"“{column}” is no date: “{said}”.")
        return day


NAMES = {"text": "words", "addressee": "to whom", "addressee_kind": "kind of body"}


def look_at(committee: Committee, rows: list[Row], *, file_name: str, by: User) -> ProgrammeImport:
    """The dry run: nothing of the tracker changes."""
    missing = [name for name in NEEDED if name not in rows[0]]
    if missing:
        raise ValidationError(f"The file has no column “{missing[0]}”.")
    if len(rows) > MOST_ROWS:
        raise ValidationError(f"Take in at most {MOST_ROWS} recommendations at once.")
    fates: list[dict[str, str]] = []
    with suppress(TakenBack), transaction.atomic():
        fates += _fates(Taker(committee, by), rows)
        raise TakenBack
    return ProgrammeImport.objects.create(
        committee=committee,
        of=ProgrammeImport.Of.TRACKER,
        file_name=file_name[:200],
        rows=rows,
        fates=fates,
        made_by=by,
    )


@transaction.atomic
def carry_out(planned: ProgrammeImport, *, by: User) -> ProgrammeImport:
    """Each row as it was shown. One whose fate has changed meanwhile is refused, and the others go on."""
    planned = (
        ProgrammeImport.objects.select_for_update(of=("self",)).select_related("committee").get(pk=planned.pk)
    )
    if planned.done_at is not None:
        raise CannotChange("This file has been taken in already.")
    planned.fates = list(_fates(Taker(planned.committee, by), planned.rows, shown=planned.fates))
    planned.done_at = timezone.now()
    planned.save(update_fields=["fates", "done_at"])
    taken = sum(fate["fate"] in ("new", "changed") for fate in planned.fates)
    record("import recommendations", planned.committee, by=by, file=planned.file_name, rows=taken)
    return planned


def _fates(
    taker: Taker, rows: list[Row], shown: list[dict[str, str]] | None = None
) -> Iterator[dict[str, str]]:
    for number, row in enumerate(rows):
        try:
            with transaction.atomic():
                kind, said = taker.take(row)
                fate = {"fate": kind, "words": "; ".join(said)}
                if shown is not None and fate != shown[number]:
                    raise ValidationError("The tracker has changed since you looked at this row.")
        except ValidationError as refusal:
            fate = {"fate": "refused", "words": " ".join(refusal.messages)}
        yield fate
