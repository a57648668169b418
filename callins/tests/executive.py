"""Decisions for tests, of the shape that real councils publish. The words are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from django.utils import timezone

from callins.decisions import make_decision, publish_decision, save_report
from callins.models import (
    Decision,
    ExecutivePaper,
    GeneralException,
    MakerKind,
    PaperReader,
    PlannedDecision,
    RuleSet,
)
from callins.papers import keep_paper
from callins.planning import plan_decision, publish_notice, record_notice, slip
from callins.readers import open_to
from callins.rule_reading import write_rules
from callins.rules import OutcomeRule, Outcomes, Route, Rules, Scope, Triggers, Window
from committees.tests.samples import pdf
from packs.parts import Ingested
from scrutiny.tests.cast import LONDON, Cast, user


def rules(**groups: Any) -> Rules:
    """Four working days after publication, and in effect the day after: what the Herefordshire list shows."""
    given: dict[str, Any] = {
        "council": "Wessexmere County Council",
        "source": "Constitution, part 4",
        "vintage": "2017",
        "scope": Scope(makers=("cabinet", "cabinet_member", "officer"), key_only=("officer",)),
        "window": Window(anchor="publication", days=4, unit="working"),
        "triggers": Triggers(routes=(Route(name="Three members", pool="any_member", minimum=3),)),
        "outcomes": Outcomes(
            enabled=(
                OutcomeRule(kind="no_further_action", effect="at_once"),
                OutcomeRule(kind="refer_back", effect="on_reconsideration"),
            )
        ),
    }
    return Rules(**(given | groups))


def rule_set(valid_from: date = date(2017, 5, 1), **groups: Any) -> RuleSet:
    return RuleSet.objects.create(
        council="Wessexmere County Council",
        valid_from=valid_from,
        source="Constitution, part 4",
        vintage="2017",
        rules=write_rules(rules(**groups)),
        made_by_name="Mona Tor",
    )


def moment(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def planned(cast: Cast, title: str = "Bus stop renewal", **details: Any) -> PlannedDecision:
    given: dict[str, Any] = {
        "matter": "Whether to renew the bus stops of the county.",
        "maker_kind": MakerKind.CABINET,
        "decision_maker": "Cabinet",
        "due": date(2018, 5, 1),
        "contact": cast.committee.contact,
        "by": cast.officer,
    }
    return plan_decision(title=title, **(given | details))


def made(cast: Cast, title: str = "Bus stop renewal", **details: Any) -> Decision:
    given: dict[str, Any] = {
        "maker_kind": MakerKind.CABINET,
        "decision_maker": "Cabinet",
        "decision": "That the bus stops be renewed.",
        "reasons": "They are old.",
        "made_on": timezone.localdate(),
        "contact": cast.committee.contact,
        "by": cast.officer,
    }
    return make_decision(title=title, **(given | details))


def published(cast: Cast, at: datetime, title: str = "Bus stop renewal", **details: Any) -> Decision:
    with time_machine.travel(at, tick=False):
        details.setdefault("made_on", at.date())
        return publish_decision(made(cast, title, **details), by=cast.officer)


# Stands in what only officers may read of the executive's business.
RESTRICTED = "Brackenhurst"
KENT = {
    "report_from": "Director of Children’s Services",
    "report_to": "Cabinet Member for Children",
    "past_pathway": "Children’s Cabinet Committee, 16 November 2017",
    "future_pathway": "Cabinet Member decision",
    "summary": "Why the service is to be bought again.",
    "recommendation": "The Cabinet Member is asked to:\n\nA) begin a tender; and\n\nB) delegate the award.",
    "body": "## Introduction\n\n1.1 The council has a service.\n\n## Timescales\n\n5.1 It begins in May.",
    "financial": "It costs £325,500 a year.",
    "legal": "The law wants an assessment.",
    "equalities": "No group is harmed.",
    "other": "Less pressure on the front door.",
    "conclusions": "The service is valued.",
    "background_documents": "None",
}
OPTIONS: list[dict[str, Any]] = [
    {"option": "Do nothing", "advantages": "A saving of £325,500", "risks": "The duty is not met\nOthers suffer"},
    {"option": "A new team of our own", "advantages": "No tender", "risks": "Staff would transfer"},
    {"option": "Buy it", "advantages": "Experience\nFlexible", "risks": "It takes longer", "is_recommended": True},
]  # fmt: skip


@dataclass
class Executive:
    """One of everything of the forward plan and of the decisions."""

    planned: PlannedDecision
    unpublished: PlannedDecision
    notice: GeneralException
    decision: Decision
    private_decision: Decision
    draft_decision: Decision
    paper: ExecutivePaper
    exempt_paper: ExecutivePaper
    reader: PaperReader


def clean(data: bytes) -> Ingested:
    """A blank PDF needs no cleaning, which takes seconds."""
    return Ingested(pdf=data, pages=1, sizes=((595, 842),), tagged=False, title="", language="")


def executive(cast: Cast) -> Executive:
    rule_set()
    today, by = timezone.localdate(), cast.officer
    entry = planned(
        cast, "Schools transport", due=today + timedelta(days=12), is_key=True, key_wards=True,
        is_private=True, private_reason="It names a bidder.", paragraphs=["3"],
        restricted_title=f"Transport by {RESTRICTED}",
    )  # fmt: skip
    publish_notice(entry, by=by)
    slip(entry, due=today + timedelta(days=14), period="", reason="More to consult", by=by)
    exception = GeneralException(
        planned=entry, why_impracticable="The firm closed.", told_names="Councillor C Chairwell",
        told_on=today, published_on=today,
    )  # fmt: skip
    record_notice(exception, by=by)
    now = timezone.now()
    decision = published(cast, now - timedelta(minutes=9), "Young carers", is_key=True, key_spending=True)
    urgent: dict[str, Any] = {
        "consent_role": "Chairman",
        "consent_name": "Councillor C Chairwell",
        "consent_on": today,
    }
    private = published(
        cast, now - timedelta(days=40), "Sale of land", is_private=True, private_reason="It names a bidder.",
        restricted_title=f"Sale to {RESTRICTED}", exclusion="urgent", exclusion_reason="The offer ends", **urgent,
    )  # fmt: skip
    draft = made(cast, f"Purchase from {RESTRICTED}")
    save_report(draft, version=1, options=OPTIONS, by=by, **KENT)
    public: dict[str, Any] = {"paragraphs": [], "classification": "public", "by": by}
    data = pdf()
    exempt = keep_paper(
        decision, data, clean(data), name=f"Bid of {RESTRICTED}.pdf", classification="exempt",
        paragraphs=["3"], by=by,
    )  # fmt: skip
    return Executive(
        planned=entry,
        unpublished=planned(cast, f"Talks with {RESTRICTED}"),
        notice=exception,
        decision=decision,
        private_decision=private,
        draft_decision=draft,
        paper=keep_paper(decision, data, clean(data), name="Appendix 1 Costs.pdf", **public),
        exempt_paper=exempt,
        reader=open_to(
            exempt, user("Rhea Readwell"), basis="member", reason="A question at council", until=today, by=by
        ),
    )
