"""Decisions, the forward plan and call-ins, as their public pages show them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.urls import reverse

from callins.call_in_gates import public_call_ins
from callins.models import Decision, PlannedDecision
from callins.models.callin import LIVE, UNSENT, State
from callins.models.matter import MakerKind
from callins.permissions import papers_visible_to

from .meetings import OF_COMMITTEE
from .people import committee_in_short
from .resource import Data, Filter, Resource, Rows, day, here, moment, page, site
from .shapes import (
    ADDRESS,
    COMMITTEE,
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    TEXT,
    made_of,
    many,
    nothing_or,
    one_of,
    or_nothing,
)

PAPER = made_of(label=TEXT, title=TEXT, pages=NUMBER, bytes=NUMBER, pdf=ADDRESS)
MATTER = {
    "reference": TEXT,
    "slug": TEXT,
    "title": TEXT,
    "is_key": FLAG,
    "is_private": FLAG,
    "decision_maker": TEXT,
    "maker_kind": one_of(MakerKind.values),
    "all_wards": FLAG,
    "wards": many(TEXT),
    "url": ADDRESS,
    "api": ADDRESS,
}


def matter(row: Any, resource: str) -> Data:
    return {
        "reference": row.reference,
        "slug": row.slug,
        "title": row.title,
        "is_key": row.is_key,
        "is_private": row.is_private,
        "decision_maker": row.decision_maker,
        "maker_kind": row.maker_kind,
        "all_wards": row.all_wards,
        "wards": sorted(ward.name for ward in row.wards.all()),
        "url": site(row.get_absolute_url()),
        "api": here(resource, row.slug),
    }


def decisions() -> Rows:
    papers = papers_visible_to(AnonymousUser()).filter(classification="public", removed_at=None)
    rows = Decision.objects.published().select_related("committee")
    return rows.prefetch_related("wards", Prefetch("papers", papers, to_attr="shown_papers")).order_by(
        "-first_published_at", "-pk"
    )


def decision(row: Any) -> Data:
    return matter(row, "decisions") | {
        "state": row.state,
        "made_on": day(row.made_on),
        "decision": row.decision,
        "reasons": row.reasons,
        "first_published_at": moment(row.first_published_at),
        "last_published_at": moment(row.last_published_at),
        "call_in_until": moment(row.call_in_until),
        "effective_at": moment(row.effective_at),
        "withdrawn_reason": row.withdrawn_reason,
        "committee": committee_in_short(row.committee) if row.committee else None,
        "papers": [
            {
                "label": paper.label,
                "title": paper.title,
                "pages": paper.pages,
                "bytes": paper.size,
                "pdf": site(reverse("callins:paper", args=[row.slug, paper.pk])),
            }
            for paper in row.shown_papers
        ],
    }


PUBLISHED_STATES = sorted(set(Decision.State.values) - {Decision.State.DRAFT})
DECISIONS = Resource(
    "decisions",
    "Decisions",
    "Decisions of the executive that are published, the newest first.",
    decisions,
    decision,
    made_of(
        **MATTER,
        state=one_of(PUBLISHED_STATES),
        made_on=DAY,
        decision=TEXT,
        reasons=TEXT,
        first_published_at=MOMENT,
        last_published_at=MOMENT,
        call_in_until=or_nothing(MOMENT),
        effective_at=or_nothing(MOMENT),
        withdrawn_reason=TEXT,
        committee=nothing_or(COMMITTEE),
        papers=many(PAPER),
    ),
    key="slug",
    filters=(
        OF_COMMITTEE,
        Filter("made_since", "Made on this day or later", DAY, lambda rows, on: rows.filter(made_on__gte=on)),
        Filter(
            "made_until", "Made on this day or earlier", DAY, lambda rows, on: rows.filter(made_on__lte=on)
        ),
        Filter(
            "state", "How it stands", one_of(PUBLISHED_STATES), lambda rows, state: rows.filter(state=state)
        ),
    ),
)


def forward_plan() -> Rows:
    return PlannedDecision.objects.published().prefetch_related("wards").soonest_first()


def planned(row: Any) -> Data:
    return matter(row, "forward-plan") | {
        "state": row.state,
        "what": row.matter,
        "due": day(row.due),
        "when": row.when,
        "published_at": moment(row.published_at),
        "withdrawn_reason": row.withdrawn_reason,
    }


def due_since(rows: Rows, on: date) -> Rows:
    return rows.filter(due__gte=on)


FORWARD_PLAN = Resource(
    "forward-plan",
    "Forward plan",
    "Decisions that the executive means to make, the soonest first.",
    forward_plan,
    planned,
    made_of(
        **MATTER,
        state=one_of(PlannedDecision.State.values),
        what=TEXT,
        due=or_nothing(DAY),
        when=TEXT,
        published_at=MOMENT,
        withdrawn_reason=TEXT,
    ),
    key="slug",
    filters=(
        Filter("due_since", "Due on this day or later", DAY, due_since),
        Filter(
            "state",
            "How it stands",
            one_of(PlannedDecision.State.values),
            lambda rows, state: rows.filter(state=state),
        ),
    ),
)


def call_ins() -> Rows:
    return public_call_ins().select_related("decision__committee").order_by("-accepted_at", "-pk")


def call_in(row: Any) -> Data:
    """What was decided in private is not told by way of what was said against it."""
    private = row.decision.is_private
    return {
        "reference": row.reference,
        "state": row.state,
        "received_at": moment(row.received_at),
        "accepted_at": moment(row.accepted_at),
        "closed_at": moment(row.closed_at),
        "lead": row.lead_name,
        "reasons": "" if private else row.reasons,
        "alternative": "" if private else row.alternative,
        "decision": {"reference": row.decision.reference, "title": row.decision.title}
        | {"url": site(row.decision.get_absolute_url()), "api": here("decisions", row.decision.slug)},
        "url": page("callins:call_in", row.reference),
        "api": here("call-ins", row.reference),
    }


SHOWN_STATES = sorted(set(State.values) - {*UNSENT, State.INVALID})
CALL_INS = Resource(
    "call-ins",
    "Call-ins",
    "Decisions that councillors have called in and whose call-in was found valid, the newest first.",
    call_ins,
    call_in,
    made_of(
        reference=TEXT,
        state=one_of(SHOWN_STATES),
        received_at=MOMENT,
        accepted_at=MOMENT,
        closed_at=or_nothing(MOMENT),
        lead=TEXT,
        reasons=TEXT,
        alternative=TEXT,
        decision=made_of(reference=TEXT, title=TEXT, url=ADDRESS, api=ADDRESS),
        url=ADDRESS,
        api=ADDRESS,
    ),
    key="reference",
    filters=(
        Filter(
            "open",
            "Only those that are, or are not, settled",
            FLAG,
            lambda rows, wanted: (
                rows.filter(state__in=sorted(LIVE)) if wanted else rows.exclude(state__in=sorted(LIVE))
            ),
        ),
    ),
)
