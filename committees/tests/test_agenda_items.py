from datetime import datetime

import pytest
from django.urls import reverse

from audit.models import Entry
from committees.models import AgendaItem, Meeting, Report
from scrutiny.tests import cast as people

START = datetime(2019, 4, 11, 10, 15, tzinfo=people.LONDON)
LATER = datetime(2019, 5, 9, 10, 15, tzinfo=people.LONDON)


@pytest.fixture
def meeting(cast):
    return people.meeting(cast.committee, START)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def fields(**changes):
    return {"kind": "report", "title": "Ferry fares", "section": "public", "version": "0", **changes}


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_an_item_is_added_at_the_end_of_its_part(officer, meeting, cast):
    people.item(meeting, "Apologies", 1)
    people.item(meeting, "Land sale", 2, section="exempt")

    response = officer.post(reverse("workspace:item_add", args=[meeting.reference]), fields())

    added = AgendaItem.objects.get(title="Ferry fares")
    assert response.url == f"{reverse('workspace:meeting', args=[meeting.reference])}#item-{added.pk}"
    assert [item.title for item in meeting.items.on_agenda()] == ["Apologies", "Ferry fares", "Land sale"]


def test_a_new_item_comes_before_the_items_that_close_the_agenda(officer, meeting):
    for number, (title, kind) in enumerate(
        [("Apologies", "other"), ("Next", "next_meeting"), ("AOB", "urgent")], 1
    ):
        people.item(meeting, title, number, kind=kind)
    people.item(meeting, "Urgent exempt", 4, kind="urgent", section="exempt")
    url = reverse("workspace:item_add", args=[meeting.reference])

    officer.post(url, fields())
    officer.post(url, fields(title="Land sale", section="exempt"))

    assert [item.title for item in meeting.items.on_agenda()] == [
        "Apologies",
        "Ferry fares",
        "Next",
        "AOB",
        "Land sale",
        "Urgent exempt",
    ]


def test_an_item_without_a_title_keeps_the_rest_of_the_form(officer, meeting):
    response = officer.post(
        reverse("workspace:item_add", args=[meeting.reference]), fields(title="", note="To be read first")
    )

    page = response.content.decode()
    assert "Enter the title" in page
    assert "To be read first" in page
    assert "<title>Error: " in page
    assert not AgendaItem.objects.exists()


def test_an_item_is_edited_and_the_audit_book_names_fields_only(officer, meeting):
    item = people.item(meeting, "Property matter", 1, section="exempt")

    officer.post(
        reverse("workspace:item", args=[item.pk]),
        fields(
            kind="other",
            title="Property matter",
            section="exempt",
            restricted_title="Sale of Quay House",
            paragraphs=["3"],
            minutes_allowed="15",
            version="1",
        ),
    )

    item.refresh_from_db()
    assert (item.restricted_title, item.paragraphs, item.minutes_allowed) == ("Sale of Quay House", ["3"], 15)
    assert item.version == 2
    entry = Entry.objects.get(verb="edit agenda item")
    assert entry.subject_name == "Property matter"
    assert entry.detail == {"fields": ["minutes_allowed", "paragraphs", "restricted_title"]}
    assert "Quay House" not in "".join(f"{one.subject_name}{one.detail}" for one in Entry.objects.all())


def test_time_limit_must_be_a_number(officer, meeting):
    item = people.item(meeting, "Questions", 1)

    response = officer.post(
        reverse("workspace:item", args=[item.pk]), fields(minutes_allowed="a while", version="1")
    )

    assert "Time limit must be a whole number of minutes" in response.content.decode()


def test_the_second_officer_sees_both_texts_and_can_then_save_over(officer, meeting, cast):
    item = people.item(meeting, "Ferries", 1)
    url = reverse("workspace:item", args=[item.pk])
    officer.post(url, fields(title="Ferries and fares", version="1"))
    officer.force_login(cast.monitoring_officer)

    response = officer.post(url, fields(title="Ferry timetable", note="Mine", version="1"))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Olive Officer changed this while you were editing it" in page
    assert "Ferries and fares" in page
    assert "Ferry timetable" in page
    assert AgendaItem.objects.get().title == "Ferries and fares"
    assert 'name="version" value="2"' in page

    officer.post(url, fields(title="Ferry timetable", note="Mine", version="2"))

    assert AgendaItem.objects.get().title == "Ferry timetable"


