"""Everything that is recorded of one meeting, with one question to the database."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q, QuerySet

from committees.models import (
    Adjournment,
    AgendaItem,
    Attendance,
    Declaration,
    Denial,
    Exclusion,
    InterestType,
    Meeting,
    Movement,
    NamedVote,
    Report,
    Sitting,
    UrgentBusiness,
    Vote,
)
from council.models import Person
from scrutiny.lib.one_query import fetch, join, keep, keep_one


class Held:
    """The meeting as it was held. What was struck out is left out; `others` are rows that came by the same question."""

    sitting: Sitting | None
    items: list[AgendaItem]
    people: list[Attendance]
    declarations: list[Declaration]
    votes: list[Vote]
    exclusions: list[Exclusion]
    urgent: list[UrgentBusiness]
    pauses: list[Adjournment]

    def __init__(self, meeting: Meeting, **others: QuerySet[Any]) -> None:
        self.meeting = meeting
        found = fetch(**_of_people(meeting), **_of_sitting(meeting), **others)
        self.others: dict[str, list[Any]] = {name: found[name] for name in others}
        self.sitting = next(iter(found["sittings"]), None)
        self._link_items(found)
        self._link_people(found)
        self._link_record(found)

    def _link_items(self, found: dict[str, list[Any]]) -> None:
        self.items = found["items"]
        reports = {each.item_id: each for each in found["reports"]}
        for item in self.items:
            item.meeting = self.meeting
            keep_one(item, "report", reports.get(item.pk))

    def _link_people(self, found: dict[str, list[Any]]) -> None:
        self.people = found["people"]
        for name in ("person", "in_place_of"):
            join(self.people, name, found["persons"])
        join(found["movements"], "attendance", self.people)
        for line in self.people:
            line.meeting = self.meeting
            keep(line, "movements", _of(line, found["movements"], "attendance_id"))

    def _link_record(self, found: dict[str, list[Any]]) -> None:
        self.declarations, self.votes = found["declarations"], found["votes"]
        self.exclusions, self.urgent, self.pauses = found["exclusions"], found["urgent"], found["pauses"]
        join(self.declarations, "attendance", self.people)
        join(self.declarations, "type", found["types"])
        join(self.declarations, "item", self.items)
        for name in ("moved_by", "seconded_by", "cast_by"):
            join(self.votes, name, self.people)
        join(found["named"], "attendance", self.people)
        join(self.urgent, "agreed_by", self.people)
        for each in self.declarations:
            keep(each, "denials", _of(each, found["denials"], "declaration_id"))
        for vote in self.votes:
            keep(vote, "named_votes", _of(vote, found["named"], "vote_id"))
        for excluded in self.exclusions:
            named = {row.agendaitem_id for row in _of(excluded, found["named_items"], "exclusion_id")}
            keep(excluded, "items", [item for item in self.items if item.pk in named])
        if self.sitting is not None:
            self.sitting.meeting = self.meeting
            join([self.sitting], "presiding", self.people)
            join([self.sitting], "current_item", self.items)
            keep(self.sitting, "adjournments", self.pauses)


def _of(one: Model, rows: list[Any], key: str) -> list[Any]:
    return [row for row in rows if getattr(row, key) == one.pk]


def _of_people(meeting: Meeting) -> dict[str, QuerySet[Any]]:
    lines = meeting.attendances.order_by()
    known = Q(pk__in=lines.values("person")) | Q(pk__in=lines.values("in_place_of"))
    items = meeting.items.on_agenda()
    return {
        "items": items,
        "reports": Report.objects.filter(item__meeting=meeting),
        "people": meeting.attendances.in_printed_order().select_related(None),
        "persons": Person.objects.filter(known),
        "movements": Movement.objects.filter(attendance__meeting=meeting),
    }


def _of_sitting(meeting: Meeting) -> dict[str, QuerySet[Any]]:
    standing = {"sitting__meeting": meeting, "struck_at": None}
    return {
        "sittings": Sitting.objects.filter(meeting=meeting),
        "declarations": Declaration.objects.filter(**standing),
        "denials": Denial.objects.standing().filter(declaration__sitting__meeting=meeting),
        "types": InterestType.objects.order_by("pk"),
        "votes": Vote.objects.filter(**standing),
        "named": NamedVote.objects.filter(vote__sitting__meeting=meeting),
        "exclusions": Exclusion.objects.filter(**standing),
        "named_items": Exclusion.items.through.objects.filter(exclusion__sitting__meeting=meeting),
        "urgent": UrgentBusiness.objects.filter(sitting__meeting=meeting),
        "pauses": Adjournment.objects.filter(sitting__meeting=meeting),
    }
