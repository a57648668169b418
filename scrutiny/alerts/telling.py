"""The words of a mail with news, read through the door of the search just before it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone

from committees.models import Meeting
from scrutiny.lib.explained import long_date
from scrutiny.search.door import entries_visible_to
from scrutiny.search.models import Entry, Kind

from .models import Issue, Line
from .things import Thing, thing_of

AGENDA = "pack"
MOST = 20
SHORT = 200


@dataclass(frozen=True)
class Told:
    title: str
    about: str
    link: str


@dataclass
class Section:
    thing: str
    told: list[Told] = field(default_factory=list)
    more: int = 0
    link: str = ""


def said(mails: Sequence[Issue]) -> dict[int, list[Section]]:
    """By mail: what each alert found that everybody may still read. A mail with nothing left to say is not in it."""
    rows = Line.objects.filter(issue__in=[mail.pk for mail in mails if mail.kind == Issue.Kind.NEWS])
    related = ("alert__committee", "alert__topic__committee", "alert__ward")
    lines = list(rows.select_related(*related).order_by("issue", "alert", "pk"))
    words = {**_entries(lines), **_agendas(lines)}
    found: dict[int, dict[int, Section]] = {}
    for line in lines:
        told = words.get((line.subject_type, line.subject_id, line.key))
        if told is not None and line.issue_id is not None:
            sections = found.setdefault(line.issue_id, {})
            _add(sections.setdefault(line.alert_id, _section(thing_of(line.alert))), told)
    return {mail: list(sections.values()) for mail, sections in found.items()}


def _add(section: Section, told: Told) -> None:
    if told in section.told:
        return
    if len(section.told) < MOST:
        section.told.append(told)
    else:
        section.more += 1


def _section(thing: Thing) -> Section:
    search = f"{settings.SITE_URL}{reverse('search:search')}?{thing.search}&sort=date" if thing.search else ""
    return Section(thing.name, link=search)


def _entries(lines: Iterable[Line]) -> dict[tuple[str, int, str], Told]:
    wanted = {(line.subject_type, line.subject_id, line.key) for line in lines if line.key}
    if not wanted:
        return {}
    visible: QuerySet[Entry] = entries_visible_to(AnonymousUser(), timezone.localdate())
    rows = visible.filter(
        subject_type__in={each[0] for each in wanted},
        subject_id__in={each[1] for each in wanted},
        key__in={each[2] for each in wanted},
    )
    related = rows.select_related("meeting__committee", "committee", "version__paper__item").annotate(
        beginning=Left("text", SHORT)
    )
    return {
        place: _told(row)
        for row in related.defer("vector", "text")
        if (place := (row.subject_type, row.subject_id, row.key)) in wanted
    }


def _told(row: Entry) -> Told:
    title = f"{row.title}, page {row.page}" if row.page else row.title
    about = [str(row.get_kind_display())]
    if row.kind == Kind.MEETING:
        # When and where, and whether it is called off.
        about.append(row.beginning)  # type: ignore[attr-defined]
    if row.committee and row.kind in (Kind.PAPER, Kind.ITEM):
        about.append(f"{row.committee.name}, {long_date(row.day)}")
    return Told(title, ": ".join(about), settings.SITE_URL + row.get_absolute_url())


def _agendas(lines: Iterable[Line]) -> dict[tuple[str, int, str], Told]:
    meetings = {line.subject_id for line in lines if line.subject_type == AGENDA and not line.key}
    rows = Meeting.objects.public().filter(pk__in=meetings, publications__isnull=False).distinct()
    return {
        (AGENDA, row.pk, ""): Told(
            f"Agenda and papers: {row.committee.name}, {long_date(row.date)}",
            "Meeting",
            settings.SITE_URL + row.get_absolute_url(),
        )
        for row in rows.select_related("committee")
    }
