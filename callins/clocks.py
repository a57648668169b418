"""The clocks of one decision and of a call-in, under one council's rules. Pure: facts and rules in, dates out.

A clock is an explained date and, where the rule gives one, the instant. The rule set's clause is cited.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from callins.period import Period
from callins.rules import Anchor, Rules
from callins.timetable import (
    HearingDays,
    call_in_last_day,
    call_in_resolution_last_day,
    day_published,
    decision_effective_date,
    effective_immediately,
    hearing_days,
    reconsideration_due,
)
from committees.timetable import notice_given
from scrutiny.lib.clock import time_words
from scrutiny.lib.cut_off import LONDON, end_of_day, local_day
from scrutiny.lib.deadlines import Law, counted_days, phrase_days
from scrutiny.lib.explained import DateProblem, ExplainedDate, long_date
from scrutiny.lib.working_days import WEEKDAYS, Calendar, Unit

POWER = "Local Government Act 2000, section 9F(4)"
MAKER_WORDS = {
    "cabinet": "the cabinet",
    "leader": "the leader",
    "cabinet_member": "a cabinet member",
    "cabinet_committee": "a cabinet committee",
    "officer": "an officer",
    "area": "an area committee",
    "joint": "a joint committee",
    "service_committee": "a service committee",
}
EXCLUSION_WORDS = {
    "urgent": "it was urgent",
    "recommendation_to_council": "it is a recommendation to full council",
    "regulatory": "it is regulatory, like planning or licensing",
    "staffing": "it concerns the employment of staff",
    "operational": "it is operational",
    "already_called_in": "it has been called in before",
    "considered_before": "scrutiny considered it before it was taken",
    "complaints_route": "a complaint or an appeal can be made about it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """What the clocks need to know of a decision."""

    maker_kind: str
    made_on: date
    first_published_at: datetime
    meeting_date: date | None = None
    is_key: bool = False
    is_education: bool = False
    in_framework: bool = True
    exclusion: str = ""
    exclusion_reason: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which a decision can be called in."""

    opens_at: datetime
    last_day: ExplainedDate
    closes_at: datetime
    # With a time of day, the moment itself is in time; without one, midnight is the first that is not.
    moment_is_in_time: bool

    def too_early(self, received: datetime) -> bool:
        return received < self.opens_at

    def too_late(self, received: datetime) -> bool:
        """To the second, as clocks are read: a fraction of a second makes nobody late."""
        received = received.replace(microsecond=0)
        return received > self.closes_at if self.moment_is_in_time else received >= self.closes_at

    def in_time(self, received: datetime) -> bool:
        return not self.too_early(received) and not self.too_late(received)

    def until_words(self) -> str:
        """For somebody who still has time: 5pm on Friday 22 September 2017."""
        if self.moment_is_in_time:
            closes = self.closes_at.astimezone(LONDON).time()
            return f"{time_words(closes)} on {long_date(self.last_day.date)}"
        return self.closed_words()

    def closed_words(self) -> str:
        """To the second, for evidence."""
        if self.moment_is_in_time:
            return f"{self.closes_at.astimezone(LONDON):%H:%M:%S} on {long_date(self.last_day.date)}"
        return f"midnight at the end of {long_date(self.last_day.date)}"


@dataclass(frozen=True, slots=True)
class TakesEffectAt:
    """The instant from which a decision may be carried out, and why. No instant: not until something happens."""

    at: datetime | None
    explained: ExplainedDate | None
    why: str


def not_open_to_call_in(facts: DecisionFacts, rules: Rules) -> list[tuple[str, str]]:
    """Why the decision cannot be called in: (code, reason in words); empty if it can."""
    reasons = []
    maker = MAKER_WORDS.get(facts.maker_kind, facts.maker_kind)
    if facts.maker_kind not in rules.scope.makers:
        reasons.append(("maker", f"decisions of {maker} cannot be called in"))
    elif facts.maker_kind in rules.scope.key_only and not facts.is_key:
        reasons.append(("not_key", f"only key decisions of {maker} can be called in, and this is not one"))
    if facts.exclusion and facts.exclusion in rules.scope.exclusions:
        words = EXCLUSION_WORDS.get(facts.exclusion, facts.exclusion)
        given = f" ({facts.exclusion_reason.rstrip('.')})" if facts.exclusion_reason else ""
        reasons.append((facts.exclusion, f"{words}{given}"))
    return reasons


def call_in_window(facts: DecisionFacts, rules: Rules, calendar: Calendar) -> Window:
    """Judged by the first publication: a later one moves nothing."""
    anchor = _anchor_day(facts, rules, calendar)
    last_day = _cited(call_in_last_day(anchor, calendar, _window_period(facts, rules)), rules, "window")
    opens_at = (
        facts.first_published_at if _anchor(facts, rules) == "publication" else _midnight(facts.made_on)
    )
    closes_at = last_day.moment or end_of_day(last_day.date)
    return Window(opens_at, last_day, closes_at, last_day.moment is not None)


