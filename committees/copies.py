"""Who was given a copy of an edition with exempt pages, or of one exempt paper by itself.

The number stays theirs, so the copy stays the same.
"""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from scrutiny.lib.clock import time_words

from .models import Edition, EditionCopy, PaperCopy, PaperVersion
from .models.publication import EditionKind


def is_personal(edition: Edition) -> bool:
    """Whether every reader gets a copy of their own: it holds something that the public edition does not."""
    return edition.kind == EditionKind.MEMBERS and bool(edition.agenda.get("restricted", True))


def copy_for(edition: Edition, *, by: User) -> EditionCopy:
    """The reader's copy of an edition: always the same one. The reading itself is recorded where it is served."""
    known = EditionCopy.objects.filter(edition=edition, reader=by).first()
    return known or _issue(edition, by=by)


@transaction.atomic
def _issue(edition: Edition, *, by: User) -> EditionCopy:
    Edition.objects.select_for_update().get(pk=edition.pk)
    known = EditionCopy.objects.filter(edition=edition, reader=by).first()
    if known:  # Asked for twice at the same moment.
        return known
    last = edition.copies.aggregate(last=models.Max("number"))["last"] or 0
    return EditionCopy.objects.create(
        edition=edition, number=last + 1, reader=by, reader_name=by.name, issued_at=timezone.now()
    )


def copy_of_paper(version: PaperVersion, *, by: User) -> PaperCopy:
    """The reader's copy of one exempt paper, drafts too."""
    known = PaperCopy.objects.filter(version=version, reader=by).first()
    return known or _issue_paper(version, by=by)


@transaction.atomic
def _issue_paper(version: PaperVersion, *, by: User) -> PaperCopy:
    PaperVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    known = PaperCopy.objects.filter(version=version, reader=by).first()
    if known:  # Asked for twice at the same moment.
        return known
    last = version.copies.aggregate(last=models.Max("number"))["last"] or 0
    return PaperCopy.objects.create(
        version=version, number=last + 1, reader=by, reader_name=by.name, issued_at=timezone.now()
    )


def line(copy: EditionCopy | PaperCopy) -> str:
    """What is printed over the exempt pages."""
    at = timezone.localtime(copy.issued_at)
    return f"Copy {copy.number}: {copy.reader_name}, {at:%-d %B %Y}, {time_words(at.time())}"
