"""Rules in the words officers use: what each choice is called, and a rule set told line by line."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import time
from typing import Any

from callins.clocks import MAKER_WORDS
from callins.routes import POOL_WORDS
from callins.rules import GROUPS, Rules
from scrutiny.lib.clock import time_words

CHOICES: dict[str, str] = {
    **{code: words[0].upper() + words[1:] for code, words in MAKER_WORDS.items()},
    **{code: words[0].upper() + words[1:] for code, words in POOL_WORDS.items()},
    "urgent": "Urgent decisions",
    "recommendation_to_council": "Recommendations to full council",
    "regulatory": "Regulatory decisions, like planning and licensing",
    "staffing": "Employment of staff",
    "operational": "Operational decisions",
    "already_called_in": "Decisions called in before",
    "considered_before": "Decisions scrutiny considered before they were taken",
    "complaints_route": "Matters with a complaint or an appeal of their own",
    "publication": "First publication",
    "decision": "The day the decision was taken",
    "meeting": "The meeting",
    "working": "Working days",
    "clear_working": "Clear working days",
    "calendar": "Calendar days",
    "clear_calendar": "Clear calendar days",
    "next_working_day": "The next working day",
    "previous_working_day": "The working day before",
    "next_calendar_day": "The calendar day after the period",
    "last_day": "On the last day itself",
    "immediately": "At once",
    "always": "Always",
    "education_only": "On education only",
    "never": "Never",
    "any": "All decisions",
    "education": "Education decisions only",
    "lead": "The lead councillor",
    "any_signatory": "Somebody who signed",
    "all_signatories": "Everybody who signed",
    "nobody": "Nobody",
    "hearing_arranged": "The hearing is arranged",
    "hearing_begins": "The hearing begins",
    "lapses": "Lapses",
    "stands": "Stands",
    "fixed_committee": "Always the same committee",
    "by_remit": "The committee for the subject",
    "sub_committee": "A sub-committee",
    "chosen_by_officer": "One the officer chooses",
    "joint_sitting": "A joint sitting",
    "received": "Receipt of the call-in",
    "accepted": "The finding that it is valid",
    "window_end": "The end of the call-in period",
    "takes_effect": "Takes effect",
    "stays_held": "Waits",
    "vote": "By a vote",
    "principles": "Each member says whether the principles were breached",
    "no_further_action": "No further action",
    "comments_only": "Comments to the decision maker",
    "refer_back": "Refer back to the decision maker",
    "refer_to_council": "Refer to full council",
    "adjourn": "Adjourn",
    "withdrawn": "Withdrawn",
    "lapsed": "Lapsed",
    "outside_framework": "Only outside the budget and policy framework",
    "exceptional": "Only exceptionally",
    "at_once": "At once",
    "next_day": "The next day",
    "ordinary": "When it would have anyway",
    "expiry": "When the time for the hearing is over",
    "on_reconsideration": "When it has been reconsidered",
    "by_council": "When council has considered it",
    "confirm": "Confirm",
    "modify": "Change",
    "rescind": "Rescind",
    "replace": "Replace",
    "each_meeting": "At each meeting",
    "quarterly": "Every quarter",
    "yearly": "Every year",
    "signatories": "Those who signed",
    "decision_maker": "The decision maker",
    "responsible_officer": "The responsible officer",
    "monitoring_officer": "The monitoring officer",
    "chief_executive": "The chief executive",
    "committee_members": "Members of the committee",
    "education_cooptees": "Education co-optees",
    "group_leaders": "Group leaders",
    "all_members": "All members of the council",
    "public": "The public",
}
WEEKDAY_WORDS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CHOICES |= {day: day.capitalize() for day in WEEKDAY_WORDS}


# What “none” means depends on the setting.
NONE = {"roll": "It stays that day", "must_attend": "Nobody has to"}


def choice_words(code: str, setting: str = "") -> str:
    if code == "none":
        return NONE.get(setting, "None")
    return CHOICES.get(code, code.replace("_", " ").capitalize())


def in_words(value: Any, setting: str = "") -> str:
    """One setting as a page shows it; empty where nothing is set."""
    if value is None or value == "" or value == ():
        return ""
    if value == "none":
        return choice_words(value, setting)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, time):
        return time_words(value)
    if isinstance(value, tuple):
        return "\n".join(in_words(each) for each in value)
    if is_dataclass(value):
        return _row_in_words(value)
    return CHOICES.get(value, value) if isinstance(value, str) else str(value)


def _row_in_words(row: Any) -> str:
    """A route, a ground, an outcome: what differs from the usual, on one line."""
    first, *others = fields(row)
    said = [in_words(getattr(row, first.name))]
    for each in others:
        value = getattr(row, each.name)
        if value == each.default or value in ("", None):
            continue
        words = in_words(value)
        if value is True:
            said.append(each.metadata["label"].lower())
        else:
            said.append(f"{each.metadata['label'].lower()}: {words[0].lower() + words[1:]}")
    return "; ".join(said)


def group_rows(rules: Rules, group: str) -> list[dict[str, str]]:
    """The settings of a group, label and value, with those that say something."""
    part = getattr(rules, group)
    return [
        {"key": each.metadata["label"], "value": words}
        for each in fields(part)
        if (words := in_words(getattr(part, each.name), each.name))
    ]


def group_name(group: str) -> str:
    label: str = Rules.__dataclass_fields__[group].metadata["label"]
    return label


NAMES = {group: group_name(group) for group in GROUPS}
