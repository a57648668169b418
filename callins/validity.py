"""Whether a call-in is valid: every failure, with the rule it breaks and the evidence. Pure.

The officer decides; this only says what the rules say. Nothing here stops at the first failure, because a
councillor who puts one thing right must not be told of the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from callins.clocks import DecisionFacts, Window, call_in_window, not_open_to_call_in
from callins.routes import (
    POOL_WORDS,
    Earlier,
    GroundGiven,
    RouteCheck,
    Signer,
    Submission,
    check_routes,
)
from callins.rules import MEMBERS_POOLS, Rules
from scrutiny.lib.cut_off import LONDON
from scrutiny.lib.explained import long_date
from scrutiny.lib.periods import corresponding_date
from scrutiny.lib.working_days import Calendar

__all__ = [
    "Earlier",
    "Failure",
    "GroundGiven",
    "Signer",
    "Submission",
    "Validity",
    "check_validity",
]


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing wrong: a code, what is wrong, the rule it breaks, the evidence, and whether it can be cured."""

    code: str
    message: str
    rule: str
    citation: str
    evidence: str
    curable: bool

    def as_json(self) -> dict[str, str | bool]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Validity:
    failures: tuple[Failure, ...]
    routes: tuple[RouteCheck, ...]
    in_time: bool
    # Whether a call-in like this stops the decision while it is live.
    suspends: bool
    notes: tuple[str, ...] = field(default=())

    @property
    def valid(self) -> bool:
        return not self.failures

    @property
    def route_met(self) -> RouteCheck | None:
        """The route to go by: one that stops the decision, if any does."""
        met = [check for check in self.routes if check.met]
        return next((check for check in met if check.route.suspensive), met[0] if met else None)

    @property
    def all_curable(self) -> bool:
        return all(failure.curable for failure in self.failures)


def check_validity(
    submission: Submission,
    facts: DecisionFacts,
    rules: Rules,
    calendar: Calendar,
    *,
    window: Window | None = None,
) -> Validity:
    """Everything that is wrong with a call-in, in the order an officer would look.

    `window` is the one that was given when the decision was published, where that is known.
    """
    window = window or call_in_window(facts, rules, calendar)
    routes = check_routes(submission, facts, rules)
    in_time = window.in_time(submission.received_at)
    failures = (
        *_excluded(facts, rules),
        *_in_time(submission, window, rules),
        *_signatures(submission, routes, rules),
        *_said_before(submission, rules),
        *_content(submission, rules),
    )
    return Validity(
        failures,
        routes,
        in_time,
        _suspends(routes, facts, rules, in_time),
        tuple(_notes(facts, rules)),
    )


def _excluded(facts: DecisionFacts, rules: Rules) -> list[Failure]:
    return [
        Failure(
            code="excluded",
            message=f"The decision cannot be called in: {words}.",
            rule="Some decisions are outside call-in.",
            citation=rules.citation("scope"),
            evidence=f"Recorded on the decision: {words}.",
            curable=False,
        )
        for _, words in not_open_to_call_in(facts, rules)
    ]


def _in_time(submission: Submission, window: Window, rules: Rules) -> list[Failure]:
    if window.in_time(submission.received_at):
        return []
    early = window.too_early(submission.received_at)
    received = _moment(submission.received_at)
    bound = f"opened {_moment(window.opens_at)}" if early else f"closed {window.closed_words()}"
    return [
        Failure(
            code="too_early" if early else "late",
            message="It was received before the call-in period began."
            if early
            else "It was received after the call-in period ended.",
            rule=window.last_day.rule,
            citation=rules.citation("window"),
            evidence=f"Received {received}; {bound}.",
            curable=False,
        )
    ]


def _signatures(submission: Submission, routes: tuple[RouteCheck, ...], rules: Rules) -> list[Failure]:
    if any(check.met for check in routes):
        return []
    failures = [
        Failure(
            code="signatures",
            message="No route to a call-in is met.",
            rule="A call-in is valid by any one of: "
            + "; ".join(f"{check.route.minimum} {POOL_WORDS[check.route.pool]}" for check in routes)
            + ".",
            citation=rules.citation("triggers"),
            evidence=". ".join(check.in_words() for check in routes) + ".",
            curable=True,
        )
    ]
    if any(not check.missing and _short_of_groups(check) for check in routes):
        failures.append(_groups(submission, routes, rules))
    left_out = {name: why for check in routes for name, why in check.not_counted}
    failures += [
        Failure(
            code="yearly_limit" if "council year" in why else "wrong_pool",
            message=f"The signature of {name} does not count.",
            rule="Only some signatures count.",
            citation=rules.citation("triggers"),
            evidence=f"{name} {why}.",
            curable=True,
        )
        for name, why in left_out.items()
        if all(name in dict(check.not_counted) for check in routes if check.route.pool in MEMBERS_POOLS)
    ]
    return failures


