"""Meetings are made, moved and cancelled by verbs that keep references and addresses straight."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from audit.log import entries_for
from committees.agenda import CannotChange, ChangedMeanwhile
from committees.meetings import (
    cancel_meeting,
    clone_meeting,
    create_meeting,
    edit_meeting,
    reschedule,
    warnings_about_moving,
)
from committees.models import Committee, FormerReference, Meeting, StandingItem
from committees.models.committee import ItemKind, Section
from scrutiny.tests.cast import LONDON, Cast, item, meeting


def on(year: int, month: int, day: int, hour: int = 10, minute: int = 15) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def standing(committee: Committee, *rows: tuple[str, str, str]) -> None:
    for order, (kind, title, note) in enumerate(rows, start=1):
        StandingItem.objects.create(committee=committee, order=order, kind=kind, title=title, note=note)


@pytest.fixture
def future() -> datetime:
    day = timezone.localdate() + timedelta(days=60)
    return on(day.year, day.month, day.day)


def test_new_meeting_has_the_committees_usual_details(cast: Cast) -> None:
    made = create_meeting(cast.committee, start=on(2027, 3, 11), by=cast.officer)

    assert (made.reference, made.venue, made.contact) == (
        "PAF-2027-03-11",
        cast.committee.venue,
        cast.committee.contact,
    )
    assert [entry.verb for entry in entries_for(made)] == ["create meeting"]


def test_second_meeting_of_a_day_is_numbered(cast: Cast) -> None:
    references = [
        create_meeting(cast.committee, start=on(2027, 3, 11, hour), by=cast.officer).reference
        for hour in (10, 14, 16)
    ]

    assert references == ["PAF-2027-03-11", "PAF-2027-03-11-2", "PAF-2027-03-11-3"]


def test_reference_is_of_the_day_in_london(cast: Cast) -> None:
    made = create_meeting(cast.committee, start=on(2027, 6, 11, 0, 30), by=cast.officer)

    assert made.reference == "PAF-2027-06-11"


def test_standing_items_are_copied_with_the_dates_of_the_meetings_around(cast: Cast) -> None:
    standing(
        cast.committee,
        (ItemKind.MEMBERSHIP, "Membership and apologies", ""),
        (ItemKind.MINUTES, "Minutes", ""),
        (
            ItemKind.NEXT_MEETING,
            "Date of next meeting",
            "To note that the next one is on {date}, in private.",
        ),
    )
    meeting(cast.committee, on(2027, 2, 11))
    meeting(cast.committee, on(2027, 3, 1), kind=Meeting.Kind.BRIEFING)
    meeting(cast.committee, on(2027, 4, 8))

    made = create_meeting(cast.committee, start=on(2027, 3, 11), by=cast.officer)

    assert list(made.items.values_list("title", "note")) == [
        ("Membership and apologies", ""),
        (
            "Minutes",
            "To approve as a correct record the minutes of the meeting held on Thursday 11 February 2027.",
        ),
        ("Date of next meeting", "To note that the next one is on Thursday 8 April 2027, in private."),
    ]


def test_notes_are_blank_without_meetings_around(cast: Cast) -> None:
    standing(cast.committee, (ItemKind.MINUTES, "Minutes", ""), (ItemKind.NEXT_MEETING, "Next", "On {date}"))

    made = create_meeting(cast.committee, start=on(2027, 3, 11), by=cast.officer)

    assert list(made.items.values_list("note", flat=True)) == ["", ""]


def test_private_meeting_has_no_agenda(cast: Cast) -> None:
    standing(cast.committee, (ItemKind.MINUTES, "Minutes", ""))

    made = create_meeting(
        cast.committee,
        start=on(2027, 3, 11),
        kind=Meeting.Kind.SITE_VISIT,
        by=cast.officer,
        venue="The depot",
    )

    assert (made.items.count(), made.dates.count(), made.venue) == (0, 0, "The depot")


def test_clone_copies_items_without_papers(cast: Cast) -> None:
    source = meeting(cast.committee, on(2027, 3, 11), pre_meeting_place="Room 2")
    report = item(source, "A report", 1)
    report.papers.create(order=1, title="A paper")
    item(source, "In private", 2, section=Section.EXEMPT, paragraphs=["3"], exempt_reason="Prices")
    item(source, "Not taken", 3, state="withdrawn")

    made = clone_meeting(source, start=on(2027, 4, 8), by=cast.officer)

    copied = [(each.title, each.section, each.paragraphs, each.papers.count()) for each in made.items.all()]
    assert copied == [("A report", "public", [], 0), ("In private", "exempt", ["3"], 0)]
    assert (made.reference, made.pre_meeting_place) == ("PAF-2027-04-08", "Room 2")


def test_rescheduled_meeting_keeps_its_old_address(cast: Cast, future: datetime) -> None:
    made = create_meeting(cast.committee, start=future, by=cast.officer)
    later = future + timedelta(days=7)

    moved = reschedule(made, start=later, by=cast.officer)

    assert moved.reference == f"PAF-{later:%Y-%m-%d}"
    assert list(FormerReference.objects.values_list("meeting", "reference")) == [(made.pk, made.reference)]
    again = create_meeting(cast.committee, start=future, by=cast.officer)
    assert again.reference == f"{made.reference}-2"


def test_meeting_moved_back_has_its_old_reference_back(cast: Cast, future: datetime) -> None:
    made = create_meeting(cast.committee, start=future, by=cast.officer)
    later = future + timedelta(days=7)

    back = reschedule(reschedule(made, start=later, by=cast.officer), start=future, by=cast.officer)

    assert back.reference == made.reference
    assert [former.reference for former in FormerReference.objects.all()] == [f"PAF-{later:%Y-%m-%d}"]


def test_another_hour_of_the_day_changes_no_reference(cast: Cast, future: datetime) -> None:
    made = create_meeting(cast.committee, start=future, by=cast.officer)

    moved = reschedule(made, start=future + timedelta(hours=2), by=cast.officer)

    assert (moved.reference, FormerReference.objects.count()) == (made.reference, 0)


def test_moving_gives_the_meeting_new_dates(cast: Cast, future: datetime) -> None:
    made = create_meeting(cast.committee, start=future, by=cast.officer)
    before = list(made.dates.values_list("name", "due_on"))

    moved = reschedule(made, start=future + timedelta(days=7), by=cast.officer)

    assert before
    assert all(
        later > earlier
        for (_, earlier), (_, later) in zip(before, moved.dates.values_list("name", "due_on"), strict=True)
    )


def test_cancelled_meeting_cannot_be_moved_or_changed(cast: Cast, future: datetime) -> None:
    made = create_meeting(cast.committee, start=future, by=cast.officer)

    cancel_meeting(made, notice="Not enough business.", by=cast.officer)

    made.refresh_from_db()
    assert (made.is_cancelled, made.cancellation_notice, made.dates.count()) == (
        True,
        "Not enough business.",
        0,
    )
    with pytest.raises(CannotChange, match="cancelled"):
        reschedule(made, start=future + timedelta(days=1), by=cast.officer)
    with pytest.raises(CannotChange, match="cancelled"):
        cancel_meeting(made, notice="Again", by=cast.officer)


def test_cancelling_needs_a_notice(cast: Cast, future: datetime) -> None:
    made = create_meeting(cast.committee, start=future, by=cast.officer)

    with pytest.raises(CannotChange, match="notice"):
        cancel_meeting(made, notice=" ", by=cast.officer)


def test_meeting_that_was_held_stays_where_it_was(cast: Cast) -> None:
    held = meeting(cast.committee, on(2019, 4, 11))

    with pytest.raises(CannotChange, match="already been held"):
        reschedule(held, start=on(2027, 4, 8), by=cast.officer)


def test_edit_refuses_an_old_version(cast: Cast, future: datetime) -> None:
    made = create_meeting(cast.committee, start=future, by=cast.officer)
    edit_meeting(made, version=1, venue="Room 2", by=cast.officer)

    with pytest.raises(ChangedMeanwhile) as clash:
        edit_meeting(made, version=1, venue="Room 3", by=cast.officer)

    assert clash.value.who == "Olive Officer"
    made.refresh_from_db()
    assert (made.venue, made.version) == ("Room 2", 2)


def test_moving_to_next_week_warns_about_what_is_past(cast: Cast, future: datetime) -> None:
    made = create_meeting(cast.committee, start=future, by=cast.officer)
    now = timezone.now()

    warnings = warnings_about_moving(made, now + timedelta(days=2), now=now)

    assert any("genda" in warning for warning in warnings)
    assert warnings_about_moving(made, future + timedelta(days=7), now=now) == []
