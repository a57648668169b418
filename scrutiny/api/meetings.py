"""Meetings, with the agenda and the papers as they were published for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.urls import reverse

from committees.contents import Published
from committees.contents.agenda import Data as Agenda
from committees.models import Meeting, MinutesEdition
from committees.models.publication import EditionKind, PublicationKind

from .people import committee_in_short
from .resource import Data, Filter, Resource, Rows, here, moment, page, site
from .shapes import (
    ADDRESS,
    COMMITTEE,
    DAY,
    MOMENT,
    NUMBER,
    TEXT,
    made_of,
    many,
    nothing_or,
    one_of,
    or_nothing,
)

PAPER = made_of(
    label=TEXT,
    title=TEXT,
    state=one_of(["published", "to_follow", "not_published"]),
    pages=nothing_or(made_of(first=TEXT, last=TEXT, url=ADDRESS)),
)
ITEM = made_of(
    number=NUMBER,
    title=TEXT,
    note=TEXT,
    reference=TEXT,
    section=one_of(["public", "exempt"]),
    exempt_paragraphs=many(TEXT),
    pages=nothing_or(made_of(first=TEXT, last=TEXT, url=ADDRESS)),
    papers=many(PAPER),
)
PACK = made_of(
    number=NUMBER,
    title=TEXT,
    kind=one_of(PublicationKind.values),
    published_at=MOMENT,
    pages=NUMBER,
    pdf=ADDRESS,
)
MINUTES = made_of(stage=one_of(MinutesEdition.Stage.values), published_at=MOMENT, url=ADDRESS, pdf=ADDRESS)
BRIEF = {
    "reference": TEXT,
    "committee": COMMITTEE,
    "start": MOMENT,
    "venue": TEXT,
    "state": one_of(Meeting.State.values),
    "cancellation_notice": TEXT,
    "agenda_published_at": or_nothing(MOMENT),
    "url": ADDRESS,
    "api": ADDRESS,
    "calendar": ADDRESS,
}


def meetings() -> Rows:
    rows = Meeting.objects.public().select_related("committee")
    return rows.annotate(published_at=Max("publications__published_at")).order_by("-start", "-pk")


def in_brief(row: Any) -> Data:
    return {
        "reference": row.reference,
        "committee": committee_in_short(row.committee),
        "start": row.local_start.isoformat(),
        "venue": row.venue,
        "state": row.state,
        "cancellation_notice": row.cancellation_notice,
        "agenda_published_at": moment(row.published_at),
        "url": site(row.get_absolute_url()),
        "api": here("meetings", row.reference),
        "calendar": page("feeds:one_meeting", row.reference),
    }


def whole(row: Any) -> Data:
    published = Published(row)
    agenda = published.agenda(EditionKind.PUBLIC) if published.pack else {"items": []}
    minutes = MinutesEdition.objects.public().filter(minutes__meeting=row).defer("data").order_by("-number")
    return in_brief(row) | {
        "agenda": [item(row, each) for each in agenda["items"]],
        "packs": [pack(row, publication) for publication in published.all],
        "minutes": [
            {
                "stage": edition.stage,
                "published_at": moment(edition.published_at),
                "url": page("committees:minutes", row.reference),
                "pdf": page("committees:minutes_file", row.reference, edition.number, "public"),
            }
            for edition in minutes
        ],
    }


def pack(meeting: Meeting, publication: Any) -> Data:
    public = next(edition for edition in publication.editions.all() if edition.kind == EditionKind.PUBLIC)
    return {
        "number": publication.number,
        "title": publication.title,
        "kind": publication.kind,
        "published_at": moment(publication.published_at),
        "pages": public.pages,
        "pdf": page("committees:edition", meeting.reference, publication.number, EditionKind.PUBLIC),
    }


def item(meeting: Meeting, row: Agenda) -> Data:
    return {
        "number": row["number"],
        "title": row["title"],
        "note": row.get("note", ""),
        "reference": row.get("reference", ""),
        "section": row.get("section", "public"),
        "exempt_paragraphs": row.get("paragraphs", []),
        "pages": pages(meeting, row),
        "papers": [paper(meeting, each) for each in row["papers"]],
    }


def paper(meeting: Meeting, row: Agenda) -> Data:
    there = "not_published" if row.get("withheld") else "to_follow"
    return {
        "label": row["label"],
        "title": row["title"],
        "state": "published" if row["from"] else there,
        "pages": pages(meeting, row),
    }


def pages(meeting: Meeting, row: Agenda) -> Data | None:
    """The numbers printed on them, which they keep for ever, and the web page of the first."""
    if not row["from"]:
        return None
    first = reverse("committees:twin", args=[meeting.reference, row["from"]])
    return {"first": row["from"], "last": row["to"], "url": f"{site(first)}#p{row['from']}"}


def of_committee(rows: Rows, slug: str) -> Rows:
    return rows.filter(committee__slug=slug)


def since(rows: Rows, day: date) -> Rows:
    return rows.filter(start__date__gte=day)


def until(rows: Rows, day: date) -> Rows:
    return rows.filter(start__date__lte=day)


OF_COMMITTEE = Filter("committee", "The slug of a committee", TEXT, of_committee)

MEETINGS = Resource(
    "meetings",
    "Meetings",
    "Public meetings, cancelled ones too, the latest first. One by itself comes with its agenda, the papers that"
    " are published and its minutes.",
    meetings,
    in_brief,
    made_of(**BRIEF),
    key="reference",
    filters=(
        OF_COMMITTEE,
        Filter("since", "On this day or later", DAY, since),
        Filter("until", "On this day or earlier", DAY, until),
        Filter(
            "state",
            "Planned or cancelled",
            one_of(Meeting.State.values),
            lambda rows, state: rows.filter(state=state),
        ),
    ),
    whole=whole,
    whole_schema=made_of(**BRIEF, agenda=many(ITEM), packs=many(PACK), minutes=many(MINUTES)),
)
