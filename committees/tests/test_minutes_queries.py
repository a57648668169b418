"""Pages of minutes ask the database as often for three items as for one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees.minutes import actions, drafting, workflow
from committees.models import Meeting
from committees.tests.minuted import at
from scrutiny.tests.cast import Cast, item, meeting
from scrutiny.tests.world import signed_in

pytestmark = pytest.mark.django_db
MOST = 15


def one_more(held: Meeting, cast: Cast, number: int) -> None:
    added = item(held, f"Business {number}", number)
    for kind in ("agreed", "noted"):
        drafting.add_resolution(added, kind=kind, text="it be so", by=cast.officer)
    due = timezone.localdate()
    actions.add_action(added, text="Do it", owner=cast.member.person, due_on=due, by=cast.officer)


@pytest.mark.parametrize(
    "path",
    [
        "/meetings/{reference}/minutes/",
        "/workspace/meetings/{reference}/minutes/",
        "/workspace/meetings/{reference}/minutes/write/",
    ],
)
def test_more_items_cost_no_more_queries(cast: Cast, path: str) -> None:
    held = meeting(cast.committee, at(10, 15))
    client = signed_in(cast.officer)
    address = path.format(reference=held.reference)

    def queries() -> list[str]:
        workflow.publish_draft(held.minutes, by=cast.officer)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in captured]

    one_more(held, cast, 1)
    queries()
    one = queries()
    one_more(held, cast, 2), one_more(held, cast, 3)
    three = queries()
    assert len(three) == len(one), "\n".join(three)
    assert len(one) <= MOST, f"{len(one)}\n" + "\n".join(one)
