"""What leads to a meeting and follows from it."""

from __future__ import annotations

from .kind import AUTHORS, MONITORING, OFFICERS, Kind, after, before
from .models import Audience

MEETING_KINDS = (
    Kind(
        "draft_report",
        "Draft reports",
        (before(5, AUTHORS), before(1, AUTHORS), after(1, AUTHORS, OFFICERS)),
        action="Please send the draft of your report to democratic services by then.",
    ),
    Kind(
        "clearance",
        "Clearance of reports",
        (before(3, AUTHORS), before(0, AUTHORS, OFFICERS), after(1, AUTHORS, OFFICERS)),
        action="Please have your report cleared by then.",
    ),
    Kind(
        "final_report",
        "Final reports",
        (before(5, AUTHORS), before(2, AUTHORS), after(1, AUTHORS, OFFICERS)),
        action="Please send the final report, cleared, to democratic services by then.",
    ),
    Kind(
        "agenda_publication",
        "Agenda publication",
        (before(3, OFFICERS), before(1, OFFICERS), before(0, OFFICERS), after(1, OFFICERS, MONITORING)),
        statutory=True,
        action="The agenda and its reports must be published by then, or the meeting may be unlawful.",
        late="A meeting whose agenda and reports were not published in time may be unlawful.",
    ),
    Kind(
        "public_questions",
        "Questions from the public",
        (before(1, OFFICERS), before(0, OFFICERS)),
        action="Questions from the public that arrive later are not taken at this meeting.",
        late="Questions from the public that arrive later are not taken at this meeting.",
    ),
    Kind(
        "supplement",
        "Late papers for a supplement",
        (before(1, OFFICERS, AUTHORS),),
        action="Papers that arrive later cannot go into a supplement.",
        late="Papers that arrive later cannot go into a supplement.",
    ),
    Kind(
        "draft_minutes",
        "Draft minutes",
        (before(1, OFFICERS), after(1, OFFICERS)),
        action="Please finish the draft minutes by then.",
    ),
    Kind(
        "action_follow_up",
        "Follow-up of actions",
        (before(0, OFFICERS), after(5, OFFICERS)),
        action="Please ask those responsible how far the actions have come.",
        late="Please ask those responsible how far the actions have come.",
    ),
    Kind(
        "action_due",
        "Actions",
        (
            before(5, Audience.RESPONSIBLE),
            before(0, Audience.RESPONSIBLE),
            after(1, Audience.RESPONSIBLE, OFFICERS),
            after(10, Audience.RESPONSIBLE, OFFICERS, Audience.CHAIR),
        ),
        action="Please say on its page what has been done.",
        late="Please say on its page what has been done.",
        named="Action from a meeting",
    ),
    Kind("other", "Other dates of a meeting", (before(1, OFFICERS),)),
    Kind(
        "exempt_review",
        "Reviews of exempt papers",
        audiences=(OFFICERS, MONITORING),
        lines=(before(10, OFFICERS, MONITORING), before(0, OFFICERS), after(5, OFFICERS, MONITORING)),
        action="Please look again at whether the paper must still be kept from the public.",
        late="Please look again at whether the paper must still be kept from the public.",
        named="Review of a paper kept from the public",
    ),
)
