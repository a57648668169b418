"""Uploads that could not be made into pages: kept with their paper, and in the way of publishing until settled.

A file that is refused outright (a password, macros, damage) is not here: it never became a paper.
"""

from __future__ import annotations

from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from audit.log import record
from packs.intake import NotConverted, Refused

from .agenda import CannotChange, require_on_agenda
from .models import AgendaItem, Paper, PaperVersion
from .models.paper import Classification
from .papers import clean_name, forget_problem, new_paper, open_paper, replace, touch, upload

KEPT = "The file is kept with the paper and the agenda cannot be published until you replace it."


def upload_or_keep(
    item: AgendaItem,
    data: bytes,
    *,
    name: str,
    classification: str = Classification.EXEMPT,
    paragraphs: list[str] | None = None,
    by: User,
) -> Paper:
    """papers.upload; a file that cannot be converted becomes a paper without pages, and Refused says so."""
    try:
        return upload(item, data, name=name, classification=classification, paragraphs=paragraphs, by=by)
    except NotConverted as refusal:
        with transaction.atomic():
            item = require_on_agenda(item)
            paper = new_paper(item, name, classification, state=Paper.State.EXPECTED)
            _keep(paper, data, name, refusal, by)
        raise Refused(refusal.code, f"{refusal.reason} {KEPT}") from refusal


def replace_or_keep(paper: Paper, data: bytes, *, name: str, public: bool, by: User) -> PaperVersion:
    """papers.replace; a file that cannot be converted is kept beside the version it was to replace."""
    try:
        return replace(paper, data, name=name, public=public, by=by)
    except NotConverted as refusal:
        with transaction.atomic():
            _keep(open_paper(paper), data, name, refusal, by)
        raise Refused(refusal.code, f"{refusal.reason} {KEPT}") from refusal


def _keep(paper: Paper, data: bytes, name: str, refusal: NotConverted, by: User) -> None:
    paper.problem = refusal.reason
    paper.unconverted = ContentFile(data, name=f"{uuid4().hex}.original")
    paper.unconverted_name = clean_name(name)
    touch(paper, "problem", "unconverted", "unconverted_name")
    record("keep unconverted file", paper, by=by, code=refusal.code, bytes=len(data))


@transaction.atomic
def leave_out(paper: Paper, *, by: User) -> Paper:
    """Go on without the file that could not be converted: with the version before it, or with none."""
    paper = open_paper(paper)
    if not paper.problem:
        raise CannotChange(f"“{paper}” has no file that could not be converted.")
    touch(paper, *forget_problem(paper))
    record("leave out unconverted file", paper, by=by)
    return paper
