"""A change of the calendar reaches the clocks of decisions and call-ins.

What was published or told to people stands as it was given; the officer is shown what it would be now. What is only
worked out, like the day by which a call-in must be heard, moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from committees.calendar_changes import EffectRow, calendar_changed, effects_shown
from council.models import CalendarDay
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import DateProblem, ExplainedDate, long_date
from scrutiny.lib.working_days import Calendar

from .clocks import (
    call_in_window,
    council_deadline,
    cure_deadline,
    effect_without_call_in,
    hearing_clock,
    informal_deadline,
    reconsideration_deadline,
    validity_deadline,
)
from .models import CallIn, Decision, DecisionCalendarEffect
from .models.callin import LIVE
from .rules import Rules
from .submissions import rules_of


@dataclass(frozen=True, slots=True)
class Clock:
    """One date as a calendar gives it. `stays`: it was given to people already."""

    name: str
    words: str
    stays: bool = False


def join() -> None:
    calendar_changed.join(follow)
    effects_shown.join(show)


def follow(change: CalendarDay, before: Calendar, after: Calendar, withdrawal: bool) -> None:
    effects = []
    for decision, call_in in concerned():
        rules = rules_of(decision)
        was, now = (tuple(clocks(decision, call_in, rules, calendar)) for calendar in (before, after))
        moved = {clock.name: clock for clock in now}
        for clock in was:
            if clock.name in moved and moved[clock.name].words != clock.words:
                effects.append(
                    DecisionCalendarEffect(
                        change=change,
                        withdrawal=withdrawal,
                        decision=decision,
                        call_in=call_in,
                        name=clock.name,
                        before=clock.words,
                        after=moved[clock.name].words,
                        stays=clock.stays,
                    )
                )
    DecisionCalendarEffect.objects.bulk_create(effects)


def concerned() -> Iterator[tuple[Decision, CallIn | None]]:
    """Decisions that can still be called in or are yet to take effect, and every open call-in."""
    now = timezone.now()
    still_open = Q(state=Decision.State.PUBLISHED) & (Q(call_in_until__gte=now) | Q(effective_at__gte=now))
    live = Prefetch(
        "call_ins",
        CallIn.objects.live().prefetch_related("reconsiderations", "council_referrals"),
        to_attr="live_call_ins",
    )
    found = (
        Decision.objects.filter(still_open | Q(call_ins__state__in=sorted(LIVE)))
        .distinct()
        .select_related("rule_set")
        .prefetch_related(live)
        .order_by("pk")
    )
    for decision in found:
        if decision.state == Decision.State.PUBLISHED:
            yield decision, None
        for call_in in decision.live_call_ins:  # type: ignore[attr-defined]
            call_in.decision = decision
            yield decision, call_in


def clocks(decision: Decision, call_in: CallIn | None, rules: Rules, calendar: Calendar) -> Iterator[Clock]:
    try:
        yield from (
            of_decision(decision, rules, calendar)
            if call_in is None
            else of_call_in(call_in, rules, calendar)
        )
    except DateProblem:
        return


def of_decision(decision: Decision, rules: Rules, calendar: Calendar) -> Iterator[Clock]:
    facts = decision.facts()
    if decision.call_in_until is not None:
        last_day = call_in_window(facts, rules, calendar).last_day
        yield Clock("Call-in period ends", last_day.answer(), stays=True)
    effect = effect_without_call_in(facts, rules, calendar)
    if effect.explained is not None:
        yield Clock("Takes effect", effect.explained.answer(), stays=True)


def of_call_in(call_in: CallIn, rules: Rules, calendar: Calendar) -> Iterator[Clock]:
    assert call_in.received_at is not None, "a live call-in was received"
    received = local_day(call_in.received_at)
    due: list[tuple[str, ExplainedDate | None, bool]] = []
    if call_in.accepted_at is None:
        due.append(("Decide on validity by", validity_deadline(rules, calendar, received_on=received), False))
    if call_in.defects_told_at and call_in.cure_by:
        told = local_day(call_in.defects_told_at)
        due.append(("Put right by", cure_deadline(rules, calendar, told_on=told), True))
    if call_in.informal_at is None:
        due.append(("Informal meeting by", informal_deadline(rules, calendar, received_on=received), False))
    if call_in.referred_back_at is None and call_in.referred_to_council_at is None:
        hearing = hearing_clock(
            call_in.decision.facts(),
            rules,
            calendar,
            received=call_in.received_at,
            accepted=call_in.accepted_at,
            agenda_ready=timezone.localdate(),
        )
        due += [("Heard by", hearing.deadline, False), ("Agenda out by", hearing.agenda_deadline, False)]
    due += list(of_referrals(call_in, rules, calendar))
    for name, explained, stays in due:
        if explained is not None:
            yield Clock(name, long_date(explained.date), stays)


def of_referrals(
    call_in: CallIn, rules: Rules, calendar: Calendar
) -> Iterator[tuple[str, ExplainedDate | None, bool]]:
    for row in call_in.reconsiderations.all():
        if row.decided_at is None:
            day: date = local_day(row.referred_at)
            yield "Reconsidered by", reconsideration_deadline(rules, calendar, referred_on=day), True
    for referral in call_in.council_referrals.all():
        if referral.considered_at is None:
            day = local_day(referral.referred_at)
            yield "Council considers it by", council_deadline(rules, calendar, referred_on=day), True


def show(change: CalendarDay, rows: list[EffectRow]) -> None:
    """The rows of the page that tells what a change did."""
    effects = DecisionCalendarEffect.objects.filter(change=change).select_related("decision", "call_in")
    for effect in effects:
        call_in, decision = effect.call_in, effect.decision
        name = f"Call-in {call_in.reference} of {decision.reference}" if call_in else decision.reference
        url = (
            reverse("workspace:call_in", args=[call_in.reference])
            if call_in
            else reverse("workspace:decision", args=[decision.slug])
        )
        rows.append(
            EffectRow(name, url, effect.name, effect.before, effect.after, effect.withdrawal, effect.stays)
        )
