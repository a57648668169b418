"""Pages of call-ins ask the database as often for three of everything as for one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from callins import informal, making, workflow
from callins.models import CallIn
from callins.rules import Informal
from scrutiny.tests.cast import Cast, meeting

from .executive import published, rule_set
from .made import paper_call_in

MOST = 15
# The desk shows all of a call-in and checks it again: the checks look into nine tables for who signed what.
MORE = {"/workspace/call-ins/{shown}/": 30}
PATHS = [
    "/call-ins/",
    "/call-ins/{shown}/",
    "/my/call-ins/",
    "/workspace/call-ins/",
    "/workspace/call-ins/?list=all",
    *MORE,
]


def called_in(cast: Cast, title: str) -> CallIn:
    decision = published(cast, timezone.now() - timedelta(minutes=5), title, committee=cast.committee)
    people = [who.person for who in (cast.chair, cast.member, cast.other_councillor) if who.person]
    call_in = paper_call_in(decision, people, cast.officer)
    call_in = workflow.receive(call_in, received_at=timezone.now(), by=cast.officer)
    return workflow.accept(call_in, judgement="It meets the rules.", by=cast.officer)


def meet(call_in: CallIn, cast: Cast) -> None:
    start = timezone.now()
    held = workflow.call_informal_meeting(call_in, start=start, place="C2", by=cast.officer)
    informal.write_note(held, start=start, by=cast.officer)


def one_more(cast: Cast, shown: CallIn, number: int) -> None:
    """A call-in at each stage, one being prepared, and one more of each part of the one that is shown."""
    called_in(cast, f"Valid {number}")
    meet(called_in(cast, f"Informal {number}"), cast)
    heard = called_in(cast, f"Heard {number}")
    later = meeting(cast.committee, timezone.now() + timedelta(days=20 + number))
    workflow.arrange_hearing(heard, meeting=later, short_notice_reason="Soon", by=cast.officer)
    draft = published(cast, timezone.now() - timedelta(minutes=5), f"Draft {number}")
    assert cast.member.person
    making.start(draft, lead=cast.member.person, by=cast.member)
    today, by = timezone.localdate(), cast.officer
    offer = informal.give_undertaking(shown, text="A review", given_by_name="Who", given_on=today, by=by)
    informal.add_to_undertaking(offer, dated=today, text="Begun", by=by)


@pytest.mark.parametrize("path", PATHS)
def test_rows_cost_no_queries(client: Client, cast: Cast, path: str) -> None:
    rule_set(informal=Informal(held=True))
    shown = called_in(cast, "Ferry timetable")
    meet(shown, cast)
    client.force_login(cast.member if path.startswith("/my/") else cast.officer)
    address = path.format(shown=shown.reference)

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in captured]

    one_more(cast, shown, 1)
    queries()  # What is asked once for each process is asked here.
    one = queries()
    for number in (2, 3):
        one_more(cast, shown, number)
    three = queries()

    assert len(three) == len(one), "\n".join(three)
    assert len(one) <= MORE.get(path, MOST), "\n".join(one)
