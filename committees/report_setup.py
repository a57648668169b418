"""The council's templates of reports: taking a pattern, changing one, and choosing one for a report."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record

from .agenda import CannotChange, ChangedMeanwhile
from .models import Report, ReportTemplate, ReportTemplateEdition
from .report_editions import latest
from .report_templates import Pattern, Preset


@transaction.atomic
def take_preset(preset: Preset, *, by: User) -> ReportTemplate:
    """A template of the council's own that begins as a pattern does."""
    template = ReportTemplate(name=_free_name(preset.title))
    template.full_clean()
    template.save()
    _add_edition(template, preset.pattern, by)
    record("add report template", template, by=by, pattern=preset.name)
    return template


def _free_name(title: str) -> str:
    name, number = title, 2
    while ReportTemplate.objects.filter(name=name).exists():
        name, number = f"{title} {number}", number + 1
    return name


@transaction.atomic
def save_template(
    template: ReportTemplate, *, version: int, name: str, offered: bool, pattern: Pattern, by: User
) -> ReportTemplate:
    """What changed of its parts is a new edition. Reports already begun keep theirs."""
    template = ReportTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if template.version != version:
        raise ChangedMeanwhile(template)
    retired_at = None if offered else template.retired_at or timezone.now()
    before = latest(template)
    changed = [
        word
        for word, differs in (
            ("name", template.name != name),
            ("offered", template.retired_at != retired_at),
            ("parts", before.holds != pattern.as_json()),
        )
        if differs
    ]
    if changed:
        template.name, template.retired_at = name, retired_at
        template.version += 1
        template.full_clean()
        template.save(update_fields=["name", "retired_at", "version"])
        if "parts" in changed:
            _add_edition(template, pattern, by)
        record("change report template", template, by=by, fields=changed)
    return template


def _add_edition(template: ReportTemplate, pattern: Pattern, by: User) -> ReportTemplateEdition:
    last = template.editions.first()
    return template.editions.create(
        number=last.number + 1 if last else 1, holds=pattern.as_json(), made_by=by
    )


@transaction.atomic
def choose_template(report: Report, template: ReportTemplate | None, *, version: int, by: User) -> Report:
    """Another template, or the newest edition of the same. Answers to what it does not ask for are kept unprinted."""
    report = Report.objects.select_for_update(of=("self",)).select_related("item__meeting").get(pk=report.pk)
    if report.item.meeting.is_cancelled:
        raise CannotChange("The meeting is cancelled, so its agenda cannot be changed.")
    if report.version != version:
        raise ChangedMeanwhile(report)
    if (
        template is not None
        and template.retired_at
        and (report.template is None or report.template.template_id != template.pk)
    ):
        raise ValidationError({"template": "That template is no longer offered."})
    edition = latest(template) if template else None
    if edition != report.template:
        report.template = edition
        report.version += 1
        report.save(update_fields=["template", "version"])
        record("choose report template", report, by=by, template=str(edition or "none"))
    return report
