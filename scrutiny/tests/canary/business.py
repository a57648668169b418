"""Planted words in what is not an agenda: the executive's private business, call-ins, the programme and reviews."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from callins import making
from callins.decisions import publish_decision, save_report
from callins.models import CallIn, Decision, ExecutivePaper, PaperReader, PlannedDecision
from callins.papers import keep_paper
from callins.planning import publish_notice
from callins.readers import open_to
from callins.tests.executive import KENT, clean, made, planned
from committees.models import AccessRequest, Denial, EmergencyAccess, Grant, Release
from council.models import Group, Ward
from scrutiny.tests.cast import Cast, councillor, user
from workprogramme import planning, reviewing
from workprogramme.evidence import log_evidence
from workprogramme.exchange import COLUMNS, look_at
from workprogramme.models import Evidence, ProgrammeImport, Recommendation, Review, Suggestion, Topic
from workprogramme.scoping import NAMES
from workprogramme.tests.programme import suggestion, topic
from workprogramme.tests.reviewed import reviewed
from workprogramme.tests.tracked import drafted
from workprogramme.timing import When
from workprogramme.years import year_of

from .files import full_pdf
from .tokens import Tokens

# Every officer may read these, whatever committee they work for.
EXECUTIVE = "executive"
BUSINESS = (
    AccessRequest, CallIn, Decision, Denial, EmergencyAccess, Evidence, ExecutivePaper, Grant, PaperReader,
    PlannedDecision, ProgrammeImport, Recommendation, Release, Review, Suggestion, Topic,
)  # fmt: skip
# These only the officers of the committee, published or not.
OFFICERS = "draft, for officers"


def plant_business(cast: Cast, tokens: Tokens) -> None:
    plan_in_private(cast, tokens)
    decide_in_private(cast, tokens)
    prepare_a_call_in(cast, tokens)
    private = plan_topics(cast, tokens)
    recommend(cast, tokens, private)
    review(cast, tokens)


def words_for(tokens: Tokens, place: str, names: list[str]) -> dict[str, str]:
    return {name: f"About {tokens.new(f'{place} {name}')}" for name in names}


def plan_in_private(cast: Cast, tokens: Tokens) -> None:
    place = f"{EXECUTIVE}, planned decision"
    entry = planned(
        cast,
        "Harbour works",
        due=timezone.localdate() + timedelta(days=40),
        is_private=True,
        private_reason="It names a bidder.",
        paragraphs=["3"],
        restricted_title=f"Works by {tokens.new(f'{place}, restricted title')}",
    )
    publish_notice(entry, by=cast.officer)
    texts = ["matter", "documents", "copies_from", "consultees", "consultation"]
    planned(
        cast, f"Talks with {tokens.new(f'{place}, unpublished title')}", **words_for(tokens, place, texts)
    )


def decide_in_private(cast: Cast, tokens: Tokens) -> None:
    place, by = f"{EXECUTIVE}, decision", cast.officer
    texts = ["purpose", "decision", "reasons", "alternatives", "conflicts", "dispensations", "delegations"]
    draft = made(
        cast, f"Purchase from {tokens.new(f'{place}, draft title')}", **words_for(tokens, place, texts)
    )
    option = words_for(tokens, f"{place}, option", ["option", "advantages", "risks"])
    words = words_for(tokens, f"{place}, report", list(KENT))
    save_report(draft, version=1, options=[option], by=by, **words)
    decision = made(
        cast,
        "Purchase of land",
        is_private=True,
        private_reason="It names a seller.",
        restricted_title=f"Purchase from {tokens.new(f'{place}, restricted title')}",
    )
    exempt_paper_of(publish_decision(decision, by=by), cast, tokens)


def exempt_paper_of(decision: Decision, cast: Cast, tokens: Tokens) -> None:
    place, by = f"{EXECUTIVE}, paper", cast.officer
    data = full_pdf(tokens, place)
    name = f"Offer of {tokens.new(f'{place}, file name')}.pdf"
    paper = keep_paper(
        decision, data, clean(data), name=name, classification="exempt", paragraphs=["3"], by=by
    )
    reason = f"A question about {tokens.new(f'{place}, reason of a reader')}"
    reader = user("Rhona Readsit")
    open_to(paper, reader, basis="member", reason=reason, until=timezone.localdate(), by=by)


def prepare_a_call_in(cast: Cast, tokens: Tokens) -> None:
    """Until it is sent, its words are for whoever leads it and for officers."""
    group, ward = Group.objects.first(), Ward.objects.first()
    assert group is not None
    assert ward is not None
    lead = councillor("Lena", "Leadwell", group, ward)
    decision = publish_decision(made(cast, "Parking charges", committee=cast.committee), by=cast.officer)
    place = f"{EXECUTIVE}, call-in being prepared,"
    answers = [{"question": "Whom did you ask?", "answer": f"{tokens.new(f'{place} answer')} told us"}]
    words = words_for(tokens, place, ["reasons", "alternative"])
    making.start(decision, lead=lead.person, by=lead, method=CallIn.Method.ONLINE, answers=answers, **words)


def plan_topics(cast: Cast, tokens: Tokens) -> Topic:
    place, year, by = f"{OFFICERS}, topic", year_of(timezone.localdate()), cast.officer
    private = topic(
        cast,
        f"Sale to {tokens.new(f'{place}, title')}",
        year=year,
        is_public=False,
        steps=[f"Ask {tokens.new(f'{place}, step')}"],
        when=When(timing=f"After {tokens.new(f'{place}, timing')}"),
        **words_for(tokens, place, ["focus", "witnesses", "lead_officer_name", "outcome"]),
    )
    later = When(timing=f"When {tokens.new(f'{place}, new timing')} is done")
    private = planning.move(private, later, reason=f"{tokens.new(f'{place}, why it moved')} is late", by=by)
    said = words_for(tokens, f"{OFFICERS}, suggestion", ["why", "name"])
    address = f"{tokens.new(f'{OFFICERS}, suggestion email')}@example.org"
    suggestion(
        cast, f"Fence of {tokens.new(f'{OFFICERS}, suggestion title')}", year=year, email=address, **said
    )
    row = dict.fromkeys(COLUMNS, "") | {"Issue or topic": f"Row of {tokens.new(f'{place}, row of a file')}"}
    name = f"{tokens.new(f'{place}, name of a file')}.csv"
    look_at(cast.committee, year, [row], file_name=name, by=by)
    return private


def recommend(cast: Cast, tokens: Tokens, about: Topic) -> None:
    drafted(cast, about, **words_for(tokens, f"{OFFICERS}, recommendation", ["text", "addressee"]))


def review(cast: Cast, tokens: Tokens) -> None:
    """One the public knows nothing of, and one it reads of, with a private session and a change that waits."""
    place = f"{OFFICERS}, review"
    secret = tokens.new(f"{place}, title and evidence")
    hidden = reviewed(cast, f"Review of {secret}", secret, publish=False)
    scope = words_for(tokens, f"{place}, scope", list(NAMES))
    latest = hidden.scopings.first()
    assert latest is not None
    reviewing.write_scope(hidden, version=latest.version, change="More", by=cast.officer, **scope)
    report = f"We found {tokens.new(f'{place}, draft report')}"
    reviewing.write_report(hidden, version=hidden.version, report=report, by=cast.officer)
    known = reviewed(
        cast, "Gangs in town", tokens.new(f"{place}, evidence and change not public"), publish=True
    )
    heard = words_for(tokens, f"{place}, private session", ["title", "source", "line", "summary"])
    log_evidence(known, kind="private", on=timezone.localdate(), by=cast.officer, **heard)
