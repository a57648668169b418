"""What the council and its committees settle about programmes. Every change is a verb with a line in the audit book."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction

from accounts.models import User
from audit.log import record
from committees.agenda import ChangedMeanwhile

from .models import Criterion, ProgrammeSection, ProgrammeSettings, ReviewKind, TrackerSettings

Line = TypeVar("Line", ProgrammeSection, Criterion, ProgrammeSettings, ReviewKind, TrackerSettings)


@transaction.atomic
def save_line(line: Line, *, version: int, by: User, **values: Any) -> Line:
    """A new one, or one over the version that was seen. Raises ChangedMeanwhile when there is a newer one."""
    manager: models.Manager[Line] = type(line)._default_manager
    if line.pk is None:
        made = type(line)(**{**_given(line), **values})
        made.full_clean()
        made.save()
        record(f"add {made._meta.verbose_name}", made, by=by)
        return made
    line = manager.select_for_update(of=("self",)).get(pk=line.pk)
    if line.version != version:
        raise ChangedMeanwhile(line)
    changed: list[str] = [name for name, value in values.items() if getattr(line, name) != value]
    for name in changed:
        setattr(line, name, values[name])
    if changed:
        line.version += 1
        line.full_clean()
        line.save(update_fields=[*changed, "version"])
        record(f"edit {line._meta.verbose_name}", line, by=by, fields=changed)
    return line


@transaction.atomic
def save_tracker_settings(*, version: int, by: User, **values: Any) -> TrackerSettings:
    """There is one row, made when somebody first saves it; whoever opened the page before that saw its defaults."""
    row, made = TrackerSettings.objects.get_or_create(pk=1)
    return save_line(row, version=row.version if made else version or 1, by=by, **values)


def _given(line: models.Model) -> dict[str, Any]:
    """Whose settings they are, for a row that does not exist yet."""
    return {"committee": line.committee} if isinstance(line, ProgrammeSettings) else {}
