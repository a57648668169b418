from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import User

from .models import Entry

ONE_READING = timedelta(hours=1)


def record(verb: str, subject: models.Model, *, by: User | None, name: str = "", **detail: Any) -> Entry:
    """Write one line of the audit book, in the caller's transaction.

    `name` is what the line calls the subject where `str(subject)` could hold an exempt title. `detail` must be JSON.
    `by` is None only for what the system does by itself.
    """
    return Entry.objects.create(
        actor=by,
        actor_name=by.name if by else "Scrutiny",
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_name=(name or str(subject))[:240],
        detail=detail,
    )


def record_reading(verb: str, subject: models.Model, *, by: User | None, **detail: Any) -> None:
    """Write down that somebody opened a file, once an hour: a PDF viewer asks for one in many pieces.

    It does not depend on which pieces are asked for, so nobody reads a file without leaving a line.
    """
    before = entries_for(subject).filter(
        verb=verb, actor=by, detail=detail, at__gt=timezone.now() - ONE_READING
    )
    if not before.exists():
        record(verb, subject, by=by, **detail)


def entries_for(subject: models.Model) -> models.QuerySet[Entry]:
    return Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
