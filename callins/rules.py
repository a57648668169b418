"""What one council's call-in rules say, as data. Eighteen groups, each with the clause it is written in.

Statute gives the power and no number (Local Government Act 2000, section 9F(4)), so everything else is here. A
group's fields have defaults that stand for what most councils do; what a council's own rules were not found to
say is listed under `assumed`, so that nobody takes our guess for its constitution.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import Any, Literal, get_args

from scrutiny.lib.working_days import Roll, Unit

Maker = Literal[
    "cabinet",
    "leader",
    "cabinet_member",
    "cabinet_committee",
    "officer",
    "area",
    "joint",
    "service_committee",
]
Exclusion = Literal[
    "urgent",
    "recommendation_to_council",
    "regulatory",
    "staffing",
    "operational",
    "already_called_in",
    "considered_before",
    "complaints_route",
]
Anchor = Literal["publication", "decision", "meeting"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Pool = Literal[
    "any_member",
    "non_executive",
    "scrutiny_member",
    "relevant_committee",
    "ward_member",
    "chair",
    "electors",
    "interested_persons",
]
OutcomeKind = Literal[
    "no_further_action", "comments_only", "refer_back", "refer_to_council", "adjourn", "withdrawn", "lapsed"
]
TakesEffect = Literal[
    "at_once",
    "next_day",
    "next_working_day",
    "ordinary",
    "expiry",
    "on_reconsideration",
    "by_council",
    "stays_held",
]
Result = Literal["confirm", "modify", "rescind", "replace"]
Party = Literal[
    "signatories",
    "decision_maker",
    "responsible_officer",
    "monitoring_officer",
    "chief_executive",
    "chair",
    "committee_members",
    "education_cooptees",
    "group_leaders",
    "all_members",
    "public",
]

MAKERS: tuple[Maker, ...] = get_args(Maker)
EXCLUSIONS: tuple[Exclusion, ...] = get_args(Exclusion)
MEMBERS_POOLS = frozenset(
    ("any_member", "non_executive", "scrutiny_member", "relevant_committee", "ward_member", "chair")
)


def key(label: str, default: Any = ..., *, hint: str = "") -> Any:
    """A setting with the words officers know it by. Without a default it must be given."""
    metadata = {"label": label, "hint": hint}
    return field(metadata=metadata) if default is ... else field(default=default, metadata=metadata)


CLAUSE = "Clause of the constitution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    clause: str = key(CLAUSE, "")
    makers: tuple[Maker, ...] = key("Whose decisions can be called in")
    key_only: tuple[Maker, ...] = key("Of these, only their key decisions", ())
    exclusions: tuple[Exclusion, ...] = key("Decisions that cannot be called in", ("urgent",))
    exempt_in_private: bool = key("Exempt decisions can be called in and are heard in private", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    clause: str = key(CLAUSE, "")
    within_days: int | None = key("Publish a decision within so many days", None)
    unit: Unit = key("Of which kind", "working")
    counts_until: time | None = key(
        "Published after this time counts as the next working day", None, hint="Leave blank if it does not"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    clause: str = key(CLAUSE, "")
    anchor: Anchor = key("Counted from", "publication")
    officers_anchor: Anchor | None = key(
        "Officers' decisions are counted from", None, hint="Leave blank if from the same"
    )
    days: int | None = key("Number of days", None, hint="Leave blank for a fixed weekday")
    unit: Unit = key("Of which kind", "working")
    weekday: Weekday | None = key("Or a fixed weekday of the following week", None)
    cut_off: time | None = key("Last time of day", None, hint="Leave blank if the whole last day counts")
    count_anchor_day: bool = key("The day it is counted from is day one", False)
    roll: Roll = key("If the last day is not a working day", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRules:
    clause: str = key(CLAUSE, "")
    closures_stop_the_clock: bool = key("Days the council is closed are not counted", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRules:
    clause: str = key(CLAUSE, "")
    rule: Literal["next_calendar_day", "next_working_day", "last_day", "immediately"] = key(
        "A decision nobody called in takes effect", "next_calendar_day"
    )
    at: time | None = key("At this time of day", None)
    suspensive: bool = key("A call-in stops the decision until it is settled", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to reach the number of signatures. Any route that is met is enough."""

    name: str = key("What this route is called")
    pool: Pool = key("Who signs")
    minimum: int = key("How many")
    minimum_groups: int = key("From at least so many political groups", 0)
    chair_included: bool = key("The committee's chair must be one of them", False)
    executive_excluded: bool = key("Members of the executive do not count", True)
    cooptees: Literal["always", "education_only", "never"] = key("Co-opted members count", "never")
    substitutes: bool = key("Substitutes count as members of the committee", False)
    only: Literal["any", "education"] = key("For which decisions", "any")
    chair_consent: bool = key("The committee's chair must agree", False)
    suspensive: bool = key("A call-in by this route stops the decision", True)
    lead_required: bool = key("One of them leads", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    clause: str = key(CLAUSE, "")
    routes: tuple[Route, ...] = key("Ways to call a decision in")
    yearly_limit: int | None = key("Call-ins one member may sign in a council year", None)
    must_attend: Literal["none", "lead", "any_signatory", "all_signatories"] = key(
        "Who must come to the hearing", "none"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    code: str = key("Short name")
    text: str = key("The ground in words")
    particulars: bool = key("Particulars must be given", True)
    certificate: str = key("Must be certified by", "", hint="The post, like Chief Executive")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    clause: str = key(CLAUSE, "")
    reasons_required: bool = key("Reasons must be given", True)
    grounds: tuple[Ground, ...] = key("Grounds to choose from", ())
    minimum_grounds: int = key("At least so many grounds", 0)
    alternative_required: bool = key("Say what should be decided instead", False)
    deferral_allowed: bool = key("Deferring the decision is an alternative", True)
    checklist: tuple[str, ...] = key("What signatories are asked to have done first", ())
    extra_fields: tuple[str, ...] = key("Other questions on the form", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    clause: str = key(CLAUSE, "")
    validator: str = key("Who decides whether a call-in is valid", "Monitoring Officer")
    consults: str = key("After asking", "")
    within_days: int | None = key("Decides within so many days", None)
    unit: Unit = key("Of which kind", "working")
    cure_days: int | None = key("Days to put defects right", None, hint="Leave blank if they cannot be")
    cure_unit: Unit = key("Of which kind", "working")
    reasons_required: bool = key("Gives reasons for refusing", True)
    report_rejection: bool = key("A refusal is reported to the next meeting", True)
    once_only: bool = key("A decision can be called in only once", True)
    duplicate_months: int | None = key("Nor the same matter within so many months", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    clause: str = key(CLAUSE, "")
    by: Literal["lead", "all_signatories", "nobody"] = key("Who can withdraw a call-in", "lead")
    until: Literal["hearing_arranged", "hearing_begins"] = key("Until", "hearing_begins")
    in_writing: bool = key("In writing", True)
    undertakings: bool = key("Undertakings given in return are recorded", True)
    below_threshold: Literal["lapses", "stands"] = key(
        "If too few signatures are left after acceptance, the call-in", "stands"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Informal:
    clause: str = key(CLAUSE, "")
    held: bool = key("There is an informal meeting first", False)
    within_days: int | None = key("Within so many days of receipt", None)
    unit: Unit = key("Of which kind", "working")
    attendees: tuple[str, ...] = key("Who is invited", ())
    note_required: bool = key("A note is taken", True)
    note_to_committee: bool = key("The note goes to the committee", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    clause: str = key(CLAUSE, "")
    to: Literal["fixed_committee", "by_remit", "sub_committee", "chosen_by_officer", "joint_sitting"] = key(
        "Which committee hears it", "by_remit"
    )
    committee: str = key("Its name", "", hint="If it is always the same one")
    education_cooptees: bool = key("Education co-optees are invited and vote on education", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRules:
    clause: str = key(CLAUSE, "")
    days: int | None = key("Heard within so many days", None, hint="Leave blank for the next meeting")
    unit: Unit = key("Of which kind", "working")
    counted_from: Literal["received", "accepted", "window_end"] = key("Counted from", "received")
    if_missed: Literal["takes_effect", "stays_held"] = key(
        "If it is not heard in time, the decision", "stays_held"
    )
    short_notice: bool = key("May be heard at short notice, with the reason on the agenda", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    who: str = key("Who speaks")
    minutes: int | None = key("For how many minutes", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    clause: str = key(CLAUSE, "")
    speakers: tuple[Speaker, ...] = key("Order of speaking", ())
    report_days: int | None = key("Decision maker's report so many days before", None)
    public_cut_off_days: int | None = key("Public questions so many working days before", None)
    public_in_writing_only: bool = key("Public questions in writing only", False)
    method: Literal["vote", "principles"] = key("How the committee decides", "vote")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRule:
    kind: OutcomeKind = key("Outcome")
    when: Literal["always", "outside_framework", "exceptional"] = key("Open to the committee", "always")
    effect: TakesEffect = key("The decision then takes effect", "at_once")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    clause: str = key(CLAUSE, "")
    enabled: tuple[OutcomeRule, ...] = key("What can come of a call-in")

    def rule_for(self, kind: str) -> OutcomeRule | None:
        return next((rule for rule in self.enabled if rule.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationRules:
    clause: str = key(CLAUSE, "")
    days: int | None = key("Reconsidered within so many days", None, hint="Leave blank if no time is set")
    unit: Unit = key("Of which kind", "working")
    may: tuple[Result, ...] = key("The decision maker may", ("confirm", "modify", "rescind", "replace"))
    reasons_required: bool = key("Reasons are published", True)
    further_call_in: bool = key("The new decision can be called in again", False)
    back_to_council: bool = key("Goes to council if it is not changed", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilLeg:
    clause: str = key(CLAUSE, "")
    days: int | None = key(
        "Council considers it within so many days", None, hint="Blank for its next meeting"
    )
    unit: Unit = key("Of which kind", "working")
    if_no_objection: TakesEffect = key("If council does not object, the decision takes effect", "at_once")
    if_no_meeting: Literal["takes_effect", "stays_held"] = key(
        "If council does not meet in time", "stays_held"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    clause: str = key(CLAUSE, "")
    test: str = key("What makes a decision urgent", "")
    consent: tuple[str, ...] = key("Who must agree, in order", ())
    unavailable_hours: int | None = key("Counts as unavailable after so many hours", None)
    reasons_recorded: bool = key("The decision records the reasons", True)
    report: Literal["never", "each_meeting", "quarterly", "yearly"] = key("Reported to council", "quarterly")
    review_afterwards: bool = key("An urgent decision can be reviewed after it is carried out", False)
    review_minimum: int | None = key("By at least so many members", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    clause: str = key(CLAUSE, "")
    at_receipt: tuple[Party, ...] = key(
        "Told when a call-in arrives", ("decision_maker", "monitoring_officer")
    )
    at_acceptance: tuple[Party, ...] = key(
        "Told when it is valid or refused", ("signatories", "decision_maker", "chair")
    )
    at_agenda: tuple[Party, ...] = key("Told when the hearing is arranged", ("signatories", "decision_maker"))
    at_outcome: tuple[Party, ...] = key(
        "Told of the outcome", ("signatories", "decision_maker", "all_members")
    )
    at_expiry: tuple[Party, ...] = key("Told when time has run out", ("monitoring_officer", "chair"))
    reminder_days: tuple[int, ...] = key("Reminders so many working days before a deadline", (2, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One council's rules. The order of the groups is that of the pages and of the documentation."""

    council: str = key("Council")
    source: str = key("Where the rules are written")
    vintage: str = key("How old the source is")
    assumed: tuple[str, ...] = key("What the source does not say, and what is assumed", ())
    scope: Scope = key("Which decisions")
    publication: Publication = key("Publishing decisions", Publication())
    window: Window = key("The call-in period")
    calendar: CalendarRules = key("Days that count", CalendarRules())
    effect: EffectRules = key("When a decision takes effect", EffectRules())
    triggers: Triggers = key("Who can call in")
    content: Content = key("What a call-in says", Content())
    validation: Validation = key("Whether it is valid", Validation())
    withdrawal: Withdrawal = key("Withdrawing", Withdrawal())
    informal: Informal = key("Informal meeting", Informal())
    routing: Routing = key("Which committee", Routing())
    hearing: HearingRules = key("When it is heard", HearingRules())
    procedure: Procedure = key("At the hearing", Procedure())
    outcomes: Outcomes = key("Outcomes")
    reconsideration: ReconsiderationRules = key("Reconsidering", ReconsiderationRules())
    council_leg: CouncilLeg = key("Full council", CouncilLeg())
    urgency: Urgency = key("Urgent decisions", Urgency())
    notices: Notices = key("Who is told", Notices())

    def citation(self, group: str) -> str:
        """The clause a rule of this group rests on, or the source when no clause is named."""
        clause: str = getattr(self, group).clause
        written = f"{self.council}: {clause or self.source}"
        return f"{written} ({self.vintage})" if self.vintage else written


# The groups in order.
GROUPS = tuple(
    name for name in Rules.__dataclass_fields__ if name not in ("council", "source", "vintage", "assumed")
)
assert len(GROUPS) == 18
