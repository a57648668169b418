"""The demo's forward plan and decisions: every state that a decision can be in, seen from the day of loading."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from callins.decisions import (
    correct_decision,
    make_decision,
    publish_decision,
    save_report,
    withdraw_decision,
)
from callins.models import (
    Decision,
    ExecutiveMember,
    GeneralException,
    PlannedDecision,
    SpecialUrgency,
)
from callins.papers import keep_paper
from callins.planning import plan_decision, publish_notice, record_notice, slip, withdraw_plan
from callins.rule_files import read_file
from callins.rule_sets import add_rule_set
from committees.models import Committee
from council.calendar_in_force import calendar_in_force
from council.models import Ward
from packs.parts import Ingested

from .authority import person_called
from .call_ins import call_in_decision
from .documents import document, from_markdown, headed
from .papers import page_count
from .source import DATA, table

DAY = timedelta(days=1)
RULES_FROM = date(2017, 5, 25)
LONDON = ZoneInfo("Europe/London")
PUBLISHED_AT = time(9, 30)


def load_executive(today: date, by: User) -> None:
    add_rule_set(read_file(DATA / "call_in_rules.toml"), valid_from=RULES_FROM, by=by)
    for name, post in table("people.toml")["cabinet"].items():
        load_cabinet_member(name, post)
    for row in table("forward_plan.toml")["planned"]:
        load_planned(row, today, by)
    for row in table("decisions.toml")["decisions"]:
        load_decision(row, today, by)


def load_cabinet_member(name: str, post: str) -> None:
    roles = {"Leader of": ExecutiveMember.Role.LEADER, "Deputy Le": ExecutiveMember.Role.DEPUTY_LEADER}
    role = roles.get(post[:9], ExecutiveMember.Role.MEMBER)
    portfolio = post.rpartition("Cabinet Member for ")[2]
    start_day = person_called(name).terms.order_by("-start").values_list("start", flat=True)[0]
    ExecutiveMember.objects.create(
        person=person_called(name), role=role, portfolio=portfolio, start=start_day
    )


def working_day(day: date) -> date:
    """That day, or the working day before it: nobody publishes on a Sunday."""
    calendar = calendar_in_force()
    while not calendar.is_working_day(day):
        day -= DAY
    return day


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON)


def matter(row: dict[str, Any]) -> dict[str, Any]:
    """What planned and made decisions have in common."""
    names = row.get("wards", "").split("\n")
    private = row.get("private", "")
    return {
        "title": row["title"],
        "restricted_title": row.get("officers_title", ""),
        "maker_kind": row["maker"],
        "decision_maker": row["who"],
        "maker_person": person_called(row["person"]) if "person" in row else None,
        "is_key": "key" in row,
        "key_reason": row.get("key", ""),
        "is_education": row.get("education", False),
        "all_wards": names == ["all"],
        "wards": list(Ward.objects.filter(name__in=names)),
        "contact": person_called(row["contact"]),
        "is_private": bool(private),
        "paragraphs": ["3"] if private else [],
        "private_reason": private,
    }


def load_planned(row: dict[str, Any], today: date, by: User) -> PlannedDecision:
    due = working_day(today + timedelta(days=row["in_days"]))
    planned = plan_decision(
        **matter(row),
        matter=row["matter"],
        due=due,
        period=row.get("period", ""),
        documents=row.get("documents", ""),
        copies_from="Democratic Services, Shire Hall, Marlbury",
        consultees=row.get("consultees", ""),
        consultation=row.get("consultation", ""),
        maker_members="\n".join(table("people.toml")["cabinet"]) if row["maker"] == "cabinet" else "",
        by=by,
    )
    if "notice" in row:
        published = working_day(today - timedelta(days=row["notice"]))
        publish_notice(planned, by=by, at=moment(published, PUBLISHED_AT))
        record_notices(planned, row, published, by)
    if "slipped" in row:
        slip(planned, due=working_day(due + timedelta(days=28)), reason=row["slipped"], by=by)
    if "withdrawn" in row:
        withdraw_plan(planned, reason=row["withdrawn"], by=by)
    return planned


def record_notices(planned: PlannedDecision, row: dict[str, Any], day: date, by: User) -> None:
    chair = "Councillor B Wetherall" if "Greyling" in row["who"] else "Councillor D Amberley"
    if "late" in row:
        told = {"told_names": chair, "told_on": day, "published_on": day}
        record_notice(GeneralException(planned=planned, why_impracticable=row["late"], **told), by=by)
    if "urgent" in row:
        agreed = {"agreed_by": "scrutiny_chair", "agreed_name": chair, "agreed_on": day, "published_on": day}
        record_notice(SpecialUrgency(planned=planned, why_urgent=row["urgent"], **agreed), by=by)


def load_decision(row: dict[str, Any], today: date, by: User) -> Decision:
    day = working_day(today - timedelta(days=row["days_ago"]))
    consent = {}
    if "consent" in row:
        name = person_called(row["consent"]).printed_name
        consent = {"consent_role": row["consent_role"], "consent_name": name, "consent_on": day}
    texts = {name: row.get(name, "") for name in ("purpose", "alternatives", "delegations", "exclusion")}
    decision = make_decision(
        **matter(row),
        **texts,
        **consent,
        decision=row["decision"],
        reasons=row["reasons"],
        conflicts="None",
        exclusion_reason=row.get("why", ""),
        committee=Committee.objects.get(code=row["committee"]),
        made_on=day,
        meeting_date=day if row["maker"] == "cabinet" else None,
        by=by,
    )
    if row.get("report"):
        load_report(decision, by)
    load_papers(decision, row, by)
    if not row.get("draft"):
        decision = publish_decision(decision, by=by, at=moment(day, PUBLISHED_AT))
        afterwards(decision, row, day, by)
    return decision


def load_report(decision: Decision, by: User) -> None:
    data = dict(table("decisions.toml")["report"])
    data["author"] = person_called(data["author"])
    save_report(decision, version=decision.report.version, by=by, **data)


def load_papers(decision: Decision, row: dict[str, Any], by: User) -> None:
    for key, classification in (("paper", "public"), ("exempt_paper", "exempt")):
        if key not in row:
            continue
        words = headed(row[key], from_markdown("An invented paper, to show where one would be."))
        pdf = document(row[key], words)
        clean = Ingested(
            pdf=pdf, pages=page_count(pdf), sizes=(), tagged=True, title=row[key], language="en-GB"
        )
        keep_paper(
            decision,
            pdf,
            clean,
            name=f"{row[key]}.pdf",
            classification=classification,
            paragraphs=["3"],
            by=by,
        )


def afterwards(decision: Decision, row: dict[str, Any], day: date, by: User) -> None:
    if "corrected" in row:
        correct_decision(decision, version=decision.version, reason=row["corrected"], by=by)
    if "withdrawn" in row:
        withdraw_decision(decision, reason=row["withdrawn"], by=by)
    if "called_in" in row:
        call_in_decision(decision, row, day, by)
