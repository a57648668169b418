"""What is done in a review and with what it asks: members, evidence, report, settings, and what the public sees."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from callins.models import ExecutiveMember
from committees import meetings
from committees.models import Meeting, PaperVersion
from scrutiny.search.asking import Question
from scrutiny.search.finding import find
from scrutiny.search.indexing import freshen
from scrutiny.tests.cast import Cast
from workprogramme import reviewing, tracking
from workprogramme.evidence import correct_evidence
from workprogramme.models import Recommendation, Review, ReviewKind, TopicSlip, TrackerSettings
from workprogramme.review_members import add_member, remove_member
from workprogramme.timing import When

from .programme import days_ahead, meeting, topic
from .reviewed import reviewed
from .test_recommendations import boxes, officer
from .tracked import agreed, answered, drafted, sent, step

SECRET = "Heronsgate"


def reporting(cast: Cast) -> Review:
    """Under way and public, with a draft report, three drafts of recommendations, and much that is for officers."""
    review = reviewed(cast, "Gangs", SECRET, publish=True)
    for number in (1, 2, 3):
        words = {"text": f"Mend road {number}", "addressee_kind": "executive", "addressee": "Leader"}
        source = {"origin": "review", "review": review}
        tracking.draft(cast.committee, source=source, by=cast.officer, **words)
    return reviewing.write_report(review, version=review.version, report="### Found\n\nMuch", by=cast.officer)


def on_paper(template: str) -> str:
    version = PaperVersion.objects.get(template=template, current=True)
    return " ".join(" ".join(version.page_texts.values_list("text", flat=True)).split())


def test_the_report_prints_its_recommendations_twice_and_nothing_of_what_is_private(cast: Cast) -> None:
    review, coming = reporting(cast), meeting(cast, 30)
    answer = officer(cast).post(f"/workspace/reviews/{review.pk}/report/agenda/")
    assert coming.reference in answer.headers["Location"]
    words = on_paper("review_report")
    assert [words.count(f"Mend road {number}") for number in (1, 2, 3)] == [2, 2, 2]
    for shown in ("Draft for the committee to agree", "Asked for", "Figures", "Much", "section 9FE"):
        assert shown in words, shown
    assert SECRET not in words
    first = Recommendation.objects.order_by("pk")[0]
    tracking.edit(first, version=first.version, text="Build road 1", by=cast.officer)
    officer(cast).post(f"/workspace/reviews/{review.pk}/report/agenda/")
    item = coming.items.get(title="Report of the review: Gangs")
    assert item.papers.get().versions.count() == 2
    assert on_paper("review_report").count("Build road 1") == 2
    assert item.report.reference


def test_what_only_officers_know_of_gets_onto_no_public_paper(cast: Cast) -> None:
    review = reviewed(cast, f"About {SECRET}", SECRET, publish=False)
    reviewing.write_report(review, version=review.version, report="Found", by=cast.officer)
    meeting(cast, 30)
    page = officer(cast).post(f"/workspace/reviews/{review.pk}/report/agenda/", follow=True)
    assert "Publish the review first" in page.content.decode()
    assert not PaperVersion.objects.filter(template="review_report").exists()


def test_members_come_from_the_committee_and_volunteers_from_elsewhere(cast: Cast) -> None:
    review, by = reporting(cast), cast.officer
    chair, other = cast.chair.person, cast.other_councillor.person
    assert chair
    assert other
    for person, role in ((other, "lead"), (chair, "volunteer")):
        with pytest.raises(ValidationError):
            add_member(review, person=person, role=role, by=by)
    page = officer(cast).get(f"/workspace/reviews/{review.pk}/members/add/").content.decode()
    assert page.index(str(chair)) < page.index("Volunteers from elsewhere") < page.index(str(other))
    member = add_member(review, person=other, role="volunteer", by=by)
    url = f"/workspace/reviews/{review.pk}/members/{member.pk}/remove/"
    assert "has left the review" in officer(cast).post(url, follow=True).content.decode()
    assert "has left the review already" in officer(cast).post(url, follow=True).content.decode()
    assert "volunteer, as a witness, until" in Client().get(review.get_absolute_url()).content.decode()
    assert add_member(review, person=other, role="coopted", by=by).pk == member.pk
    remove_member(member, by=by)
    ExecutiveMember.objects.create(person=other, role="leader", start=timezone.localdate())
    with pytest.raises(ValidationError, match="executive"):
        add_member(review, person=other, role="volunteer", by=by)


def test_evidence_is_corrected_in_the_open_and_the_second_officer_is_told(cast: Cast) -> None:
    review = reporting(cast)
    entry = review.evidence.get(is_public=True)
    data = {"kind": entry.kind, "title": "Figures", "summary": "Twelve", "is_public": "on", "version": "1"}
    url = f"/workspace/reviews/{review.pk}/evidence/{entry.pk}/"
    given = data | boxes("on", entry.on) | {"correction": "A slip of the pen"}
    assert officer(cast).post(url, given).status_code == 302
    told = officer(cast).post(url, given | {"summary": "Eleven"})
    assert told.status_code == 409
    assert "What you typed" in told.content.decode()
    assert "Ten" in officer(cast).get(url).content.decode()
    public = Client().get(review.get_absolute_url()).content.decode()
    assert "Twelve" in public
    assert "A slip of the pen" in public
    assert "Ten<" not in public
    with pytest.raises(ValidationError):
        correct_evidence(entry, version=2, correction="x", kind="private", by=cast.officer)


def test_two_officers_at_once_are_told(cast: Cast) -> None:
    made = answered(cast, topic(cast))
    line = step(made, cast.officer)
    data = {"text": "Plan", "owner_name": "Roads", "version": "1", **boxes("due_on", timezone.localdate())}
    url = f"/workspace/recommendations/{made.pk}/steps/{line.pk}/"
    assert officer(cast).post(url, data).status_code == 302
    assert officer(cast).post(url, data | {"text": "Plan well"}).status_code == 409
    waits = sent(cast, topic(cast), timezone.localdate())
    reply = {"answer": "accepted", "action": "Yes", "given_by": "Cabinet", "version": str(waits.version)}
    reply |= {key: str(value) for key, value in boxes("on", timezone.localdate()).items()}
    url = f"/workspace/recommendations/{waits.pk}/response/"
    assert officer(cast).post(url, reply).status_code == 302
    assert "Somebody else has just changed" in officer(cast).post(url, reply).content.decode()
    assert waits.responses.count() == 1
    review = reporting(cast)
    reviewing.write_report(review, version=review.version, report="Other", by=cast.officer)
    late = {"version": str(review.version), **boxes("on", timezone.localdate())}
    assert officer(cast).post(f"/workspace/reviews/{review.pk}/reported/", late).status_code == 409


def test_kinds_and_promises_are_the_councils_own(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.administrator)
    line = "/workspace/programmes/setup/review-kind/add/"
    client.post(line, {"name": "Deep dive", "months": "2", "order": "9", "version": "0"})
    assert ReviewKind.objects.get(name="Deep dive").months == 2
    given: dict[str, Any] = {"most_reviews": "1", "pattern": "{code}/{seq}", "reset": "never", "version": "0"}
    url = "/workspace/programmes/setup/tracker/"
    assert "must hold {seq}" in client.post(url, given | {"pattern": "{code}"}).content.decode()
    assert client.post(url, given | {"response_days": "28"}).status_code == 302
    assert client.post(url, given | {"response_days": "14"}).status_code == 409
    assert TrackerSettings.objects.get().response_days == 28
    assert "Within 28 days" in client.get("/workspace/programmes/setup/").content.decode()
    reviewed(cast, "One", "x", publish=False)
    review = reviewed(cast, "Two", "x", publish=False)
    page = officer(cast).get(f"/workspace/reviews/{review.pk}/").content.decode()
    assert "carries 2 reviews at once" in page


def test_a_topic_follows_up_a_recommendation_and_each_leads_to_the_other(cast: Cast) -> None:
    made, hidden = answered(cast, topic(cast)), agreed(cast, topic(cast), text=SECRET)
    client = officer(cast)
    page = f"/workspace/committees/{cast.committee.slug}/programme/add/"
    assert "selected" in client.get(f"{page}?recommendation={made.pk}").content.decode()
    section = topic(cast).section_id
    data = {"title": "A year on", "section": section, "timing": "TBC", "is_public": "on"}
    client.post(page, data | {"recommendation": made.pk})
    follows = made.topic_origins.get().topic
    public = Client().get(follows.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in public
    assert follows.get_absolute_url() in Client().get(made.get_absolute_url()).content.decode()
    origin = {"kind": "recommendation", "recommendation": hidden.pk}
    assert client.post(f"/workspace/topics/{follows.pk}/origins/add/", origin).status_code == 302
    public = Client().get(follows.get_absolute_url()).content.decode()
    assert hidden.reference not in public
    assert SECRET not in public
    assert hidden.reference in client.get(f"/workspace/topics/{follows.pk}/").content.decode()
    with pytest.raises(ValidationError):
        topic(cast, "No", origins=[{"kind": "recommendation", "recommendation": drafted(cast, follows)}])


def test_a_meeting_that_moves_leaves_a_slip_on_its_topics(cast: Cast) -> None:
    coming = meeting(cast, 30)
    about = topic(cast, when=When(meeting=coming))
    later = days_ahead(37)
    meetings.reschedule(Meeting.objects.get(pk=coming.pk), start=later.replace(hour=14), by=cast.officer)
    slip = TopicSlip.objects.get(topic=about)
    assert (slip.from_day, slip.to_day) == (coming.date, later.date())
    assert "was moved to" in slip.reason
    assert slip.reason in Client().get(about.get_absolute_url()).content.decode()
    meetings.reschedule(Meeting.objects.get(pk=coming.pk), start=later.replace(hour=16), by=cast.officer)
    assert TopicSlip.objects.filter(topic=about).count() == 1


def test_search_finds_what_is_public_of_reviews_and_recommendations(cast: Cast) -> None:
    review = reporting(cast)
    reviewed(cast, f"About {SECRET}", SECRET, publish=False)
    made = answered(cast, topic(cast), text="Repaint the lighthouse")
    drafted(cast, topic(cast), text=f"{SECRET} lighthouse")
    freshen(2_000)

    def found(words: str) -> list[str]:
        return [
            match.kind for match in find(Question(words=words), AnonymousUser(), timezone.localdate()).matches
        ]

    assert found("lighthouse") == ["recommendation"]
    assert found("gangs") == ["review"]
    assert not found(SECRET)
    assert not found("Much")
    assert not found("Mend road")
    tracking.withdraw(made, reason="Seagulls", by=cast.officer)
    assert not found("lighthouse"), "what waits to be read again is not found"
    latest = review.scopings.order_by("-number")[0]
    assert latest.waits_for_approval
    freshen(2_000)
    assert found("Seagulls") == ["recommendation"]
