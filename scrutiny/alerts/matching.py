"""Holding what is new against what people follow. Only what everybody may find is found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from callins.models import Decision, PlannedDecision
from committees.models import Meeting
from scrutiny.search.asking import phrase
from scrutiny.search.door import entries_visible_to
from scrutiny.search.models import Due, Entry, Kind
from scrutiny.search.words import plain

from .models import Alert, Fresh, Line
from .things import Thing, question_of, thing_of

About = Alert.About
TOGETHER = 2_000
# Of one search at one time; the mail leads to the rest.
MOST = 30
OF_AN_AGENDA = (Kind.PAPER, Kind.ITEM)
Place = tuple[str, int, str]


def match_all(now: datetime) -> int:
    """Everything that is fresh, in parts. Gives how many entries were looked at."""
    looked_at = 0
    while some := match_some(now):
        looked_at += some
    return looked_at


@transaction.atomic
def match_some(now: datetime) -> int:
    """What is being indexed anew waits until it has been: until then nobody may find it."""
    waiting = Due.objects.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
    in_the_way = Entry.objects.filter(pk=OuterRef("entry_id")).filter(Exists(waiting))
    ready = Fresh.objects.exclude(Exists(in_the_way)).order_by("pk").select_for_update(skip_locked=True)
    rows = list(ready[:TOGETHER])
    if rows:
        match([row.entry_id for row in rows], now)
        Fresh.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def match(entries: Iterable[int], now: datetime) -> None:
    fresh = entries_visible_to(AnonymousUser(), timezone.localdate(now)).filter(pk__in=list(entries))
    if not fresh.exists():
        return
    alerts = Alert.objects.confirmed().select_related("committee", "topic__meeting", "ward")
    same = ("about", "committee_id", "topic_id", "ward_id", "search")
    by_thing = lambda alert: tuple(str(getattr(alert, name)) for name in same)  # noqa: E731
    for _, group in groupby(sorted(alerts, key=by_thing), key=by_thing):
        some = list(group)
        note(some, places(thing_of(some[0]), fresh), now)


def places(thing: Thing, fresh: QuerySet[Entry]) -> list[Place]:
    """What a thing finds. Of what it found in one agenda the agenda is told, unless each page was searched for."""
    rows = fresh.filter(wanted(thing)).exclude(kind__in=[Kind.PERSON, Kind.COMMITTEE]).order_by("-day", "pk")
    found = rows.values_list("subject_type", "subject_id", "key", "kind")
    if thing.about == About.SEARCH:
        return [place[:3] for place in found[:MOST]]
    told = (
        (subject_type, subject_id, "" if kind in OF_AN_AGENDA else key)
        for subject_type, subject_id, key, kind in found
    )
    return list(dict.fromkeys(told))


def wanted(thing: Thing) -> Q:
    match thing.about:
        case About.COMMITTEE:
            return Q(committee=thing.committee)
        case About.TOPIC if thing.topic:
            return of_topic(thing)
        case About.WARD if thing.ward:
            decisions = Decision.objects.published().filter(wards=thing.ward).values("pk")
            planned = PlannedDecision.objects.published().filter(wards=thing.ward).values("pk")
            return (
                Q(vector=phrase(plain(thing.ward.name), "phrase"))
                | Q(subject_type="decision", subject_id__in=decisions)
                | Q(subject_type="plan", subject_id__in=planned)
            )
        case About.SEARCH:
            question = question_of(thing.search)
            if question.query is not None:
                kind = Q(kind=question.kind) if question.kind else Q()
                return Q(vector=question.query) & question.narrowed() & kind
    return Q(pk__in=[])


def of_topic(thing: Thing) -> Q:
    """The topic itself, and the meeting that takes it."""
    topic = thing.topic
    if topic is None or not topic.is_public:
        return Q(pk__in=[])
    found = Q(subject_type="topic", subject_id=topic.pk)
    if topic.meeting and topic.meeting.kind == Meeting.Kind.PUBLIC:
        found |= Q(meeting=topic.meeting)
    return found


def note(alerts: list[Alert], found: list[Place], now: datetime) -> None:
    """A page that was told of once is not told of again because it was indexed again."""
    if not found:
        return
    pages = Line.objects.filter(alert__in=alerts, subject_type="pack", issue__isnull=False).exclude(key="")
    told = set(pages.values_list("alert_id", "subject_type", "subject_id", "key"))
    Line.objects.bulk_create(
        [
            Line(alert=alert, subject_type=kind, subject_id=pk, key=key, found_at=now)
            for alert in alerts
            for kind, pk, key in found
            if (alert.pk, kind, pk, key) not in told
        ],
        batch_size=1_000,
        ignore_conflicts=True,
    )
