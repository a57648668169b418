"""Topics get a time and lose it, and their items on agendas go with them."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from audit.log import entries_for
from committees.agenda import CannotChange, ChangedMeanwhile, defer_item, restore_item, withdraw_item
from committees.meetings import cancel_meeting
from committees.models import AgendaItem
from scrutiny.tests.cast import Cast
from workprogramme import planning, workflow
from workprogramme.models import Topic, TopicSlip
from workprogramme.timing import When

from .programme import meeting, section, topic


@pytest.fixture(autouse=True)
def _in_2018():
    with time_machine.travel("2018-06-01 12:00", tick=False):
        yield


def slips(of: Topic) -> list[tuple[str, str, str]]:
    return [(each.before, each.after, each.reason) for each in of.slips.order_by("pk")]


def test_a_timing_in_words_is_printed_as_it_stands(cast: Cast):
    words = "TBC (after contract negotiations have completed)"
    made = topic(cast, when=When(timing=words), steps=["Hear the director.", "Visit."])
    assert (made.when, made.first, made.item) == (words, None, None)
    assert [step.text for step in made.steps.all()] == ["Hear the director.", "Visit."]
    assert entries_for(made).get().detail == {"year": 2018, "when": words}
    span = topic(cast, when=When(starts=date(2018, 9, 1), ends=date(2018, 11, 30)))
    assert span.when == "1 September 2018 to 30 November 2018"
    with pytest.raises(ValidationError, match="say when in words"):
        topic(cast, when=When())


def test_a_scheduled_topic_has_its_item_and_moves_with_it_both_ways(cast: Cast):
    first, second, third = (meeting(cast, 2018, month, 12) for month in (7, 9, 10))
    made = planning.move(topic(cast), When(meeting=first), by=cast.officer)
    item = made.item
    assert (item.meeting, item.title, made.when) == (first, "Harbour dues", "12 July 2018")

    # The topic is moved, and the agenda follows.
    made = planning.move(made, When(meeting=second), reason="The audit is late.", by=cast.officer)
    item.refresh_from_db()
    assert (item.state, item.deferred_to) == ("deferred", made.item)
    assert made.item.meeting == second

    # The item is deferred, and the programme follows.
    defer_item(made.item, third, reason="No time was left.", by=cast.officer)
    made = Topic.objects.get(pk=made.pk)
    assert (made.meeting, made.item.meeting, made.version) == (third, third, 4)
    assert slips(made) == [
        ("TBC", "12 July 2018", "Scheduled."),
        ("12 July 2018", "12 September 2018", "The audit is late."),
        ("12 September 2018", "12 October 2018", "No time was left."),
    ]


def test_brought_forward_it_leaves_one_agenda_for_the_other(cast: Cast):
    early, late = meeting(cast, 2018, 7, 12), meeting(cast, 2018, 9, 13)
    made = topic(cast, when=When(meeting=late))
    was = made.item
    made = planning.move(made, When(meeting=early), reason="It is urgent.", by=cast.officer)
    was.refresh_from_db()
    assert (was.state, made.item.meeting, made.slips.count()) == ("withdrawn", early, 1)
    made = planning.move(made, When(timing="In the autumn"), reason="Not ready.", by=cast.officer)
    assert (made.item, made.meeting, made.when) == (None, None, "In the autumn")


def test_an_item_withdrawn_and_put_back_takes_its_topic_along(cast: Cast):
    at = meeting(cast, 2018, 7, 12)
    made = topic(cast, when=When(meeting=at))
    withdraw_item(made.item, reason="Between colleagues only", by=cast.officer)
    gone = Topic.objects.get()
    assert (gone.item, gone.when) == (None, "To be scheduled")
    assert "colleagues" not in gone.slips.get().reason
    restore_item(made.item, by=cast.officer)
    assert Topic.objects.get().item == made.item
    assert [each[2] for each in slips(made)] == [
        "Taken off the agenda of 12 July 2018.",
        "Put back on the agenda of 12 July 2018.",
    ]


def test_an_item_of_that_name_is_taken_over_and_a_past_agenda_is_left_alone(cast: Cast):
    at, past = meeting(cast, 2018, 7, 12), meeting(cast, 2018, 5, 10)
    there = planning.add_item(at, title="Harbour dues", by=cast.officer)
    assert topic(cast, when=When(meeting=at)).item == there
    assert topic(cast, when=When(meeting=past)).item is None


def test_what_is_not_public_goes_onto_the_exempt_part(cast: Cast):
    made = topic(cast, "Sale to Gadwall Ltd", is_public=False, when=When(meeting=meeting(cast, 2018, 7, 12)))
    assert (made.item.section, made.item.restricted_title) == ("exempt", "Sale to Gadwall Ltd")
    assert "Gadwall" not in made.item.title + "".join(str(each) for each in entries_for(made))
    with pytest.raises(CannotChange, match="off the agenda first"):
        planning.edit_topic(made, version=made.version, is_public=True, by=cast.officer)


def test_what_had_a_day_moves_only_for_a_reason(cast: Cast):
    made = topic(cast, when=When(starts=date(2018, 7, 1)))
    with pytest.raises(ValidationError, match="Say why"):
        planning.move(made, When(timing="Later"), by=cast.officer)
    with pytest.raises(CannotChange, match="already"):
        planning.move(made, When(starts=date(2018, 7, 1)), reason="Why", by=cast.officer)
    assert not made.slips.exists()


def test_meetings_of_others_and_cancelled_ones_are_no_place_for_it(cast: Cast):
    gone = cancel_meeting(meeting(cast, 2018, 7, 12), notice="Flood", by=cast.officer)
    with pytest.raises(CannotChange, match="not cancelled"):
        topic(cast, when=When(meeting=gone))
    made = topic(cast, when=When(meeting=meeting(cast, 2018, 9, 13)))
    cancel_meeting(made.meeting, notice="Flood", by=cast.officer)
    later = meeting(cast, 2018, 10, 11)
    made = planning.move(made, When(meeting=later), reason="The meeting is cancelled.", by=cast.officer)
    assert made.item.meeting == later


def test_history_is_never_rewritten(cast: Cast):
    made = planning.move(topic(cast), When(timing="May"), by=cast.officer)
    for change in (lambda: TopicSlip.objects.update(reason="Other"), lambda: made.slips.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="dropped_topic_says"), transaction.atomic():
        Topic.objects.update(state="dropped")


def test_the_second_of_two_officers_is_told(cast: Cast):
    made = topic(cast)
    planning.edit_topic(made, version=1, focus="Who pays", steps=["Ask"], by=cast.officer)
    with pytest.raises(ChangedMeanwhile):
        planning.edit_topic(made, version=1, focus="Who gains", by=cast.monitoring_officer)


def test_done_dropped_and_taken_up_again(cast: Cast):
    made = topic(cast, when=When(meeting=meeting(cast, 2018, 7, 12)))
    with pytest.raises(CannotChange, match="to come"):
        workflow.complete(made, on=date(2018, 7, 12), by=cast.officer)
    workflow.drop(made, reason="Government took the powers away.", by=cast.officer)
    assert AgendaItem.objects.get(pk=made.item.pk).state == "withdrawn"
    with pytest.raises(CannotChange, match="dropped"):
        planning.move(made, When(timing="May"), reason="x", by=cast.officer)
    made = workflow.take_up_again(made, by=cast.officer)
    done = workflow.complete(made, on=date(2018, 5, 30), result="The dues were lowered.", by=cast.officer)
    assert done.state == "complete"


def test_into_the_next_year_with_everything_but_its_time(cast: Cast):
    made = topic(
        cast,
        when=When(meeting=meeting(cast, 2018, 5, 10)),
        steps=["Ask"],
        origins=[{"kind": "council", "words": "Full Council"}],
    )
    new = workflow.carry_forward(made, by=cast.officer)
    old = Topic.objects.get(pk=made.pk)
    assert (old.state, old.carried_to, new.year, new.when) == ("carried", new, 2019, "To be scheduled")
    assert [step.text for step in new.steps.all()] == ["Ask"]
    assert [origin.words for origin in new.origins.all()] == ["Full Council"]
    assert slips(new) == [
        ("10 May 2018", "To be scheduled", "Carried forward from the programme of 2018 to 2019.")
    ]


def test_what_is_on_an_agenda_of_the_next_year_keeps_it(cast: Cast):
    made = topic(cast, when=When(meeting=meeting(cast, 2019, 6, 13)))
    new = workflow.carry_forward(made, by=cast.officer)
    assert (new.item, Topic.objects.get(pk=made.pk).item) == (made.item, None)
    this_year = topic(cast, "Ferries", when=When(meeting=meeting(cast, 2018, 9, 13)))
    with pytest.raises(CannotChange, match="Defer it"):
        workflow.carry_forward(this_year, by=cast.officer)


def test_the_programme_is_in_the_order_of_its_sections_and_days(cast: Cast):
    topic(cast, "Loose", section=section("considering"))
    topic(cast, "Late", when=When(starts=date(2018, 9, 1)))
    topic(cast, "Unknown")
    topic(cast, "Early", when=When(meeting=meeting(cast, 2018, 7, 12)))
    titles = [each.title for each in Topic.objects.of(cast.committee, 2018).in_order()]
    assert titles == ["Early", "Late", "Unknown", "Loose"]
