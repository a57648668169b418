"""What a report holds, by the edition of the template it was written on, and what it still lacks."""

from __future__ import annotations

from typing import Any

from .models import Committee, Report, ReportTemplate, ReportTemplateEdition
from .report_templates import Kind, Mode, Part, Pattern, read


def latest(template: ReportTemplate) -> ReportTemplateEdition:
    edition = template.editions.order_by("-number").first()
    assert edition is not None, "a template begins with an edition"
    return edition


def pattern_of(edition: ReportTemplateEdition) -> Pattern:
    return read(edition.holds)


def edition_for(committee: Committee) -> ReportTemplateEdition | None:
    """What a new report of the committee is written on; nothing where it keeps to plain cover sheets."""
    template = committee.report_template
    return latest(template) if template is not None and template.retired_at is None else None


def value_of(report: Report, part: Part) -> Any:
    """What a report says in a part; in the shape that its kind has."""
    if not part.field:
        return ""
    if not part.field.startswith("answer_"):
        return getattr(report, part.field)
    empty = EMPTY.get(part.kind, "")
    answer = report.answers.get(part.key, empty)
    # A part that has become another kind in a later edition: what it held before does not fit any more.
    return answer if type(answer) is type(empty) else empty


EMPTY: dict[Kind, Any] = {Kind.TABLE: [], Kind.YES_NO: {"answer": "", "reason": ""}}


def is_empty(value: Any) -> bool:
    if isinstance(value, dict):
        return not value.get("answer")
    return not (value.strip() if isinstance(value, str) else value)


def missing_parts(report: Report) -> list[Part]:
    """Those that the template requires and nobody has written. Of a report in a file the heading alone counts."""
    if report.template is None:
        return []
    pattern = pattern_of(report.template)
    return [
        part
        for part in pattern.written
        if any(each.required for each in pattern.parts if each.field == part.field)
        and not (report.text_in == Mode.FILE and stands_in_the_file(part))
        and is_empty(value_of(report, part))
    ]


def stands_in_the_file(part: Part) -> bool:
    return part.is_section and part.kind not in (Kind.RECOMMENDATIONS, Kind.BACKGROUND)
