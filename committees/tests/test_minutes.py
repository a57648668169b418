"""Minutes: who may change them when, what is refused and why, and that exempt words stay in exempt minutes."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from django.test import Client
from django.utils import timezone

from committees.access import keep_from
from committees.agenda import ChangedMeanwhile
from committees.meetings import cancel_meeting, create_meeting
from committees.minutes import correcting, drafting, editions, extracts, next_agenda, workflow
from committees.minutes.wording import described
from committees.models import (
    AgendaItem,
    Attendance,
    Declaration,
    Denial,
    InterestType,
    Meeting,
    MinuteEntry,
    Minutes,
    PaperVersion,
    Sitting,
)
from committees.models.committee import ItemKind
from committees.papers import expect_paper
from committees.permissions import can_read_minutes
from committees.tests.minuted import at, exempt_meeting
from packs.text import page_texts
from scrutiny.tests.cast import Cast, item, meeting
from scrutiny.tests.world import coming, signed_in

pytestmark = pytest.mark.django_db
SECRET = "KITTIWAKE"


@pytest.fixture
def held(cast: Cast) -> Meeting:
    return exempt_meeting(cast)


@pytest.fixture
def minutes(cast: Cast, held: Meeting) -> Minutes:
    """With something under both items."""
    minutes = drafting.begin(held, by=cast.officer)
    public, exempt = held.items.on_agenda()
    drafting.save_entry(
        public, version=1, by=cast.officer, text="The bus came late. The bus came late again."
    )
    drafting.save_entry(
        exempt,
        version=1,
        by=cast.officer,
        exempt_text=f"{SECRET} bids.",
        public_summary="A sale was discussed.",
    )
    drafting.add_resolution(exempt, kind="agreed", text=f"{SECRET} be told", by=cast.officer)
    return minutes


def checked(minutes: Minutes, cast: Cast) -> Minutes:
    workflow.publish_draft(minutes, by=cast.officer)
    return workflow.check(minutes, chair="Councillor C Chairwell", by=cast.officer)


def refused(*words: str) -> object:
    return pytest.raises(ValidationError, match=" ".join(words))


def test_minutes_begin_from_the_agenda_and_take_in_later_items(cast: Cast, held: Meeting) -> None:
    drafting.begin(held, by=cast.officer)
    late = item(held, "Urgent repairs", 3, kind=ItemKind.URGENT)
    minutes = drafting.begin(held, by=cast.officer)
    assert [entry.item.title for entry in minutes.entries.order_by("item__order")] == [
        "Bus services",
        "Land at Quay Street",
        late.title,
    ]


def test_an_exempt_item_takes_no_public_words(cast: Cast, held: Meeting) -> None:
    exempt = held.items.get(order=2)
    with refused("This item is exempt"):
        drafting.save_entry(exempt, version=0, by=cast.officer, text="The bid was")
    assert not MinuteEntry.objects.filter(item=exempt).exists()


def test_exempt_words_are_in_the_exempt_minutes_alone(cast: Cast, minutes: Minutes) -> None:
    public, exempt = described(minutes), described(minutes, exempt=True)
    assert SECRET not in str(public)
    assert "A sale was discussed." in str(public)
    assert str(exempt).count(SECRET) == 2
    assert exempt["paragraphs"] == ["3"]
    assert [entry["number"] for entry in exempt["entries"]] == [2]
    workflow.publish_draft(minutes, by=cast.officer)
    for edition in minutes.editions.all():
        words = " ".join(page_texts(edition.file.read()))
        assert (SECRET in words) is edition.is_exempt


def test_an_interest_in_an_exempt_item_is_public_without_its_nature(cast: Cast, minutes: Minutes) -> None:
    held = minutes.meeting
    there = Attendance.objects.create(
        meeting=held,
        person=cast.member.person,
        name_as_printed="Councillor M Membury",
        capacity="member",
        state="present",
        mode="in_person",
    )
    sitting = Sitting.objects.create(meeting=held, opened_at=held.start, quorum=4)
    Declaration.objects.create(
        sitting=sitting,
        item=held.items.get(order=2),
        attendance=there,
        type=InterestType.objects.first(),
        nature=f"Works for {SECRET}",
        response="left",
        at=held.start,
    )
    public, exempt = described(minutes), described(minutes, exempt=True)
    assert "Councillor M Membury declared" in public["entries"][1]["recorded"][0]
    assert SECRET not in str(public)
    assert f"Works for {SECRET}" in exempt["entries"][0]["recorded"][0]


def test_published_questions_are_printed_without_who_put_them(cast: Cast, held: Meeting) -> None:
    asked = item(held, "Questions from the Public", 3, kind=ItemKind.PUBLIC_QUESTIONS)
    for number, published in ((1, timezone.now()), (2, None)):
        held.public_questions.create(
            number=number,
            text=f"Why is bus {number} late?",
            received_at=timezone.now(),
            state="accepted",
            answer="Because of the bridge.",
            published_at=published,
        )
    minutes = drafting.begin(held, by=cast.officer)
    entry = next(each for each in described(minutes)["entries"] if each["key"] == f"item-{asked.pk}")
    assert entry["recorded"] == [
        "A member of the public: Why is bus 1 late?",
        "Answer: Because of the bridge.",
    ]


def test_who_reads_exempt_minutes(cast: Cast, minutes: Minutes) -> None:
    workflow.publish_draft(minutes, by=cast.officer)
    edition = minutes.editions.get(is_exempt=True)
    today = timezone.localdate()
    for who, may in ((cast.member, True), (cast.officer, True), (cast.other_councillor, False)):
        assert can_read_minutes(who, edition, today) is may
    assert can_read_minutes(cast.non_voting_cooptee, edition, today) is False
    keep_from(
        edition.minutes.meeting.items.get(order=2),
        person=cast.member.person,
        reason="It is theirs",
        by=cast.officer,
    )
    assert can_read_minutes(cast.member, edition, today) is False


def test_what_is_kept_back_is_summed_up_for_the_public(cast: Cast, minutes: Minutes) -> None:
    entry = minutes.entries.get(item__order=2)
    drafting.save_entry(entry.item, version=entry.version, by=cast.officer, public_summary=" ")
    with refused("Write a summary for the public of “Land at Quay Street”"):
        workflow.publish_draft(minutes, by=cast.officer)
    assert not minutes.editions.exists()


def test_nothing_is_published_before_the_meeting_was_held(cast: Cast) -> None:
    minutes = drafting.begin(meeting(cast.committee, coming(3)), by=cast.officer)
    with refused("The meeting is not closed yet"):
        workflow.publish_draft(minutes, by=cast.officer)
    assert not minutes.editions.exists()


def test_a_draft_published_late_says_so(cast: Cast) -> None:
    with time_machine.travel(at(9, 0)):
        late = create_meeting(cast.committee, start=at(10, 15), by=cast.officer)
    minutes = drafting.begin(late, by=cast.officer)
    due = late.dates.get(kind="draft_minutes")
    client = signed_in(cast.officer)
    page = f"/workspace/meetings/{late.reference}/minutes/"
    assert "overdue" in client.get(page).content.decode()
    workflow.publish_draft(minutes, by=cast.officer)
    due.refresh_from_db()
    assert due.met_at is not None
    assert "days late" in client.get(page).content.decode()


def test_minutes_are_not_approved_at_a_meeting_of_another_committee(cast: Cast, minutes: Minutes) -> None:
    checked(minutes, cast)
    elsewhere = meeting(cast.other_committee, at(10, 15, date(2019, 4, 11)))
    answer = signed_in(cast.officer).post(
        f"/workspace/meetings/{minutes.meeting.reference}/minutes/approve/", {"meeting": elsewhere.pk}
    )
    assert "A meeting of the Environment Scrutiny Committee cannot approve them." in answer.content.decode()
    minutes.refresh_from_db()
    assert minutes.state == Minutes.State.CHECKED


@pytest.mark.parametrize("day", [date(2019, 3, 1), coming(5).date()], ids=["earlier", "to come"])
def test_only_a_later_meeting_that_has_begun_approves(cast: Cast, minutes: Minutes, day: date) -> None:
    checked(minutes, cast)
    with refused("later meeting|has not begun"):
        workflow.approve(minutes, meeting(cast.committee, at(10, 15, day)), by=cast.officer)


def test_each_step_only_in_its_turn(cast: Cast, minutes: Minutes) -> None:
    later = meeting(cast.committee, at(10, 15, date(2019, 4, 11)))
    for step in (
        lambda: workflow.check(minutes, chair="C", by=cast.officer),
        lambda: workflow.approve(minutes, later, by=cast.officer),
        lambda: workflow.sign(minutes, name="C", by=cast.officer),
        lambda: workflow.reopen(minutes, by=cast.officer),
    ):
        with refused("These minutes are being written now"):
            step()


def test_a_draft_that_changed_is_published_again_before_it_is_checked(cast: Cast, minutes: Minutes) -> None:
    workflow.publish_draft(minutes, by=cast.officer)
    entry = minutes.entries.get(item__order=1)
    drafting.save_entry(entry.item, version=entry.version, by=cast.officer, text="The bus was early.")
    with refused("changed since the draft was published"):
        workflow.check(minutes, chair="C", by=cast.officer)
    checked(minutes, cast)
    assert [each.number for each in minutes.editions.filter(is_exempt=False)] == [1, 2]


def test_after_the_check_only_corrections_change_a_word(cast: Cast, minutes: Minutes) -> None:
    checked(minutes, cast)
    entry = minutes.entries.get(item__order=1)
    with refused("Record a correction instead"):
        drafting.save_entry(entry.item, version=entry.version, by=cast.officer, text="Other words")
    with refused("not in the minute"):
        correcting.correct(entry, field="text", before="The tram", after="", by=cast.officer)
    with refused("more than once"):
        correcting.correct(entry, field="text", before="The bus", after="The tram", by=cast.officer)
    correcting.correct(entry, field="text", before="late again", after="on time", by=cast.officer)
    entry.refresh_from_db()
    assert entry.text == "The bus came late. The bus came on time."
    later = meeting(cast.committee, at(10, 15, date(2019, 4, 11)))
    workflow.approve(minutes, later, by=cast.officer)
    approved = editions.newest(minutes)
    assert approved is not None
    words = " ".join(" ".join(page_texts(approved.file.read())).split())
    assert "“late again” became “on time”." in words
    assert "Approved as a correct record on" in words


def test_signed_minutes_are_locked_by_the_database(cast: Cast, minutes: Minutes) -> None:
    checked(minutes, cast)
    minutes = workflow.approve(
        minutes, meeting(cast.committee, at(10, 15, date(2019, 4, 11))), by=cast.officer
    )
    workflow.sign(minutes, name="Councillor C Chairwell", by=cast.officer)
    for change in (
        lambda: MinuteEntry.objects.filter(minutes=minutes).update(text="Otherwise"),
        lambda: Minutes.objects.filter(pk=minutes.pk).update(signed_by="Somebody"),
        lambda: minutes.entries.get(item__order=2).resolutions.all().delete(),
    ):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            change()


def test_checked_minutes_go_onto_the_next_agenda_by_themselves(cast: Cast, minutes: Minutes) -> None:
    keep_from(minutes.meeting.items.get(order=2), person=cast.member.person, reason="Theirs", by=cast.officer)
    checked(minutes, cast)
    first = create_meeting(cast.committee, start=coming(30), by=cast.officer)
    on = first.items.on_agenda().get(kind=ItemKind.MINUTES)
    versions = PaperVersion.objects.filter(paper__item=on).order_by("paper")
    assert [(each.classification, each.paragraphs) for each in versions] == [
        ("public", []),
        ("exempt", ["3"]),
    ]
    assert Denial.objects.standing().filter(item=on, person=cast.member.person).exists()

    second = create_meeting(cast.committee, start=coming(60), by=cast.officer)
    cancel_meeting(first, notice="Snow", by=cast.officer)
    minutes.refresh_from_db()
    assert minutes.agenda_item is not None
    assert minutes.agenda_item.meeting == second


def test_minutes_checked_again_replace_their_paper(cast: Cast, minutes: Minutes) -> None:
    """And whatever stood there in their place until they came."""
    later = create_meeting(cast.committee, start=coming(30), by=cast.officer)
    waiting = item(later, "Minutes", 1, kind=ItemKind.MINUTES)
    expect_paper(waiting, title="Minutes of the last meeting", by=cast.officer)
    checked(minutes, cast)
    workflow.reopen(minutes, by=cast.officer)
    minutes = checked(minutes, cast)
    assert minutes.agenda_item is not None
    assert minutes.agenda_item.papers.filter(removed_at=None).count() == 2


def test_an_extract_is_a_paper_for_another_meeting(cast: Cast, minutes: Minutes) -> None:
    public, exempt = minutes.meeting.items.on_agenda()
    onto = item(meeting(cast.committee, coming(20)), "Buses again", 1, kind=ItemKind.REPORT)
    with refused("Publish these minutes first"):
        extracts.put_extract_on(public, minutes=minutes, onto=onto, by=cast.officer)
    workflow.publish_draft(minutes, by=cast.officer)
    paper = extracts.put_extract_on(public, minutes=minutes, onto=onto, label="Appendix 1", by=cast.officer)
    words = " ".join(" ".join(page_texts(paper.versions.get().pdf.read())).split())
    assert words.startswith("Extract of the minutes of the meeting of the People and Families")
    assert "1 Bus services" in words
    assert "Land at Quay Street" not in words
    kept = extracts.put_extract_on(exempt, minutes=minutes, onto=onto, by=cast.officer)
    assert kept.versions.get().classification == "exempt"


def test_two_officers_write_one_item(cast: Cast, held: Meeting) -> None:
    """The autosave: the second is given both texts, and the page without a script shows them side by side."""
    public = held.items.get(order=1)
    mine, theirs = signed_in(cast.officer), signed_in(cast.monitoring_officer)
    address = f"/workspace/items/{public.pk}/minute/"
    assert theirs.post(f"{address}draft/", {"version": 0, "text": "Theirs"}).json() == {
        "saved": True,
        "version": 2,
    }
    answer = mine.post(f"{address}draft/", {"version": 0, "text": "Mine"})
    assert answer.status_code == 409
    said = answer.json()
    assert (said["version"], said["who"]) == (2, "Mona Tor")
    assert [(row["mine"], row["theirs"]) for row in said["texts"]] == [("Mine", "Theirs")]
    page = mine.post(address, {"version": 0, "text": "Mine", "considered": ""})
    assert page.status_code == 409
    assert "What Mona Tor saved" in page.content.decode()
    assert mine.post(f"{address}draft/", {"version": 2, "text": "Mine and theirs"}).json()["version"] == 3
    assert MinuteEntry.objects.get(item=public).text == "Mine and theirs"


def test_the_same_words_twice_are_no_conflict(cast: Cast, held: Meeting) -> None:
    public = held.items.get(order=1)
    drafting.save_entry(public, version=0, by=cast.officer, text="Same")
    with pytest.raises(ChangedMeanwhile):
        drafting.save_entry(public, version=1, by=cast.officer, text="Other")
    answer = signed_in(cast.officer).post(
        f"/workspace/items/{public.pk}/minute/draft/", {"version": 1, "text": "Same"}
    )
    assert answer.status_code == 200


def test_the_preview_is_safe(cast: Cast, held: Meeting) -> None:
    public = held.items.get(order=1)
    answer = signed_in(cast.officer).post(
        f"/workspace/items/{public.pk}/minute/preview/", {"text": "**Bold** <script>alert(1)</script>"}
    )
    said = answer.content.decode()
    assert "<strong>Bold</strong>" in said
    assert "<script" not in said


def test_the_public_page_shows_draft_and_no_exempt_word(cast: Cast, minutes: Minutes) -> None:
    reference = minutes.meeting.reference
    assert Client().get(f"/meetings/{reference}/minutes/").status_code == 404
    workflow.publish_draft(minutes, by=cast.officer)
    page = Client().get(f"/meetings/{reference}/minutes/").content.decode()
    assert "This is a draft" in page
    assert SECRET not in page
    assert "/exempt/" not in page
    assert (
        f"/meetings/{reference}/minutes/1/exempt/"
        in signed_in(cast.member).get(f"/meetings/{reference}/minutes/").content.decode()
    )
    assert "Draft minutes" in Client().get(f"/meetings/{reference}/").content.decode()


def test_the_chair_checks_the_draft_on_their_own(cast: Cast, minutes: Minutes) -> None:
    address = f"/workspace/meetings/{minutes.meeting.reference}/minutes/check/"
    assert signed_in(cast.chair).get(address).status_code == 404
    workflow.publish_draft(minutes, by=cast.officer)
    assert signed_in(cast.member).get(address).status_code == 404
    page = signed_in(cast.chair).get(f"/meetings/{minutes.meeting.reference}/minutes/").content.decode()
    assert address in page
    signed_in(cast.chair).post(address, {"chair": "Somebody else"})
    minutes.refresh_from_db()
    assert (minutes.state, minutes.checked_by) == (Minutes.State.CHECKED, "Councillor C Chairwell")


def test_putting_on_wants_a_later_meeting_of_the_committee(cast: Cast, minutes: Minutes) -> None:
    checked(minutes, cast)
    elsewhere = meeting(cast.other_committee, coming(9))
    with refused("Choose a later meeting of the same committee"):
        next_agenda.put_on(minutes, elsewhere, by=cast.officer)
    assert not AgendaItem.objects.filter(meeting=elsewhere).exists()
