"""Changing an agenda: items, their order, and the report under an item. Every change goes through here.

Each verb locks the meeting first, so that two officers' changes to one agenda follow one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import User
from audit.log import entries_for, record
from scrutiny.lib.followers import Followers
from scrutiny.lib.ordering import moved, write_order

from .access import keep_away_as_from
from .models import AgendaItem, Committee, Meeting, Report
from .models.committee import ItemKind
from .references import allocate
from .report_editions import edition_for

ITEM_FIELDS = (
    "kind",
    "section",
    "title",
    "restricted_title",
    "note",
    "paragraphs",
    "exempt_reason",
    "minutes_allowed",
)
REPORT_FIELDS = (
    "title",
    "subtitle",
    "report_of",
    "enquiries_to",
    "purpose",
    "body",
    "recommendations",
    "wards",
    "forward_plan_reference",
    "background_documents",
    "answers",
    "text_in",
)
# What an agenda ends with: an item that is added later comes before these.
CLOSING = (ItemKind.NEXT_MEETING, ItemKind.URGENT)
# Told when an item leaves an agenda or comes back: the item, the one it became if any, why, and by whom.
item_deferred: Followers[[AgendaItem, AgendaItem, str, User]] = Followers()
item_withdrawn: Followers[[AgendaItem, str, User]] = Followers()
item_restored: Followers[[AgendaItem, User]] = Followers()
WITH_COVER_SHEET = (ItemKind.REPORT, ItemKind.WORK_PROGRAMME, ItemKind.CALL_IN)


class CannotChange(ValidationError):
    """The change was refused; the message says why and nothing has changed."""


class ChangedMeanwhile(Exception):
    """Somebody saved `current` after this form was opened.

    `holder` is the row that carries the version number and the lines in the audit book, when it is another one.
    """

    def __init__(self, current: models.Model, holder: models.Model | None = None) -> None:
        super().__init__("Somebody else has changed this.")
        self.current = current
        holder = holder or current
        self.version: int = holder.version  # type: ignore[attr-defined]
        last = entries_for(holder).first()
        self.who: str = last.actor_name if last else "Somebody else"
        self.when: datetime | None = last.at if last else None


def open_meeting(pk: int) -> Meeting:
    """Lock the meeting whose agenda is about to change. A cancelled meeting's agenda stays as it was."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=pk)
    if meeting.is_cancelled:
        raise CannotChange("The meeting is cancelled, so its agenda cannot be changed.")
    return meeting


def _open_item(item: AgendaItem, *, state: str = AgendaItem.State.ON_AGENDA) -> AgendaItem:
    meeting = open_meeting(item.meeting_id)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.meeting_id != meeting.pk or item.state != state:
        raise CannotChange(f"“{item}” is {item.get_state_display().lower()} now, so nothing has changed.")
    item.meeting = meeting
    return item


def require_on_agenda(item: AgendaItem) -> AgendaItem:
    """Lock an item whose papers are about to change."""
    return _open_item(item)


def _values(fields: Sequence[str], given: dict[str, Any]) -> dict[str, Any]:
    unknown = set(given) - set(fields)
    assert not unknown, f"Not a field of this verb: {unknown}"
    return given


@transaction.atomic
def add_item(meeting: Meeting, *, by: User, **fields: Any) -> AgendaItem:
    """Put an item at the end of its part of the agenda, before the items that close it."""
    meeting = open_meeting(meeting.pk)
    values = _values(ITEM_FIELDS, fields)
    item = _put_in_place(AgendaItem(meeting=meeting, **values))
    record("add agenda item", item, by=by, meeting=meeting.reference, section=item.section)
    return item


def _put_in_place(item: AgendaItem) -> AgendaItem:
    """Save an item where a new one belongs: date of next meeting and urgent business stay last."""
    order = [other for other in item.meeting.items.on_agenda() if other.pk != item.pk]
    place = sum(not other.is_exempt or item.is_exempt for other in order)
    if item.kind not in CLOSING:
        while place and order[place - 1].section == item.section and order[place - 1].kind in CLOSING:
            place -= 1
    item.order = place + 1
    item.save()
    write_order([*order[:place], item, *order[place:]])
    return item


@transaction.atomic
def edit_item(item: AgendaItem, *, version: int, by: User, **fields: Any) -> AgendaItem:
    """Save an item over the version the officer saw. Raises ChangedMeanwhile when there is a newer one."""
    item = _open_item(item)
    if item.version != version:
        raise ChangedMeanwhile(item)
    changed = _assign(item, _values(ITEM_FIELDS, fields))
    if changed:
        # The fields by name only: a restricted title has no place in the audit book.
        record("edit agenda item", item, by=by, fields=changed)
    return item