def effect_without_call_in(facts: DecisionFacts, rules: Rules, calendar: Calendar) -> TakesEffectAt:
    """When the decision takes effect if nobody calls it in, or at once where nobody can."""
    closed = not_open_to_call_in(facts, rules)
    if closed or rules.effect.rule == "immediately":
        published = facts.first_published_at
        explained = effective_immediately(local_day(published), calendar)
        if closed:
            told = f"The decision takes effect when it is published. It cannot be called in: {closed[0][1]}."
            explained = replace(explained, rule=told)
        group = "scope" if closed else "effect"
        return TakesEffectAt(published, _cited(explained, rules, group), explained.rule)
    explained = decision_effective_date(
        _anchor_day(facts, rules, calendar),
        calendar,
        _window_period(facts, rules),
        effective_rule=rules.effect.rule,
        at=rules.effect.at,
    )
    explained = _cited(explained, rules, "effect")
    if rules.effect.rule == "last_day":
        at = explained.moment or end_of_day(explained.date)
    else:
        at = explained.moment or _midnight(explained.date)
    # A rule can name a time in the window (midday on the last day): nothing takes effect while it is open.
    return TakesEffectAt(max(at, call_in_window(facts, rules, calendar).closes_at), explained, explained.rule)


def hearing_deadline(
    facts: DecisionFacts, rules: Rules, calendar: Calendar, *, received: datetime, accepted: datetime | None
) -> ExplainedDate | None:
    """The last day to hear a call-in; None when the rules say the next available meeting.

    Counted from acceptance, it runs from receipt until there is one: that is the earliest it can be.
    """
    hearing = rules.hearing
    if hearing.days is None:
        return None
    day, anchor = local_day(received), "call_in_received"
    if hearing.counted_from == "accepted" and accepted:
        day, anchor = local_day(accepted), "call_in_accepted"
    elif hearing.counted_from == "window_end":
        day, anchor = call_in_window(facts, rules, calendar).last_day.date, "call_in_period_end"
    period = Period(anchor=anchor, number=hearing.days, unit=hearing.unit, closures_count=_closures(rules))
    explained = _cited(call_in_resolution_last_day(day, calendar, period), rules, "hearing")
    if hearing.counted_from == "accepted" and not accepted:
        note = "Counted from receipt for now: the period begins when the call-in is accepted."
        explained = replace(explained, assumption=f"{explained.assumption} {note}".strip())
    return explained


@dataclass(frozen=True, slots=True)
class HearingClock:
    """When a call-in must be heard, when its agenda must be out, and whether both can be done."""

    deadline: ExplainedDate | None
    days: HearingDays | None
    # Meetings already in the diary that the call-in could be added to, by the deadline if there is one.
    meetings_with_full_notice: tuple[date, ...]
    meetings_at_short_notice: tuple[date, ...]
    conflict: str = ""
    short_notice_reason: str = ""

    @property
    def agenda_deadline(self) -> ExplainedDate | None:
        return self.days.agenda_for_last_day if self.days else None


def hearing_clock(
    facts: DecisionFacts,
    rules: Rules,
    calendar: Calendar,
    *,
    received: datetime,
    accepted: datetime | None,
    agenda_ready: date,
    meetings: tuple[date, ...] = (),
) -> HearingClock:
    """`agenda_ready` is the first day on which the agenda could go out: today, while nothing is arranged."""
    deadline = hearing_deadline(facts, rules, calendar, received=received, accepted=accepted)
    later = [day for day in sorted(meetings) if day > agenda_ready and (not deadline or day <= deadline.date)]
    full = tuple(day for day in later if notice_given(agenda_ready, day, calendar).enough)
    short = tuple(day for day in later if day not in full)
    if deadline is None:
        return HearingClock(None, None, full, short)
    days = hearing_days(agenda_ready, deadline.date, calendar)
    conflict, reason = _conflict(deadline, days, agenda_ready, received)
    return HearingClock(deadline, days, full, short, conflict, reason)


def reconsideration_deadline(rules: Rules, calendar: Calendar, *, referred_on: date) -> ExplainedDate | None:
    """The last day for the decision maker to reconsider; None when the rules set no time."""
    rule = rules.reconsideration
    if rule.days is None:
        return None
    period = Period(anchor="referral_back", number=rule.days, unit=rule.unit, closures_count=_closures(rules))
    return _cited(reconsideration_due(referred_on, calendar, period), rules, "reconsideration")


