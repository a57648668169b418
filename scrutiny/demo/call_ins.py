"""The demo's call-ins: one that waits for an officer, one withdrawn on undertakings, one that is to be heard."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from callins.informal import agree_note, give_undertaking, write_note
from callins.making import sign, start
from callins.models import CallIn, Decision
from callins.workflow import accept, arrange_hearing, call_informal_meeting, receive, withdraw
from committees.models import Meeting
from committees.timetable import notice_given
from council.calendar_in_force import calendar_in_force

from .authority import person_called

LONDON = ZoneInfo("Europe/London")
RECEIVED_AT = time(11, 5)
SHORT_NOTICE = "A call-in has to be heard within ten working days of its receipt."


def at(day: date, days: int, hour: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(hour), LONDON)


def call_in_decision(decision: Decision, row: dict[str, Any], day: date, by: User) -> None:
    """`day` is the one on which the decision was published; `row` says how far the call-in has come."""
    people = [person_called(name) for name in row["signed"]]
    received = datetime.combine(day + timedelta(days=1), RECEIVED_AT, LONDON)
    call_in = start(decision, lead=people[0], by=by, method=CallIn.Method.EMAIL, reasons=row["called_in"])
    for person in people:
        sign(call_in, person, by=by, at=received)
    call_in = receive(call_in, received_at=received, by=by)
    if "offers" in row or row.get("to_be_heard"):
        call_in = accept(call_in, judgement="It meets the rules.", by=by, at=at(day, 1, 15))
    if "offers" in row:
        settle(call_in, row, day, by)
    if row.get("to_be_heard"):
        hear(call_in, by)


def settle(call_in: CallIn, row: dict[str, Any], day: date, by: User) -> None:
    """Talked about, and withdrawn the day after."""
    minister = call_in.decision.decision_maker.partition(",")[0]
    meeting = call_informal_meeting(
        call_in, start=at(day, 2, 15), place="Room 4, Shire Hall", by=by, at=at(day, 1, 16)
    )
    names = [*call_in.signatures.values_list("name", flat=True), minister]
    attendees = [{"side": "members", "name": name, "role": ""} for name in names]
    attendees[-1]["role"] = "Cabinet Member"
    note = {name: row[name] for name in ("background", "discussion", "conclusion")}
    meeting = write_note(meeting, by=by, attendees=attendees, **note)
    for text in row["offers"]:
        give_undertaking(call_in, text=text, given_by_name=minister, given_on=meeting.start.date(), by=by)
    agree_note(meeting, by=by, at=at(day, 3, 9))
    withdraw(call_in, words=row["settled"], by=by, at=at(day, 3, 10))


def hear(call_in: CallIn, by: User) -> None:
    """At the next meeting that the committee has in the diary."""
    coming = Meeting.objects.filter(
        committee=call_in.decision.committee, kind=Meeting.Kind.PUBLIC, cancelled_at=None
    )
    meeting = coming.filter(start__gt=datetime.now(LONDON)).order_by("start").first()
    if meeting:
        enough = notice_given(timezone.localdate(), meeting.date, calendar_in_force()).enough
        reason = "" if enough else SHORT_NOTICE
        arrange_hearing(call_in, meeting=meeting, short_notice_reason=reason, by=by)