def _assign(row: AgendaItem | Report, values: dict[str, Any]) -> list[str]:
    """Save what differs with the next version number; the names of the fields that did."""
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.version += 1
        row.save(update_fields=[*changed, "version"])
    return changed


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool, by: User) -> bool:
    """One place up or down within its part of the agenda; False when it is already at the end."""
    item = _open_item(item)
    order = moved(list(item.meeting.items.on_agenda()), item, up=up)
    if order is None or order != sorted(order, key=lambda each: each.is_exempt):
        return False
    write_order(order)
    record("move agenda item", item, by=by, number=order.index(item) + 1)
    return True


@transaction.atomic
def set_order(meeting: Meeting, pks: Sequence[int], *, by: User) -> list[AgendaItem]:
    """The whole agenda in a new order. Items stay in their part: the public part always comes first."""
    meeting = open_meeting(meeting.pk)
    items = {item.pk: item for item in meeting.items.on_agenda()}
    if sorted(pks) != sorted(items):
        raise CannotChange("The agenda has changed since you opened this page. Load the page again.")
    before = list(items)
    order = sorted((items[pk] for pk in pks), key=lambda item: item.is_exempt)
    if [item.pk for item in order] != before:
        write_order(order)
        record("order agenda", meeting, by=by, items=[item.pk for item in order])
    return order


def later_meetings(meeting: Meeting) -> models.QuerySet[Meeting]:
    """Where an item may be deferred to."""
    return Meeting.objects.filter(
        committee=meeting.committee_id,
        kind=meeting.kind,
        state=Meeting.State.PLANNED,
        start__gt=meeting.start,
    ).order_by("start")


@transaction.atomic
def defer_item(item: AgendaItem, to: Meeting, *, reason: str = "", by: User) -> AgendaItem:
    """Move an item with its report and papers to a later meeting; the old row stays and says where to."""
    item = _open_item(item)
    if not later_meetings(item.meeting).filter(pk=to.pk).exists():
        raise CannotChange("Choose a later meeting of the same committee.")
    later = open_meeting(to.pk)
    moved = _put_in_place(AgendaItem(meeting=later, **{name: getattr(item, name) for name in ITEM_FIELDS}))
    Report.objects.filter(item=item).update(item=moved)
    item.papers.update(item=moved)
    keep_away_as_from({item.pk}, moved, by=by)
    item.state, item.deferred_to, item.state_reason = AgendaItem.State.DEFERRED, moved, reason.strip()
    item.version += 1
    item.save(update_fields=["state", "deferred_to", "state_reason", "version"])
    record("defer agenda item", item, by=by, to=later.reference)
    item_deferred.tell(item, moved, item.state_reason, by)
    return moved


@transaction.atomic
def withdraw_item(item: AgendaItem, *, reason: str, by: User) -> AgendaItem:
    """Take an item off the agenda. Its report and papers stay with it and its reference is not used again."""
    item = _open_item(item)
    item.state, item.state_reason = AgendaItem.State.WITHDRAWN, reason.strip()
    item.version += 1
    item.save(update_fields=["state", "state_reason", "version"])
    record("withdraw agenda item", item, by=by)
    item_withdrawn.tell(item, item.state_reason, by)
    return item


@transaction.atomic
def restore_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """Put a withdrawn item back, where a new item would come."""
    item = _open_item(item, state=AgendaItem.State.WITHDRAWN)
    item.state, item.state_reason = AgendaItem.State.ON_AGENDA, ""
    item.version += 1
    _put_in_place(item)
    record("restore agenda item", item, by=by)
    item_restored.tell(item, by)
    return item


@transaction.atomic
def save_report(item: AgendaItem, *, version: int, by: User, **fields: Any) -> Report:
    """Save the cover sheet of an item. The first save gives it its reference. `version` is 0 for a new one."""
    # The series of references is locked before the meeting, in the order that moving a meeting does.
    Committee.objects.select_for_update(of=("self",)).get(pk=item.meeting.committee_id)
    item = _open_item(item)
    values = _values(REPORT_FIELDS, fields)
    report = Report.objects.select_for_update(of=("self",)).filter(item=item).first()
    if report is None:
        reference = allocate(item.meeting.committee, item.meeting.date)
        edition = edition_for(item.meeting.committee)
        report = Report.objects.create(item=item, reference=reference, template=edition, **values)
        record("add report", report, by=by, item=item.pk)
        return report
    if report.version != version:
        raise ChangedMeanwhile(report)
    changed = _assign(report, values)
    if changed:
        record("edit report", report, by=by, fields=changed)
    return report
