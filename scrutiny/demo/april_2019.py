"""The meeting of 11 April 2019, whose pack has a shape that can be checked page by page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from accounts.models import User
from committees import agenda
from committees.meetings import create_meeting
from committees.models import AgendaItem, Committee, Meeting, Membership
from committees.models.committee import Section
from committees.references import allocate
from council.models import Council

from . import documents
from .agendas import put_in_order
from .authority import TERMS
from .bodies import seat
from .diary import annual_meeting
from .minutes import heading, present_and_absent
from .papers import attach, page_count
from .source import table, text

LONDON = ZoneInfo("Europe/London")
ROLE = Membership.Role


class WrongShape(Exception):
    """A paper of the meeting has not the number of pages that it must have."""


def facts() -> dict[str, Any]:
    return table("pack/meeting.toml")


def published_in_2019() -> datetime:
    published: datetime = facts()["published"]
    return published.replace(tzinfo=LONDON)


def committee() -> Committee:
    return Committee.objects.get(code=facts()["committee"])


def load_members() -> None:
    """The members between the elections of 2017 and 2021."""
    members = facts()["members"]
    start, end = annual_meeting(2017), TERMS[2017][1]
    roles = [
        (ROLE.CHAIR, [members["chair"]]),
        (ROLE.VICE_CHAIR, members["vice_chairs"]),
        (ROLE.MEMBER, members["members"]),
        (ROLE.VOTING_COOPTEE, members["cooptees"]),
    ]
    for role, names in roles:
        for name in names:
            seat(committee(), name, role, start, end, "End of term of office")


def load_april_meeting(by: User) -> Meeting:
    start = facts()["start"].replace(tzinfo=LONDON)
    meeting = create_meeting(committee(), start=start, by=by)
    for row in facts()["items"]:
        item = _item(meeting, row, by)
        if "report" in row:
            fields = facts()["reports"][row["report"]]
            enquiries_to = meeting.committee.report_contact or meeting.contact
            agenda.save_report(item, version=0, by=by, enquiries_to=enquiries_to, **fields)
        for paper in row.get("papers", []):
            _paper(item, paper, by)
    put_in_order(meeting, by=by)
    return meeting


def give_out_earlier_references() -> None:
    for row in facts()["earlier"]:
        for _ in range(row["reports"]):
            allocate(committee(), row["day"])


def _item(meeting: Meeting, row: dict[str, Any], by: User) -> AgendaItem:
    """The committee's standing item of that kind with this meeting's words, or one of the meeting's own."""
    fields = {name: row[name] for name in ("title", "note", "minutes_allowed") if name in row}
    section = row.get("section", Section.PUBLIC)
    item = meeting.items.filter(kind=row["kind"], section=section).first()
    if item is None or row["kind"] == "report":
        return agenda.add_item(meeting, kind=row["kind"], section=section, by=by, **fields)
    return agenda.edit_item(item, version=item.version, by=by, **fields)


def _paper(item: AgendaItem, row: dict[str, Any], by: User) -> None:
    label = row.get("label", "")
    kind = "minutes" if row["make"] in ("minutes", "extract", "relationship-minutes") else ""
    pdf = documents.document(row["title"], _body(row["make"], label), kind=kind)
    pages = page_count(pdf)
    if pages != row["pages"]:
        raise WrongShape(f"“{row['title']}” has {pages} pages and must have {row['pages']}.")
    attach(item, pdf, title=row["title"], label=label, by=by)


def _body(make: str, label: str) -> SafeString:
    on = committee()
    if make in ("minutes", "extract"):
        absent = facts()["members"]["absent_in_february"]
        february = datetime(2019, 2, 14, 10, 15, tzinfo=LONDON)
        title = heading(on, february, on.venue)
        if make == "extract":
            return documents.headed(f"Extract of the {title}", documents.extract_of_february(), label=label)
        present, _away = present_and_absent(on, february.date(), absent)
        return documents.headed(title, documents.minutes_of_february(present))
    if make == "slides":
        return documents.slides()
    if make == "programme":
        return documents.programme(label)
    if make == "scoping":
        council = Council.objects.get().name
        return documents.headed("", documents.scoping(council, f"{on.name} ({on.code})"), label=label)
    title = ""
    if make == "relationship-minutes":
        title = f"Extract of the {heading(on, datetime(2019, 1, 10, 10, 30, tzinfo=LONDON), on.venue)}"
    return documents.headed(title, documents.from_markdown(text(f"pack/{make}.md")), label=label)