def _short_of_groups(check: RouteCheck) -> bool:
    return any("political groups" in short for short in check.shortfalls)


def _groups(submission: Submission, routes: tuple[RouteCheck, ...], rules: Rules) -> Failure:
    check = next(check for check in routes if not check.missing and _short_of_groups(check))
    groups = sorted({signer.group or "no group" for signer in submission.signers})
    return Failure(
        code="groups",
        message="The signatures come from too few political groups.",
        rule=f"Signatures come from at least {check.route.minimum_groups} political groups.",
        citation=rules.citation("triggers"),
        evidence=f"Signed by members of: {', '.join(groups)}.",
        curable=True,
    )


def _said_before(submission: Submission, rules: Rules) -> list[Failure]:
    standing = [earlier for earlier in submission.earlier if not earlier.refused]
    failures = []
    same = [earlier for earlier in standing if earlier.same_decision]
    if rules.validation.once_only and same:
        first = min(same, key=lambda earlier: earlier.received_on)
        failures.append(
            Failure(
                code="once_only",
                message="The decision has been called in already.",
                rule="A decision can be called in only once.",
                citation=rules.citation("validation"),
                evidence=f"{first.reference} was received on {long_date(first.received_on)}.",
                curable=False,
            )
        )
    months = rules.validation.duplicate_months
    for earlier in standing if months is not None else ():
        assert months is not None
        ends, _ = corresponding_date(earlier.received_on, months)
        if not earlier.same_decision and submission.received_at.astimezone(LONDON).date() < ends:
            failures.append(_duplicate(earlier, months, ends, rules))
    return failures


def _duplicate(earlier: Earlier, months: int, ends: date, rules: Rules) -> Failure:
    return Failure(
        code="duplicate",
        message="The same matter was called in not long ago.",
        rule=f"The same matter cannot be called in again within {months} months.",
        citation=rules.citation("validation"),
        evidence=f"{earlier.reference} was received on {long_date(earlier.received_on)}; it can be called in"
        f" again from {long_date(ends)}.",
        curable=False,
    )


def _content(submission: Submission, rules: Rules) -> list[Failure]:
    found = [*_said(submission, rules), *_grounds(submission, rules)]
    cited = rules.citation("content")
    return [
        Failure(code, message, rule, cited, evidence, curable=True) for code, message, rule, evidence in found
    ]


def _said(submission: Submission, rules: Rules) -> Iterator[tuple[str, str, str, str]]:
    """Code, message, rule and evidence of what the reasons and the alternative lack."""
    content = rules.content
    if content.reasons_required and not submission.reasons.strip() and not submission.grounds:
        yield ("reasons", "No reasons are given.", "A call-in gives its reasons.", "The form has none.")
    if content.alternative_required and not submission.alternative.strip():
        yield (
            "alternative",
            "It does not say what should be decided instead.",
            "A call-in says what decision should be taken in its place.",
            "The form has no alternative.",
        )
    elif not content.deferral_allowed and submission.alternative_is_deferral:
        yield (
            "deferral",
            "The alternative is only to put the decision off.",
            "Deferring the decision, or asking for information, is not an alternative.",
            f"The form says: {submission.alternative.strip()[:160]}",
        )


def _grounds(submission: Submission, rules: Rules) -> Iterator[tuple[str, str, str, str]]:
    content = rules.content
    known = {ground.code: ground for ground in content.grounds}
    given = [ground for ground in submission.grounds if ground.code in known]
    if len(given) < content.minimum_grounds:
        yield (
            "grounds",
            "Too few grounds are given.",
            f"A call-in is made on at least {content.minimum_grounds} of {len(known)} grounds.",
            f"The form has {len(given)}.",
        )
    for each in given:
        ground = known[each.code]
        if ground.particulars and not each.particulars.strip():
            yield (
                "particulars",
                f"No particulars are given of “{ground.text}”.",
                "A ground needs particulars.",
                "Blank.",
            )
        if ground.certificate and not each.certified:
            yield (
                "certificate",
                f"“{ground.text}” is not certified.",
                f"This ground counts only if certified by the {ground.certificate}.",
                "No certificate is recorded.",
            )


def _suspends(routes: tuple[RouteCheck, ...], facts: DecisionFacts, rules: Rules, in_time: bool) -> bool:
    """Whether the decision waits. Short of signatures it waits if any route would make it: they may be cured."""
    if not rules.effect.suspensive or not in_time or not_open_to_call_in(facts, rules):
        return False
    met = [check for check in routes if check.met] or list(routes)
    return any(check.route.suspensive for check in met)


def _notes(facts: DecisionFacts, rules: Rules) -> list[str]:
    if facts.is_education and rules.routing.education_cooptees:
        return [
            "This is an education matter: invite the church and parent governor representatives."
            " They may vote on it (Local Government Act 2000, Schedule A1)."
        ]
    return []


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local:%H:%M:%S} on {long_date(local.date())}"
