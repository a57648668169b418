"""A programme and a longlist for the tests that go through every page: one of everything they can show."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from callins.models import PlannedDecision
from scrutiny.tests.cast import Cast
from workprogramme import annual, planning, tracking, workflow
from workprogramme.exchange import COLUMNS, look_at
from workprogramme.longlist import adopt, refuse, suggest
from workprogramme.models import (
    AnnualReport,
    Criterion,
    Evidence,
    ProgrammeImport,
    ProgrammeSection,
    ProgrammeSettings,
    Recommendation,
    RecommendationStep,
    Review,
    ReviewKind,
    ReviewMember,
    Suggestion,
    Topic,
    TopicOrigin,
)
from workprogramme.timing import When
from workprogramme.tracker_exchange import look_at as take_in
from workprogramme.years import year_of

from .programme import section, suggestion, topic
from .reviewed import reviewed
from .tracked import answered, drafted, step


@dataclass
class Programme:
    topic: Topic
    private_topic: Topic
    dropped_topic: Topic
    origin: TopicOrigin
    suggestion: Suggestion
    others_suggestion: Suggestion
    unplaced: Suggestion
    file: ProgrammeImport
    section: ProgrammeSection
    criterion: Criterion
    recommendation: Recommendation
    unpublished: Recommendation
    step: RecommendationStep
    review: Review
    private_review: Review
    tracker_file: ProgrammeImport
    annual: AnnualReport
    review_kind: ReviewKind
    evidence: Evidence
    member: ReviewMember


def planned_world(cast: Cast, entry: PlannedDecision, secret: str) -> Programme:
    """`secret` stands in what only the officers of the committee may know."""
    year, by = year_of(timezone.localdate()), cast.officer
    ProgrammeSettings.objects.create(committee=cast.committee, watches="school")
    made = topic(
        cast, year=year, when=When(timing="TBC"), steps=["Ask", "Look"],
        origins=[{"kind": "planning"}, {"kind": "forward_plan", "planned": entry}],
    )  # fmt: skip
    made = planning.move(made, When(timing="In the spring"), reason="The audit is late.", by=by)
    private = topic(cast, f"Sale to {secret}", year=year, is_public=False, focus=secret)
    dropped = workflow.drop(topic(cast, "Ferries", year=year), reason="They have gone.", by=by)
    waiting = suggestion(
        cast, f"My neighbour {secret}", year=year, why=secret, name=secret, email="r@example.org"
    )
    refused = suggestion(cast, f"{secret}’s fence", year=year)
    refuse(refused, public_title="Fences", reason="It is not the council’s.", by=by)
    adopt(
        suggestion(cast, f"{secret}’s road", year=year),
        section=section(),
        public_title="Roads",
        year=year,
        by=by,
    )
    elsewhere = suggest(title=f"{secret} again", committee=cast.other_committee, source="resident", by=None)
    suggest(title="What I think", committee=cast.committee, source="member", by=cast.member)
    asked = tracking.publish(answered(cast, made), by=by)
    review = reviewed(cast, "Gangs", secret, publish=True)
    rows = [dict.fromkeys(COLUMNS, "") | {"Issue or topic": f"Row of {secret}"}]
    return Programme(
        topic=made,
        private_topic=private,
        dropped_topic=dropped,
        origin=made.origins.get(kind="planning"),
        suggestion=waiting,
        others_suggestion=elsewhere,
        unplaced=suggest(title="Anything", source="resident", by=None),
        file=look_at(cast.committee, year, rows, file_name="rows.csv", by=by),
        section=section(),
        criterion=Criterion.objects.first() or Criterion(),
        recommendation=asked,
        unpublished=drafted(cast, private, text=f"Sell to {secret}"),
        step=step(asked, by),
        review=review,
        private_review=reviewed(cast, f"Review of {secret}", secret, publish=False),
        tracker_file=take_in(
            cast.committee, [{"Recommendation": secret, "To": secret}], file_name="r.csv", by=by
        ),
        annual=annual_report(year, by),
        review_kind=review.kind,
        evidence=review.evidence.get(is_public=False),
        member=review.members.get(),
    )


def annual_report(year: int, by: User) -> AnnualReport:
    annual.save_texts(year, texts={"foreword": "A year of **buses**."}, version=0, by=by)
    annual.publish(year, by=by)
    return AnnualReport.objects.get(year=year)
