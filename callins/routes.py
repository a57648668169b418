"""Who has signed a call-in, and how far that goes by each route the rules open. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from callins.clocks import DecisionFacts
from callins.rules import MEMBERS_POOLS, Route, Rules

POOL_WORDS = {
    "any_member": "members of the council",
    "non_executive": "members outside the executive",
    "scrutiny_member": "members of a scrutiny committee",
    "relevant_committee": "members of the committee concerned",
    "ward_member": "members for a ward concerned",
    "chair": "the chair of the committee concerned",
    "electors": "electors",
    "interested_persons": "people with an interest in the area",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One signature, and what the signer was on the day of it."""

    name: str
    kind: Literal["councillor", "cooptee"] = "councillor"
    group: str = ""
    in_office: bool = True
    on_executive: bool = False
    on_scrutiny: bool = False
    on_committee: bool = False
    is_chair: bool = False
    is_ward_member: bool = False
    is_substitute: bool = False
    education_cooptee: bool = False
    votes: bool = True
    # Other call-ins signed in this council year and received.
    others_this_year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundGiven:
    code: str
    particulars: str = ""
    certified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Another call-in: of the same decision, or of one on the same matter."""

    reference: str
    received_on: date
    same_decision: bool
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    received_at: datetime
    signers: tuple[Signer, ...] = ()
    has_lead: bool = True
    residents: int = 0
    reasons: str = ""
    grounds: tuple[GroundGiven, ...] = ()
    alternative: str = ""
    alternative_is_deferral: bool = False
    chair_consented: bool = False
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class RouteCheck:
    """How far the signatures go by one route."""

    route: Route
    counted: tuple[str, ...]
    number: int
    # Who signed and does not count by this route, and why.
    not_counted: tuple[tuple[str, str], ...]
    shortfalls: tuple[str, ...]

    @property
    def met(self) -> bool:
        return not self.shortfalls

    @property
    def missing(self) -> int:
        return max(0, self.route.minimum - self.number)

    def in_words(self) -> str:
        needs = f"{self.route.minimum} {POOL_WORDS[self.route.pool]}"
        if self.met:
            return f"{self.route.name}: met, with {self.number} of {needs}"
        return f"{self.route.name}: not met ({self.number} of {needs}; {'; '.join(self.shortfalls)})"


def check_routes(submission: Submission, facts: DecisionFacts, rules: Rules) -> tuple[RouteCheck, ...]:
    """Each route that is open for this decision, with who counts by it and what is missing."""
    open_routes = [route for route in rules.triggers.routes if route.only == "any" or facts.is_education]
    return tuple(_check_route(route, submission, facts, rules) for route in open_routes)


def _check_route(route: Route, submission: Submission, facts: DecisionFacts, rules: Rules) -> RouteCheck:
    if route.pool not in MEMBERS_POOLS:
        short = _too_few(route, submission.residents)
        return RouteCheck(route, (), submission.residents, (), short + _no_consent(route, submission))
    counted, left_out = [], []
    for signer in submission.signers:
        reason = _why_not_counted(signer, route, facts, rules)
        if reason:
            left_out.append((signer.name, reason))
        else:
            counted.append(signer)
    groups = {signer.group for signer in counted if signer.group}
    short = _too_few(route, len(counted))
    if len(groups) < route.minimum_groups:
        short += (f"from {len(groups)} of {route.minimum_groups} political groups",)
    if route.chair_included and not any(signer.is_chair for signer in counted):
        short += ("the committee's chair has not signed",)
    if route.lead_required and not submission.has_lead:
        short += ("nobody is named as the lead",)
    short += _no_consent(route, submission)
    return RouteCheck(route, tuple(signer.name for signer in counted), len(counted), tuple(left_out), short)


def _too_few(route: Route, number: int) -> tuple[str, ...]:
    missing = route.minimum - number
    return (f"{missing} more needed",) if missing > 0 else ()


def _no_consent(route: Route, submission: Submission) -> tuple[str, ...]:
    if route.chair_consent and not submission.chair_consented:
        return ("the committee's chair has not agreed",)
    return ()


def _why_not_counted(signer: Signer, route: Route, facts: DecisionFacts, rules: Rules) -> str:
    """Why a signature does not count by a route; empty if it does."""
    limit = rules.triggers.yearly_limit
    if limit is not None and signer.others_this_year >= limit:
        return f"has signed {signer.others_this_year} call-ins this council year; the most is {limit}"
    if not signer.in_office:
        return "is not a member of the council"
    if signer.on_executive and (route.executive_excluded or route.pool == "non_executive"):
        return "is a member of the executive"
    if signer.kind == "cooptee":
        return _why_no_cooptee(signer, route, facts)
    return _why_outside_pool(signer, route)


def _why_no_cooptee(signer: Signer, route: Route, facts: DecisionFacts) -> str:
    if route.cooptees == "never":
        return "is a co-opted member"
    if not signer.votes:
        return "is a co-opted member without a vote"
    if route.cooptees == "education_only" and not (facts.is_education and signer.education_cooptee):
        return "is a co-opted member, and they sign only on education"
    return ""


def _why_outside_pool(signer: Signer, route: Route) -> str:
    on_committee = signer.on_committee and (route.substitutes or not signer.is_substitute)
    inside = {
        "any_member": True,
        "non_executive": True,
        "scrutiny_member": signer.on_scrutiny,
        "relevant_committee": on_committee,
        "ward_member": signer.is_ward_member,
        "chair": signer.is_chair,
    }[route.pool]
    return "" if inside else f"is not one of the {POOL_WORDS[route.pool]}".replace("the the", "the")
