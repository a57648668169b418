"""Writing minutes. They begin from the agenda, and two officers may write different items at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import User
from audit.log import record
from committees.agenda import CannotChange, ChangedMeanwhile
from committees.agenda_template import in_words, next_after
from committees.models import AgendaItem, Meeting, MinuteEntry, Minutes, Resolution
from committees.models.committee import ItemKind
from scrutiny.lib.ordering import moved, write_order

PUBLIC_FIELDS = ("considered", "text", "clerk_note")
ENTRY_FIELDS = (*PUBLIC_FIELDS, "exempt_text", "public_summary")
FRONT_FIELDS = ("officers_present", "others_present", "opening")
RESOLUTION_FIELDS = ("kind", "text", "parts", "is_exempt")


def open_minutes(meeting: Meeting) -> Minutes:
    """Hold the minutes of a meeting for a change. Raises CannotChange when nothing may be written any more."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.is_cancelled:
        raise CannotChange("The meeting is cancelled, so it has no minutes.")
    minutes, _made = Minutes.objects.get_or_create(meeting=meeting)
    return hold(minutes)


def hold(minutes: Minutes) -> Minutes:
    held = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__committee")
    minutes = held.get(pk=minutes.pk)
    if minutes.may_be_corrected:
        raise CannotChange("The chair has checked these minutes. Record a correction instead.")
    if not minutes.may_be_written:
        raise CannotChange("These minutes are approved. Nothing in them can change.")
    return minutes


@transaction.atomic
def begin(meeting: Meeting, *, by: User) -> Minutes:
    """Minutes with an entry for every item on the agenda. Doing it again adds what came onto the agenda since."""
    minutes = open_minutes(meeting)
    done = set(minutes.entries.values_list("item_id", flat=True))
    missing = [item for item in _agenda(meeting) if item.pk not in done]
    for item in missing:
        MinuteEntry.objects.create(minutes=minutes, item=item, considered=first_words(item))
    if missing:
        record("begin minutes", minutes, by=by, items=[item.pk for item in missing])
    return minutes


def _agenda(meeting: Meeting) -> models.QuerySet[AgendaItem]:
    return meeting.items.on_agenda().select_related("report", "meeting__committee")


def first_words(item: AgendaItem) -> str:
    """What the minutes of an item begin with. Of an exempt item nothing public is taken for granted."""
    if item.is_exempt:
        return ""
    if item.kind == ItemKind.MEMBERSHIP:
        return f"The report on {item.title} was received and noted."
    if item.kind == ItemKind.NEXT_MEETING:
        after = next_after(item.meeting.committee, item.meeting.start)
        return f"The next meeting was scheduled for {in_words(after.start)}." if after else ""
    report = getattr(item, "report", None)
    return f"The Committee considered report {report.reference}." if report else ""


def entry_of(item: AgendaItem) -> MinuteEntry:
    """The entry of an item as it is now, or as it would begin; version 0 says that it is not saved."""
    saved = MinuteEntry.objects.select_related("minutes").filter(item=item).first()
    return saved or unwritten(item)


def unwritten(item: AgendaItem) -> MinuteEntry:
    """How the entry of an item would begin."""
    return MinuteEntry(item=item, considered=first_words(item), version=0)


@transaction.atomic
def save_entry(item: AgendaItem, *, version: int, by: User, **fields: str) -> MinuteEntry:
    """Save words over the version the officer saw. Raises ChangedMeanwhile when there is a newer one.

    An item that nobody has written about yet has version 0.
    """
    minutes = open_minutes(item.meeting)
    entry = MinuteEntry.objects.select_for_update(of=("self",)).filter(item=item).first()
    fresh = entry is None
    if entry is None:
        entry = MinuteEntry.objects.create(minutes=minutes, item=item, considered=first_words(item))
    values = {name: words.replace("\r\n", "\n") for name, words in fields.items()}
    _refuse_public_words(item, values)
    if version != entry.version and not (fresh and version == 0):
        entry.item = item
        raise ChangedMeanwhile(entry)
    changed = sorted(name for name, words in values.items() if getattr(entry, name) != words)
    for name in changed:
        setattr(entry, name, values[name])
    if changed:
        entry.version += 1
        entry.save(update_fields=[*changed, "version"])
        record("write minute", entry, by=by, name=f"Minute of item {item.pk}", fields=changed)
    return entry


