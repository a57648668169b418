"""Putting checked minutes before the committee: as a paper under the minutes item of its next meeting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.log import record
from committees.access import keep_away_as_from
from committees.agenda import CannotChange, add_item, edit_item
from committees.agenda_template import NOTES, in_words
from committees.generated_papers import attach_generated
from committees.models import AgendaItem, Meeting, Minutes, Paper
from committees.models.committee import ItemKind
from committees.models.paper import Classification
from committees.papers import classify, remove_paper

from .editions import TEMPLATE
from .material import Material, material_of
from .wording import described, paragraphs_of

USUAL_NOTE = NOTES[ItemKind.MINUTES]


def later_meetings(minutes: Minutes, at: datetime | None = None) -> list[Meeting]:
    """Meetings of the committee that can still take the minutes, the next one first."""
    of = minutes.meeting
    later = Meeting.objects.filter(
        committee=of.committee_id, kind=of.kind, state=Meeting.State.PLANNED, start__gt=of.start
    )
    return list(later.filter(start__gte=at or timezone.now()).select_related("committee").order_by("start"))


def put_on_next(minutes: Minutes, *, by: User, at: datetime | None = None) -> AgendaItem | None:
    """Onto the agenda of the next meeting; None when there is no such meeting yet."""
    later = later_meetings(minutes, at)
    return put_on(minutes, later[0], by=by) if later else None


@transaction.atomic
def put_on(minutes: Minutes, meeting: Meeting, *, by: User) -> AgendaItem:
    """Write the checked draft onto an agenda as it stands. What is there of it already is replaced."""
    held = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__committee")
    minutes = held.get(pk=minutes.pk)
    if not minutes.may_be_corrected:
        raise CannotChange(
            "Minutes go onto an agenda when the chair has checked them, until they are approved."
        )
    if meeting.committee_id != minutes.meeting.committee_id or meeting.start <= minutes.meeting.start:
        raise CannotChange("Choose a later meeting of the same committee.")
    if minutes.agenda_item is not None:
        _take_off(minutes, minutes.agenda_item, by=by)
    item = _item_for(minutes, meeting, by=by)
    for expected in item.papers.filter(removed_at=None, state__in=Paper.State.without_file()):
        remove_paper(expected, by=by)
    material = material_of(minutes)
    papers = [_attach(material, item, exempt=exempt, by=by) for exempt in material.sides]
    # Whoever may not read an exempt item may not read what the exempt minutes say of it either.
    keep_away_as_from(material.exempt_items, item, by=by)
    minutes.agenda_item, minutes.paper = item, papers[0]
    minutes.save(update_fields=["agenda_item", "paper"])
    record("put minutes on agenda", minutes, by=by, meeting=meeting.reference, item=item.pk)
    return item


def _take_off(minutes: Minutes, item: AgendaItem, *, by: User) -> None:
    """The papers made for an earlier check. Those on the agenda of a cancelled meeting stay as they were."""
    if item.meeting.is_cancelled or item.state != AgendaItem.State.ON_AGENDA:
        return
    for paper in item.papers.filter(
        removed_at=None,
        versions__template=TEMPLATE,
        versions__data__meeting__reference=minutes.meeting.reference,
    ).distinct():
        remove_paper(paper, by=by)


def _item_for(minutes: Minutes, meeting: Meeting, *, by: User) -> AgendaItem:
    item = meeting.items.on_agenda().filter(kind=ItemKind.MINUTES).first()
    note = USUAL_NOTE.replace("{date}", in_words(minutes.meeting.start))
    if item is None:
        return add_item(meeting, title="Minutes", kind=ItemKind.MINUTES, note=note, by=by)
    usual = USUAL_NOTE.partition("{date}")[0]
    if item.note != note and (not item.note or item.note.startswith(usual)):
        item = edit_item(item, version=item.version, note=note, by=by)
    return item


def _attach(material: Material, item: AgendaItem, *, exempt: bool, by: User) -> Paper:
    minutes = material.minutes
    assert minutes is not None
    what = "Exempt minutes" if exempt else "Minutes"
    paper = attach_generated(
        item,
        title=f"{what} of the meeting held on {minutes.meeting.date:%-d %B %Y}",
        label="",
        template=TEMPLATE,
        data=described(minutes, exempt=exempt, material=material),
        classification=Classification.EXEMPT if exempt else Classification.PUBLIC,
        by=by,
    )
    paragraphs = paragraphs_of(material)
    if exempt and paragraphs:
        classify(paper.versions.get(), Classification.EXEMPT, paragraphs=paragraphs, by=by)
    return paper


def bring_along(meeting: Meeting, *, by: User) -> None:
    """Give a new meeting the minutes that are waiting for one."""
    if meeting.start < timezone.now() or meeting.is_cancelled:
        return
    waiting = Minutes.objects.filter(
        state=Minutes.State.CHECKED,
        agenda_item=None,
        meeting__committee=meeting.committee_id,
        meeting__kind=meeting.kind,
        meeting__start__lt=meeting.start,
    )
    for minutes in waiting.order_by("meeting__start"):
        put_on(minutes, meeting, by=by)


def find_another(meeting: Meeting, *, by: User) -> None:
    """A meeting is called off: the minutes on its agenda go to the next one, or wait for it."""
    on_it = Minutes.objects.filter(state=Minutes.State.CHECKED, agenda_item__meeting=meeting)
    for minutes in on_it.select_related("meeting__committee"):
        if put_on_next(minutes, by=by) is None:
            minutes.agenda_item = minutes.paper = None
            minutes.save(update_fields=["agenda_item", "paper"])
