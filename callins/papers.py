"""Papers that go with a decision. They come in by the same front door as those of an agenda."""

from __future__ import annotations

import hashlib
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from committees.models.paper import Classification
from committees.papers import UNNAMED, clean_name, names_from
from packs.intake import Ingested, take_in

from .models import Decision, ExecutivePaper


def add_paper(
    decision: Decision,
    data: bytes,
    *,
    name: str,
    classification: str = Classification.EXEMPT,
    paragraphs: list[str] | None = None,
    by: User,
) -> ExecutivePaper:
    """A paper from an uploaded file. Raises packs.intake.Refused for one that cannot be taken."""
    # Cleaning takes seconds: it is done before anything is locked.
    clean = take_in(data)
    return keep_paper(
        decision, data, clean, name=name, classification=classification, paragraphs=paragraphs or [], by=by
    )


@transaction.atomic
def keep_paper(
    decision: Decision,
    data: bytes,
    clean: Ingested,
    *,
    name: str,
    classification: str,
    paragraphs: list[str],
    by: User,
) -> ExecutivePaper:
    """A file name may say too much, so it names a restricted paper only in its restricted title."""
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    label, title = names_from(name)
    public = classification == Classification.PUBLIC
    last = decision.papers.aggregate(last=Max("order"))["last"] or 0
    paper = ExecutivePaper.objects.create(
        decision=decision,
        order=last + 1,
        label=label[:40],
        title=title[:200] if public else UNNAMED[Classification(classification)],
        restricted_title="" if public else title[:200],
        classification=classification,
        paragraphs=paragraphs if classification == Classification.EXEMPT else [],
        original=ContentFile(data, name=f"{uuid4().hex}.original"),
        original_name=clean_name(name),
        pdf=ContentFile(clean.pdf, name=f"{uuid4().hex}.pdf"),
        sha256=hashlib.sha256(data).hexdigest(),
        pages=clean.pages,
        size=len(clean.pdf),
        findings={"removed": list(clean.removed), "repaired": list(clean.repaired)},
        uploaded_by=by,
    )
    record("add decision paper", paper, by=by, name=paper.title, decision=decision.reference)
    return paper


@transaction.atomic
def remove_paper(paper: ExecutivePaper, *, by: User) -> ExecutivePaper:
    """Take a paper away from its decision. Nothing is deleted."""
    paper = ExecutivePaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.removed_at is not None:
        raise CannotChange("This paper has been taken away already.")
    paper.removed_at = timezone.now()
    paper.save(update_fields=["removed_at"])
    record("remove decision paper", paper, by=by, name=paper.title, decision=paper.decision.reference)
    return paper
