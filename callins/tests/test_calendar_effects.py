"""A late bank holiday: the clocks of call-ins move, what was published stays, and the page of the change says both."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from callins import workflow
from callins.models import Decision, DecisionCalendarEffect
from committees.calendar_changes import change_calendar, withdraw_change
from council.models import CalendarDay

from .made import at, councillors, decision, paper_call_in, rule_set

PROCLAIMED = date(2022, 10, 17)


@pytest.fixture
def scene(cast):
    """One decision called in on 6 October 2022 and one still open when the holiday is proclaimed on the 13th."""
    rules = rule_set("essex-2017")
    called = decision(rules, at("2022-10-05 09:00"), cast.committee.contact)
    call_in = paper_call_in(called, councillors(4), cast.officer)
    call_in = workflow.receive(call_in, received_at=at("2022-10-06 12:00"), by=cast.officer)
    still_open = decision(rules, at("2022-10-12 09:00"), cast.committee.contact)
    decision(rules, at("2022-08-01 09:00"), cast.committee.contact)
    return call_in, still_open


def test_a_late_bank_holiday_reaches_decisions_and_call_ins(scene, cast, client: Client):
    call_in, still_open = scene
    given = still_open.call_in_until, still_open.effective_at
    with time_machine.travel(at("2022-10-13 09:00"), tick=False):
        change = change_calendar(
            CalendarDay.Kind.HOLIDAY,
            PROCLAIMED,
            "A day of thanksgiving",
            by=cast.officer,
            reason="Proclaimed",
        )
        client.force_login(cast.officer)
        page = client.get(reverse("workspace:calendar_change", args=[change.pk])).content.decode()

    told = {
        (row.call_in_id, row.name): (row.before, row.after, row.stays)
        for row in DecisionCalendarEffect.objects.all()
    }
    assert told[(call_in.pk, "Heard by")] == ("Thursday 20 October 2022", "Friday 21 October 2022", False)
    assert told[(None, "Call-in period ends")] == (
        "Monday 17 October 2022",
        "Tuesday 18 October 2022",
        True,
    )
    assert (None, "Takes effect") in told
    assert len({row.decision_id for row in DecisionCalendarEffect.objects.all()}) == 2
    still_open = Decision.objects.get(pk=still_open.pk)
    assert (still_open.call_in_until, still_open.effective_at) == given
    for words in (f"Call-in {call_in.reference}", still_open.reference, "stays as it was given"):
        assert words in page

    with time_machine.travel(at("2022-10-14 09:00"), tick=False):
        withdraw_change(change, by=cast.officer)
        client.force_login(cast.officer)
        page = client.get(reverse("workspace:calendar_change", args=[change.pk])).content.decode()
    assert "Heard by (when withdrawn)" in page
