"""The clocks of a call-in in the order of their days: what has happened, what is due, and why on that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from committees.timetable import agenda_publication_deadline, notice_given
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import ExplainedDate, long_date
from scrutiny.lib.working_days import Calendar

from .clocks import HearingClock, hearing_clock, informal_deadline, validity_deadline
from .models import CallIn, Hearing, State
from .next_steps import hearing_ahead, informal_meeting
from .rules import Rules
from .submissions import window_of

WIDTH, MARGIN = 1000, 70
LETTER, GAP = 8, 14
LANE_HEIGHT = 44
# While its day is still to come, what matters is when it has to be heard and its agenda be out.
BEFORE_THE_HEARING = (State.RECEIVED, State.DEFECTIVE, State.ACCEPTED, State.INFORMAL, State.ARRANGED)

DEADLINES = (
    "Decide on validity by",
    "Put right by",
    "Informal meeting by",
    "Agenda out by",
    "Hearing",
    "Heard by",
    "Reconsidered by",
    "Council considers it by",
)


@dataclass(slots=True)
class Mark:
    """One day on the line. `what` is happened, due or overdue; x and lane say where it is drawn."""

    label: str
    day: date
    what: str
    explained: ExplainedDate | None = None
    time: datetime | None = None
    x: int = 0
    lane: int = 0

    @property
    def y(self) -> int:
        return 34 + self.lane * LANE_HEIGHT

    @property
    def room(self) -> int:
        """How wide its label is, about."""
        return len(self.label) * LETTER + GAP

    @property
    def label_x(self) -> int:
        """The middle of its label, which stays inside the picture."""
        return min(max(self.x, self.room // 2), WIDTH - self.room // 2)


@dataclass(frozen=True, slots=True)
class Timeline:
    marks: list[Mark]
    today_x: int | None
    hearing: HearingClock | None
    # What is wrong with the hearing that is arranged: too late under the rules, or without the notice of the law.
    too_late: str = ""
    short_notice: str = ""

    @property
    def by_when(self) -> list[Mark]:
        """What is still to be done by a day, the first first: the clock in one line."""
        return [mark for mark in self.marks if mark.what != "happened" and mark.label in DEADLINES]

    @property
    def height(self) -> int:
        return 68 + (max(mark.lane for mark in self.marks) + 1) * LANE_HEIGHT

    @property
    def today_y(self) -> int:
        return self.height - 6

    @property
    def line_y(self) -> int:
        return self.height - 30


def timeline(call_in: CallIn, rules: Rules, calendar: Calendar) -> Timeline:
    today = timezone.localdate()
    marks = [*_happened(call_in), *_due(call_in, rules, calendar, today)]
    clock = _hearing_clock(call_in, rules, calendar, today)
    if clock and call_in.stage in BEFORE_THE_HEARING:
        marks += _of_hearing(clock, hearing_ahead(call_in), calendar, today)
    marks.sort(key=lambda mark: (mark.day, mark.time is None, mark.time or timezone.now()))
    short_notice = _short_notice(call_in, calendar, today)
    shown = clock if call_in.stage in BEFORE_THE_HEARING else None
    return Timeline(marks, _place(marks, today), shown, _too_late(call_in, shown), short_notice)


def _short_notice(call_in: CallIn, calendar: Calendar, today: date) -> str:
    """A meeting that was moved nearer after the hearing was arranged, and whose agenda is not out yet."""
    hearing = hearing_ahead(call_in)
    if (
        hearing is None
        or hearing.meeting.date < today
        or notice_given(today, hearing.meeting.date, calendar).enough
    ):
        return ""
    said = hearing.short_notice_reason or hearing.meeting.short_notice_reason
    if said or hearing.meeting.publications.exists():
        return ""
    return "The hearing is at short notice, and no reason is recorded. The agenda has to say why."


def _too_late(call_in: CallIn, clock: HearingClock | None) -> str:
    hearing = hearing_ahead(call_in)
    if (
        hearing is None
        or clock is None
        or clock.deadline is None
        or hearing.meeting.date <= clock.deadline.date
    ):
        return ""
    return (
        f"The hearing is on {long_date(hearing.meeting.date)}. Under the rules the call-in has to be heard by"
        f" {long_date(clock.deadline.date)}."
    )


def _happened(call_in: CallIn) -> list[Mark]:
    decision = call_in.decision
    meeting = informal_meeting(call_in)
    told = [
        ("Decision published", decision.first_published_at),
        ("Call-in received", call_in.received_at),
        ("Told what to put right", call_in.defects_told_at),
        ("Found valid", call_in.accepted_at),
        ("Informal meeting", meeting.start if meeting else None),
        ("Referred back", call_in.referred_back_at),
        ("Referred to council", call_in.referred_to_council_at),
        (call_in.get_state_display(), call_in.closed_at),
    ]
    now = timezone.now()
    return [
        Mark(label, local_day(at), "happened" if at <= now else "due", time=at) for label, at in told if at
    ]


def _due(call_in: CallIn, rules: Rules, calendar: Calendar, today: date) -> list[Mark]:
    window = window_of(call_in.decision, rules, calendar)
    marks = [_mark("Call-in period ends", window.last_day, today, met=True)]
    received = local_day(call_in.received_at) if call_in.received_at else None
    if received and call_in.accepted_at is None and call_in.stage.is_live:
        marks.append(
            _mark("Decide on validity by", validity_deadline(rules, calendar, received_on=received), today)
        )
    if received and call_in.stage.is_live and informal_meeting(call_in) is None:
        marks.append(
            _mark("Informal meeting by", informal_deadline(rules, calendar, received_on=received), today)
        )
    if call_in.cure_by and call_in.stage.is_live:
        marks.append(Mark("Put right by", call_in.cure_by, _due_or_overdue(call_in.cure_by, today)))
    marks += _later(call_in, today)
    return [mark for mark in marks if mark is not None]


def _later(call_in: CallIn, today: date) -> list[Mark | None]:
    marks: list[Mark | None] = []
    hearing = hearing_ahead(call_in)
    if hearing:
        marks.append(Mark("Hearing", hearing.meeting.date, _due_or_overdue(hearing.meeting.date, today)))
    if call_in.stage.is_live:
        waiting = [
            *[
                ("Reconsidered by", each.due_on)
                for each in call_in.reconsiderations.all()
                if not each.decided_at
            ],
            *[
                ("Council considers it by", each.due_on)
                for each in call_in.council_referrals.all()
                if not each.considered_at
            ],
        ]
        marks += [Mark(label, day, _due_or_overdue(day, today)) for label, day in waiting if day]
    effect = call_in.takes_effect_at()
    if effect:
        explained = call_in.effect.get("explained")
        why = ExplainedDate.from_json(explained) if explained else None
        what = "happened" if effect <= timezone.now() else "due"
        # Of a decision that takes effect as the day begins, the day says it all; midnight could be either end.
        begins_the_day = timezone.localtime(effect).time() == time.min
        marks.append(
            Mark("Decision takes effect", local_day(effect), what, why, None if begins_the_day else effect)
        )
    return marks


def _hearing_clock(call_in: CallIn, rules: Rules, calendar: Calendar, today: date) -> HearingClock | None:
    if call_in.received_at is None:
        return None
    return hearing_clock(
        call_in.decision.facts(),
        rules,
        calendar,
        received=call_in.received_at,
        accepted=call_in.accepted_at,
        agenda_ready=today,
        meetings=_meetings(call_in, today),
    )


def _meetings(call_in: CallIn, today: date) -> tuple[date, ...]:
    """Days on which a committee that could hear it meets already."""
    committee = call_in.decision.committee
    if committee is None:
        return ()
    coming = committee.meetings.filter(kind="public", cancelled_at=None, start__gt=timezone.now())
    return tuple(sorted({meeting.date for meeting in coming}))


def _of_hearing(clock: HearingClock, hearing: Hearing | None, calendar: Calendar, today: date) -> list[Mark]:
    """The agenda's day is that of the hearing which is arranged, or of one on the last day while none is."""
    agenda = agenda_publication_deadline(hearing.meeting.date, calendar) if hearing else clock.agenda_deadline
    is_out = hearing is not None and hearing.meeting.publications.exists()
    marks = [
        None if is_out else _mark("Agenda out by", agenda, today),
        _mark("Heard by", clock.deadline, today),
    ]
    return [mark for mark in marks if mark is not None]


def _mark(label: str, explained: ExplainedDate | None, today: date, *, met: bool = False) -> Mark | None:
    if explained is None:
        return None
    what = "happened" if met and explained.date < today else _due_or_overdue(explained.date, today)
    return Mark(label, explained.date, what, explained)


def _due_or_overdue(day: date, today: date) -> str:
    return "overdue" if day < today else "due"


def _place(marks: list[Mark], today: date) -> int | None:
    """Give each mark its place on the line, its label in the first lane that has room."""
    first, last = marks[0].day, max(marks[-1].day, marks[0].day)
    span = max((last - first).days, 1)

    def x(day: date) -> int:
        return MARGIN + (WIDTH - 2 * MARGIN) * (day - first).days // span

    ends: list[int] = []
    for mark in marks:
        mark.x = x(mark.day)
        left = mark.label_x - mark.room // 2
        mark.lane = next((lane for lane, end in enumerate(ends) if end <= left), len(ends))
        ends[mark.lane : mark.lane + 1] = [left + mark.room]
    return x(today) if first <= today <= last else None
