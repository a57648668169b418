"""Who is in the meeting at a moment, as the rules about votes and the quorum want to know it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from committees.models import AgendaItem, Attendance, Declaration, Meeting, Movement

from .quorum import Quorum, quorum
from .voting import Attender

Response = Declaration.Response
KEPT_FROM_VOTING = {
    Response.DID_NOT_VOTE: "declared an interest and does not vote",
    Response.SPOKE_AND_LEFT: "left because of an interest",
    Response.LEFT: "left because of an interest",
}


def is_here(line: Attendance, at: datetime) -> bool:
    """Present, and neither still to come nor gone at that moment."""
    if not line.is_present:
        return False
    movements = list(line.movements.all())
    before = [each for each in movements if each.at <= at]
    if before:
        return before[-1].kind == Movement.Kind.ARRIVED
    return not movements or movements[0].kind == Movement.Kind.LEFT


def is_remote(line: Attendance, at: datetime) -> bool:
    arrivals = [each for each in line.movements.all() if each.kind == Movement.Kind.ARRIVED and each.at <= at]
    mode = arrivals[-1].mode if arrivals else line.mode
    return mode == Attendance.Mode.REMOTE


def attender(line: Attendance, at: datetime, declarations: Iterable[Declaration] = ()) -> Attender:
    """`declarations` are those about the item being taken."""
    own = (each for each in declarations if each.attendance_id == line.pk and each.struck_at is None)
    interest = next(
        (KEPT_FROM_VOTING[Response(each.response)] for each in own if each.response in KEPT_FROM_VOTING), ""
    )
    return Attender(line.name_as_printed, line.capacity, is_here(line, at), is_remote(line, at), interest)


def lines_of(meeting: Meeting) -> list[Attendance]:
    return list(meeting.attendances.in_printed_order().prefetch_related("movements"))


def quorum_of(
    lines: Iterable[Attendance],
    needed: int,
    at: datetime,
    item: AgendaItem | None,
    declared: Iterable[Declaration],
) -> Quorum:
    """Who counts now, for the item that is being taken. Those who are not there at all are not told of."""
    about = [each for each in declared if item is not None and each.item_id == item.pk]
    present = [attender(line, at, about) for line in lines if line.is_present]
    return quorum(present, needed=needed, education=item is not None and item.is_education)
