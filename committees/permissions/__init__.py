"""Who may do what with a committee, its meetings and its papers. Every gate in views and files comes from here.

`running` is for officers and their work, `setting_up` for configuration, `reading` is the rule about papers as the
database applies it to all of them, and `one_version` the same rule said in plain Python for a single one.
"""

from .minuting import (
    action_to_answer,
    action_to_run,
    actions_of,
    actions_run_by,
    can_read_minutes,
    may_check,
    minutes_to_check,
)
from .one_version import Ground, can_read, grounds_to_read
from .reading import (
    can_read_all_up_to,
    can_read_each,
    can_read_edition,
    is_member,
    kept_from,
    may_read_exempt,
    meetings_read_by_seat,
    restricted_items_of,
    visible_to,
)
from .running import (
    Visitor,
    can_run,
    committee_to_run,
    committees_run_by,
    item_to_run,
    meeting_to_run,
    meetings_run_by,
    paper_to_run,
)
from .setting_up import (
    can_configure,
    can_keep_accounts,
    can_keep_people,
    committee_to_configure,
    committees_configured_by,
)

versions_visible_to = visible_to

__all__ = [
    "Ground",
    "Visitor",
    "action_to_answer",
    "action_to_run",
    "actions_of",
    "actions_run_by",
    "can_configure",
    "can_keep_accounts",
    "can_keep_people",
    "can_read",
    "can_read_all_up_to",
    "can_read_each",
    "can_read_edition",
    "can_read_minutes",
    "can_run",
    "committee_to_configure",
    "committee_to_run",
    "committees_configured_by",
    "committees_run_by",
    "grounds_to_read",
    "is_member",
    "item_to_run",
    "kept_from",
    "may_check",
    "may_read_exempt",
    "meeting_to_run",
    "meetings_read_by_seat",
    "meetings_run_by",
    "minutes_to_check",
    "paper_to_run",
    "restricted_items_of",
    "versions_visible_to",
    "visible_to",
]
