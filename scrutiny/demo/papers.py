"""Puts papers onto the demo's agendas."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from uuid import uuid4

import pikepdf
from django.core.files.base import ContentFile

from accounts.models import User
from committees.models import AgendaItem, Paper, PaperVersion
from committees.models.paper import Classification


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def attach(
    item: AgendaItem,
    pdf: bytes,
    *,
    title: str,
    by: User,
    label: str = "",
    restricted_title: str = "",
    paragraphs: Sequence[str] = (),
    public_interest: str = "",
    exempt: bool = False,
    state: str = Paper.State.CLEARED,
) -> Paper:
    """As if it had been uploaded. It was made by `packs.render`, so it needs no cleaning, which takes a second."""
    order = item.papers.count() + 1
    paper = Paper.objects.create(
        item=item, order=order, label=label, title=title, restricted_title=restricted_title, state=state
    )
    PaperVersion.objects.create(
        paper=paper,
        number=1,
        classification=Classification.EXEMPT if exempt else Classification.PUBLIC,
        paragraphs=list(paragraphs),
        public_interest=public_interest,
        original=ContentFile(pdf, name=f"{uuid4().hex}.pdf"),
        original_name=f"{label or 'Paper'} - {restricted_title or title}.pdf",
        pdf=ContentFile(pdf, name=f"{uuid4().hex}.pdf"),
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=page_count(pdf),
        size=len(pdf),
        uploaded_by=by,
    )
    return paper
