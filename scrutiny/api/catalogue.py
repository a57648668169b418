"""All that can be asked for."""

from __future__ import annotations

from .executive import CALL_INS, DECISIONS, FORWARD_PLAN
from .meetings import MEETINGS
from .people import COMMITTEES, COUNCILLORS
from .programme import RECOMMENDATIONS, WORK_PROGRAMME
from .resource import Resource

RESOURCES: dict[str, Resource] = {
    each.name: each
    for each in (
        COMMITTEES,
        MEETINGS,
        DECISIONS,
        FORWARD_PLAN,
        CALL_INS,
        WORK_PROGRAMME,
        RECOMMENDATIONS,
        COUNCILLORS,
    )
}
