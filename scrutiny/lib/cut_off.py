"""A time of day on a date in England, as one instant, on the two nights the clocks change as well."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class CutOff(NamedTuple):
    moment: datetime
    remark: str


def cut_off(day: date, at: time) -> CutOff:
    """The instant of a local time.

    When the clocks go back a time happens twice: a deadline is the later of the two, so that nobody is late
    by the first. When they go forward a time does not happen at all: the deadline is the end of the gap.
    """
    if at.tzinfo is not None:
        raise ValueError("a cut-off is a local time and carries no time zone")
    first = datetime.combine(day, at, LONDON)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return CutOff(_with_fixed_offset(first), "")
    if first.astimezone(UTC).astimezone(LONDON).time() == at:
        return CutOff(
            _with_fixed_offset(second),
            f"{at:%H:%M} happens twice on the night the clocks go back; the later one is taken.",
        )
    # The hour that is left out is a whole one, so the gap ends where the next hour begins.
    resumes = datetime.combine(day, time(at.hour + 1), LONDON)
    return CutOff(
        _with_fixed_offset(resumes),
        f"{at:%H:%M} does not happen on the night the clocks go forward; taken as {resumes:%H:%M}.",
    )


def end_of_day(day: date) -> datetime:
    """Midnight at the end of the day: the first instant that is too late when no time of day is set."""
    return _with_fixed_offset(datetime.combine(day + timedelta(days=1), time(0), LONDON))


def local_day(moment: datetime) -> date:
    """The date in England at an instant."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(LONDON).date()


def _with_fixed_offset(moment: datetime) -> datetime:
    """Two times of one named zone compare as clock faces, wrongly on the night that repeats an hour."""
    offset = moment.utcoffset()
    assert offset is not None
    return moment.replace(fold=0, tzinfo=timezone(offset, moment.tzname() or ""))
