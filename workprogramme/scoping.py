"""The fields of a scoping document in the order in which they are printed, and the document as a paper."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from committees.generated_papers import put_generated
from committees.models import Meeting, Paper
from committees.models.committee import ItemKind
from council.models import Council
from scrutiny.lib.explained import long_date

from .models import Review, Scoping
from .numerals import numbered

TEMPLATE = "scoping"
# Field, label, and the heading of the part that begins with it.
FIELDS: list[tuple[str, str, str]] = [
    ("type_of_review", "Type of review", ""),
    ("rationale", "Rationale for the review", ""),
    ("success", "Indicators of success", ""),
    ("timescales", "Timescales", ""),
    ("timetable", "Provisional timetable", ""),
    ("terms", "Terms of reference", ""),
    ("enquiry_lines", "Key lines of enquiry", ""),
    ("primary_evidence", "What primary or new evidence is needed?", ""),
    ("secondary_information", "What secondary or existing information is needed?", ""),
    ("visits", "Briefings and site visits", ""),
    ("links", "Other work under way and corporate links", ""),
    ("portfolio_holders", "Portfolio holders", "Who needs to contribute or be consulted?"),
    ("officers", "Key officers", ""),
    ("partners", "Partners and users", ""),
    ("resources", "Resources", "What resources are needed?"),
    ("directed_to", "Recommendations", "Who are recommendations and actions directed to?"),
    ("reporting", "Reporting and follow-up", ""),
    ("notes", "Notes", "Additional information"),
]
NAMES = [name for name, _label, _part in FIELDS]
LABELS = {name: label for name, label, _part in FIELDS}
TO_COME = "To be confirmed"


def parts(scoping: Scoping) -> list[dict[str, Any]]:
    """What was filled in or not, in parts with headings. Lines of enquiry are numbered."""
    found: list[dict[str, Any]] = []
    for name, label, heading in FIELDS:
        if heading or not found:
            found.append({"heading": heading, "rows": []})
        text = "\n".join(numbered(scoping.lines)) if name == "enquiry_lines" else getattr(scoping, name)
        found[-1]["rows"].append({"label": label, "text": text or TO_COME})
    return found


def standing(scoping: Scoping) -> str:
    if scoping.approved_on:
        return f"Approved by the committee on {long_date(scoping.approved_on)}"
    return f"Draft {scoping.number}, {long_date(scoping.drawn_on)}"


def approved(review: Review) -> Scoping | None:
    """What the committee approved last: all of the scope that anybody but officers reads."""
    return review.scopings.filter(approved_on__isnull=False).first()


def approved_lines(review: Review) -> set[str]:
    """Every key line of enquiry that the committee has approved in some version."""
    return {line for each in review.scopings.filter(approved_on__isnull=False) for line in each.lines}


def snapshot(scoping: Scoping) -> dict[str, Any]:
    review = scoping.review
    return {
        "council": {"name": Council.objects.get().name},
        "committee": {"name": review.committee.name, "code": review.committee.code},
        "title": review.title,
        "standing": standing(scoping),
        "change": scoping.change,
        "scoping_parts": parts(scoping),
    }


@transaction.atomic
def put_on_agenda(review: Review, meeting: Meeting, *, by: User) -> Paper:
    """The latest version, for the committee to approve. Done again, it is a new version of the same paper."""
    scoping = review.scopings.select_related("review__committee").first()
    if scoping is None or meeting.committee_id != review.committee_id:
        raise CannotChange("Write the scoping document first, and choose a meeting of its committee.")
    title = f"Scoping document: {review.title}"[:200]
    paper = put_generated(
        meeting, title=title, kind=ItemKind.OTHER, template=TEMPLATE, data=snapshot(scoping), by=by
    )
    record("put scoping document on agenda", review, by=by, meeting=meeting.reference, number=scoping.number)
    return paper
