"""Corrections of minutes that the chair has checked: each is kept with the words before and after."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange
from committees.models import Correction, MinuteEntry, Minutes

from .drafting import ENTRY_FIELDS


@transaction.atomic
def correct(
    entry: MinuteEntry, *, field: str, before: str, after: str, reason: str = "", by: User
) -> Correction:
    """Put other words in the place of those that stand there. They must be there exactly once."""
    held = Minutes.objects.select_for_update(of=("self",)).get(pk=entry.minutes_id)
    if not held.may_be_corrected:
        raise CannotChange(
            "Corrections are recorded after the chair has checked the minutes, until they are approved."
        )
    entry = MinuteEntry.objects.select_for_update(of=("self",)).select_related("item").get(pk=entry.pk)
    assert field in ENTRY_FIELDS, f"Not a field of a minute: {field}"
    text, before = getattr(entry, field), before.strip().replace("\r\n", "\n")
    if not before or text.count(before) == 0:
        raise ValidationError(
            {"before": "These words are not in the minute. Copy them exactly as they stand there."}
        )
    if text.count(before) > 1:
        raise ValidationError(
            {"before": "These words stand there more than once. Copy more of the sentence."}
        )
    if before == after.strip():
        raise ValidationError({"after": "This is what the minute says already."})
    setattr(entry, field, text.replace(before, after.strip()))
    entry.version += 1
    entry.save(update_fields=[field, "version"])
    correction = Correction.objects.create(
        minutes=held,
        entry=entry,
        field=field,
        before=before,
        after=after.strip(),
        reason=reason.strip(),
        is_exempt=entry.item.is_exempt or field == "exempt_text",
        made_at=timezone.now(),
        made_by=by,
    )
    record("correct minutes", held, by=by, item=entry.item_id, correction=correction.pk, field=field)
    return correction
