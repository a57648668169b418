"""Pages of the forward plan and of decisions ask the database as often for three of everything as for one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from callins.models import Decision, GeneralException, PlannedDecision
from callins.papers import keep_paper
from callins.planning import publish_notice, record_notice, slip
from callins.tests.executive import clean, made, planned, published, rule_set
from committees.tests.samples import pdf
from council.models import Ward
from scrutiny.tests.cast import Cast

MOST = 15
PATHS = [
    "/forward-plan/",
    "/forward-plan/notice/",
    "/forward-plan/{planned}/",
    "/decisions/",
    "/decisions/?list=open",
    "/decisions/{decision}/",
    "/workspace/forward-plan/",
    "/workspace/forward-plan/add/",
    "/workspace/forward-plan/{planned}/",
    "/workspace/decisions/",
    "/workspace/decisions/?list=draft",
    "/workspace/decisions/add/",
    "/workspace/decisions/{decision}/",
]


def one_more(cast: Cast, entry: PlannedDecision, decision: Decision, number: int) -> None:
    now, by = timezone.now(), cast.officer
    wards = [Ward.objects.create(name=f"Ward {number}")]
    publish_notice(planned(cast, f"Plan {number}", wards=wards), by=by)
    published(cast, now, f"Decision {number}", wards=wards)
    made(cast, f"Draft {number}", wards=wards)
    day = now.date() + timedelta(days=number)
    slip(entry, due=day, reason="Later", by=by)
    notice = GeneralException(planned=entry, why_impracticable="Why", told_names="Who", told_on=day)
    notice.published_on = day
    record_notice(notice, by=by)
    for kind in ("public", "exempt"):
        data = pdf()
        keep_paper(decision, data, clean(data), name="a.pdf", classification=kind, paragraphs=["3"], by=by)


@pytest.mark.parametrize("path", PATHS)
def test_rows_cost_no_queries(client: Client, cast: Cast, path: str) -> None:
    rule_set()
    entry = publish_notice(planned(cast, is_key=True, key_spending=True), by=cast.officer)
    decision = published(cast, timezone.now(), is_key=True, key_spending=True)
    client.force_login(cast.officer)
    address = path.format(planned=entry.slug, decision=decision.slug)

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in captured]

    one_more(cast, entry, decision, 1)
    queries()  # What is asked once for each process is asked here.
    one = queries()
    for number in (2, 3):
        one_more(cast, entry, decision, number)
    three = queries()

    assert len(three) == len(one), "\n".join(three)
    assert len(one) <= MOST, "\n".join(one)
