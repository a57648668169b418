"""What a committee is and what its agendas start from: its details, standing items and information texts."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import User
from audit.log import record

from .agenda import ChangedMeanwhile
from .models import Committee, InformationText, StandingItem

Line = TypeVar("Line", StandingItem, InformationText)

EDITABLE = [
    "name",
    "code",
    "remit",
    "quorum",
    "is_education",
    "contact",
    "report_contact",
    "venue",
    "start_time",
    "pre_meeting_time",
    "pre_meeting_place",
    "pre_meeting_audience",
    "report_pattern",
    "report_reset",
    "report_template",
]


@transaction.atomic
def create_committee(*, by: User, slug: str, **details: Any) -> Committee:
    committee = Committee(slug=slug, **details)
    _check_and_save(committee)
    record("create committee", committee, by=by, code=committee.code)
    return committee


@transaction.atomic
def edit_committee(committee: Committee, *, version: int | None, by: User, **details: Any) -> Committee:
    """Change the details; `version` is the one the editor saw. Its address and its references stay as they are."""
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
    if version != committee.version:
        raise ChangedMeanwhile(committee)
    changed = [name for name in EDITABLE if name in details and getattr(committee, name) != details[name]]
    for name in changed:
        setattr(committee, name, details[name])
    committee.version += 1
    _check_and_save(committee, update_fields=[*changed, "version"])
    record("edit committee", committee, by=by, fields=changed)
    return committee


def _check_and_save(committee: Committee, **how: Any) -> None:
    committee.full_clean()
    try:
        with transaction.atomic():
            committee.save(**how)
    except IntegrityError as clash:
        # Somebody took the name between the check and the saving.
        raise ValidationError("Another committee has just been given this name, code or address.") from clash


@transaction.atomic
def add_line(line: Line, *, by: User) -> Line:
    """A new standing item or information text, after the others."""
    _lock(line.committee)
    last = _siblings(line).aggregate(last=models.Max("order"))["last"] or 0
    line.order = last + 1
    line.save(force_insert=True)
    record(f"add {line._meta.verbose_name}", line, by=by, committee=line.committee.code)
    return line


@transaction.atomic
def edit_line(line: Line, *, by: User, **details: Any) -> Line:
    _lock(line.committee)
    for name, value in details.items():
        setattr(line, name, value)
    line.save(update_fields=list(details))
    record(f"edit {line._meta.verbose_name}", line, by=by, committee=line.committee.code)
    return line


@transaction.atomic
def move_line(line: Line, direction: str, *, by: User) -> bool:
    """One place up or down. False when it is already at that end."""
    _lock(line.committee)
    lines = list(_siblings(line))
    place = next(number for number, each in enumerate(lines) if each.pk == line.pk)
    wanted = place - 1 if direction == "up" else place + 1
    if not 0 <= wanted < len(lines):
        return False
    lines[place], lines[wanted] = lines[wanted], lines[place]
    for order, each in enumerate(lines, start=1):
        if each.order != order:
            each.order = order
            each.save(update_fields=["order"])
    record(f"move {line._meta.verbose_name}", line, by=by, committee=line.committee.code, direction=direction)
    return True


@transaction.atomic
def delete_line(line: Line, *, by: User) -> None:
    """Agendas already made keep their own copy."""
    _lock(line.committee)
    record(f"delete {line._meta.verbose_name}", line, by=by, committee=line.committee.code)
    line.delete()


def _siblings(line: Line) -> models.QuerySet[Any]:
    return type(line).objects.filter(committee=line.committee_id)


def _lock(committee: Committee) -> None:
    Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
