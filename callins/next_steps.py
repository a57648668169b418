"""What an officer can do with a call-in now: one next step, and the others that are open."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from committees.models import AgendaItem
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.working_days import Calendar

from .clocks import hearing_deadline
from .models import CallIn, CallInGround, Hearing, InformalMeeting, State
from .moving import can_become
from .rules import Rules


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is the last part of the page's address."""

    name: str
    label: str


JUDGE = Step("judge", "Decide whether it is valid")
REFUSE = Step("judge", "Refuse it")
PUT_RIGHT = Step("put-right", "Record that it was put right")
INFORMAL = Step("informal-meeting", "Call the informal meeting")
NOTE = Step("note", "Write the note of the informal meeting")
AGREE = Step("agree-note", "Agree the note")
ADD_TO_NOTE = Step("add-to-note", "Add to the note")
UNDERTAKING = Step("undertaking", "Record an undertaking")
ADD_TO_UNDERTAKING = Step("add-to-undertaking", "Add to an undertaking")
HEARING = Step("hearing", "Arrange the hearing")
CALL_OFF = Step("call-off", "Call the hearing off")
PAPERS = Step("papers", "Put the papers on the agenda")
REPORT = Step("report", "Report it to a meeting")
OUTCOME = Step("outcome", "Record the outcome")
RECONSIDERED = Step("reconsidered", "Record the reconsideration")
COUNCIL = Step("council", "Record what full council decided")
WITHDRAW = Step("withdraw", "Record that it is withdrawn")
LAPSE = Step("lapse", "Record that it has lapsed")
OVERTAKE = Step("overtake", "The decision will not be carried out")
LEFT = Step("signature", "Record that a signature is taken back")
CERTIFY = Step("certify", "Record a certificate")
CONSENT = Step("consent", "Record the chair’s consent")


def next_step(call_in: CallIn, rules: Rules, calendar: Calendar | None = None) -> Step | None:
    """The one thing to do now; None when there is nothing, or nothing before a day that is still to come.

    Whoever asks for many has the calendar, which is otherwise read for each call-in that can lapse.
    """
    fixed = {
        State.RECEIVED: JUDGE,
        State.DEFECTIVE: REFUSE if not_put_right(call_in) else PUT_RIGHT,
        State.REFERRED_BACK: RECONSIDERED,
        State.REFERRED_TO_COUNCIL: COUNCIL,
    }
    if call_in.stage in (State.ACCEPTED, State.INFORMAL):
        return LAPSE if missed(call_in, rules, calendar) else _before_the_hearing(call_in, rules)
    if call_in.stage == State.ARRANGED:
        return _at_the_hearing(hearing_ahead(call_in))
    if call_in.stage == State.INVALID and rules.validation.report_rejection:
        return None if call_in.rejection_reported_at else REPORT
    return fixed.get(call_in.stage)


def not_put_right(call_in: CallIn) -> bool:
    """The time to put it right is over."""
    return call_in.cure_by is not None and call_in.cure_by < timezone.localdate()


def missed(call_in: CallIn, rules: Rules, calendar: Calendar | None = None) -> bool:
    """The time to hear it is over, under rules that then let the decision go."""
    if rules.hearing.if_missed != "takes_effect" or call_in.received_at is None:
        return False
    due = hearing_deadline(
        call_in.decision.facts(),
        rules,
        calendar or calendar_in_force(),
        received=call_in.received_at,
        accepted=call_in.accepted_at,
    )
    return due is not None and due.date < timezone.localdate()


def uncertified(call_in: CallIn, rules: Rules) -> list[CallInGround]:
    """The grounds it is made on that an officer has to certify, and has not."""
    needed = {ground.code for ground in rules.content.grounds if ground.certificate}
    return [each for each in call_in.grounds.all() if each.code in needed and not each.certified_at]


def other_steps(call_in: CallIn, rules: Rules) -> list[Step]:
    """Everything else that is open, in the order in which it is usually needed."""
    stage, live = call_in.stage, call_in.stage.is_live
    meeting = informal_meeting(call_in)
    agreed = meeting is not None and meeting.note_agreed_at is not None
    undertakings = bool(call_in.undertakings.all())
    first = next_step(call_in, rules)
    may_withdraw = rules.withdrawal.by != "nobody" and can_become(call_in, State.WITHDRAWN)
    offered = [
        (PUT_RIGHT, stage == State.DEFECTIVE),
        (REFUSE, stage == State.DEFECTIVE),
        (INFORMAL, stage == State.ACCEPTED and rules.informal.held and meeting is None),
        (NOTE, live and meeting is not None and not agreed),
        (AGREE, live and meeting is not None and meeting.held_at is not None and not agreed),
        (ADD_TO_NOTE, agreed),
        (UNDERTAKING, meeting is not None and (live or stage == State.WITHDRAWN)),
        (ADD_TO_UNDERTAKING, undertakings),
        (CERTIFY, live and bool(uncertified(call_in, rules))),
        (CONSENT, live and any(route.chair_consent for route in rules.triggers.routes)),
        (HEARING, can_become(call_in, State.ARRANGED)),
        (PAPERS, stage == State.ARRANGED and not on_agenda(hearing_ahead(call_in))),
        (REPORT, call_in.stage.is_closed and stage != State.OVERTAKEN),
        (OUTCOME, stage == State.ARRANGED),
        (CALL_OFF, stage == State.ARRANGED),
        (LEFT, stage in (State.ACCEPTED, State.INFORMAL, State.ARRANGED)),
        (WITHDRAW, may_withdraw),
        (LAPSE, rules.hearing.if_missed == "takes_effect" and can_become(call_in, State.LAPSED)),
        (OVERTAKE, live),
    ]
    return [step for step, is_open in offered if is_open and step != first]


def may_take(call_in: CallIn, rules: Rules, name: str) -> bool:
    first = next_step(call_in, rules)
    return name in {step.name for step in [*([first] if first else []), *other_steps(call_in, rules)]}


def informal_meeting(call_in: CallIn) -> InformalMeeting | None:
    return getattr(call_in, "informal_meeting", None)


def hearing_ahead(call_in: CallIn) -> Hearing | None:
    """The sitting that is to come. At most one is neither held, adjourned nor called off."""
    return next(
        (
            each
            for each in call_in.hearings.all()
            if not (each.held_at or each.adjourned_at or each.called_off_at)
        ),
        None,
    )


def _before_the_hearing(call_in: CallIn, rules: Rules) -> Step:
    meeting = informal_meeting(call_in)
    if meeting is None:
        return INFORMAL if rules.informal.held else HEARING
    if meeting.held_at is None:
        return NOTE
    return AGREE if meeting.note_agreed_at is None else HEARING


def _at_the_hearing(hearing: Hearing | None) -> Step | None:
    if hearing is None:
        return None
    if not on_agenda(hearing):
        return PAPERS
    return OUTCOME if is_held_by(hearing) else None


def on_agenda(hearing: Hearing | None) -> bool:
    item = hearing.item if hearing else None
    return item is not None and item.state == AgendaItem.State.ON_AGENDA


def is_held_by(hearing: Hearing | None) -> bool:
    """Its day has come."""
    return hearing is not None and hearing.meeting.date <= timezone.localdate()
