"""The programme as a paper: a snapshot on the pattern of the report that every meeting gets."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import add_item, save_report
from committees.generated_papers import keep_generated
from committees.models import Committee, Meeting, Paper, Report
from committees.models.committee import ItemKind, Section
from council.models import Council
from scrutiny.lib.explained import long_date

from .models import ProgrammeSection, ProgrammeSettings, Topic
from .numerals import numbered
from .years import year_of, year_words

TEMPLATE = "work_programme"
COLUMNS = ["Date or timing", "Issue or topic", "Focus and other comments", "Approach"]
TITLE = "Work programme"
ACTION = "To consider this report, discuss future work, and decide whether the programme needs any changes"
NOTHING = "The work programme as it stands is at Appendix A."


def sections(committee: Committee, year: int) -> list[dict[str, Any]]:
    """The public topics that are still planned, of that year and of those after it, as the table prints them."""
    topics = Topic.objects.filter(committee=committee, year__gte=year).live().public()
    by_section: dict[int, list[Topic]] = {}
    for topic in topics.with_all().in_order():
        by_section.setdefault(topic.section_id, []).append(topic)
    return [
        {
            "heading": section.heading,
            "when_empty": section.when_empty or "None at present.",
            "rows": [row(topic) for topic in by_section.get(section.pk, [])],
        }
        for section in ProgrammeSection.objects.all()
        if section.retired_at is None or section.pk in by_section
    ]


def row(topic: Topic) -> dict[str, Any]:
    return {
        "when": topic.when,
        "title": topic.title,
        "focus": topic.focus,
        "steps": numbered([step.text for step in topic.steps.all()]),
        "witnesses": ", ".join(topic.witness_list),
        "lead": topic.lead,
    }


def snapshot(committee: Committee, year: int) -> dict[str, Any]:
    return {
        "council": {"name": Council.objects.get().name},
        "committee": {"name": committee.name, "code": committee.code},
        "programme_year": year_words(year),
        "as_at": long_date(timezone.localdate()),
        "programme_columns": COLUMNS,
        "programme_sections": sections(committee, year),
    }


@transaction.atomic
def put_on_agenda(meeting: Meeting, *, by: User) -> Paper:
    """The programme as it stands, under the agenda's own item for it. Done again, it is a new version."""
    committee = meeting.committee
    item = meeting.items.on_agenda().filter(kind=ItemKind.WORK_PROGRAMME).first() or add_item(
        meeting, kind=ItemKind.WORK_PROGRAMME, section=Section.PUBLIC, title=TITLE, by=by
    )
    if not Report.objects.filter(item=item).exists():
        save_report(item, version=0, by=by, **cover(committee))
    data = snapshot(committee, year_of(meeting.date))
    paper = keep_generated(item, title=TITLE, template=TEMPLATE, data=data, by=by)
    record("put programme on agenda", committee, by=by, meeting=meeting.reference, item=item.pk)
    return paper


def cover(committee: Committee) -> dict[str, Any]:
    """The words of the report, which the officer can change on the agenda."""
    settled = ProgrammeSettings.objects.filter(committee=committee).first() or ProgrammeSettings()
    return {
        "title": TITLE,
        "enquiries_to": committee.report_contact or committee.contact,
        "body": settled.report_body or NOTHING,
        "recommendations": settled.action_required or ACTION,
    }