def test_two_officers_who_typed_the_same_are_not_in_conflict(officer, meeting):
    item = people.item(meeting, "Ferries", 1)
    url = reverse("workspace:item", args=[item.pk])

    officer.post(url, fields(version="1"))
    response = officer.post(url, fields(version="1"))

    assert response.status_code == 302


def test_an_item_is_deferred_with_its_report_and_papers(officer, meeting, cast):
    item = people.item(meeting, "Ferry fares", 1, kind="report")
    report = Report.objects.create(
        item=item, reference="PAF/09/19", title="Ferry fares", enquiries_to=cast.committee.contact
    )
    paper = item.papers.create(order=1, title="Fares table", state="expected")
    later = people.meeting(cast.committee, LATER)

    officer.post(reverse("workspace:item_defer", args=[item.pk]), {"to": later.pk})

    item.refresh_from_db()
    moved = later.items.get()
    report.refresh_from_db()
    paper.refresh_from_db()
    assert (item.state, item.deferred_to) == ("deferred", moved)
    assert (report.item, paper.item) == (moved, moved)
    page = officer.get(reverse("workspace:meeting", args=[meeting.reference])).content.decode()
    assert f"/workspace/meetings/{later.reference}/#item-{moved.pk}" in page


def test_an_item_is_not_deferred_to_an_earlier_or_another_committees_meeting(officer, meeting, cast):
    item = people.item(meeting, "Ferry fares", 1)
    earlier = people.meeting(cast.committee, datetime(2019, 3, 7, 10, 15, tzinfo=people.LONDON))
    others = people.meeting(cast.other_committee, LATER)
    people.meeting(cast.committee, LATER)

    for to in (earlier, others):
        response = officer.post(reverse("workspace:item_defer", args=[item.pk]), {"to": to.pk})
        assert "Select a valid choice" in response.content.decode()

    item.refresh_from_db()
    assert item.state == "on_agenda"


def test_deferring_says_when_there_is_no_later_meeting(officer, meeting):
    item = people.item(meeting, "Ferry fares", 1)

    page = officer.get(reverse("workspace:item_defer", args=[item.pk])).content.decode()

    assert "The committee has no later meeting yet" in page


def test_an_item_is_withdrawn_with_a_reason_and_restored(officer, meeting):
    item = people.item(meeting, "Ferry fares", 1)
    people.item(meeting, "Buses", 2)

    refused = officer.post(reverse("workspace:item_withdraw", args=[item.pk]), {"reason": " "})
    assert "Say why the item is withdrawn" in refused.content.decode()

    officer.post(reverse("workspace:item_withdraw", args=[item.pk]), {"reason": "Report not ready"})
    assert [one.title for one in meeting.items.on_agenda()] == ["Buses"]
    page = officer.get(reverse("workspace:meeting", args=[meeting.reference])).content.decode()
    assert "Report not ready" in page

    officer.post(reverse("workspace:item_restore", args=[item.pk]))
    assert [one.title for one in meeting.items.on_agenda()] == ["Buses", "Ferry fares"]


def test_a_cancelled_meetings_agenda_stays_as_it_was(officer, meeting):
    item = people.item(meeting, "Ferry fares", 1)
    Meeting.objects.update(state="cancelled", cancelled_at=START)

    edited = officer.post(reverse("workspace:item", args=[item.pk]), fields(title="Other", version="1"))
    moved = officer.post(reverse("workspace:item_move", args=[item.pk]), {"direction": "up"}, follow=True)

    words = "The meeting is cancelled, so its agenda cannot be changed."
    assert words in edited.content.decode()
    assert messages(moved) == [words]
    assert AgendaItem.objects.get().title == "Ferry fares"
    assert "Edit<span" not in moved.content.decode()
