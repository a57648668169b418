"""Who may read what the demo's council keeps back: access given and asked for, interests, a release, readings."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.models import User
from audit.log import record_reading
from committees.access import (
    appoint_substitute,
    cannot_stand_in,
    give_access,
    keep_from,
    name_author,
    wrong_group,
)
from committees.copies import copy_of_paper
from committees.emergency import break_glass, close
from committees.models import (
    AccessRequest,
    AgendaItem,
    Committee,
    EmergencyAccess,
    Meeting,
    Membership,
    PaperVersion,
)
from committees.models.paper import Classification
from committees.releases import propose_release
from committees.requests import ask, grant_request, refuse_request
from committees.timetable import scrutiny_copy_due
from council.calendar_in_force import calendar_in_force
from council.models import Person

from .april_2019 import LONDON
from .authority import person_called
from .source import table

MORNING = time(10, 40)


def load_access(today: date, by: User) -> None:
    """After the agendas: a paper that waits for its pack is read by nobody yet."""
    facts = table("access.toml")
    for row in facts["grants"]:
        give_access(
            item_called(row["item"]),
            account(row["to"]),
            reason=row["reason"],
            basis=row.get("basis", "need_to_know"),
            by=account(row["by"]),
        )
    for row in facts["authors"]:
        name_author(item_called(row["item"]), account(row["user"]), by=by)
    for row in facts["kept_from"]:
        keep_from(item_called(row["item"]), person=person_called(row["person"]), reason=row["reason"], by=by)
    for row in facts["requests"]:
        load_request(row, today)
    for row in facts["emergencies"]:
        load_emergency(row, today)
    for row in facts["ask_again"]:
        PaperVersion.objects.filter(pk__in=[version.pk for version in papers_of(row)]).update(
            review_on=today + timedelta(days=row["in_days"])
        )
    propose_release(papers_of(facts["release"])[0], reason=facts["release"]["reason"], by=by)
    for row in facts["readings"]:
        read(row)
    send_a_substitute(today, by)


def account(name: str) -> User:
    return User.objects.get(name=name)


def item_called(title: str) -> AgendaItem:
    return AgendaItem.objects.filter(title=title).latest("meeting__start")


def papers_of(row: dict[str, Any]) -> list[PaperVersion]:
    """The restricted papers of a meeting or of an item that have been published."""
    published = PaperVersion.objects.filter(published_at__isnull=False, current=True).exclude(
        classification=Classification.PUBLIC
    )
    if "item" in row:
        return list(published.filter(paper__item=item_called(row["item"])))
    return list(published.filter(paper__item__meeting__reference=row["meeting"], paper__title=row["paper"]))


def moment(day: date) -> datetime:
    return datetime.combine(day, MORNING, LONDON)


def load_request(row: dict[str, Any], today: date) -> None:
    made = ask(
        Committee.objects.get(code=row["committee"]),
        document=row["document"],
        relevance=row["relevance"],
        by=account(row["by"]),
    )
    asked_on = today - timedelta(days=row["days_ago"])
    due = scrutiny_copy_due(asked_on, calendar_in_force())
    then = {"made_at": moment(asked_on), "due_on": due.date, "explanation": due.as_json()}
    AccessRequest.objects.filter(pk=made.pk).update(**then)
    if "answer" not in row:
        return
    clerk = account(row["answered_by"])
    if row["answer"] == "granted":
        grant_request(made, item=item_called(row["item"]), by=clerk)
    else:
        refuse_request(made, reasons=row["reasons"], by=clerk)
    answered = moment(today - timedelta(days=row["answered_days_ago"]))
    AccessRequest.objects.filter(pk=made.pk).update(decided_at=answered)


def load_emergency(row: dict[str, Any], today: date) -> None:
    """Over for days: nobody sees more because of it."""
    by = account(row["by"])
    opened = break_glass(Committee.objects.get(code=row["committee"]), reason=row["reason"], by=by)
    lasts = opened.until - opened.opened_at
    close(opened, by=by)
    at = moment(today - timedelta(days=row["days_ago"]))
    closed = at + timedelta(minutes=row["minutes"])
    EmergencyAccess.objects.filter(pk=opened.pk).update(opened_at=at, until=at + lasts, closed_at=closed)


def read(row: dict[str, Any]) -> None:
    """As when they open their own copy on the page."""
    for version in papers_of(row):
        for name in row["by"]:
            reader = account(name)
            copy = copy_of_paper(version, by=reader)
            door = {"number": version.number, "sha256": version.sha256, "copy": copy.number}
            record_reading("read paper", version.paper, by=reader, **door)


def send_a_substitute(today: date, by: User) -> None:
    """A member of the committee that meets next cannot come, and a colleague of their group takes the place."""
    coming = Meeting.objects.public().filter(start__date__gt=today, state=Meeting.State.PLANNED)
    meeting = coming.order_by("start").first()
    if meeting is None:
        return
    seats = Membership.objects.on(meeting.date).filter(
        committee=meeting.committee, role=Membership.Role.MEMBER
    )
    away = seats.latest("pk").person
    others = (
        Person.objects.in_office(meeting.date).filter(kind=Person.Kind.COUNCILLOR).order_by("family_name")
    )
    for colleague in others:
        if not (cannot_stand_in(colleague, meeting) or wrong_group(colleague, away, meeting.date)):
            appoint_substitute(meeting, colleague, in_place_of=away, by=by)
            return
