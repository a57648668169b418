"""One item of published minutes as a paper for another meeting, in the words as they stand."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.log import record
from committees.access import keep_away_as_from
from committees.agenda import CannotChange
from committees.generated_papers import attach_generated
from committees.models import AgendaItem, Minutes, Paper
from committees.models.paper import Classification
from committees.papers import classify

from .editions import TEMPLATE, newest
from .wording import heading


def extract(minutes: Minutes, item: AgendaItem) -> dict[str, Any]:
    """What an extract prints: one entry of the newest published edition of its side."""
    edition = newest(minutes, exempt=item.is_exempt)
    if edition is None:
        raise CannotChange("Publish these minutes first. An extract shows what was published.")
    key = f"item-{item.pk}"
    entries = [entry for entry in edition.data["entries"] if entry["key"] == key]
    if not entries:
        raise CannotChange("The minutes say nothing about this item.")
    left_out = {
        "present": [],
        "officers": [],
        "others": [],
        "opening_html": "",
        "corrections": [],
        "closing": "",
    }
    return {
        **edition.data,
        **left_out,
        "heading": heading(minutes.meeting, extract=True),
        "entries": entries,
        "extract": True,
    }


@transaction.atomic
def put_extract_on(
    item: AgendaItem, *, minutes: Minutes, onto: AgendaItem, label: str = "", by: User
) -> Paper:
    """Attach the extract to an item of another meeting. An exempt item stays exempt there."""
    if onto.meeting_id == minutes.meeting_id:
        raise CannotChange("Choose an item of another meeting.")
    data = extract(minutes, item)
    title = f"Extract of the minutes of {minutes.meeting.date:%-d %B %Y}: {item.title}"[:200]
    paper = attach_generated(
        onto,
        title=title,
        label=label,
        template=TEMPLATE,
        data=data,
        classification=Classification.EXEMPT if item.is_exempt else Classification.PUBLIC,
        by=by,
    )
    if item.is_exempt:
        if item.paragraphs:
            classify(paper.versions.get(), Classification.EXEMPT, paragraphs=item.paragraphs, by=by)
        keep_away_as_from({item.pk}, onto, by=by)
    record("put extract of minutes on agenda", minutes, by=by, item=item.pk, onto=onto.pk)
    return paper
