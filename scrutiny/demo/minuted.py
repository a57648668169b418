"""The minutes of the demo's last meetings: some signed, some published as a draft, one waiting to be written."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from committees.minutes import actions, drafting, workflow
from committees.models import AgendaItem, Attendance, Meeting, Minutes
from committees.models.committee import ItemKind
from committees.sittings.attending import mark
from committees.sittings.sitting import adjourn, close_sitting, open_sitting, preside

from .business import Year
from .plan import Business, Subject

# The committee whose minutes are kept here from the first word to the signature.
MINUTED = "PAF"
APOLOGIES = 2
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def write_before_packs(years: list[Year], now: datetime, by: User) -> None:
    """The minutes that the newest packs take in: of the meeting before, checked by whoever presided."""
    for year in years:
        if is_minuted(year, now):
            before = year.complete[-2]
            _hold(before, by)
            minutes = _publish(before, by)
            assert minutes.published_at is not None
            at = minutes.published_at + DAY
            workflow.check(minutes, chair=_presiding(minutes.meeting), by=by, at=at)


def write_after_packs(years: list[Year], now: datetime, by: User) -> None:
    """What was approved at a meeting since, its own draft; and one meeting that waits for its draft."""
    for year in years:
        last = year.complete[-1]
        if is_minuted(year, now) and last.meeting.start < now:
            _hold(last, by)
            _approve(Minutes.objects.get(meeting=year.complete[-2].meeting), last.meeting, by)
            _publish(last, by)
    waiting = [each for each in years if not is_minuted(each, now) and each.complete]
    if waiting:
        _hold(waiting[0].complete[-1], by)
        drafting.begin(waiting[0].complete[-1].meeting, by=by)


def is_minuted(year: Year, now: datetime) -> bool:
    """Also the committee whose next agenda is published already."""
    if len(year.complete) < 2:
        return False
    return year.clerk.committee.code == MINUTED or year.complete[-1].meeting.start >= now


def _hold(business: Business, by: User) -> None:
    """Attendance, a pause and the close, as the meeting screen records them."""
    meeting = business.meeting
    sitting = open_sitting(meeting, at=meeting.start, by=by)
    chance = Random(meeting.reference)
    members = [line for line in meeting.attendances.all() if line.capacity == Attendance.Capacity.MEMBER]
    away = chance.sample(members, k=min(APOLOGIES, len(members)))
    for line in meeting.attendances.in_printed_order():
        there = line not in away
        mark(line, Attendance.State.PRESENT if there else Attendance.State.APOLOGIES, by=by)
    chair = meeting.attendances.in_printed_order().filter(state=Attendance.State.PRESENT).first()
    if chair is not None:
        preside(sitting, chair, by=by)
    items = {item.title: item for item in meeting.items.on_agenda()}
    first = items.get(business.subjects[0].title)
    pause = meeting.start + timedelta(minutes=80)
    adjourn(sitting, began_at=pause, resumed_at=pause + timedelta(minutes=10), item=first, by=by)
    close_sitting(sitting, at=meeting.start + timedelta(minutes=155), by=by)


def _publish(business: Business, by: User) -> Minutes:
    """Written and published three days after the meeting, or yesterday."""
    meeting = business.meeting
    minutes = drafting.begin(meeting, by=by)
    items = {item.title: item for item in meeting.items.on_agenda()}
    for subject in business.subjects:
        _write(items[subject.title], subject, by)
    for subject in business.exempt:
        _write_in_private(items[subject.title], subject, by)
    questions = meeting.items.on_agenda().filter(kind=ItemKind.PUBLIC_QUESTIONS).first()
    if questions is not None:
        drafting.save_entry(questions, version=1, by=by, text="There were no questions from the public.")
    at = min(meeting.start + timedelta(days=3), timezone.now() - HOUR)
    return workflow.publish_draft(minutes, by=by, at=at)


def _write(item: AgendaItem, subject: Subject, by: User) -> None:
    points = "\n".join(f"- {point}" for point in subject.discussion)
    text = (
        f"During discussion the following was highlighted, acknowledged or noted:\n\n{points}"
        if points
        else ""
    )
    entry = item.minute
    drafting.save_entry(item, version=entry.version, by=by, text=text)
    parts = [_as_part(words) for words in subject.recommendations]
    drafting.add_resolution(item, kind="agreed", parts=parts, by=by)
    actions.add_action(
        item,
        text=f"Send members the figures behind the report on {subject.title.split(':')[0].lower()}",
        owner_post=subject.report_of,
        due_on=actions.usual_due(item.meeting),
        by=by,
    )


def _as_part(words: str) -> str:
    """That the work be noted. As a part after “It was agreed that”."""
    words = words.strip().rstrip(".").removeprefix("That ").removeprefix("To ")
    return words[:1].lower() + words[1:]


def _write_in_private(item: AgendaItem, subject: Subject, by: User) -> None:
    drafting.save_entry(
        item,
        version=item.minute.version,
        by=by,
        exempt_text=" ".join(subject.discussion) or subject.body,
        public_summary="The Committee considered the report in private and agreed what it recommends.",
    )
    parts = [_as_part(words) for words in subject.recommendations]
    drafting.add_resolution(item, kind="agreed", parts=parts, by=by)


def _approve(minutes: Minutes, meeting: Meeting, by: User) -> None:
    at = meeting.start + HOUR
    minutes = workflow.approve(minutes, meeting, by=by, at=at)
    workflow.sign(minutes, name=_presiding(meeting), by=by, at=at)


def _presiding(meeting: Meeting) -> str:
    return str(meeting.sitting.presiding or "The Chairman")
