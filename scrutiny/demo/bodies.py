"""The demo's committees, who sits on them and since when, and what their agendas start from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from committees.models import Committee, InformationText, Membership, StandingItem
from committees.models.committee import Section

from .authority import TERMS, person_called
from .diary import annual_meeting, diary_year
from .source import table

ROLE = Membership.Role
FIELDS = [
    "code", "name", "slug", "remit", "quorum", "venue", "start_time",
    "pre_meeting_time", "pre_meeting_place", "pre_meeting_audience",
]  # fmt: skip


def load_committees(today: date) -> None:
    data = table("committees.toml")
    for row in data["committees"]:
        committee = Committee.objects.create(
            **{field: row[field] for field in FIELDS if field in row},
            is_education=row.get("is_education", False),
            contact=person_called(row["contact"]),
            report_contact=person_called(row["report_contact"]),
        )
        _standing_items(committee, data["standing_items"])
        _members_now(committee, row, today)
        _members_of_last_council(committee, row)
    for order, row in enumerate(data["information"], start=1):
        committee = Committee.objects.get(code=row["committee"])
        InformationText.objects.create(
            committee=committee, order=order, title=row["title"], body=row["body"].strip()
        )


def _standing_items(committee: Committee, rows: list[dict[str, Any]]) -> None:
    for order, row in enumerate(rows, start=1):
        StandingItem.objects.create(
            committee=committee, order=order, **{"section": Section.PUBLIC, "note": "", **row}
        )


def seat(
    committee: Committee,
    name: str,
    role: str,
    start: date,
    end: date | None = None,
    reason: str = "",
) -> None:
    Membership.objects.create(
        committee=committee, person=person_called(name), role=role, start=start, end=end, reason=reason
    )


def _members_now(committee: Committee, row: dict[str, Any], today: date) -> None:
    """Those appointed after the last election, and the changes made at this year's annual meeting."""
    year = diary_year(today)
    start, turn = min(annual_meeting(2025), annual_meeting(year - 1)), annual_meeting(year)
    eve = turn - timedelta(days=1)
    former = row.get("former_chair")
    if former:
        seat(committee, former, ROLE.CHAIR, start, eve, "Stood down as Chairman at the annual meeting")
        seat(committee, row["chair"], ROLE.MEMBER, start, eve)
        seat(committee, row["chair"], ROLE.CHAIR, turn, reason="Elected Chairman at the annual meeting")
    else:
        seat(committee, row["chair"], ROLE.CHAIR, start)
    for name in row["vice_chairs"]:
        seat(committee, name, ROLE.VICE_CHAIR, start)
    for name in row["members"]:
        seat(committee, name, ROLE.MEMBER, turn if name == former else start)
    seat(committee, row["left_member"], ROLE.MEMBER, start, eve, "Places reviewed at the annual meeting")
    seat(committee, row["new_member"], ROLE.MEMBER, turn, reason="Places reviewed at the annual meeting")
    for cooptee in row.get("cooptees", []):
        seat(committee, cooptee["name"], cooptee["role"], start)


def _members_of_last_council(committee: Committee, row: dict[str, Any]) -> None:
    """Between the elections of 2021 and 2025: those of today's members who were councillors then."""
    retired = TERMS[2021][1]
    for name in [row["chair"], *row["vice_chairs"], *row["members"]]:
        if person_called(name).terms.filter(start=TERMS[2021][0]).exists():
            role = ROLE.CHAIR if name == row.get("former_chair", row["chair"]) else ROLE.MEMBER
            seat(committee, name, role, annual_meeting(2021), retired, "End of term of office")
