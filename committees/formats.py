"""Asking for a paper in another format, and answering. Each request has a day by which it is answered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.log import record
from council.calendar_in_force import calendar_in_force
from scrutiny.lib.deadlines import Law, counted_days
from scrutiny.lib.explained import ExplainedDate
from scrutiny.lib.working_days import Calendar

from .alerts import alert
from .models import FormatRequest, OfficerScope
from .permissions import Visitor, committees_run_by

WORKING_DAYS = 10
CITATION = "Our own promise. Equality Act 2010, section 20: reasonable adjustments, within a reasonable time."


class CannotAnswer(ValidationError):
    """Nothing was changed; the message says why."""


def answer_due(asked_on: date, calendar: Calendar) -> ExplainedDate:
    """The last day to answer somebody who asked on a day."""
    return counted_days(
        asked_on,
        WORKING_DAYS,
        "working",
        calendar,
        Law("format_request_due", "local", CITATION),
        rule=f"Answer within {WORKING_DAYS} working days, not counting the day it was asked for.",
        anchor_reason="day of the request",
        field="asked_on",
        number_field="working_days",
    )


@transaction.atomic
def ask_for_format(**asked: Any) -> FormatRequest:
    """Anybody may ask, so nobody is named as who did it. The officers who answer are told that there is one."""
    due = answer_due(timezone.localdate(), calendar_in_force())
    request = FormatRequest(due_on=due.date, explanation=due.as_json(), **asked)
    request.full_clean()
    request.save()
    record("ask for another format", request, by=None, due=due.date.isoformat())
    body = f"Somebody has asked for a paper in another format. Answer by {due.date:%-d %B %Y}."
    link = reverse("workspace:format_request", args=[request.pk])
    alert(officers_for(request), "Scrutiny: a request for another format", body, link=link)
    return request


@transaction.atomic
def answer_format_request(request: FormatRequest, *, answer: str, version: int, by: User) -> FormatRequest:
    request = FormatRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.answered_at is not None or request.version != version:
        raise CannotAnswer("Somebody else has answered this request meanwhile.")
    if not answer.strip():
        raise CannotAnswer({"answer": "Say what was sent, or why nothing could be"})
    request.answered_at, request.answered_by = timezone.now(), by
    request.answer = answer.strip()
    request.version += 1
    request.save(update_fields=["answered_at", "answered_by", "answer", "version"])
    record("answer format request", request, by=by, in_time=timezone.localdate() <= request.due_on)
    return request


def format_requests_run_by(user: Visitor) -> QuerySet[FormatRequest]:
    """An officer’s: those about meetings of their committees, and those about no meeting in particular."""
    if not isinstance(user, User) or not user.is_officer:
        return FormatRequest.objects.none()
    mine = Q(meeting=None) | Q(meeting__committee__in=committees_run_by(user))
    return FormatRequest.objects.filter(mine).select_related("meeting__committee", "answered_by")


def officers_for(request: FormatRequest) -> QuerySet[User]:
    scopes = OfficerScope.objects.all()
    if request.meeting is not None:
        scopes = scopes.filter(committee=request.meeting.committee_id)
    return User.objects.filter(is_active=True, pk__in=scopes.values("user"))