def _refuse_public_words(item: AgendaItem, values: dict[str, str]) -> None:
    unknown = set(values) - set(ENTRY_FIELDS)
    assert not unknown, f"Not a field of a minute: {unknown}"
    said = [name for name in PUBLIC_FIELDS if values.get(name, "").strip()]
    if item.is_exempt and said:
        raise ValidationError(
            {said[0]: "This item is exempt. Write into the exempt text, and a summary for the public."}
        )


@transaction.atomic
def save_front(minutes: Minutes, *, version: int, by: User, **fields: str) -> Minutes:
    """Who else was there, and the words before the first item."""
    minutes = hold(minutes)
    if minutes.version != version:
        raise ChangedMeanwhile(minutes)
    unknown = set(fields) - set(FRONT_FIELDS)
    assert not unknown, f"Not a field of minutes: {unknown}"
    changed = sorted(name for name, words in fields.items() if getattr(minutes, name) != words)
    for name in changed:
        setattr(minutes, name, fields[name])
    if changed:
        minutes.version += 1
        minutes.save(update_fields=[*changed, "version"])
        record("edit minutes", minutes, by=by, fields=changed)
    return minutes


def entry_to_write(item: AgendaItem) -> MinuteEntry:
    """The entry of an item, made if need be and held."""
    minutes = open_minutes(item.meeting)
    MinuteEntry.objects.get_or_create(
        item=item, defaults={"minutes": minutes, "considered": first_words(item)}
    )
    return MinuteEntry.objects.select_for_update(of=("self",)).select_related("item").get(item=item)


@transaction.atomic
def add_resolution(
    item: AgendaItem,
    *,
    kind: str,
    text: str = "",
    parts: Sequence[str] = (),
    is_exempt: bool = False,
    by: User,
) -> Resolution:
    """A decision under an item. What is resolved under an exempt item is exempt."""
    entry = entry_to_write(item)
    last = entry.resolutions.aggregate(last=models.Max("order"))["last"] or 0
    resolution = Resolution(entry=entry, order=last + 1)
    _fill(resolution, {"kind": kind, "text": text, "parts": list(parts), "is_exempt": is_exempt})
    resolution.save()
    record(
        "add resolution", resolution, by=by, name=_named(resolution), kind=kind, parts=len(resolution.parts)
    )
    return resolution


@transaction.atomic
def edit_resolution(resolution: Resolution, *, version: int, by: User, **fields: Any) -> Resolution:
    entry = entry_to_write(resolution.entry.item)
    resolution = Resolution.objects.select_for_update(of=("self",)).get(pk=resolution.pk)
    resolution.entry = entry
    if resolution.version != version:
        raise ChangedMeanwhile(resolution)
    _fill(resolution, fields)
    resolution.version += 1
    resolution.save(update_fields=[*RESOLUTION_FIELDS, "version"])
    record("edit resolution", resolution, by=by, name=_named(resolution))
    return resolution


def _fill(resolution: Resolution, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(resolution, name, value)
    resolution.text = resolution.text.strip()
    resolution.parts = [part.strip() for part in resolution.parts if part.strip()]
    resolution.is_exempt = resolution.is_exempt or resolution.entry.item.is_exempt
    if not resolution.text and not resolution.parts:
        raise ValidationError({"text": "Say what was decided, or give its parts."})


def _named(resolution: Resolution) -> str:
    """For the audit book, without a word of what was decided: it may be exempt."""
    return f"Resolution {resolution.order} on item {resolution.entry.item_id}"


@transaction.atomic
def move_resolution(resolution: Resolution, *, up: bool, by: User) -> bool:
    """One place up or down under its item; False when it is already at the end."""
    entry = entry_to_write(resolution.entry.item)
    rows = list(entry.resolutions.select_for_update(of=("self",)).order_by("order", "pk"))
    order = moved(rows, resolution, up=up)
    if order is None:
        return False
    write_order(order)
    record("move resolution", resolution, by=by, name=_named(resolution))
    return True


@transaction.atomic
def remove_resolution(resolution: Resolution, *, by: User) -> None:
    """Take out what was not resolved after all. The history keeps it."""
    entry_to_write(resolution.entry.item)
    record("remove resolution", resolution, by=by, name=_named(resolution))
    resolution.delete()
