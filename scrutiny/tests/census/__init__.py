"""Every address of the product: what it is, who may open it, and in which states it can be seen.

A new page is written down in one of these files as a row. The tests that go through every page take it from
there: axe and sideways scrolling, who is refused and how, that looking changes nothing, that no secret word
gets out.
"""

from __future__ import annotations

from .access_pages import ACCESS
from .account_pages import ACCOUNTS, NAMELESS
from .call_in_pages import CALL_INS
from .committee_pages import COMMITTEES
from .council_pages import COUNCIL
from .date_pages import CYCLE, DATES
from .entry import ANONYMOUS, ENTITLED, RUN, SIGNED_IN, Entry, Kind
from .executive_pages import EXECUTIVE
from .follow_pages import FOLLOW
from .meeting_pages import AGENDA, MEETINGS
from .minutes_pages import ACTIONS, MINUTES
from .programme_pages import PROGRAMME
from .public_pages import PUBLIC
from .publishing_pages import PUBLISHING
from .reading_pages import READING
from .reminder_pages import REMINDERS
from .safety_pages import SAFETY
from .sitting_pages import ATTENDANCE, BEFORE, SITTING

__all__ = ["ANONYMOUS", "CENSUS", "ENTITLED", "NAMELESS", "RUN", "SIGNED_IN", "Entry", "Kind"]

CENSUS: list[Entry] = [
    *PUBLIC,
    *READING,
    *FOLLOW,
    *COMMITTEES,
    *MEETINGS,
    *AGENDA,
    *MINUTES,
    *ACTIONS,
    *BEFORE,
    *SITTING,
    *ATTENDANCE,
    *ACCESS,
    *PUBLISHING,
    *SAFETY,
    *DATES,
    *CYCLE,
    *COUNCIL,
    *EXECUTIVE,
    *CALL_INS,
    *PROGRAMME,
    *REMINDERS,
    *ACCOUNTS,
]
