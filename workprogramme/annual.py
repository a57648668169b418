"""The annual scrutiny report: written by heading, published as a snapshot, put onto an agenda as a paper."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import ChangedMeanwhile
from committees.drawing import Drawing
from committees.generated_papers import put_generated
from committees.models import Meeting, Paper
from committees.models.committee import ItemKind
from council.models import Council
from packs.parts import Part
from packs.splice import assemble
from scrutiny.lib.explained import long_date
from scrutiny.lib.markdown_text import markdown_html

from .annual_figures import counted
from .models import AnnualEdition, AnnualReport
from .years import year_words

TEMPLATE = "annual_report"
TITLE = "Annual scrutiny report"
HEADINGS = {
    "foreword": "Foreword",
    "meetings": "Meetings",
    "attendance": "Attendance",
    "topics": "What we looked at",
    "call_ins": "Call-ins",
    "recommendations": "What we asked for, and what became of it",
    "reviews": "Reviews",
    "ahead": "The year ahead",
}


def report_of(year: int) -> AnnualReport:
    """As it is kept, or as it would begin; version 0 says that nothing is saved."""
    return AnnualReport.objects.filter(year=year).first() or AnnualReport(year=year, version=0)


@transaction.atomic
def save_texts(year: int, *, texts: dict[str, str], version: int, by: User) -> AnnualReport:
    unknown = set(texts) - set(HEADINGS)
    assert not unknown, f"Not a heading of the annual report: {unknown}"
    report = AnnualReport.objects.select_for_update(of=("self",)).filter(year=year).first()
    if report is None:
        report, fresh = AnnualReport.objects.get_or_create(year=year)
        version = report.version if fresh and version == 0 else version
    if report.version != version:
        raise ChangedMeanwhile(report)
    changed = sorted(key for key, text in texts.items() if report.texts.get(key, "") != text)
    if changed:
        report.texts = report.texts | texts
        report.version += 1
        report.save(update_fields=["texts", "version"])
        record("write annual report", report, by=by, fields=changed)
    return report


def snapshot(report: AnnualReport) -> dict[str, Any]:
    """All that its page and its PDF show, as it stands now."""
    today = timezone.localdate()
    figures = counted(report.year, today)
    return {
        "council": {"name": Council.objects.get().name},
        "title": f"{TITLE} {year_words(report.year)}",
        "as_at": long_date(today),
        "annual_parts": [
            {
                "key": key,
                "heading": heading,
                "html": str(markdown_html(report.texts.get(key, ""), top=3, breaks=True)),
                "figures": figures.get(key),
            }
            for key, heading in HEADINGS.items()
            if report.texts.get(key, "").strip() or key in figures
        ],
    }


def publish(year: int, *, by: User) -> AnnualEdition:
    """For everybody to read, as it stands. What was published before stays on record."""
    data = snapshot(report_of(year))
    # Drawing takes a moment, so it comes before anything is locked.
    drawn = Drawing(Council.objects.get()).draw(TEMPLATE, data)
    pdf = assemble([Part("report", drawn, data["title"])], title=data["title"]).pdf
    with transaction.atomic():
        report, _made = AnnualReport.objects.get_or_create(year=year)
        report = AnnualReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        last = report.editions.first()
        edition = AnnualEdition.objects.create(
            report=report,
            number=last.number + 1 if last else 1,
            data=data,
            pdf=ContentFile(pdf, name=f"{uuid4().hex}.pdf"),
            size=len(pdf),
            published_by=by,
        )
        record("publish annual report", report, by=by, number=edition.number)
    return edition


@transaction.atomic
def put_on_agenda(year: int, meeting: Meeting, *, by: User) -> Paper:
    """As it stands now, for a committee to consider. Done again, it is a new version of the same paper."""
    report = report_of(year)
    data = snapshot(report)
    paper = put_generated(
        meeting, title=data["title"], kind=ItemKind.OTHER, template=TEMPLATE, data=data, by=by
    )
    record("put annual report on agenda", meeting, by=by, year=year)
    return paper
