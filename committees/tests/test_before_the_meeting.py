"""What comes in before a meeting: apologies, invitations of co-opted members, questions from the public."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from committees import questions
from committees.access import appoint_substitute
from committees.attendance import apologies
from committees.meetings import cancel_meeting, create_meeting
from committees.models import Attendance, Meeting, Membership, PublicQuestion, TimetableStep
from council.models import Person
from scrutiny.tests.cast import Cast, item, person, seat, user

ASKER = {
    "name": "Winifred Plumtree",
    "email": "winnie@example.org",
    "phone": "01632 960999",
    "address": "7 Tanners Row\nWessexmere\nAB1 2CD",
    "speaks_for": "",
}


def in_days(days: int) -> datetime:
    return (timezone.localtime() + timedelta(days=days)).replace(hour=10, minute=15, second=0, microsecond=0)


@pytest.fixture
def coming(cast: Cast) -> Meeting:
    return create_meeting(cast.committee, start=in_days(30), by=cast.officer)


def send(client: Client, meeting: Meeting, **words: str):
    return client.post(reverse("attending:my_apologies", args=[meeting.reference]), words)


def test_a_member_sends_their_own_apologies_and_takes_them_back(cast, coming, client):
    client.force_login(cast.member)
    page = client.get(reverse("attending:my_meetings"))
    assert coming.committee.name in page.content.decode()
    assert send(client, coming, reason="A hospital appointment").status_code == 302
    line = coming.attendances.get(person=cast.member.person)
    assert (line.state, line.apologies_by, line.apologies_reason) == (
        "apologies",
        "themselves",
        "A hospital appointment",
    )
    assert not Entry.objects.filter(detail__icontains="hospital").exists(), "health is not for the audit book"
    client.post(reverse("attending:my_apologies_back", args=[coming.reference]))
    line.refresh_from_db()
    assert (line.state, line.apologies_reason) == ("awaited", "")


@pytest.mark.parametrize("who", ["other_councillor", "ex_member", "officer", "administrator"])
def test_nobody_sends_apologies_for_a_meeting_that_is_not_theirs(cast, coming, client, who):
    client.force_login(getattr(cast, who))
    assert send(client, coming).status_code == 404
    assert not coming.attendances.exists()


def test_no_apologies_for_a_cancelled_or_a_past_meeting(cast, coming, client):
    client.force_login(cast.member)
    cancel_meeting(coming, notice="No business.", by=cast.officer)
    assert send(client, coming).status_code == 404
    past = create_meeting(cast.committee, start=in_days(-3), by=cast.officer)
    assert send(client, past).status_code == 404


def test_an_officer_records_apologies_and_who_does_not_run_it_sees_nothing(cast, coming, client):
    address = reverse("workspace:apologies", args=[coming.reference])
    client.force_login(cast.officer)
    given = {"person": cast.chair.person.pk, "source": "spoken", "reason": "On holiday"}
    assert client.post(address, given).status_code == 302
    assert "On holiday" in client.get(address).content.decode()
    assert coming.attendances.get(person=cast.chair.person).apologies_by == "spoken"
    client.force_login(cast.other_officer)
    assert client.get(address).status_code == 404


def test_cooptees_are_told_of_an_item_about_education_once(
    cast, coming, client, django_capture_on_commit_callbacks
):
    church = user("Clara Church", who=person(Person.Kind.COOPTEE, "Clara", "Church", "Clara Church"))
    seat(cast.committee, church, Membership.Role.VOTING_COOPTEE)
    schools = item(coming, "School places", 9, is_education=True, restricted_title="Closing Oakmere School")
    roads = item(coming, "Roads", 10)
    with pytest.raises(ValidationError, match="concerns education functions first"):
        apologies.invite_cooptees(roads, by=cast.officer)
    client.force_login(cast.officer)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("workspace:item_invite", args=[schools.pk]))
    assert [message.to for message in mail.outbox] == [["clara.church@council.example"]]
    assert "School places" in mail.outbox[0].body
    assert "Oakmere" not in mail.outbox[0].body
    with pytest.raises(ValidationError, match="told already"):
        apologies.invite_cooptees(schools, by=cast.officer)


def register(
    cast: Cast, meeting: Meeting, text: str = "What is done about buses?", **more: object
) -> PublicQuestion:
    words = {"received_at": timezone.now(), "kind": "question", "asker": ASKER, **more}
    return questions.register(meeting, text=text, by=cast.officer, **words)


def test_each_kind_has_its_own_deadline_or_that_of_questions(cast, coming):
    day = timezone.localdate() + timedelta(days=20)
    coming.dates.create(
        kind=TimetableStep.Kind.REPRESENTATIONS,
        name="Representations",
        authority="local",
        due_on=day,
        explanation={},
    )
    dates = list(coming.dates.all())
    assert questions.deadline_of("representation", dates).due_on == day
    assert questions.deadline_of("question", dates).kind == "public_questions"
    assert questions.deadline_of("written", dates) == questions.deadline_of("question", dates)


def test_what_is_late_needs_a_reason(cast, client):
    near = create_meeting(cast.committee, start=in_days(1), by=cast.officer)
    with pytest.raises(ValidationError, match="It came after the deadline"):
        register(cast, near)
    assert register(cast, near, late_reason="The papers were late").number == 1


def test_nothing_that_is_published_names_who_asked(cast, coming, client):
    for words in (
        "I, Winifred Plumtree, ask",
        "Ask Plumtree",
        "Write to WINNIE@example.org",
        "Ring 01632960999",
        "at 7 tanners row",
    ):
        with pytest.raises(ValidationError, match="personal details"):
            register(cast, coming, text=words)
    found = register(cast, coming, text="Is the park in Wessexmere open?")
    with pytest.raises(ValidationError, match="Only an accepted question"):
        questions.publish(found, by=cast.officer)
    found = questions.accept(found, by=cast.officer)
    with pytest.raises(ValidationError, match="Write the answer first"):
        questions.publish(found, by=cast.officer)
    found = questions.answer(found, text="Yes, Ms Plumtree.", version=1, by=cast.officer)
    with pytest.raises(ValidationError, match="personal details"):
        questions.publish(found, by=cast.officer)
    found = questions.answer(found, text="Yes, every day.", version=2, by=cast.officer)
    questions.publish(found, by=cast.officer)
    page = client.get(reverse("committees:meeting", args=[coming.reference])).content.decode()
    assert "Is the park in Wessexmere open?" in page
    assert "Yes, every day." in page
    assert not any(detail in page for detail in ("Plumtree", "winnie", "960999", "Tanners"))
    with pytest.raises(ValidationError, match="Take it back"):
        questions.edit(found, version=3, by=cast.officer, asker=ASKER, text="Else")


def test_a_question_is_about_an_item_of_the_public_part(cast, coming):
    with pytest.raises(ValidationError, match="public part"):
        register(cast, coming, item=item(coming, "Contract", 9, section="exempt"))


def test_the_register_is_worked_through_the_pages(cast, coming, client):
    client.force_login(cast.officer)
    now = timezone.localtime()
    given = {
        "version": "0",
        "kind": "question",
        "text": "What is done about buses?",
        "asked_as": "A bus passenger",
        "received_on_day": now.day,
        "received_on_month": now.month,
        "received_on_year": now.year,
        "received_at": "12.01am",
        **ASKER,
    }
    answer = client.post(reverse("workspace:question_add", args=[coming.reference]), given)
    assert answer.status_code == 302, answer.context["form"].errors
    found = coming.public_questions.get()
    listed = client.get(reverse("workspace:questions", args=[coming.reference])).content.decode()
    assert "Winifred Plumtree" in listed
    client.post(reverse("workspace:question_step", args=[found.pk, "accept"]))
    client.post(
        reverse("workspace:question_answer", args=[found.pk]), {"version": "1", "answer": "More of them."}
    )
    client.post(reverse("workspace:question_step", args=[found.pk, "publish"]))
    found.refresh_from_db()
    assert found.is_published
    client.post(reverse("workspace:question_step", args=[found.pk, "take-back"]))
    client.post(reverse("workspace:question_refuse", args=[found.pk]), {"reason": "It is about a person"})
    client.post(reverse("workspace:question_step", args=[found.pk, "forget"]))
    found.refresh_from_db()
    assert (found.state, found.is_published, hasattr(found, "asker")) == ("refused", False, False)
    client.force_login(cast.other_officer)
    assert client.get(reverse("workspace:question", args=[found.pk])).status_code == 404
    client.force_login(cast.member)
    assert client.get(reverse("workspace:questions", args=[coming.reference])).status_code == 404


def test_apologies_of_somebody_with_a_substitute_stay_substituted(cast, coming):
    appoint_substitute(coming, cast.other_councillor.person, in_place_of=cast.member.person, by=cast.officer)
    line = apologies.record_apologies(coming, cast.member.person, source="written", by=cast.officer)
    assert (line.state, line.apologies_by) == (Attendance.State.SUBSTITUTED, "written")
    assert coming.attendances.get(person=cast.other_councillor.person).capacity == "substitute"
