"""What an officer is told about an uploaded file."""

from __future__ import annotations

from django import template

from committees.models import PaperVersion
from committees.upload_report import UploadReport, report_on

register = template.Library()


@register.simple_tag
def upload_report(version: PaperVersion) -> UploadReport | None:
    return report_on(version.findings, version.pages)
