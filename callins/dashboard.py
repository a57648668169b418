"""What closes next among decisions and call-ins, for the officers' dashboard."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from committees.panels import Panel, PanelLine, own_panels_shown, panels_shown
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.explained import long_date
from scrutiny.lib.working_days import Calendar

from .call_in_gates import can_call_in, own_call_ins
from .clocks import hearing_deadline
from .models import CallIn, Decision, Hearing, Signature, State
from .models.callin import LIVE
from .next_steps import hearing_ahead, next_step
from .permissions import can_run_decisions
from .rules import Rules
from .standing import closing

SHOWN = 5


def join() -> None:
    panels_shown.join(show)
    own_panels_shown.join(show_own)


def show(user: User, panels: list[Panel]) -> None:
    if not can_run_decisions(user):
        return
    panels += [decisions_panel(), call_ins_panel()]


def show_own(user: User, panels: list[Panel]) -> None:
    """Of a councillor: the call-ins they lead or sign, those that wait for their signature first."""
    if not can_call_in(user):
        return
    asked = Signature.objects.filter(
        call_in=OuterRef("pk"), person=user.person_id, signed_at=None, withdrawn_at=None
    )
    found = (
        own_call_ins(user)
        .filter(state__in=[State.DRAFT, *LIVE])
        .select_related("decision")
        .annotate(waits=Exists(asked))
        .order_by("-waits", "-started_at")
    )
    lines = [
        PanelLine(
            call_in.decision.title,
            reverse("callins:my_call_in", args=[call_in.reference]),
            f"{call_in.reference}, {call_in.get_state_display().lower()}",
            "You are asked to sign" if call_in.waits else "",  # type: ignore[attr-defined]
        )
        for call_in in found[:SHOWN]
    ]
    more = ("All your call-ins", reverse("callins:my_call_ins"))
    panels.append(Panel("Your call-ins", "You have no open call-in.", more, lines))


def decisions_panel() -> Panel:
    soonest = Decision.objects.open_to_call_in(timezone.now())[:SHOWN]
    lines = [
        PanelLine(
            decision.officers_title,
            reverse("workspace:decision", args=[decision.slug]),
            decision.reference,
            f"Until {closing(decision)}",
        )
        for decision in soonest
    ]
    more = ("All decisions", reverse("workspace:decisions"))
    return Panel("Can be called in", "No decision can be called in now.", more, lines)


def call_ins_panel() -> Panel:
    """Open call-ins, the one whose time runs out first before the others."""
    more = ("All call-ins", reverse("workspace:call_ins"))
    hearings = Prefetch("hearings", Hearing.objects.select_related("meeting"))
    found = (
        CallIn.objects.live()
        .select_related("decision__rule_set", "informal_meeting")
        .prefetch_related(hearings, "reconsiderations", "council_referrals")
        .order_by("received_at")
    )
    open_ones, rows = list(found), []
    if not open_ones:
        return Panel("Open call-ins", "No call-in is open.", more)
    calendar = calendar_in_force()
    for call_in in open_ones:
        rule_set = call_in.decision.rule_set
        assert rule_set is not None, "a decision that was called in has its rules"
        rules = rule_set.parsed
        step, due = next_step(call_in, rules), due_next(call_in, rules, calendar)
        line = PanelLine(
            step.label if step else f"{call_in.get_state_display()}: nothing to do now",
            reverse("workspace:call_in", args=[call_in.reference]),
            f"{call_in.reference}, {call_in.decision.officers_title}",
            f"By {long_date(due)}" if due else "",
        )
        rows.append((due or date.max, line))
    rows.sort(key=lambda row: row[0])
    return Panel("Open call-ins", "No call-in is open.", more, [line for _due, line in rows[:SHOWN]])


def due_next(call_in: CallIn, rules: Rules, calendar: Calendar) -> date | None:
    """The day by which the stage it is in has to end; None where the rules set none."""
    if call_in.stage == State.DEFECTIVE:
        return call_in.cure_by
    if call_in.stage == State.ARRANGED:
        hearing = hearing_ahead(call_in)
        return hearing.meeting.date if hearing else None
    if call_in.stage == State.REFERRED_BACK:
        return next((row.due_on for row in call_in.reconsiderations.all() if row.decided_at is None), None)
    if call_in.stage == State.REFERRED_TO_COUNCIL:
        return next(
            (row.due_on for row in call_in.council_referrals.all() if row.considered_at is None), None
        )
    assert call_in.received_at is not None, "a live call-in was received"
    due = hearing_deadline(
        call_in.decision.facts(),
        rules,
        calendar,
        received=call_in.received_at,
        accepted=call_in.accepted_at,
    )
    return due.date if due else None
