"""A report on a template, with a part that must not be published, for the tests that go through every page."""

from __future__ import annotations

from dataclasses import dataclass

from committees.agenda import add_item, save_report
from committees.exempt_part import save_exempt_part
from committees.models import AgendaItem, Meeting, ReportTemplate
from committees.models.committee import ItemKind, Section
from committees.report_setup import choose_template, take_preset
from committees.report_templates import presets
from scrutiny.tests.cast import Cast


@dataclass
class Templated:
    template: ReportTemplate
    item: AgendaItem


def templated(cast: Cast, of: Meeting, secret: str, draft: str) -> Templated:
    template = take_preset(presets()[1], by=cast.administrator)
    item = add_item(of, title="Young carers", kind=ItemKind.REPORT, section=Section.PUBLIC, by=cast.officer)
    words = {"title": "Young carers", "enquiries_to": of.contact, "recommendations": f"Ask about {draft}"}
    answers = {"options_appraisal": [[draft, "Cheap\nQuick", "None"]]}
    report = save_report(item, version=0, answers=answers, by=cast.officer, **words)
    choose_template(report, template, version=report.version, by=cast.officer)
    save_exempt_part(report, text=f"The price of {secret}", version=0, by=cast.officer)
    return Templated(template, item)
