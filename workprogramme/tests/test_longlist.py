"""Suggestions: made by anybody, scored, adopted or refused; and raised by the forward plan."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.models import Entry
from callins.planning import publish_notice, slip
from callins.tests.executive import planned
from committees.agenda import CannotChange
from scrutiny.tests.cast import Cast
from workprogramme import longlist, watching
from workprogramme.models import Criterion, ProgrammeSettings, Suggester, Suggestion, TopicOrigin

from .programme import section, suggestion


@pytest.fixture(autouse=True)
def _in_2018():
    with time_machine.travel("2018-06-01 12:00", tick=False):
        yield


@pytest.fixture
def watched(cast: Cast) -> ProgrammeSettings:
    return ProgrammeSettings.objects.create(committee=cast.committee, watches="bus\nchild")


def test_a_suggestion_becomes_a_topic_that_says_so(cast: Cast):
    made = suggestion(cast, why="They are deep.", name="Rita Resident", email="rita@example.org")
    criteria = list(Criterion.objects.all())
    scored = longlist.score(made, {criteria[0].pk: 3, criteria[1].pk: 1}, version=1, by=cast.officer)
    longlist.shortlist(scored, by=cast.officer)
    topic = longlist.adopt(
        made, section=section(), public_title="Road repairs", reason="Many ask.", year=2018, by=cast.officer
    )
    made.refresh_from_db()
    assert (made.state, made.topic, topic.title, topic.when) == (
        "adopted", topic, "Road repairs", "To be scheduled",
    )  # fmt: skip
    assert topic.origins.get().suggestion == made
    assert not Entry.objects.filter(subject_name__contains="Potholes").exists()
    longlist.forget_suggester(made, by=cast.officer)
    assert not Suggester.objects.exists()
    with pytest.raises(CannotChange, match="adopted"):
        longlist.refuse(made, public_title="x", reason="x", by=cast.officer)


def test_a_refusal_gives_its_reason(cast: Cast):
    made = suggestion(cast)
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        longlist.refuse(made, public_title="Roads", reason="", by=cast.officer)
    longlist.refuse(made, public_title="Roads", reason="The audit looks at it.", by=cast.officer)
    assert list(Suggestion.objects.published()) == [made]


def test_points_stay_within_the_councils_scale(cast: Cast):
    criterion = Criterion.objects.first()
    with pytest.raises(ValidationError, match="0 to 3"):
        longlist.score(suggestion(cast), {criterion.pk: 4}, version=1, by=cast.officer)


def test_a_suggestion_to_nobody_in_particular_is_given_to_a_committee(cast: Cast):
    made = suggestion(cast, committee=None)
    adopt = {"section": section(), "public_title": "Roads", "year": 2018, "by": cast.officer}
    with pytest.raises(CannotChange, match="which committee"):
        longlist.adopt(made, **adopt)
    longlist.give_to(made, cast.committee, by=cast.officer)
    assert longlist.adopt(made, **adopt).committee == cast.committee


def test_a_published_decision_in_the_remit_is_suggested_once(cast: Cast, watched: ProgrammeSettings):
    entry = planned(cast, due=date(2018, 9, 1), restricted_title="Gadwall")
    assert not Suggestion.objects.exists()
    publish_notice(entry, by=cast.officer)
    made = Suggestion.objects.get()
    assert (made.committee, made.source, made.planned) == (cast.committee, "forward_plan", entry)
    assert "Gadwall" not in made.title + made.why
    assert watching.look_through(cast.committee, by=cast.officer) == 0


def test_a_slip_brings_it_up_to_date_or_raises_it_again(cast: Cast, watched: ProgrammeSettings):
    entry = publish_notice(planned(cast, due=date(2018, 9, 1)), by=cast.officer)
    slip(entry, due=date(2018, 10, 1), reason="A survey is late.", by=cast.officer)
    made = Suggestion.objects.get()
    assert "from 1 September 2018 to 1 October 2018. A survey is late." in made.why
    topic = longlist.adopt(made, section=section(), public_title="Buses", year=2018, by=cast.officer)
    assert topic.origins.get().kind == TopicOrigin.Kind.FORWARD_PLAN
    slip(entry, due=date(2018, 11, 1), reason="Again.", by=cast.officer)
    assert Suggestion.objects.waiting().get().planned_when == "1 November 2018"


def test_what_is_outside_the_remit_or_not_published_is_left_alone(cast: Cast, watched: ProgrammeSettings):
    publish_notice(planned(cast, "Quay", matter="A wall.", due=date(2018, 9, 1)), by=cast.officer)
    draft = planned(cast, "Bus lanes", due=date(2018, 9, 1))
    slip(draft, due=date(2018, 10, 1), reason="x", by=cast.officer)
    assert watching.look_through(cast.committee, by=cast.officer) == 0
    # Only where a word begins: an omnibus is none.
    publish_notice(planned(cast, "Omnibus order", matter="x", due=date(2018, 9, 1)), by=cast.officer)
    assert not Suggestion.objects.exists()


def test_words_added_later_find_what_is_there_already(cast: Cast):
    publish_notice(planned(cast, due=date(2018, 9, 1)), by=cast.officer)
    ProgrammeSettings.objects.create(committee=cast.committee, watches="bus stop")
    assert watching.look_through(cast.committee, by=cast.officer) == 1
