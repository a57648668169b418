"""The part of a report that must not be published. It is a paper, so that it has one door: that of exempt papers.

Its words are kept in the paper's version and nowhere else.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from council.models import Council
from scrutiny.lib.markdown_text import markdown_html

from .agenda import ChangedMeanwhile, require_on_agenda
from .generated_papers import Data, attach_generated, draw, renew_generated
from .models import Paper, PaperVersion, Report
from .models.paper import Classification

TEMPLATE = "report_exempt"
TITLE = "Exempt part of the report"
RESTRICTED = (Classification.EXEMPT, Classification.CONFIDENTIAL)


def exempt_part(report: Report) -> Paper | None:
    """The paper, if there is one on the agenda."""
    found = report.item.papers.filter(
        removed_at=None,
        versions__current=True,
        versions__template=TEMPLATE,
        # One that an officer has made public since is a public paper: nothing exempt is written into it.
        versions__classification__in=RESTRICTED,
    )
    return found.first()


def words_of_it(paper: Paper) -> str:
    version = restricted_version(paper)
    return str(version.data["markdown"]) if version.data else ""


def restricted_version(paper: Paper) -> PaperVersion:
    return paper.versions.get(current=True, template=TEMPLATE, classification__in=RESTRICTED)


def save_exempt_part(report: Report, *, text: str, version: int, by: User) -> Paper:
    """Write it, or write it anew over what the officer saw. Its paragraphs of Schedule 12A stay.

    Raises ChangedMeanwhile when somebody else has written it since, for the first time or anew.
    """
    data = _data(report, text)
    drawn = draw(TEMPLATE, data)
    with transaction.atomic():
        # Whatever changes a paper locks its item first: nobody writes, removes or publishes this one meanwhile.
        item = require_on_agenda(report.item)
        if item.is_exempt:
            raise ValidationError("The whole item is exempt, so the report needs no part of its own.")
        paper = exempt_part(report)
        if paper is None:
            return attach_generated(
                item,
                title=TITLE,
                label="",
                template=TEMPLATE,
                data=data,
                classification=Classification.EXEMPT,
                drawn=drawn,
                by=by,
            )
        if paper.version != version:
            raise ChangedMeanwhile(paper)
        renew_generated(paper, template=TEMPLATE, data=data, drawn=drawn, by=by)
    return paper


def _data(report: Report, text: str) -> Data:
    return {
        "council": {"name": Council.objects.get().name},
        "committee": {"name": report.item.meeting.committee.name},
        "title": report.title,
        "reference": report.reference,
        "markdown": text,
        "body_html": str(markdown_html(text, top=2, breaks=True)),
    }
