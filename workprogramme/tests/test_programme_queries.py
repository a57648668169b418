"""Pages of the programme ask the database as often for three of everything as for one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from callins.planning import publish_notice
from callins.tests.executive import planned
from committees.models import Committee, OfficerScope
from scrutiny.tests import cast as people
from scrutiny.tests.cast import Cast
from workprogramme import longlist, planning
from workprogramme.models import Criterion, ProgrammeSettings, Suggestion, Topic
from workprogramme.timing import When
from workprogramme.years import year_of

from .programme import days_ahead, section, suggestion, topic

MOST = 15
HERE = "committees/people-and-families-scrutiny-committee"
PATHS = [
    "/work-programme/",
    "/work-programme/suggestions/",
    "/my/suggestions/",
    f"/{HERE}/work-programme/",
    f"/{HERE}/work-programme/{{topic}}/",
    "/workspace/programmes/",
    "/workspace/programmes/setup/",
    f"/workspace/{HERE}/programme/",
    f"/workspace/{HERE}/programme/carry/",
    f"/workspace/{HERE}/programme/watch/",
    f"/workspace/{HERE}/programme/export/csv/",
    f"/workspace/{HERE}/longlist/",
    f"/workspace/{HERE}/longlist/?list=adopted",
    "/workspace/suggestions/",
    "/workspace/suggestions/{suggestion}/",
    "/workspace/topics/{topic}/",
]


def one_more(cast: Cast, shown: Topic, number: int) -> None:
    """A topic of each kind with all that hangs on it, a suggestion in each state, a decision to come."""
    year, by = year_of(timezone.localdate()), cast.officer
    at = people.meeting(cast.committee, days_ahead(5 + number))
    entry = publish_notice(
        planned(cast, f"School {number}", due=timezone.localdate() + timedelta(days=90)), by=by
    )
    origins = [{"kind": "forward_plan", "planned": entry}, {"kind": "council", "words": "Council"}]
    for part in ("formal", "considering"):
        topic(cast, f"{part} {number}", year=year, section=section(part), steps=["A", "B"], origins=origins)
    topic(cast, f"At {number}", year=year, when=When(meeting=at), lead_officer=cast.committee.contact)
    planning.move(shown, When(timing=f"Later {number}"), reason="Late", by=by)
    planning.write_steps(shown, [str(each) for each in range(number)])
    planning.add_origin(shown, kind="other", words=str(number), by=by)
    suggested = suggestion(cast, f"New {number}", year=year)
    for each in Criterion.objects.all():
        suggested = longlist.score(suggested, {each.pk: 2}, version=suggested.version, by=by)
    suggestion(cast, f"Nowhere {number}", committee=None)
    suggestion(cast, f"Mine {number}", source=Suggestion.Source.MEMBER, by=cast.member)
    longlist.adopt(suggestion(cast, f"Yes {number}"), section=section(), public_title="Yes", year=year, by=by)
    longlist.refuse(suggestion(cast, f"No {number}"), public_title="No", reason="No", by=by)
    Criterion.objects.create(name=f"Question {number}", question="Why?")
    made = people.committee(f"C{number}", f"Committee {number}", cast.committee.contact)
    OfficerScope.objects.create(user=by, committee=Committee.objects.get(pk=made.pk))


@pytest.mark.parametrize("path", PATHS)
def test_rows_cost_no_queries(client: Client, cast: Cast, path: str) -> None:
    ProgrammeSettings.objects.create(committee=cast.committee, watches="school")
    shown = topic(cast, "Shown", year=year_of(timezone.localdate()))
    address = path.format(topic=shown.pk, suggestion=suggestion(cast, "Shown").pk)
    who = cast.member if path.startswith("/my/") else cast.officer
    client.force_login(cast.administrator if "setup" in path else who)

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
    assert len(one) <= MOST, "\n".join(one)
