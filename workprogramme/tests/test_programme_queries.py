"""Every page of the app asks the database as often for three of everything as for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from callins.planning import publish_notice
from callins.tests.executive import planned
from committees.models import Committee, OfficerScope
from council.models import Group, Ward
from scrutiny.tests import cast as people
from scrutiny.tests.cast import Cast
from scrutiny.tests.census.programme_pages import PROGRAMME
from workprogramme import longlist, planning, tracking
from workprogramme.evidence import correct_evidence, log_evidence
from workprogramme.models import Criterion, Recommendation, Suggestion, Topic
from workprogramme.review_members import add_member
from workprogramme.timing import When
from workprogramme.years import year_of

from .planned_world import Programme, planned_world
from .programme import days_ahead, section, suggestion, topic
from .reviewed import reviewed
from .tracked import agreed, answered, sent, step

MOST = 15


@dataclass
class World:
    cast: Cast
    programme: Programme

    def get(self, path: str) -> Any:
        return path[1:] if path.startswith("=") else attrgetter(path)(self)


def one_more(world: World, number: int) -> None:
    """A topic of each kind with all that hangs on it, a suggestion in each state, a decision to come."""
    cast, shown = world.cast, world.programme.topic
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


def one_more_asked_for(world: World, number: int) -> None:
    """A recommendation in each list, with steps, reports and topics that follow it; and all of a review."""
    cast, shown, review = world.cast, world.programme.recommendation, world.programme.review
    about, by, today = world.programme.topic, cast.officer, timezone.localdate()
    late = sent(cast, about, date(2024, 1, 30))
    agreed(cast, about)
    tracking.publish(answered(cast, about), by=by)
    step(shown, by)
    shown.refresh_from_db()
    tracking.report_progress(shown, light="green", words="Well", version=shown.version, by=by)
    planning.add_origin(about, kind="recommendation", recommendation=late, by=by)
    topic(cast, f"Follow {number}", origins=[{"kind": "recommendation", "recommendation": shown}])
    source = {"origin": "review", "review": review}
    words = {"text": "Mend", "addressee_kind": "executive", "addressee": "Leader"}
    of_review = tracking.draft(cast.committee, source=source, by=by, **words)
    tracking.publish(tracking.agree(of_review, on=today, by=by), by=by)
    reviewed(cast, f"Other {number}", "x", publish=True)
    entry = log_evidence(review, by=by, kind="visit", on=today, title="There", is_public=True)
    correct_evidence(entry, version=1, correction="Where", title="Here", by=by)
    hidden = world.programme.evidence
    correct_evidence(hidden, version=number, correction="Who", summary=str(number), by=by)
    person = people.councillor("Ada", f"Nth{number}", Group.objects.all()[0], Ward.objects.all()[0]).person
    assert person is not None
    add_member(review, person=person, role="volunteer", by=by)


def queries(world: World) -> dict[str, list[str]]:
    """Of every page that somebody may open, by its name and state."""
    clients: dict[str, Client] = {}
    found = {}
    for entry in PROGRAMME:
        if not entry.who or entry.kind.name not in ("PAGE", "FORM", "FILE"):
            continue
        who = entry.seen_by
        if who not in clients:
            clients[who] = Client()
            if who != "anonymous":
                clients[who].force_login(getattr(world.cast, who))
        with CaptureQueriesContext(connection) as captured:
            assert clients[who].get(entry.address(world)).status_code == 200, entry  # type: ignore[arg-type]
        found[f"{entry.name} {entry.state}"] = [query["sql"] for query in captured]
    return found


def test_rows_cost_no_queries_on_any_page(cast: Cast) -> None:
    entry = publish_notice(
        planned(cast, "School", due=timezone.localdate() + timedelta(days=90)), by=cast.officer
    )
    world = World(cast, planned_world(cast, entry, "Heronsgate"))
    one_more(world, 1)
    one_more_asked_for(world, 1)
    queries(world)  # What is asked once for each process is asked here.
    one = queries(world)
    for number in (2, 3):
        one_more(world, number)
        one_more_asked_for(world, number)
    three = queries(world)
    assert Recommendation.objects.count() > 12
    assert Topic.objects.count() > 15

    grown = {name: (len(one[name]), len(three[name])) for name in one if len(three[name]) != len(one[name])}
    assert not grown, "\n".join(f"{name}: {numbers}" for name, numbers in grown.items())
    many = {name: len(asked) for name, asked in one.items() if len(asked) > MOST}
    assert not many
