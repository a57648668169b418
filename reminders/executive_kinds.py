"""What the executive has to announce, when its decisions can be called in, and the clocks of a call-in."""

from __future__ import annotations

from .kind import MONITORING, OF_A_COMMITTEE, OFFICERS, Kind, after, before
from .models import Audience
from .wording import Texts

CHAIR, CONTACT = Audience.CHAIR, Audience.RESPONSIBLE
MAKER, SIGNATORIES = Audience.DECISION_MAKER, Audience.SIGNATORIES
PLANNED = (OFFICERS, MONITORING, CONTACT, MAKER)
DECISION = (*PLANNED, *OF_A_COMMITTEE)
CALL_IN = (*DECISION, SIGNATORIES)
OF_A_DECISION = "2026/041: New opening hours of libraries"
OF_A_CALL_IN = "Call-in CI-2026-3 of 2026/041: New opening hours of libraries"
OF_A_REQUEST = "Environment Scrutiny Committee, request 12 of Alex Example"

FORWARD_PLAN = (
    Kind(
        "key_decision_notice",
        "Notices of key decisions",
        (before(5, OFFICERS, CONTACT), before(1, OFFICERS, CONTACT), after(1, OFFICERS, MONITORING)),
        statutory=True,
        action="Without 28 clear days’ notice the decision needs a general exception or special urgency.",
        audiences=PLANNED,
        sample=OF_A_DECISION,
        late="Without 28 clear days’ notice the decision needs a general exception or special urgency.",
        named="Notice of a key decision",
    ),
    Kind(
        "private_meeting_notice",
        "Notices of private meetings",
        (before(5, OFFICERS, CONTACT), before(1, OFFICERS, CONTACT), after(1, OFFICERS, MONITORING)),
        statutory=True,
        action="Without these notices the meeting cannot be held in private, unless it is agreed that it is urgent.",
        audiences=PLANNED,
        sample=OF_A_DECISION,
        late="Without these notices the meeting cannot be held in private, unless it is agreed that it is urgent.",
        named="Notice of a private meeting",
    ),
)
DECISIONS = (
    Kind(
        "call_in_window",
        "End of the call-in period",
        (before(1, OFFICERS, CHAIR),),
        audiences=DECISION,
        words=Texts(
            "The call-in period ends {due}",
            "{about}\n\nThis decision can be called in until the period ends {due}.",
            "The call-in period has ended",
            "{about}\n\nThe time for calling this decision in ended {due}.",
        ),
        sample=OF_A_DECISION,
        named="End of the call-in period",
    ),
    Kind(
        "decision_effect",
        "Days on which decisions take effect",
        (before(0, OFFICERS, CONTACT),),
        audiences=DECISION,
        words=Texts(
            "Decision takes effect {due}",
            "{about}\n\nThis decision takes effect {due}. It must not be carried out before.",
            "Decision has taken effect",
            "{about}\n\nThis decision took effect {due}. It can be carried out.",
        ),
        sample=OF_A_DECISION,
        named="Decision takes effect",
    ),
)
CALL_INS = (
    Kind(
        "call_in_validity",
        "Checks of call-ins",
        (before(1, OFFICERS), after(1, OFFICERS, MONITORING)),
        action="Please decide whether the call-in is valid.",
        audiences=CALL_IN,
        sample=OF_A_CALL_IN,
        late="Please decide whether the call-in is valid.",
        named="Finding on a call-in",
    ),
    Kind(
        "call_in_cure",
        "Call-ins to be put right",
        (before(1, SIGNATORIES, OFFICERS), before(0, SIGNATORIES), after(1, OFFICERS)),
        action="After that the call-in can no longer be put right.",
        audiences=CALL_IN,
        sample=OF_A_CALL_IN,
        late="The time for putting the call-in right is over.",
        named="Call-in to be put right",
    ),
    Kind(
        "call_in_informal",
        "Informal meetings on call-ins",
        (before(2, OFFICERS), after(1, OFFICERS, MONITORING)),
        action="Please call the informal meeting of signatories and decision maker.",
        audiences=CALL_IN,
        sample=OF_A_CALL_IN,
        late="Please call the informal meeting of signatories and decision maker.",
        named="Informal meeting",
    ),
    Kind(
        "call_in_agenda",
        "Agendas for hearings of call-ins",
        (before(2, OFFICERS), before(0, OFFICERS), after(1, OFFICERS, MONITORING)),
        statutory=True,
        action="After that five clear days’ notice of the hearing can no longer be given.",
        audiences=CALL_IN,
        sample=OF_A_CALL_IN,
        late="Five clear days’ notice of the hearing can no longer be given.",
        named="Agenda for a hearing in time",
    ),
    Kind(
        "call_in_hearing",
        "Hearings of call-ins",
        (before(5, OFFICERS), before(2, OFFICERS, CHAIR), after(1, OFFICERS, MONITORING)),
        action="Please arrange a hearing by then. No hearing in time is arranged yet.",
        audiences=CALL_IN,
        sample=OF_A_CALL_IN,
        late="No hearing in time was arranged.",
        named="Hearing of the call-in",
    ),
    Kind(
        "reconsideration",
        "Reconsideration of decisions",
        (before(3, MAKER, OFFICERS), before(0, MAKER, OFFICERS), after(1, MAKER, OFFICERS, MONITORING)),
        action="The decision was referred back to its maker, and waits until it is reconsidered.",
        audiences=CALL_IN,
        sample=OF_A_CALL_IN,
        late="The decision was referred back to its maker, and waits until it is reconsidered.",
        named="Reconsideration of the decision",
    ),
    Kind(
        "council_referral",
        "Decisions referred to full council",
        (before(5, OFFICERS, MONITORING), after(1, OFFICERS, MONITORING)),
        action="The decision was referred to full council, which has until then to consider it.",
        audiences=CALL_IN,
        sample=OF_A_CALL_IN,
        late="The decision was referred to full council, whose time to consider it is over.",
        named="Decision before full council",
    ),
)
REQUESTS = (
    Kind(
        "information_request",
        "Members’ requests for documents",
        (before(5, OFFICERS), before(1, OFFICERS), after(1, OFFICERS, MONITORING)),
        statutory=True,
        action="Please answer by then. A refusal needs reasons in writing.",
        audiences=(OFFICERS, MONITORING),
        sample=OF_A_REQUEST,
        late="Please answer at once. A refusal needs reasons in writing.",
        named="Answer to a member’s request for a document",
    ),
    Kind(
        "format_request",
        "Requests for another format",
        (before(5, OFFICERS), before(1, OFFICERS), after(1, OFFICERS, MONITORING)),
        action="Please send what was asked for by then, or say why it cannot be had.",
        audiences=(OFFICERS, MONITORING),
        sample="Environment Scrutiny Committee, Monday 14 December 2026, request 7",
        late="Please send what was asked for at once, or say why it cannot be had.",
        named="Answer to somebody who needs another format",
    ),
)
EXECUTIVE_KINDS = (*FORWARD_PLAN, *DECISIONS, *CALL_INS, *REQUESTS)
