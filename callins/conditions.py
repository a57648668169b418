"""What must be so before a stage of a call-in can be reached; each refusal says what the rules say."""

from __future__ import annotations

from datetime import date, datetime

from committees.agenda import CannotChange
from committees.models import Committee, Meeting
from committees.timetable import notice_given
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.cut_off import local_day
from scrutiny.lib.explained import long_date

from .clocks import hearing_deadline
from .models import CallIn, Decision
from .rules import ReconsiderationRules, Rules
from .submissions import rules_of


def require_standing(decision: Decision) -> None:
    """Nothing is left to call in of a decision that was withdrawn, rescinded or replaced."""
    if decision.state not in (Decision.State.PUBLISHED, Decision.State.CALLED_IN):
        raise CannotChange(
            f"This decision is {decision.get_state_display().lower()}, so it cannot be called in."
        )


def last_day_to_hear(call_in: CallIn) -> date | None:
    """The day by which the rules want it heard; None for the next meeting."""
    assert call_in.received_at is not None
    due = hearing_deadline(
        call_in.decision.facts(),
        rules_of(call_in.decision),
        calendar_in_force(),
        received=call_in.received_at,
        accepted=call_in.accepted_at,
    )
    return due.date if due else None


def committee_named(rules: Rules) -> Committee | None:
    """The committee that hears every call-in, where the rules name one that this council has."""
    if rules.routing.to not in ("fixed_committee", "sub_committee") or not rules.routing.committee.strip():
        return None
    return Committee.objects.current().filter(name__iexact=rules.routing.committee.strip()).first()


def require_can_hear(call_in: CallIn, committee: Committee, meeting: Meeting) -> None:
    if meeting.committee_id != committee.pk or meeting.kind != Meeting.Kind.PUBLIC or meeting.is_cancelled:
        raise CannotChange("Choose a public meeting of the committee that is not cancelled.")
    rules = rules_of(call_in.decision)
    named = committee_named(rules)
    if named is not None and named != committee:
        raise CannotChange(f"Under the rules it is heard by the {named}.")
    if call_in.is_education and rules.routing.education_cooptees and not committee.is_education:
        raise CannotChange(
            "This is an education matter. Choose a committee on which the church and parent governor"
            " representatives sit: they may vote on it."
        )
    due = last_day_to_hear(call_in)
    if due and meeting.date > due and rules.hearing.if_missed == "takes_effect":
        raise CannotChange(f"It must be heard by {long_date(due)}: after that the decision takes effect.")


def require_notice(meeting: Meeting, rules: Rules, reason: str, at: datetime) -> None:
    """Five clear days from now, or a reason that the agenda prints."""
    if notice_given(local_day(at), meeting.date, calendar_in_force()).enough:
        return
    if not rules.hearing.short_notice:
        raise CannotChange("Under the rules it cannot be heard at short notice.")
    if not (reason.strip() or meeting.short_notice_reason.strip()):
        raise CannotChange("Five clear days' notice cannot be given. Say why it is heard at short notice.")


def require_invited(call_in: CallIn, rules: Rules, invited: bool) -> None:
    """Parent governors and church representatives have a vote on education, so a hearing without them is void."""
    if call_in.is_education and rules.routing.education_cooptees and not invited:
        raise CannotChange(
            "This is an education matter. Invite the church and parent governor representatives, and say that you have."
        )


def require_open_to_committee(call_in: CallIn, kind: str, words: str, rules: Rules) -> None:
    rule = rules.outcomes.rule_for(kind)
    if rule is None:
        raise CannotChange("The rules do not have that outcome.")
    if rule.when == "outside_framework" and call_in.decision.in_framework:
        raise CannotChange("Only for a decision outside the budget and policy framework, which this is not.")
    if rule.when == "exceptional" and not words.strip():
        raise CannotChange("Only in exceptional circumstances: say what they are.")


def require_result(
    rule: ReconsiderationRules, result: str, reasons: str, new_wording: str, replacement: Decision | None
) -> None:
    """That the decision maker may do this, and has said what the rules ask for."""
    if result not in rule.may:
        raise CannotChange("The rules do not let the decision maker do that.")
    if rule.reasons_required and not reasons.strip():
        raise CannotChange("Give the decision maker's reasons.")
    if result == "modify" and not new_wording.strip():
        raise CannotChange("Give the decision as it reads now.")
    anew = result == "replace" or (result == "modify" and rule.further_call_in)
    if anew and replacement is None:
        raise CannotChange("Record the new decision first: it is published with a call-in period of its own.")
