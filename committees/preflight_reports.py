"""What a report's template requires and nobody has written yet."""

from __future__ import annotations

from .findings import Finding, Weight
from .models import Meeting, Report
from .models.agenda import AgendaItem
from .models.paper import Classification
from .report_editions import missing_parts
from .report_templates import Mode


def about_the_reports(meeting: Meeting) -> list[Finding]:
    reports = (
        Report.objects.filter(item__meeting=meeting, item__state=AgendaItem.State.ON_AGENDA)
        .exclude(template=None)
        .select_related("template", "item")
        .order_by("item__order", "pk")
    )
    return [finding for report in reports for finding in _about(report)]


def _about(report: Report) -> list[Finding]:
    found = []
    missing = [f"“{part.heading}”" for part in missing_parts(report)]
    if missing:
        parts = f"{missing[0]} is" if len(missing) == 1 else f"{', '.join(missing)} are"
        found.append(
            Finding(
                f"report-parts-{report.item_id}",
                Weight.NEEDS_REASON,
                f"Report {report.reference}: {parts} required and empty.",
                "The report is printed without. Its template says what is required.",
            )
        )
    if report.text_in == Mode.FILE and not _has_file(report):
        found.append(
            Finding(
                f"report-file-{report.item_id}",
                Weight.NEEDS_REASON,
                f"Report {report.reference} is to stand in a file, and no file is there.",
                "Readers will find only its heading.",
            )
        )
    return found


def _has_file(report: Report) -> bool:
    files = report.item.papers.filter(removed_at=None, versions__current=True)
    if not report.item.is_exempt:
        files = files.filter(versions__classification=Classification.PUBLIC)
    return files.exists()
