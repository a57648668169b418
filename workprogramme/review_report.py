"""The report of a review as a paper. Its recommendations are held in the tracker and printed here twice.

It holds nothing but what everybody may read: the scope that was approved, the public evidence, and the draft that
the officer puts before the committee.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, save_report
from committees.generated_papers import put_generated
from committees.models import Meeting, Paper, Report
from committees.models.committee import ItemKind
from council.models import Council
from scrutiny.lib.explained import long_date
from scrutiny.lib.markdown_text import markdown_html

from .models import Addressee, Evidence, Recommendation, Review, ReviewMember
from .numerals import numbered
from .scoping import approved, approved_lines

TEMPLATE = "review_report"
ACTION = (
    "To consider the report of the review and agree it\n"
    "To agree its recommendations and send them, with the notice, to those they are addressed to"
)


def snapshot(review: Review) -> dict[str, Any]:
    scope = approved(review)
    return {
        "council": {"name": Council.objects.get().name},
        "committee": {"name": review.committee.name, "code": review.committee.code},
        "title": review.title,
        "kind": review.kind.name,
        "standing": standing(review),
        "recommendations": recommendations(review),
        "rationale": scope.rationale if scope else "",
        "terms": scope.terms if scope else "",
        "lines": numbered(scope.lines) if scope else [],
        "scope_approved": long_date(scope.approved_on) if scope and scope.approved_on else "",
        "members": members(review),
        "started": long_date(review.started_on) if review.started_on else "",
        "due": long_date(review.due_on) if review.due_on else "",
        "extensions": [
            f"{each.agreed_by} gave it until {long_date(each.to_day)}. {each.reason}"
            for each in review.extensions.order_by("pk")
        ],
        "report_html": str(markdown_html(review.report, top=2, breaks=True)),
        "evidence": evidence(review),
        "asks_executive": review.recommendations.exclude(addressee_kind=Addressee.PARTNER).exists(),
        "asks_partner": review.recommendations.filter(addressee_kind=Addressee.PARTNER).exists(),
    }


def standing(review: Review) -> str:
    if review.reported_on:
        return f"Agreed by the committee on {long_date(review.reported_on)}"
    return "Draft for the committee to agree"


def recommendations(review: Review) -> list[dict[str, str]]:
    """In the order in which they were drafted. One that was withdrawn is no longer asked for."""
    found = review.recommendations.exclude(state=Recommendation.State.WITHDRAWN).order_by("pk")
    return [{"reference": each.reference, "text": each.text, "addressee": each.addressee} for each in found]


def members(review: Review) -> list[str]:
    """Those who carried it, the lead first. Who has left stays named, with the day."""
    roles = list(ReviewMember.Role)
    found = sorted(
        review.members.select_related("person"), key=lambda each: roles.index(ReviewMember.Role(each.role))
    )
    return [member_words(each) for each in found]


def member_words(member: ReviewMember) -> str:
    words = [str(member.person)]
    if member.role != ReviewMember.Role.MEMBER:
        words.append(member.get_role_display().lower())
    if member.left_on:
        words.append(f"until {long_date(member.left_on)}")
    return ", ".join(words)


def evidence(review: Review) -> list[dict[str, Any]]:
    lines = approved_lines(review)
    return [
        {
            "title": each.title,
            "what": f"{each.get_kind_display()}, {long_date(each.on)}",
            "sources": each.sources,
            "line": each.line if each.line in lines else "",
            "summary": each.summary,
            "corrected": corrected_words(each),
        }
        for each in review.evidence.filter(is_public=True)
    ]


def corrected_words(entry: Evidence) -> str:
    return f"Corrected on {long_date(entry.corrected_on)}: {entry.correction}" if entry.corrected_on else ""


@transaction.atomic
def put_on_agenda(review: Review, meeting: Meeting, *, by: User) -> Paper:
    """With a cover sheet that says what is asked of the committee. Done again, it is a new version of the paper."""
    if meeting.committee_id != review.committee_id:
        raise CannotChange("Choose a meeting of the review's committee.")
    if not review.report.strip():
        raise CannotChange("Write the report first.")
    if review.published_at is None:
        raise CannotChange(
            "Nobody but officers knows of this review, and the paper would be public. Publish the review first,"
            " or put its report under an exempt item yourself."
        )
    title = f"Report of the review: {review.title}"[:200]
    paper = put_generated(
        meeting, title=title, kind=ItemKind.REPORT, template=TEMPLATE, data=snapshot(review), by=by
    )
    if not Report.objects.filter(item=paper.item_id).exists():
        save_report(paper.item, version=0, by=by, **cover(review, title))
    record("put report of review on agenda", review, by=by, meeting=meeting.reference, item=paper.item_id)
    return paper


def cover(review: Review, title: str) -> dict[str, Any]:
    committee = review.committee
    return {
        "title": title,
        "report_of": review.kind.name,
        "enquiries_to": committee.report_contact or committee.contact,
        "purpose": "To put the report of the review and its recommendations before the Committee.",
        "body": "The report is at Appendix A. It holds the recommendations in full, the scope that the Committee"
        " approved and the evidence that was heard.",
        "recommendations": ACTION,
    }
