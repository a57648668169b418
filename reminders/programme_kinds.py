"""What the executive owes scrutiny, and what scrutiny has promised itself."""

from __future__ import annotations

from .kind import MONITORING, OF_A_COMMITTEE, OFFICERS, Kind, after, before
from .models import Audience

CHAIR, LEADS = Audience.CHAIR, Audience.RESPONSIBLE

PROGRAMME_KINDS = (
    Kind(
        "executive_response",
        "Responses to recommendations",
        (
            before(10, OFFICERS),
            before(3, OFFICERS),
            after(1, OFFICERS, MONITORING, CHAIR),
            after(10, OFFICERS, MONITORING, CHAIR),
        ),
        statutory=True,
        action="Please see that the response comes, and record it for each recommendation.",
        audiences=(OFFICERS, MONITORING, *OF_A_COMMITTEE),
        sample="Environment Scrutiny Committee, ENV/R04/26 and ENV/R05/26",
        late="Please ask for the response, and record it for each recommendation.",
        named="Response of the executive",
    ),
    Kind(
        "review_end",
        "Ends of reviews",
        (before(20, OFFICERS, LEADS), before(5, OFFICERS, LEADS), after(1, OFFICERS, LEADS, CHAIR)),
        action="By then the review reports, or its committee has to give it longer.",
        audiences=(OFFICERS, MONITORING, LEADS, *OF_A_COMMITTEE),
        sample="Environment Scrutiny Committee, Flooding in the valley",
        late="The review has to report, or its committee has to give it longer.",
        named="End of a review",
    ),
)