def council_deadline(rules: Rules, calendar: Calendar, *, referred_on: date) -> ExplainedDate | None:
    """The last day for full council to consider the call-in; None when it is its next meeting."""
    rule = rules.council_leg
    if rule.days is None:
        return None
    return _days_after(
        referred_on,
        rule.days,
        rule.unit,
        rules,
        calendar,
        "council_leg",
        "day of referral",
        "council considers it",
    )


def publication_deadline(rules: Rules, calendar: Calendar, *, made_on: date) -> ExplainedDate | None:
    """The last day to publish a decision; None when the rules set none."""
    rule, what = rules.publication, "the decision is published"
    if rule.within_days is None:
        return None
    return _days_after(
        made_on, rule.within_days, rule.unit, rules, calendar, "publication", "day of the decision", what
    )


def cure_deadline(rules: Rules, calendar: Calendar, *, told_on: date) -> ExplainedDate | None:
    """The last day to put the defects of a call-in right; None when the rules give no time for it."""
    rule = rules.validation
    if rule.cure_days is None:
        return None
    return _days_after(
        told_on,
        rule.cure_days,
        rule.cure_unit,
        rules,
        calendar,
        "validation",
        "day of notice",
        "defects are put right",
    )


def validity_deadline(rules: Rules, calendar: Calendar, *, received_on: date) -> ExplainedDate | None:
    rule = rules.validation
    if rule.within_days is None:
        return None
    return _days_after(
        received_on,
        rule.within_days,
        rule.unit,
        rules,
        calendar,
        "validation",
        "day of receipt",
        "validity is decided",
    )


def informal_deadline(rules: Rules, calendar: Calendar, *, received_on: date) -> ExplainedDate | None:
    rule = rules.informal
    if not rule.held or rule.within_days is None:
        return None
    return _days_after(
        received_on,
        rule.within_days,
        rule.unit,
        rules,
        calendar,
        "informal",
        "day of receipt",
        "the informal meeting is held",
    )


def _days_after(
    day: date, number: int, unit: Unit, rules: Rules, calendar: Calendar, group: str, reason: str, what: str
) -> ExplainedDate:
    if _closures(rules):
        calendar = calendar.with_every_closure()
    explained = counted_days(
        day,
        number,
        unit,
        calendar,
        Law(group, "constitution", POWER),
        rule=f"The last day by which {what}: {phrase_days(number, unit)} from the {reason}, not counting that day.",
        anchor_reason=reason,
        field="anchor_date",
    )
    return _cited(explained, rules, group)


def _anchor_day(facts: DecisionFacts, rules: Rules, calendar: Calendar) -> date:
    anchor = _anchor(facts, rules)
    if anchor == "decision":
        return facts.made_on
    if anchor == "meeting":
        if facts.meeting_date is None:
            raise DateProblem("meeting_date", "the rules count from the meeting: say when it was")
        return facts.meeting_date
    return day_published(facts.first_published_at, calendar, counts_until=rules.publication.counts_until)


def _anchor(facts: DecisionFacts, rules: Rules) -> Anchor:
    officers = rules.window.officers_anchor if facts.maker_kind == "officer" else None
    return officers or rules.window.anchor


def _window_period(facts: DecisionFacts, rules: Rules) -> Period:
    window = rules.window
    weekday = WEEKDAYS.index(window.weekday[:3].upper()) if window.weekday else None
    return Period(
        anchor=_anchor(facts, rules),
        number=window.days,
        unit=window.unit,
        count_anchor_day=window.count_anchor_day,
        weekday=weekday,
        cut_off=window.cut_off,
        roll=window.roll,
        closures_count=_closures(rules),
    )


def _conflict(
    deadline: ExplainedDate, days: HearingDays, agenda_ready: date, received: datetime
) -> tuple[str, str]:
    """What to tell the officer when the deadline leaves no day with five clear days' notice."""
    if days.with_full_notice:
        return "", ""
    last = long_date(deadline.date)
    if not days.at_short_notice:
        return f"The call-in had to be heard by {last}, and no working day is left.", ""
    said = (
        f"The call-in must be heard by {last}. An agenda published on {long_date(agenda_ready)} cannot give five"
        f" clear days' notice of any meeting by then: it would have had to be out by"
        f" {long_date(days.agenda_for_last_day.date)}. It can be heard at short notice, and the agenda must say why."
    )
    reason = (
        f"The council's rules require this call-in, received on {long_date(local_day(received))}, to be heard by"
        f" {last}. Five clear days' notice of a meeting by that day could not be given."
    )
    return said, reason


def _closures(rules: Rules) -> bool:
    return rules.calendar.closures_stop_the_clock


def _cited(explained: ExplainedDate, rules: Rules, group: str) -> ExplainedDate:
    return replace(explained, citation=f"{POWER}; {rules.citation(group)}")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON)
