"""Committees and councillors."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from committees.models import Committee, Membership
from council.models import Person, Term

from .resource import Data, Filter, Resource, Rows, here, page, site
from .shapes import ADDRESS, DAY, FLAG, NUMBER, TEXT, made_of, many, one_of, or_nothing

SEAT = made_of(role=one_of(Membership.Role.values), name=TEXT, councillor=or_nothing(ADDRESS))


def committees() -> Rows:
    seats = Membership.objects.on(timezone.localdate()).in_printed_order()
    return Committee.objects.prefetch_related(Prefetch("memberships", seats, to_attr="seats")).order_by(
        "name"
    )


def committee_in_short(row: Committee) -> Data:
    return {
        "code": row.code,
        "slug": row.slug,
        "name": row.name,
        "url": site(row.get_absolute_url()),
        "api": here("committees", row.slug),
    }


def committee(row: Any) -> Data:
    return committee_in_short(row) | {
        "remit": row.remit,
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "members": [
            {
                "role": seat.role,
                "name": str(seat.person),
                "councillor": here("councillors", seat.person_id)
                if seat.person.kind == Person.Kind.COUNCILLOR
                else None,
            }
            for seat in row.seats
        ],
        "calendar": page("feeds:committee_meetings", row.slug),
        "feed": page("feeds:committee", row.slug),
    }


COMMITTEES = Resource(
    "committees",
    "Committees",
    "Scrutiny committees with their remit and members. Committees that have ended stay in the list.",
    committees,
    committee,
    made_of(
        code=TEXT,
        slug=TEXT,
        name=TEXT,
        url=ADDRESS,
        api=ADDRESS,
        remit=TEXT,
        ended_on=or_nothing(DAY),
        members=many(SEAT),
        calendar=ADDRESS,
        feed=ADDRESS,
    ),
    key="slug",
)


def councillors() -> Rows:
    today = timezone.localdate()
    people = Person.objects.filter(kind=Person.Kind.COUNCILLOR, terms__isnull=False).distinct()
    terms = Term.objects.filter(start__lte=today).select_related("ward", "group").order_by("-start")
    seats = Membership.objects.on(today).select_related("committee").order_by("committee__name")
    return people.prefetch_related(
        Prefetch("terms", terms, to_attr="terms_served"), Prefetch("memberships", seats, to_attr="seats")
    ).order_by("family_name", "given_name", "pk")


def councillor(row: Any) -> Data:
    today = timezone.localdate()
    term = row.terms_served[0] if row.terms_served else None
    return {
        "id": row.pk,
        "name": row.full_name,
        "printed_name": row.printed_name,
        "ward": term.ward.name if term and term.ward else None,
        "group": term.group.name if term and term.group else None,
        "in_office": bool(term and (term.end is None or term.end >= today)),
        "url": page("committees:councillor", row.pk),
        "api": here("councillors", row.pk),
        "committees": [
            {"role": seat.role, "committee": here("committees", seat.committee.slug)} for seat in row.seats
        ],
    }


def in_office(rows: Rows, wanted: bool) -> Rows:
    serving = Person.objects.in_office(timezone.localdate())
    found = serving.values("pk")
    return rows.filter(pk__in=found) if wanted else rows.exclude(pk__in=found)


COUNCILLORS = Resource(
    "councillors",
    "Councillors",
    "Councillors, those who have left too, with their ward, group and committees.",
    councillors,
    councillor,
    made_of(
        id=NUMBER,
        name=TEXT,
        printed_name=TEXT,
        ward=or_nothing(TEXT),
        group=or_nothing(TEXT),
        in_office=FLAG,
        url=ADDRESS,
        api=ADDRESS,
        committees=many(made_of(role=one_of(Membership.Role.values), committee=ADDRESS)),
    ),
    filters=(Filter("in_office", "Only those who are, or are not, in office today", FLAG, in_office),),
)
