"""Reminders of what is owed to scrutiny, of reviews that end, and of people who need another format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from committees.formats import answer_format_request, ask_for_format
from committees.models import Paper, PaperVersion
from reminders.models import Reminder, Sending
from reminders.promises import LONDON
from reminders.reconciling import reconcile
from reminders.tests.post import Post, plan_at, round_at
from scrutiny.tests.cast import Cast, item, meeting
from workprogramme import reviewing, tracking
from workprogramme.models import Recommendation, Review
from workprogramme.review_members import add_member
from workprogramme.tests.programme import topic
from workprogramme.tests.reviewed import reviewed
from workprogramme.tests.tracked import agreed

pytestmark = pytest.mark.django_db
State = Reminder.State
START = datetime(2026, 12, 1, 9, tzinfo=LONDON).astimezone(UTC)
SECRET = "Quokka"


@pytest.fixture(autouse=True)
def december(cast: Cast) -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(START, tick=False) as coordinates:
        Sending.objects.all().delete()
        plan_at(START)
        yield coordinates


def of(kind: str, **which: object) -> QuerySet[Reminder]:
    return Reminder.objects.filter(kind=kind, **which).order_by("due_at", "recipient")


def told(kind: str, offset: str) -> set[str]:
    return set(of(kind, offset=offset).exclude(state="cancelled").values_list("recipient", flat=True))


def keys(*users: User) -> set[str]:
    return {f"user:{user.pk}" for user in users}


def answer(cast: Cast, recommendation: Recommendation) -> None:
    tracking.respond(
        recommendation, answer="accepted", action="We will", given_by="The Cabinet",
        on=timezone.localdate(), by=cast.officer,
    )  # fmt: skip


def test_a_notice_is_one_deadline_until_all_of_it_is_answered(cast: Cast, client: Client) -> None:
    about = topic(cast)
    pair = [tracking.publish(agreed(cast, about, text=SECRET), by=cast.officer) for _ in range(2)]
    today = timezone.localdate()
    notice = tracking.send(
        pair, notice=SECRET, report_received_on=today, notice_received_on=today, by=cast.officer
    )
    plan_at(START)
    assert set(of("executive_response").values_list("due_on", "statutory")) == {(date(2027, 1, 31), True)}
    assert told("executive_response", "-10w") == keys(cast.officer)
    assert told("executive_response", "+1w") == keys(cast.officer, cast.monitoring_officer, cast.chair)
    references = " and ".join(each.reference for each in pair)
    assert of("executive_response")[0].about == f"{cast.committee.name}, {references}"

    post = Post()
    round_at(of("executive_response")[0].due_at, post)
    assert post.subjects() == ["Response of the executive: due on Sunday 31 January 2027"]
    assert SECRET not in str(post.read()[0].get_body(("plain",)))
    client.force_login(cast.officer)
    page = client.get(reverse("workspace:recommendation", args=[pair[0].pk])).content.decode()
    assert "Response of the executive: Sunday 31 January 2027" in page

    answer(cast, pair[0])
    plan_at(START)
    late = of("executive_response", state=State.PLANNED)
    assert late[0].about == f"{cast.committee.name}, {pair[1].reference}"
    tracking.withdraw(pair[1], reason="Overtaken", by=cast.officer)
    plan_at(START)
    assert not late.exists()
    assert not reconcile(START)
    assert notice.recommendations.count() == 2


def test_a_partner_is_asked_and_members_hear_only_of_what_is_public(cast: Cast) -> None:
    about, today = topic(cast), timezone.localdate()
    partner = agreed(cast, about, addressee_kind="partner", addressee="The hospital trust")
    asked = today + timedelta(days=40)
    words = {"notice": "Please", "report_received_on": today, "notice_received_on": today}
    tracking.send([partner], **words, asked_by=asked, by=cast.officer)
    plan_at(START)
    assert set(of("executive_response").values_list("due_on", "statutory")) == {(asked, False)}
    assert told("executive_response", "+1w") == keys(cast.officer, cast.monitoring_officer)
    tracking.publish(partner, by=cast.officer)
    plan_at(START)
    assert keys(cast.chair) <= told("executive_response", "+1w")
    silent = agreed(cast, about, addressee_kind="partner", addressee="The police")
    tracking.send([silent], **words, by=cast.officer)
    plan_at(START)
    assert not Reminder.objects.filter(about__contains=silent.reference), "no day was asked for"


def test_a_review_is_to_end_on_the_day_it_was_given(cast: Cast, client: Client) -> None:
    review = reviewed(cast, f"Inquiry into {SECRET}", SECRET, publish=False)
    assert cast.chair.person is not None
    add_member(review, person=cast.chair.person, role="lead", by=cast.officer)
    plan_at(START)
    assert set(of("review_end").values_list("due_on", flat=True)) == {review.due_on}
    assert told("review_end", "-5w") == keys(cast.officer)
    assert SECRET not in " ".join(of("review_end").values_list("about", flat=True))

    reviewing.publish(review, by=cast.officer)
    plan_at(START)
    assert told("review_end", "-5w") == keys(cast.officer, cast.chair)
    assert told("review_end", "+1w") == keys(cast.officer, cast.chair)
    assert of("review_end")[0].about == f"{cast.committee.name}, Inquiry into {SECRET}"

    review = Review.objects.get(pk=review.pk)
    later = review.due_on + timedelta(days=30)
    agreed_on = timezone.localdate()
    reviewing.extend(
        review, to_day=later, agreed_by="Board", agreed_on=agreed_on, reason="More", by=cast.officer
    )
    plan_at(START)
    assert set(of("review_end", state=State.PLANNED).values_list("due_on", flat=True)) == {later}
    client.force_login(cast.officer)
    page = client.get(reverse("workspace:review", args=[review.pk])).content.decode()
    assert f"End of a review: {later:%A %-d %B %Y}" in page
    reviewing.end(review, reason="Overtaken", by=cast.officer)
    plan_at(START)
    assert not of("review_end", state=State.PLANNED)


def test_somebody_who_needs_another_format_is_answered_in_time(cast: Cast, client: Client) -> None:
    person = {"name": f"{SECRET} Reader", "email": "reader@example.org", "document": SECRET}
    of_meeting = ask_for_format(meeting=meeting(cast.committee, START), format="braille", **person)
    at_large = ask_for_format(format="audio", **person)
    plan_at(START)
    mine = of("format_request", offset="-1w", subject_id=of_meeting.pk)
    assert set(mine.values_list("due_on", "recipient", "statutory")) == {
        (of_meeting.due_on, f"user:{cast.officer.pk}", False)
    }
    everybody = of("format_request", offset="-1w", subject_id=at_large.pk)
    assert keys(cast.officer, cast.other_officer) <= set(everybody.values_list("recipient", flat=True))
    assert not Reminder.objects.filter(about__contains=SECRET)
    client.force_login(cast.officer)
    page = client.get(reverse("workspace:format_request", args=[at_large.pk])).content.decode()
    assert "Answer to somebody who needs another format" in page

    answer_format_request(at_large, answer="Sent", version=1, by=cast.officer)
    of_meeting.delete()
    plan_at(START)
    assert not of("format_request", state=State.PLANNED)


def test_the_page_of_an_exempt_paper_shows_its_reviews(cast: Cast, client: Client) -> None:
    held = item(meeting(cast.committee, START + timedelta(days=20)), "Land", 50)
    paper = Paper.objects.create(item=held, order=1, title="Land", restricted_title=SECRET)
    PaperVersion.objects.create(
        paper=paper, number=1, classification="exempt", review_on=date(2027, 1, 18), public_interest="Named",
        original_name="a.pdf", pdf=ContentFile(b"x", "a.pdf"), sha256="0" * 64, pages=1, size=1,
        uploaded_by=cast.officer,
    )  # fmt: skip
    plan_at(START)
    client.force_login(cast.officer)
    page = client.get(reverse("workspace:paper", args=[paper.pk])).content.decode()
    assert "Review of a paper kept from the public: Monday 18 January 2027" in page
